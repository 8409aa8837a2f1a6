"""The journal of one camera: facts, one JSON object a line, fsynced before anybody relies on them.

``<data>/spool/<camera>/<compact hour>.jsonl``; every file begins with a ``state`` line that repeats what a recorder
must know to go on, so that starting again reads one file. The archivist adopts the lines and may remove all but the
newest.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from vonggac.kernel.clock import HOUR_US, boot_id, now_us
from vonggac.kernel.files import sync_folder
from vonggac.kernel.instants import compact, parse_compact


@dataclass(slots=True)
class StreamState:
    """Where a stream's account stands."""

    last_end_us: int = 0
    """End of its last footage, or the instant it was commissioned; 0: never heard of."""
    gap_cause: str = ""
    gap_from_us: int = 0
    open_path: str = ""
    """The segment that was begun last, if its end is not journalled: to be recovered after a crash."""
    open_volume: str = ""
    owed: list[list[str]] = field(default_factory=list)
    """(volume, path) of earlier ones whose end is not journalled: their volume could not be written."""


@dataclass(slots=True)
class CameraState:
    line: int = 0
    boot: str = ""
    streams: dict[str, StreamState] = field(default_factory=dict)


class Journal:
    """Appends facts of one camera. Blocking; used from the camera's writer thread only.

    ``append`` raises OSError when the disk does not take the line; then nothing counts as said.
    """

    def __init__(self, folder: Path, camera: str) -> None:
        self._folder = folder / camera
        self._camera = camera
        self._descriptor = -1
        self._hour = -1
        self.state = CameraState()
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._recall()
        self.previous_boot = self.state.boot
        self.state.boot = boot_id()

    def append(self, kind: str, **fields: Any) -> None:
        """One durable line; its number ``n`` rises by one for every line of the camera, for ever."""
        hour = now_us() // HOUR_US
        if hour != self._hour or self._descriptor < 0:
            self._turn(hour)
        self._write(kind, fields)
        self._learn(kind, fields)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _turn(self, hour: int) -> None:
        self.close()
        # A clock set back must not lead into an older file: names only rise.
        newest = self._newest()
        start_us = hour * HOUR_US
        if newest is not None:
            start_us = max(start_us, parse_compact(newest.stem))
        path = self._folder / f"{compact(start_us)}.jsonl"
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self._cut_torn_line()
            sync_folder(self._folder)
            if os.fstat(self._descriptor).st_size == 0:
                self._write("state", {"state": asdict(self.state)})
        except OSError:
            # No file goes on without its state: the next line tries again.
            self.close()
            raise
        self._hour = hour

    def _cut_torn_line(self) -> None:
        """A line without its end was never said."""
        size = os.fstat(self._descriptor).st_size
        if size == 0:
            return
        tail_bytes = min(size, 1 << 20)
        os.lseek(self._descriptor, size - tail_bytes, os.SEEK_SET)
        tail = os.read(self._descriptor, tail_bytes)
        whole = tail.rfind(b"\n") + 1
        if whole < len(tail):
            os.ftruncate(self._descriptor, size - len(tail) + whole)

    def _write(self, kind: str, fields: dict[str, Any]) -> None:
        entry = {"t": kind, "n": self.state.line + 1, "camera": self._camera, **fields}
        line = json.dumps(entry, separators=(",", ":")).encode() + b"\n"
        start = os.fstat(self._descriptor).st_size
        try:
            written = os.write(self._descriptor, line)
            if written < len(line):
                raise OSError(28, "the disk took only part of a journal line")
            os.fsync(self._descriptor)
        except OSError:
            os.ftruncate(self._descriptor, start)
            raise
        self.state.line += 1

    def _learn(self, kind: str, fields: dict[str, Any]) -> None:
        name = fields.get("stream")
        if isinstance(name, str):
            learn(self.state.streams.setdefault(name, StreamState()), kind, fields)

    def _newest(self) -> Path | None:
        return max(self._folder.glob("*.jsonl"), default=None)

    def _recall(self) -> None:
        """State from the newest file that has one, then every whole line after it.

        A newer file may be without: its process died, or its disk was full, before the first line was down.
        """
        later: list[list[dict[str, Any]]] = []
        for path in sorted(self._folder.glob("*.jsonl"), reverse=True):
            lines = _lines(path)
            later.append(lines)
            if any(line["t"] == "state" for line in lines):
                break
        for lines in reversed(later):
            for line in lines:
                self._recall_line(line)

    def _recall_line(self, entry: dict[str, Any]) -> None:
        if entry.get("t") == "state":
            raw = entry["state"]
            streams = {name: StreamState(**each) for name, each in raw["streams"].items()}
            self.state = CameraState(raw["line"], raw["boot"], streams)
        self.state.line = max(self.state.line, int(entry.get("n", 0)))
        self._learn(str(entry.get("t")), entry)


def _lines(path: Path) -> list[dict[str, Any]]:
    """Whole lines of a journal; what is none of ours is passed over, and left to the archivist to report."""
    lines = []
    for raw in path.read_bytes().split(b"\n")[:-1]:
        try:
            line = json.loads(raw)
            if isinstance(line["t"], str) and isinstance(line["n"], int):
                lines.append(line)
        except (ValueError, TypeError, KeyError):
            continue
    return lines


def learn(state: StreamState, kind: str, fields: dict[str, Any]) -> None:
    """What a fact changes in what is known of its stream."""
    match kind:
        case "commissioned":
            state.last_end_us = fields["from_us"]
        case "opened":
            if state.open_path:
                state.owed.append([state.open_volume, state.open_path])
            state.open_volume, state.open_path = fields["volume"], fields["path"]
        case "segment" | "abandoned":
            _ended(state, kind, fields)
        case "gap.open":
            state.gap_cause, state.gap_from_us = fields["cause"], fields["from_us"]
        case "gap.close":
            state.last_end_us = fields["to_us"]
            state.gap_cause, state.gap_from_us = "", 0
        case _:
            pass


def _ended(state: StreamState, kind: str, fields: dict[str, Any]) -> None:
    """The segment at ``path`` is whole, or will never be. One that was owed says nothing of where the stream stands."""
    if fields["path"] != state.open_path:
        state.owed = [each for each in state.owed if each[1] != fields["path"]]
        return
    if kind == "segment":
        state.last_end_us = fields["end_us"]
    state.open_path = state.open_volume = ""
