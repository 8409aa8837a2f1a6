"""Reads of the index that only its writer and its auditor make: what is known already, what to look at again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vonggac.archive.selectors import SegmentRow, rows_where
from vonggac.archive.spool import Cursors
from vonggac.archive.sql import query
from vonggac.archive.states import SegmentState
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause

_MARKS = 500
"""Values in one query: SQLite takes 32 766, older ones 999."""


def progress() -> tuple[int, int]:
    """(ledger entries that the index has followed, last outbox id that is in the ledger)."""
    rows = query("SELECT ledger_size, outbox_id FROM archive_progress WHERE id = 1")
    return (rows[0][0], rows[0][1]) if rows else (0, 0)


def cursors() -> Cursors:
    rows = query('SELECT camera, name, "offset" FROM archive_spoolfile')
    return {(camera, name): offset for camera, name, offset in rows}


def known_segments(ids: Iterable[str]) -> set[str]:
    """Those of the ids that the index has already, in whatever state."""
    known: set[str] = set()
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _MARKS):
        part = wanted[start : start + _MARKS]
        marks = ", ".join(["%s"] * len(part))
        sql = f"SELECT segment FROM archive_segment WHERE segment IN ({marks})"  # noqa: S608  (marks only)
        rows = query(sql, part)
        known.update(each[0] for each in rows)
    return known


def places_of(ids: Iterable[str]) -> dict[str, Path | None]:
    """Where the index says that these segments lie; None where it knows no file, absent where it knows nothing."""
    places: dict[str, Path | None] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _MARKS):
        part = tuple(wanted[start : start + _MARKS])
        marks = ", ".join(["%s"] * len(part))
        for row in query(_PLACE.format(marks), part):
            places[row[0]] = None if row[1] is None else Path(row[1]) / row[2]
    return places


_PLACE = (
    "SELECT s.segment, v.path, s.path FROM archive_segment s"
    " LEFT JOIN archive_volume v ON v.id = s.volume_id WHERE s.segment IN ({})"
)


def gap_known(camera: str, stream: str, cause: GapCause, from_us: int, to_us: int | None) -> bool:
    """Whether the index has this gap already; an opening is known when its closing is."""
    rows = query(
        "SELECT g.to_us FROM archive_gap g JOIN archive_stream t ON t.id = g.stream_id"
        " WHERE t.camera = %s AND t.name = %s AND g.cause = %s AND g.from_us = %s",
        (camera, stream, cause.value, from_us),
    )
    return any(to_us is None or each[0] == to_us for each in rows)


def clock_step_known(camera: str, from_us: int, to_us: int, mono_us: int) -> bool:
    rows = query(
        "SELECT 1 FROM archive_clockstep WHERE camera = %s AND from_us = %s AND to_us = %s"
        " AND mono_us = %s",
        (camera, from_us, to_us, mono_us),
    )
    return bool(rows)


def not_present(after_row: int = 0, limit: int = 5000) -> list[SegmentRow]:
    """Segments whose file was not as it should be when last looked at, by row id."""
    return rows_where(
        " WHERE s.state IN (2, 3) AND s.volume_id IS NOT NULL AND s.id > %s ORDER BY s.id LIMIT %s",
        (after_row, limit),
    )


def by_entries(indices: Iterable[int]) -> list[SegmentRow]:
    """Segments of these ledger entries, in whatever state."""
    rows: list[SegmentRow] = []
    wanted = sorted(indices)
    for start in range(0, len(wanted), _MARKS):
        part = tuple(wanted[start : start + _MARKS])
        marks = ", ".join(["%s"] * len(part))
        rows += rows_where(f" WHERE s.ledger_idx IN ({marks})", part)
    return rows


def in_state(
    camera: str, stream: str, wanted: Range, states: Sequence[SegmentState]
) -> list[SegmentRow]:
    """Segments of one stream that begin in the range, in one of the states."""
    marks = ", ".join(["%s"] * len(states))
    return rows_where(
        " WHERE t.camera = %s AND t.name = %s AND s.start_us >= %s AND s.start_us < %s"
        f" AND s.state IN ({marks})",
        (camera, stream, wanted.from_us, wanted.to_us, *states),
    )


def told_erased() -> Iterator[int]:
    """Ledger entries of the segments that the index tells as erased, or about to be."""
    after = -1
    while rows := query(
        "SELECT ledger_idx FROM archive_segment WHERE ledger_idx > %s AND state IN (4, 5)"
        " ORDER BY ledger_idx LIMIT %s",
        (after, 10_000),
    ):
        yield from (each[0] for each in rows)
        after = rows[-1][0]


@dataclass(frozen=True, slots=True)
class FileRow:
    """Where the index says that a file is."""

    row: int
    camera: str
    volume: str
    path: Path
    sealed_bytes: int


def present_files(after_row: int, limit: int) -> list[FileRow]:
    """Files that should be there, by row id."""
    return [
        FileRow(row, camera, volume, Path(volume) / path, size)
        for row, camera, volume, path, size in query(_PRESENT, (after_row, limit))
    ]


_PRESENT = """
SELECT s.id, t.camera, v.path, s.path, s.sealed_bytes FROM archive_segment s
  JOIN archive_stream t ON t.id = s.stream_id JOIN archive_volume v ON v.id = s.volume_id
  WHERE s.id > %s AND s.state = 1 ORDER BY s.id LIMIT %s
"""


def volume_paths() -> list[str]:
    """Every volume that ever held a segment of the index."""
    return [each[0] for each in query("SELECT path FROM archive_volume ORDER BY id")]
