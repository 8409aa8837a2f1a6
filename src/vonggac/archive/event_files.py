"""Reads the event journals from where the index stopped: ``events/<camera>/<yyyy-mm-dd>.<writer>.jsonl``.

They are the durable truth and stay as long as the day's footage; the index follows them by a cursor a file. Only whole
lines count: a line without its newline is still being written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vonggac.kernel.events import LONGEST_LINE_BYTES
from vonggac.kernel.ids import require_camera_id

NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.[a-z]{1,16}\.jsonl")

Cursors = dict[tuple[str, str], int]
"""(camera, file name) → bytes adopted."""

_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class EventLine:
    camera: str
    name: str
    offset: int
    """Where it begins in its file."""
    end: int
    """Where the next one begins: the cursor once this one is adopted."""
    raw: bytes
    """Without the newline; empty where ``fault`` says why."""
    fault: str = ""

    @property
    def subject(self) -> str:
        return f"events/{self.camera}/{self.name}@{self.offset}"

    @property
    def torn(self) -> bool:
        """Its writer died in the middle of it: never said, and no fault."""
        return not self.raw or (self.raw.startswith(b"{") and not self.raw.endswith(b"}"))


def cameras(folder: Path) -> list[str]:
    """Folders that can be a camera's; anything else there is not ours."""
    if not folder.is_dir():
        return []
    return sorted(each.name for each in folder.iterdir() if _is_camera(each))


def files(folder: Path, camera: str, since: str = "") -> list[Path]:
    """A camera's journals from the day ``since`` (``yyyy-mm-dd``) on, oldest first."""
    found = [
        each
        for each in (folder / camera).iterdir()
        if NAME.fullmatch(each.name) and each.name >= since
    ]
    return sorted(found)


def unread(
    folder: Path, camera: str, cursors: Cursors, limit: int, since: str = ""
) -> Iterator[EventLine]:
    """At most ``limit`` lines in the order they were written. Raises OSError where the disk does."""
    left = limit
    for path in files(folder, camera, since):
        for line in _lines(path, camera, cursors.get((camera, path.name), 0)):
            yield line
            left -= 1
            if left == 0:
                return


def _is_camera(folder: Path) -> bool:
    try:
        require_camera_id(folder.name)
    except ValueError:
        return False
    return folder.is_dir()


def _lines(path: Path, camera: str, offset: int) -> Iterator[EventLine]:
    size = path.stat().st_size
    if offset == size:
        return
    if offset > size:
        # Somebody replaced it. What it says is taken again; what it no longer says stays until a reindex.
        yield EventLine(camera, path.name, offset, 0, b"", f"shrank to {size} bytes")
        return
    with path.open("rb") as file:
        file.seek(offset)
        while raw := file.readline(LONGEST_LINE_BYTES + 1):
            begin, offset = offset, offset + len(raw)
            if raw.endswith(b"\n"):
                yield EventLine(camera, path.name, begin, offset, raw[:-1])
                continue
            if len(raw) <= LONGEST_LINE_BYTES:
                return
            while rest := file.readline(_CHUNK):
                offset += len(rest)
                if rest.endswith(b"\n"):
                    break
            fault = "longer than a line may be"
            yield EventLine(camera, path.name, begin, offset, b"", fault)
