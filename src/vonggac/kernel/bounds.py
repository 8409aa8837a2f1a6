"""What a child process may take that reads bytes of a stranger: memory, computing time."""

import contextlib
import importlib


def bound_this_process(memory_bytes: int, cpu_s: int) -> None:
    """Where the system can: who wants more is ended by it, and leaves no memory image behind."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        resource = importlib.import_module("resource")  # Windows has none
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s))
