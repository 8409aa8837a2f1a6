"""Processes that the supervisor starts, watches, restarts and ends."""

import contextlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil

from vonggac.cli import endings
from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.kernel.data_folder import DataFolder

log = logging.getLogger(__name__)

FIRST_PAUSE_US = SECOND_US // 4
LONGEST_PAUSE_US = 8 * SECOND_US
HEALTHY_US = 30 * SECOND_US
LOG_BYTES = 8 << 20
CHILD = "VONGGAC_CHILD"
"""In the environment of a child, and so of whatever it starts: its name, and the data folder that it works for."""


@dataclass(slots=True)
class Child:
    """One process by its verb. ``name`` is its log file, its pid file and how people call it."""

    name: str
    arguments: list[str]
    """Of Python: ``-m``, a module and its arguments."""
    environment: dict[str, str] = field(default_factory=dict)
    said: Callable[[], str | None] | None = None
    """A line for its standard input, said at every start and whenever it differs from the last one."""
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0
    _last_said: str | None = None
    _started_us: int = 0
    _pause_us: int = FIRST_PAUSE_US
    _again_at_us: int = 0

    def tend(self, data: DataFolder) -> None:
        """Starts it if it does not run and its pause is over; tells it what changed."""
        if self.process is not None and self.process.poll() is not None:
            self._note_end(data, self.process.returncode)
        if self.process is None and monotonic_us() >= self._again_at_us:
            try:
                self._start(data)
            except OSError as fault:
                # A full or read-only disk must not end the one that watches all the others.
                log.error("%s could not be started: %s", self.name, fault)
                self._put_off(lived_us=0)
        self._say()

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, data: DataFolder, seconds: float) -> None:
        """Until it has ended; killed when it has not after ``seconds``."""
        if self.process is None:
            return
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            log.error("%s did not end in time and is killed", self.name)
            self.process.kill()
            self.process.wait()
        self._hang_up()
        (data.run / f"{self.name}.pid").unlink(missing_ok=True)

    def _start(self, data: DataFolder) -> None:
        with _log_file(data.logs / f"{self.name}.log") as output:
            self.process = subprocess.Popen(
                [sys.executable, *self.arguments],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                env={
                    **os.environ,
                    **self.environment,
                    "VONGGAC_DATA": str(data.root),
                    CHILD: f"{self.name} {data.root.resolve()}",
                },
                # A Ctrl-C in the terminal is the supervisor's: it ends its children in the right order.
                start_new_session=os.name != "nt",
            )
        self.starts += 1
        self._started_us = monotonic_us()
        self._last_said = None
        _remember(data, self.name, self.process.pid)

    def _note_end(self, data: DataFolder, code: int | None) -> None:
        endings.note(data, self.name, str(code))
        self._put_off(lived_us=monotonic_us() - self._started_us)
        log.error("%s ended with %s and is started again", self.name, code)
        self._hang_up()

    def _put_off(self, *, lived_us: int) -> None:
        self._pause_us = (
            FIRST_PAUSE_US if lived_us > HEALTHY_US else min(LONGEST_PAUSE_US, self._pause_us * 2)
        )
        self._again_at_us = monotonic_us() + self._pause_us

    def _hang_up(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        self.process = None

    def _say(self) -> None:
        if self.said is None or self.process is None or self.process.stdin is None:
            return
        line = self.said()
        if line is None or line == self._last_said:
            return
        with contextlib.suppress(OSError):
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
            self._last_said = line


def verb(*arguments: str) -> list[str]:
    """Arguments of Python that run a verb of ``vonggac``."""
    return ["-m", "vonggac", *arguments]


def errand(data: DataFolder, log: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """A verb in a child that ends by itself; it may be ended at any instant, and the next one goes on."""
    with (data.logs / log).open("ab") as output:
        return subprocess.Popen(
            [sys.executable, *verb(*arguments, "--data", str(data.root))],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )


def _log_file(path: Path) -> IO[bytes]:
    """Appends; what grew too long is put aside once, so that a year's log cannot fill the disk."""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".1.log"))
    return path.open("ab")


def _remember(data: DataFolder, name: str, pid: int) -> None:
    with contextlib.suppress(psutil.Error, OSError):
        born = psutil.Process(pid).create_time()
        (data.run / f"{name}.pid").write_text(json.dumps({"pid": pid, "born": born}))


def orphans(data: DataFolder) -> dict[psutil.Process, str]:
    """Processes that the last supervisor started and that run still, with their names.

    Known by their pid files, and by what they carry: a supervisor killed before it noted a pid left some, too.
    """
    found: dict[psutil.Process, str] = {}
    for path in data.run.glob("*.pid"):
        with contextlib.suppress(psutil.Error, OSError, ValueError, KeyError):
            known = json.loads(path.read_text())
            process = psutil.Process(known["pid"])
            if abs(process.create_time() - known["born"]) < 1:
                found[process] = path.stem
    root = str(data.root.resolve())
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            name, _, of = process.environ().get(CHILD, "").partition(" ")
            if of == root:
                found.setdefault(process, name)
    return found


def end_orphans(data: DataFolder) -> int:
    """Ends processes that an earlier, killed supervisor left running; returns how many.

    A recorder goes on without its supervisor (I5); two recorders of one camera must never be.
    """
    left = list(orphans(data))
    for process in left:
        with contextlib.suppress(psutil.Error):
            process.terminate()
    for path in data.run.glob("*.pid"):
        path.unlink(missing_ok=True)
    _, alive = psutil.wait_procs(left, timeout=15)
    for process in alive:
        with contextlib.suppress(psutil.Error):
            process.kill()
    return len(left)
