"""The recording machine: processor, memory, disks, temperature, and what our own processes take of them.

Measured by one process (shares of processor time are since its last look) into ``run/machine.json``; pages read that.
"""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from vonggac.kernel.clock import MINUTE_US, SECOND_US, monotonic_us, now_us
from vonggac.kernel.files import write_for_now
from vonggac.watch.smart import DiskHealth, disks

FRESH_US = MINUTE_US
_EVERY_US = 10 * SECOND_US
_SMART_EVERY_US = 10 * MINUTE_US
_FILE = "machine.json"
_ENTRANCES = {"vonggac.cli.recording": "recorder", "vonggac.cli.watching": "watch"}


@dataclass(frozen=True, slots=True)
class Space:
    """The file system of one folder."""

    path: str
    total_bytes: int
    free_bytes: int
    """What may still be written; -1 for both where the folder is not there."""


@dataclass(frozen=True, slots=True)
class Process:
    name: str
    memory_bytes: int
    cpu_percent: float
    """Of one core."""


@dataclass(frozen=True, slots=True)
class Machine:
    at_us: int
    cores: int
    cpu_percent: float
    """Of all cores together."""
    load_1min: float
    memory_total_bytes: int
    memory_free_bytes: int
    temperature_c: float | None
    up_s: int
    spaces: tuple[Space, ...]
    processes: tuple[Process, ...]
    disks: tuple[DiskHealth, ...] | None
    """None: smartctl is not installed."""


class MachineWatch:
    """Looks every ten seconds, at the disks' own account every ten minutes. Not for several threads."""

    def __init__(self, run_folder: Path) -> None:
        self._path = run_folder / _FILE
        self._known: dict[int, psutil.Process] = {}
        self._disks: tuple[DiskHealth, ...] | None = None
        self._looked_us = self._asked_us = 0
        psutil.cpu_percent(interval=None)

    def look(self, folders: Iterable[Path], supervisor: int) -> Machine | None:
        """Writes what it measured; None while the last look is fresh. ``supervisor``: whose children are ours."""
        now = monotonic_us()
        if self._looked_us and now - self._looked_us < _EVERY_US:
            return None
        self._looked_us = now
        if not self._asked_us or now - self._asked_us >= _SMART_EVERY_US:
            self._asked_us = now
            found = disks()
            self._disks = None if found is None else tuple(found)
        machine = self._measure(folders, supervisor)
        with contextlib.suppress(OSError):
            # A full disk has its own alarm; these figures are not worth failing for.
            write_for_now(self._path, json.dumps(asdict(machine)).encode())
        return machine

    def _measure(self, folders: Iterable[Path], supervisor: int) -> Machine:
        memory = psutil.virtual_memory()
        return Machine(
            at_us=now_us(),
            cores=psutil.cpu_count() or 1,
            cpu_percent=psutil.cpu_percent(interval=None),
            load_1min=round(psutil.getloadavg()[0], 2),
            memory_total_bytes=memory.total,
            memory_free_bytes=memory.available,
            temperature_c=_temperature_c(),
            up_s=monotonic_us() // SECOND_US,
            spaces=tuple(_space(each) for each in folders),
            processes=tuple(self._processes(supervisor)),
            disks=self._disks,
        )

    def _processes(self, supervisor: int) -> list[Process]:
        found: dict[str, list[tuple[int, float]]] = {}
        alive: dict[int, psutil.Process] = {}
        for each in _family(supervisor):
            # The same object again: its share of the processor is since the last time it was asked.
            one = alive[each.pid] = self._known.get(each.pid, each)
            with contextlib.suppress(psutil.Error):
                name = _name(one, supervisor)
                found.setdefault(name, []).append((one.memory_info().rss, one.cpu_percent()))
        self._known = alive
        return [
            Process(name, sum(m for m, _ in parts), round(sum(c for _, c in parts), 1))
            for name, parts in sorted(found.items())
        ]


def read(run_folder: Path) -> dict[str, Any] | None:
    """What was measured last, as the JSON of ``Machine``; None where nothing is, or only old news."""
    try:
        found: dict[str, Any] = json.loads((run_folder / _FILE).read_text())
        fresh = now_us() - found["at_us"] < FRESH_US
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if fresh else None


def _space(folder: Path) -> Space:
    try:
        usage = psutil.disk_usage(str(folder))
    except OSError:
        return Space(str(folder), -1, -1)
    return Space(str(folder), usage.total, usage.free)


def _temperature_c() -> float | None:
    """Of the hottest sensor; None where the system shows none (Windows, virtual machines)."""
    sensors = getattr(psutil, "sensors_temperatures", None)
    if sensors is None:
        return None
    readings = [each.current for group in sensors().values() for each in group]
    return max(readings, default=None)


def _family(supervisor: int) -> list[psutil.Process]:
    try:
        head = psutil.Process(supervisor)
        return [head, *head.children(recursive=True)]
    except psutil.Error:
        return []


def _name(process: psutil.Process, supervisor: int) -> str:
    """``web``, ``recorder``, ``archivist`` …: from the entrance on its command line."""
    if process.pid == supervisor:
        return "supervisor"
    words = process.cmdline()
    if "-m" not in words or len(words) < words.index("-m") + 2:
        return process.name()
    module, *rest = words[words.index("-m") + 1 :]
    if module == "vonggac" and rest:
        return rest[0]
    return _ENTRANCES.get(module, module.rsplit(".", 1)[-1])
