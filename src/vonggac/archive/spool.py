"""Reads the recorders' journals from where the index stopped, and tidies what has been adopted.

A journal file is ``spool/<camera>/<hour>.jsonl``, append-only, one fsynced line a fact. Only whole lines count: a line
without its newline is still being written, or, when a later file exists, was torn by a crash.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from vonggac.archive.journal import LONGEST_LINE
from vonggac.kernel.clock import HOUR_US
from vonggac.kernel.ids import require_camera_id
from vonggac.vault.paths import parse_name

KEPT_US = 2 * HOUR_US
"""A consumed file stays this long: whoever repairs something by hand still finds it."""

_CHUNK = 4 * LONGEST_LINE


@dataclass(frozen=True, slots=True)
class SpoolLine:
    camera: str
    name: str
    offset: int
    """Where it begins in its file."""
    end: int
    """Where the next one begins: the cursor once this one is adopted."""
    raw: bytes
    """Without the newline; empty where ``fault`` says why."""
    fault: str = ""
    torn: bool = False
    """Has no end, and a later journal follows: its writer died in the middle of it."""

    @property
    def subject(self) -> str:
        return f"spool/{self.camera}/{self.name}@{self.offset}"


Cursors = dict[tuple[str, str], int]
"""(camera, file name) → bytes adopted."""


def cameras(spool: Path) -> list[str]:
    """Folders that can be a camera's; anything else in the spool is not ours."""
    if not spool.is_dir():
        return []
    return sorted(each.name for each in spool.iterdir() if _is_camera(each))


def files(spool: Path, camera: str) -> list[Path]:
    """A camera's journals, oldest first: their names sort by time."""
    return sorted(each for each in (spool / camera).glob("*.jsonl") if each.is_file())


def unread(spool: Path, camera: str, cursors: Cursors, limit: int) -> Iterator[SpoolLine]:
    """At most ``limit`` lines in the order they were written. Raises OSError where the disk does."""
    journals = files(spool, camera)
    left = limit
    for path in journals:
        for line in _lines(path, camera, cursors.get((camera, path.name), 0), path == journals[-1]):
            yield line
            left -= 1
            if left == 0:
                return


def told_segments(spool: Path) -> set[str]:
    """Segments that a journal tells of: finished or just begun, adopted or not."""
    told: set[str] = set()
    for camera in cameras(spool):
        for line in unread(spool, camera, {}, -1):
            try:
                said = json.loads(line.raw)
                if said["t"] in ("segment", "opened"):
                    told.add(parse_name(PurePosixPath(said["path"]).name).segment)
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
    return told


def consumed(spool: Path, cursors: Cursors, now_us: int) -> Iterator[Path]:
    """Files that may go: adopted to the end, untouched for two hours, and not the newest of their camera."""
    for camera in cameras(spool):
        journals = [(path, path.stat()) for path in files(spool, camera)]
        # After a clock was set back, the newest by name is not the one that is written to.
        latest = max((status.st_mtime_ns for _, status in journals), default=0)
        for path, status in journals[:-1]:
            whole = cursors.get((camera, path.name), 0) >= status.st_size
            old = status.st_mtime_ns // 1_000 + KEPT_US < now_us
            if whole and old and status.st_mtime_ns < latest:
                yield path


def _is_camera(folder: Path) -> bool:
    try:
        require_camera_id(folder.name)
    except ValueError:
        return False
    return folder.is_dir()


def _lines(path: Path, camera: str, offset: int, newest: bool) -> Iterator[SpoolLine]:
    size = path.stat().st_size
    if offset == size:
        return
    if offset > size:
        # Shorter than what was adopted: somebody replaced it. Facts known already are recognised by what they say.
        yield SpoolLine(camera, path.name, offset, 0, b"", f"shrank to {size} bytes")
        return
    with path.open("rb") as file:
        file.seek(offset)
        while raw := file.readline(LONGEST_LINE):
            begin, offset = offset, offset + len(raw)
            if raw.endswith(b"\n"):
                yield SpoolLine(camera, path.name, begin, offset, raw[:-1])
            elif len(raw) == LONGEST_LINE:
                offset = _skip(file.readline, offset)
                yield SpoolLine(camera, path.name, begin, offset, b"", "longer than a line may be")
            elif not newest:
                yield SpoolLine(camera, path.name, begin, offset, b"", torn=True)
            else:
                return


def _skip(readline: Callable[[int], bytes], offset: int) -> int:
    while rest := readline(_CHUNK):
        offset += len(rest)
        if rest.endswith(b"\n"):
            break
    return offset
