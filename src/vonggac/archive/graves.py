"""Rows of what has its tombstone: writes and reads of the index for ``erasing``, ``retention`` and ``reindex``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, transaction

from vonggac.archive import totals
from vonggac.archive.sql import ARCHIVE, marks, query
from vonggac.archive.states import SegmentState
from vonggac.archive.stretches import respan_all


@dataclass(frozen=True, slots=True)
class Grave:
    """A segment whose file goes, or has gone."""

    row: int
    ledger_idx: int
    volume: str | None
    path: str
    sealed_bytes: int
    tombstone_idx: int
    batch: str
    part: int
    parts: int


def arraign(indices: Sequence[int], held: Sequence[tuple[str, str, int, int]]) -> None:
    """Asks the database itself, before any tombstone is written: raises IntegrityError where one of them is held.

    ``held``: (hold, camera, from, to) of everything that is.
    """
    with transaction.atomic(using=ARCHIVE), connections[ARCHIVE].cursor() as cursor:
        cursor.execute("DELETE FROM archive_held")
        sql = "INSERT INTO archive_held (hold, camera, from_us, to_us) VALUES (%s, %s, %s, %s)"
        cursor.executemany(sql, held)
        cursor.execute("DELETE FROM archive_condemned")
        sql = "INSERT INTO archive_condemned (ledger_idx) VALUES (%s)"
        cursor.executemany(sql, [(each,) for each in indices])


def bury(idx: int, entry: dict[str, Any], *, at_us: int, respan: bool = True) -> None:
    """A tombstone stands in the ledger: its segments are no footage any more. Safe to repeat."""
    with transaction.atomic(using=ARCHIVE), connections[ARCHIVE].cursor() as cursor:
        cursor.execute(_STONE, (idx, entry["batch"], entry["part"], entry["parts"], at_us))
        cursor.execute(
            "UPDATE archive_segment SET state = %s, tombstone_idx = %s"  # noqa: S608  (marks only)
            f" WHERE ledger_idx IN ({marks(entry['idx'])}) AND state <> %s"
            " RETURNING stream_id, start_us, end_us",
            (SegmentState.ERASING, idx, *entry["idx"], SegmentState.ERASED),
        )
        changed = cursor.fetchall()
        if respan:
            respan_all(changed)


_STONE = """
INSERT INTO archive_tombstone (idx, batch, part, parts, at_us) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


def close(entry: dict[str, Any]) -> None:
    """``delete.done`` stands in the ledger: the files are gone. Safe to repeat."""
    with transaction.atomic(using=ARCHIVE), connections[ARCHIVE].cursor() as cursor:
        cursor.execute(
            "UPDATE archive_segment SET state = %s, fragments = %s"  # noqa: S608  (marks only)
            f" WHERE ledger_idx IN ({marks(entry['idx'])}) AND state = %s"
            " RETURNING stream_id, volume_id, start_us, end_us, -sealed_bytes",
            (SegmentState.ERASED, b"", *entry["idx"], SegmentState.ERASING),
        )
        totals.change(each for each in cursor.fetchall() if each[1] is not None)


def waiting(volumes: Sequence[str], limit: int, below: int | None = None) -> list[Grave]:
    """Segments that have their tombstone, as an entry ``below`` this index where it is given, and not yet their
    ``delete.done``, oldest tombstone first.
    """
    anchored = "" if below is None else " AND s.tombstone_idx < %s"
    here = f" OR v.path IN ({marks(volumes)})" if volumes else ""
    sql = (
        "SELECT s.id, s.ledger_idx, v.path, s.path, s.sealed_bytes, s.tombstone_idx, b.batch, b.part, b.parts"  # noqa: S608  (marks only)
        " FROM archive_segment s JOIN archive_tombstone b ON b.idx = s.tombstone_idx"
        " LEFT JOIN archive_volume v ON v.id = s.volume_id"
        f" WHERE s.state = 5 AND (s.volume_id IS NULL{here}){anchored}"
        " ORDER BY s.tombstone_idx, s.ledger_idx LIMIT %s"
    )
    bound = () if below is None else (below,)
    return [Grave(*each) for each in query(sql, (*volumes, *bound, limit))]


def unanchored(below: int, before_us: int) -> int:
    """Files whose tombstone was written before that instant, and that no witness holds yet."""
    sql = (
        "SELECT COUNT(*) FROM archive_segment s JOIN archive_tombstone b ON b.idx = s.tombstone_idx"
        " WHERE s.state = 5 AND s.tombstone_idx >= %s AND b.at_us < %s"
    )
    return int(query(sql, (below, before_us))[0][0])


def unfinished(before_us: int) -> list[tuple[str | None, int, int]]:
    """(volume, files, oldest tombstone's instant) of what has waited since before that instant."""
    rows = query(
        "SELECT v.path, COUNT(*), MIN(b.at_us) FROM archive_segment s"
        " JOIN archive_tombstone b ON b.idx = s.tombstone_idx"
        " LEFT JOIN archive_volume v ON v.id = s.volume_id"
        " WHERE s.state = 5 AND b.at_us < %s GROUP BY v.path",
        (before_us,),
    )
    return [(each[0], each[1], each[2]) for each in rows]


@dataclass(frozen=True, slots=True)
class DueRow:
    ledger_idx: int
    start_us: int
    end_us: int
    due_from_us: int
    """When its days began to count."""
    row: int


def due(stream: int, cutoff_us: int, after: tuple[int, int], limit: int) -> list[DueRow]:
    """Segments of one stream whose days began to count before the cutoff, by end, behind (end, row)."""
    return [
        DueRow(*each)
        for each in query(
            "SELECT ledger_idx, start_us, end_us, COALESCE(due_from_us, end_us), id FROM archive_segment"
            " WHERE stream_id = %s AND state IN (1, 2, 3) AND end_us <= %s"
            " AND (end_us > %s OR (end_us = %s AND id > %s))"
            " AND COALESCE(due_from_us, end_us) <= %s AND ledger_idx IS NOT NULL"
            " ORDER BY end_us, id LIMIT %s",
            (stream, cutoff_us, after[0], after[0], after[1], cutoff_us, limit),
        )
    ]


def any_kept(camera: str, from_us: int, to_us: int) -> bool:
    """Whether a file of the camera with an instant in the range is there, or may come back."""
    return bool(
        query(
            "SELECT 1 FROM archive_stream t JOIN archive_segment s ON s.stream_id = t.id"
            " WHERE t.camera = %s AND s.start_us > %s - t.longest_us AND s.start_us < %s"
            " AND s.end_us > %s AND s.state <> 4 LIMIT 1",
            (camera, from_us, to_us, from_us),
        )
    )


def epoch_kept(epoch: str, until_us: int) -> bool:
    """Whether a file sealed to the epoch's key is there, or may come back. ``until_us``: the epoch's end."""
    kept = (
        # The stream first: then only the oldest of each are looked at, not everything that is kept.
        "SELECT 1 FROM archive_stream t CROSS JOIN archive_segment s WHERE s.stream_id = t.id"
        " AND s.state IN (1, 2, 3) AND s.end_us < %s + t.longest_us AND s.epoch = %s LIMIT 1"
    )
    going = "SELECT 1 FROM archive_segment WHERE state = 5 AND epoch = %s LIMIT 1"
    return bool(query(kept, (until_us, epoch)) or query(going, (epoch,)))
