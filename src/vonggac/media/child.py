"""How a worker process is started, the same on every system."""

import os
import subprocess
import sys
from pathlib import Path

import vonggac

SOURCE, STILLS = "source", "stills"

CREATION_FLAGS: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a console child would open a window."""


def command(mode: str) -> list[str]:
    """The argument list: nothing secret, for everybody on the machine can read it."""
    return [sys.executable, "-m", "vonggac.media.worker", mode]


def environment() -> dict[str, str]:
    """Ours, with the folder of this package first on the child's path."""
    ours = str(Path(vonggac.__file__).parents[1])
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{ours}{os.pathsep}{before}" if before else ours}
