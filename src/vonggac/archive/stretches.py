"""Stretches: touching segments of one stream, merged. Derived rows, kept in step with every change of a segment."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, transaction

from vonggac.archive.coverage import Pair, clip, merge
from vonggac.archive.sql import ARCHIVE
from vonggac.archive.states import SegmentState, StretchKind

STATES = (
    (StretchKind.FOOTAGE, (SegmentState.PRESENT,)),
    (StretchKind.ERASED, (SegmentState.ERASING, SegmentState.ERASED)),
)


def add_stretch(stream: int, kind: StretchKind, pairs: Sequence[Pair]) -> None:
    """Merges the pairs into the stretches they touch. Stretches of one kind never overlap nor touch."""
    with connections[ARCHIVE].cursor() as cursor:
        for low, high in merge(pairs):
            touching = _touching(cursor, stream, kind, low, high)
            if len(touching) == 1:
                row, a, b = touching[0]
                cursor.execute(
                    "UPDATE archive_stretch SET from_us = %s, to_us = %s WHERE id = %s",
                    (min(a, low), max(b, high), row),
                )
                continue
            for row, a, b in touching:
                low, high = min(a, low), max(b, high)
                cursor.execute("DELETE FROM archive_stretch WHERE id = %s", (row,))
            cursor.execute(
                "INSERT INTO archive_stretch (stream_id, kind, from_us, to_us) VALUES (%s, %s, %s, %s)",
                (stream, kind, low, high),
            )


def _touching(
    cursor: Any, stream: int, kind: StretchKind, low: int, high: int
) -> list[tuple[int, int, int]]:
    # Disjoint and sorted: only the last one that begins before ``low`` can reach it.
    cursor.execute(
        "SELECT id, from_us, to_us FROM archive_stretch WHERE stream_id = %s AND kind = %s AND from_us < %s"
        " ORDER BY from_us DESC LIMIT 1",
        (stream, kind, low),
    )
    before = [row for row in cursor.fetchall() if row[2] >= low]
    cursor.execute(
        "SELECT id, from_us, to_us FROM archive_stretch WHERE stream_id = %s AND kind = %s"
        " AND from_us >= %s AND from_us <= %s",
        (stream, kind, low, high),
    )
    return [*before, *cursor.fetchall()]


def rebuild_stretches(stream: int) -> None:
    """Derives the stretches of one stream again from its segments."""
    with transaction.atomic(using=ARCHIVE), connections[ARCHIVE].cursor() as cursor:
        cursor.execute("DELETE FROM archive_stretch WHERE stream_id = %s", (stream,))
        for kind, states in STATES:
            cursor.execute(
                "SELECT start_us, end_us FROM archive_segment WHERE stream_id = %s"
                " AND state IN (%s, %s) ORDER BY start_us",
                (stream, states[0], states[-1]),
            )
            cursor.executemany(
                "INSERT INTO archive_stretch (stream_id, kind, from_us, to_us) VALUES (%s, %s, %s, %s)",
                [(stream, kind, low, high) for low, high in merge(cursor.fetchall())],
            )


def respan(stream: int, low: int, high: int) -> None:
    """Derives the stretches of one stream between two instants again: what lies outside stays as it is."""
    with transaction.atomic(using=ARCHIVE), connections[ARCHIVE].cursor() as cursor:
        for kind, states in STATES:
            outside: list[Pair] = []
            for row, a, b in _touching(cursor, stream, kind, low, high):
                cursor.execute("DELETE FROM archive_stretch WHERE id = %s", (row,))
                outside += [
                    each for each in ((a, min(b, low)), (max(a, high), b)) if each[0] < each[1]
                ]
            cursor.execute(_OVERLAPPING, (stream, low, stream, high, low, states[0], states[-1]))
            inside = clip(merge(cursor.fetchall()), (low, high))
            add_stretch(stream, kind, [*outside, *inside])


_OVERLAPPING = """
SELECT start_us, end_us FROM archive_segment WHERE stream_id = %s
  AND start_us > %s - (SELECT longest_us FROM archive_stream WHERE id = %s)
  AND start_us < %s AND end_us > %s AND state IN (%s, %s) ORDER BY start_us
"""


def respan_all(changed: Iterable[tuple[int, int, int]]) -> None:
    """(stream, start, end) of segments whose state changed."""
    spans: dict[int, Pair] = {}
    for stream, low, high in changed:
        a, b = spans.get(stream, (low, high))
        spans[stream] = min(a, low), max(b, high)
    for stream, span in spans.items():
        respan(stream, *span)
