"""What there is no more of a range, since when, and by which entry; what a hold's check found. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vonggac.archive.sql import marks, query
from vonggac.archive.states import SegmentState
from vonggac.kernel.ranges import Range


@dataclass(frozen=True, slots=True)
class Gone:
    """Footage that was erased when its days were over."""

    since_us: int
    """When the first tombstone of it was written."""
    entry: int
    """That tombstone's place in the ledger: the proof."""
    segments: int


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One segment that touches a hold."""

    ledger_idx: int
    stream: str
    state: SegmentState
    path: Path | None


def gone(camera: str, footage: Range) -> Gone | None:
    """None where nothing of the range was erased. What has its tombstone is gone, even if its file still lies there."""
    rows = query(
        "SELECT MIN(b.at_us), MIN(b.idx), COUNT(*)" + _TOUCHING + " AND s.state IN (4, 5)",
        _bounds(camera, footage),
    )
    since_us, entry, count = rows[0]
    return Gone(since_us or 0, entry or 0, count) if count else None


def any_footage(camera: str, footage: Range) -> bool:
    """Whether an instant of the range is there, in the file that tells of it."""
    found = query("SELECT 1" + _TOUCHING + " AND s.state = 1 LIMIT 1", _bounds(camera, footage))
    return bool(found)


def held_files(camera: str, footage: Range) -> list[HeldFile]:
    """Segments of both streams that have an instant of the range, in whatever state."""
    rows = query(
        "SELECT s.ledger_idx, t.name, s.state, v.path, s.path"
        + _TOUCHING
        + " AND s.ledger_idx IS NOT NULL ORDER BY s.ledger_idx",
        _bounds(camera, footage),
    )
    return [
        HeldFile(idx, stream, SegmentState(state), Path(volume) / path if volume else None)
        for idx, stream, state, volume, path in rows
    ]


@dataclass(frozen=True, slots=True)
class HoldChecked:
    """How a hold's footage was when it was read again."""

    at_us: int
    files: int
    """Whose bytes are those of their entry."""
    byte_count: int
    damaged: int
    missing: int
    gone: int
    """Erased before the hold."""


def hold_checks(holds: Iterable[str]) -> dict[tuple[str, str], HoldChecked]:
    """What the archivist found, by (hold, camera); absent: not read yet."""
    wanted = sorted(set(holds))
    found: dict[tuple[str, str], HoldChecked] = {}
    for first in range(0, len(wanted), 500):
        part = wanted[first : first + 500]
        sql = (
            "SELECT hold, camera, at_us, files, bytes, damaged, missing, gone FROM archive_holdcheck"  # noqa: S608  (marks only)
            f" WHERE hold IN ({marks(part)})"
        )
        found |= {(each[0], each[1]): HoldChecked(*each[2:]) for each in query(sql, part)}
    return found


_TOUCHING = (
    " FROM archive_stream t CROSS JOIN archive_segment s ON s.stream_id = t.id"
    " LEFT JOIN archive_tombstone b ON b.idx = s.tombstone_idx"
    " LEFT JOIN archive_volume v ON v.id = s.volume_id"
    " WHERE t.camera = %s AND s.start_us > %s - t.longest_us AND s.start_us < %s AND s.end_us > %s"
)


def _bounds(camera: str, footage: Range) -> tuple[str, int, int, int]:
    return camera, footage.from_us, footage.to_us, footage.from_us
