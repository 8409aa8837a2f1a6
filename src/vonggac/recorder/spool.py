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
    """A segment that was begun and whose end is not journalled: to be recovered after a crash."""
    open_volume: str = ""


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
        begins = not path.exists() or path.stat().st_size == 0
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self._cut_torn_line()
        self._hour = hour
        sync_folder(self._folder)
        if begins:
            self._write("state", {"state": asdict(self.state)})

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
        """State from the newest file: its first line, then every whole line after it."""
        newest = self._newest()
        if newest is None:
            return
        for raw in newest.read_bytes().split(b"\n")[:-1]:
            try:
                entry = json.loads(raw)
            except ValueError:
                continue
            self._recall_line(entry)

    def _recall_line(self, entry: dict[str, Any]) -> None:
        if entry.get("t") == "state":
            raw = entry["state"]
            streams = {name: StreamState(**each) for name, each in raw["streams"].items()}
            self.state = CameraState(raw["line"], raw["boot"], streams)
        self.state.line = max(self.state.line, int(entry.get("n", 0)))
        self._learn(str(entry.get("t")), entry)


def learn(state: StreamState, kind: str, fields: dict[str, Any]) -> None:
    """What a fact changes in what is known of its stream."""
    match kind:
        case "commissioned":
            state.last_end_us = fields["from_us"]
        case "opened":
            state.open_volume, state.open_path = fields["volume"], fields["path"]
        case "segment":
            state.last_end_us = fields["end_us"]
            state.open_path = state.open_volume = ""
        case "abandoned":
            state.open_path = state.open_volume = ""
        case "gap.open":
            state.gap_cause, state.gap_from_us = fields["cause"], fields["from_us"]
        case "gap.close":
            state.last_end_us = fields["to_us"]
            state.gap_cause, state.gap_from_us = "", 0
        case _:
            pass
