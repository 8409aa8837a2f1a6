"""What happened before a camera, and the journals that keep it.

``watch`` sees, the office's pages press buttons and hear inputs, ``archive`` indexes, ``recorder`` is triggered: all of
them mean this. A journal is ``<data>/events/<camera>/<yyyy-mm-dd>.<writer>.jsonl``, one fsynced line an event; an event
that ends, or grows, is written again, and the last line of its id counts.
"""

import json
import os
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from vonggac.kernel.files import sync_folder
from vonggac.kernel.ids import require_camera_id
from vonggac.kernel.instants import compact

LONGEST_DETAIL = 200
LONGEST_LINE_BYTES = 4096
_LATEST_US = 1 << 53
_ID = re.compile(r"[0-9a-f]{32}")
_WRITER = re.compile(r"[a-z]{1,16}")


class EventKind(StrEnum):
    """The values stand in journals: never rename one."""

    MOTION = "motion"
    COVERED = "covered"
    BLINDED = "blinded"
    DEFOCUSED = "defocused"
    TURNED = "turned"
    FROZEN = "frozen"
    LOOPED = "looped"
    SIGNAL_LOST = "signal_lost"
    CLOCK_OFF = "clock_off"
    STREAM_CHANGED = "stream_changed"
    CAMERA = "camera"
    """The camera's own word, by ONVIF."""
    INPUT = "input"
    """A line or a webhook: fire-alarm panel, door contact."""
    BUTTON = "button"


TAMPER = frozenset(
    {
        EventKind.COVERED,
        EventKind.BLINDED,
        EventKind.DEFOCUSED,
        EventKind.TURNED,
        EventKind.FROZEN,
        EventKind.LOOPED,
        EventKind.SIGNAL_LOST,
    }
)
"""Something keeps the camera from seeing (khoản 3 Điều 5): each of them is an alarm."""


class EventSource(StrEnum):
    PICTURE = "picture"
    CAMERA = "camera"
    INPUT = "input"
    PERSON = "person"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened before one camera. Raises ValueError where a field says nothing possible."""

    id: str
    camera: str
    kind: EventKind
    source: EventSource
    from_us: int
    to_us: int | None
    """None: it goes on."""
    at_us: int
    """The instant that tells most: what a page opens at."""
    score: int = 0
    """0 … 100: how sure, or how much."""
    detail: str = ""
    """For the technician; no name of a person."""
    zones: tuple[str, ...] = ()
    by: str = ""
    """Actor id of who pressed the button."""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError("an event's id is 32 hexadecimal digits")
        if not 0 <= self.from_us < _LATEST_US or not 0 <= self.score <= 100:
            raise ValueError("an event without a possible instant or score")
        if self.to_us is not None and not self.from_us <= self.to_us < _LATEST_US:
            raise ValueError("an event that ends before it begins")
        if not self.from_us <= self.at_us < _LATEST_US:
            raise ValueError("an event that tells before it begins")

    def to_line(self) -> bytes:
        fields = asdict(self) | {"detail": self.detail[:LONGEST_DETAIL], "t": "event"}
        return json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def parse_event(raw: bytes, camera: str) -> Event:
    """One line of a journal of ``camera``, which is outside text until it has passed here. Raises ValueError."""
    if len(raw) > LONGEST_LINE_BYTES:
        raise ValueError("longer than a line may be")
    try:
        fields = json.loads(raw)
        if fields.pop("t") != "event":
            raise ValueError("not an event")
        return Event(**_checked(fields, camera))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None


def _checked(fields: dict[str, Any], camera: str) -> dict[str, Any]:
    if require_camera_id(fields["camera"]) != camera:
        raise ValueError("a line about another camera")
    for name in ("from_us", "at_us", "score"):
        if type(fields[name]) is not int:
            raise ValueError(f"{name} is no whole number")
    if fields["to_us"] is not None and type(fields["to_us"]) is not int:
        raise ValueError("to_us is no whole number")
    for name in ("id", "detail", "by"):
        if type(fields[name]) is not str:
            raise ValueError(f"{name} is no text")
    zones = tuple(str(each)[:80] for each in fields["zones"])
    kind, source = EventKind(fields["kind"]), EventSource(fields["source"])
    return fields | {"kind": kind, "source": source, "zones": zones}


class EventJournal:
    """Appends events of every camera. One process a writer's name; blocking; not for several threads at once."""

    def __init__(self, folder: Path, writer: str) -> None:
        """``folder``: ``DataFolder.events``. ``writer``: whose file it is, ``watch`` or ``office``."""
        if not _WRITER.fullmatch(writer):
            raise ValueError(f"no name for a writer: {writer!r}")
        self._folder = folder
        self._writer = writer

    def append(self, event: Event) -> None:
        """Durable when it returns. Raises OSError when the disk does not take it; then it was not said."""
        folder = self._folder / require_camera_id(event.camera)
        day = compact(event.from_us)[:8]
        path = folder / f"{day[:4]}-{day[4:6]}-{day[6:]}.{self._writer}.jsonl"
        fresh = not path.exists()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            _write_whole(descriptor, event.to_line())
        finally:
            os.close(descriptor)
        if fresh:
            sync_folder(folder)


def _write_whole(descriptor: int, line: bytes) -> None:
    size = os.fstat(descriptor).st_size
    if size:
        os.lseek(descriptor, size - 1, os.SEEK_SET)
        if os.read(descriptor, 1) != b"\n":
            # A line without its end was never said, and must not swallow this one.
            line = b"\n" + line
    try:
        if os.write(descriptor, line) < len(line):
            raise OSError(28, "the disk took only part of a line")
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, size)
        raise
