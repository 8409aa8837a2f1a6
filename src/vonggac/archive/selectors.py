"""Reads of the footage index. Any process may call these; nothing here writes.

Every time query has a closed range: its lower end is the range's begin less the stream's longest segment
(MEDIA §4: that keeps SQLite at a constant cost however much footage there is).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from vonggac.archive import coverage as pieces
from vonggac.archive import timeline as columns
from vonggac.archive.chain import ChainEnds, chain_ends, tombstones
from vonggac.archive.coverage import (
    Coverage,
    GapFact,
    Lengths,
    Pair,
    as_coverage,
    compose,
    nothing,
)
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.gone import Gone, any_footage, gone, hold_checks
from vonggac.archive.happenings import EventRow, events
from vonggac.archive.models import Finding, Stream
from vonggac.archive.sql import query
from vonggac.archive.states import SegmentState, StretchKind
from vonggac.archive.stream_rows import StreamRow, known_until, stream_row, stream_rows
from vonggac.archive.timeline import Bucket
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.vault.facts import FragmentAt, unpack_fragments
from vonggac.vault.layout import HEAD_SIZE

__all__ = (
    "ChainEnds", "EventRow", "Gone", "any_footage", "chain_ends", "events", "gone", "hold_checks",
    "known_until", "query", "stream_row", "stream_rows", "tombstones",
)  # fmt: skip

_T = TypeVar("_T")

PENDING_US = 3 * MINUTE_US
"""A segment is known a minute and a few seconds after it began. Silence longer than this is unexplained."""

_ROW = """
SELECT s.id, COALESCE(s.segment, ''), s.start_us, s.end_us, s.state, s.ledger_idx, s.seq, v.path, s.path, s.run_id,
  s.epoch, s.codec, s.width, s.height, s.bytes, s.leaves, s.sealed_bytes, s.init_offset, s.init_length, s.fragments,
  t.camera, t.name
FROM archive_segment s JOIN archive_stream t ON t.id = s.stream_id LEFT JOIN archive_volume v ON v.id = s.volume_id
"""


@dataclass(frozen=True)
class SegmentRow:
    """A segment as the index knows it."""

    row: int
    segment: str
    start_us: int
    end_us: int
    state: SegmentState
    ledger_idx: int | None
    seq: int
    volume: str | None
    relative: str
    run_id: str
    epoch: str
    codec: str
    width: int
    height: int
    plain_bytes: int
    leaves: int
    sealed_bytes: int
    init_offset: int
    init_length: int
    packed: bytes
    camera: str
    stream: str

    @property
    def path(self) -> Path:
        """Raises FileNotFoundError where no file is known for the entry."""
        if self.volume is None:
            raise FileNotFoundError(f"no file is known for entry {self.ledger_idx}")
        return Path(self.volume) / self.relative

    @property
    def range(self) -> Range:
        return Range(self.start_us, self.end_us)

    @cached_property
    def fragments(self) -> list[FragmentAt]:
        """In order; fragment i is record i + 1 of the file."""
        first = self.init_offset + HEAD_SIZE + self.init_length
        return list(unpack_fragments(self.start_us, first, self.packed))

    def fragment_end_us(self, index: int) -> int:
        """Where the next fragment begins, or the segment ends."""
        following = self.fragments[index + 1 :][:1]
        return following[0].start_us if following else self.end_us

    def fragments_in(self, wanted: Range) -> tuple[int, int] | None:
        """First and last fragment that have an instant of ``wanted``; None where none has."""
        starts = [each.start_us for each in self.fragments]
        first = max(0, bisect_right(starts, wanted.from_us) - 1)
        last = bisect_right(starts, wanted.to_us - 1) - 1
        if last < first or wanted.from_us >= self.end_us or wanted.to_us <= self.start_us:
            return None
        return first, last


@dataclass(frozen=True, slots=True)
class FragmentPlace:
    """One fragment that holds an instant: its segment and its number there, counted from 0."""

    segment: SegmentRow
    index: int

    @property
    def fragment(self) -> FragmentAt:
        return self.segment.fragments[self.index]


@dataclass(frozen=True, slots=True)
class GapRow:
    from_us: int
    to_us: int | None
    cause: GapCause
    detail: str
    ledger_idx: int


# --------------------------------------------------------------------------- footage


def segments_between(camera: str, stream: str, wanted: Range) -> list[SegmentRow]:
    """Segments with footage in the range, by start. Missing, damaged and erased ones are not footage."""
    known = stream_row(camera, stream)
    if known is None:
        return []
    return rows_where(
        " WHERE s.stream_id = %s AND s.start_us > %s AND s.start_us < %s AND s.end_us > %s AND s.state = %s"
        " ORDER BY s.start_us, s.id",
        (known.id, wanted.from_us - known.longest_us, wanted.to_us, wanted.from_us,
         SegmentState.PRESENT),
    )  # fmt: skip


def fragment_at(camera: str, stream: str, at_us: int) -> FragmentPlace | None:
    """The fragment on the screen at that instant; None where there is no footage of it."""
    rows = segments_between(camera, stream, Range(at_us, at_us + 1))
    if not rows:
        return None
    # Where two overlap (the clock was set back), the one that began last is the newer truth.
    segment = rows[-1]
    place = segment.fragments_in(Range(at_us, at_us + 1))
    return FragmentPlace(segment, place[1]) if place else None


def segment_by_id(segment: str) -> SegmentRow | None:
    """None where there is none, or it is no footage (any more)."""
    rows = rows_where(" WHERE s.segment = %s AND s.state = %s", (segment, SegmentState.PRESENT))
    return rows[0] if rows else None


def recorded_span(camera: str, stream: str = "main") -> Range | None:
    """From the first footage to the last that is there now; None where there is none."""
    known = stream_row(camera, stream)
    if known is None:
        return None
    bounds = "SELECT {} FROM archive_stretch WHERE stream_id = %s AND kind = %s ORDER BY from_us {} LIMIT 1"
    first = query(bounds.format("from_us", "ASC"), (known.id, StretchKind.FOOTAGE))
    last = query(bounds.format("to_us", "DESC"), (known.id, StretchKind.FOOTAGE))
    return Range(first[0][0], last[0][0]) if first and last else None


def kept_days(camera: str, *, at_us: int | None = None) -> float | None:
    """Age of the oldest footage that is there, in days to one place; None where there is none."""
    span = recorded_span(camera)
    if span is None:
        return None
    return round(max(0, (now_us() if at_us is None else at_us) - span.from_us) / DAY_US, 1)


# --------------------------------------------------------------------------- coverage


def coverage(camera: str, stream: str, wanted: Range, *, at_us: int | None = None) -> Coverage:
    """Every second of the range since commissioning and until now, explained or said to be unexplained (I4)."""
    found = _made_of(compose, camera, stream, wanted, at_us)
    return as_coverage(found) if found else nothing()


def lengths(camera: str, stream: str, wanted: Range, *, at_us: int | None = None) -> Lengths | None:
    """``coverage`` summed up; None: nothing of the range is since commissioning and until now."""
    return _made_of(pieces.lengths, camera, stream, wanted, at_us)


def timeline(
    camera: str, wanted: Range, buckets: int, *, stream: str = "main", at_us: int | None = None
) -> list[Bucket]:
    """The range in so many equal columns, each with its seconds of footage, gap (and its cause), and the rest."""
    found = _made_of(compose, camera, stream, wanted, at_us)
    return columns.count((wanted.from_us, wanted.to_us), buckets, found)


def gaps_between(camera: str, stream: str, wanted: Range) -> list[GapRow]:
    """Gaps as they were reported, open ones too, by begin."""
    known = stream_row(camera, stream)
    if known is None:
        return []
    return [
        GapRow(*each)
        for each in sorted(
            _gaps(known.id, wanted.from_us, wanted.to_us), key=lambda each: (each[0], each[2])
        )
    ]


def _gaps(stream: int, from_us: int, to_us: int) -> list[tuple[Any, ...]]:
    rows = query(_GAP, (stream, from_us, to_us, stream, to_us))
    return [(low, high, _CAUSES[cause], detail, idx) for low, high, cause, detail, idx in rows]


_CAUSES = {each.value: each for each in GapCause}
_GAP = """
SELECT from_us, to_us, cause, detail, ledger_idx FROM archive_gap
  WHERE stream_id = %s AND to_us > %s AND from_us < %s
UNION ALL SELECT from_us, to_us, cause, detail, ledger_idx FROM archive_gap
  WHERE stream_id = %s AND to_us IS NULL AND from_us < %s
"""


def unexplained(
    camera: str, stream: str, wanted: Range, *, shortest_us: int = 1, at_us: int | None = None
) -> list[Range]:
    """``coverage(…).unexplained`` of at least ``shortest_us``, and nothing else: quick, the database finds it."""
    until_us = now_us() if at_us is None else at_us
    known = stream_row(camera, stream)
    span = _span(known, wanted, until_us) if known else None
    if known is None or span is None:
        return []
    low, high = span
    late = _pending(known, until_us) or (high, high)
    reaching_in = [
        each
        for kind in (StretchKind.FOOTAGE, StretchKind.ERASED)
        for each in _touching(known.id, kind, (low, low + 1))
    ]
    borders = [(low, low), (high, high), late, *reaching_in]
    stretches = [(known.id, kind, low, high) for kind in (StretchKind.FOOTAGE, StretchKind.ERASED)]
    rows = query(
        _HOLES.format(borders=", ".join(["(%s, %s)"] * len(borders))),
        chain(
            *borders,
            *stretches,
            (known.id, low, high, high, known.id, high, low, high, shortest_us),
        ),
    )
    return [Range(*each) for each in rows]


_HOLES = """
WITH told(from_us, to_us) AS (
  VALUES {borders}
  UNION ALL SELECT from_us, to_us FROM archive_stretch
    WHERE stream_id = %s AND kind = %s AND from_us > %s AND from_us < %s
  UNION ALL SELECT from_us, to_us FROM archive_stretch
    WHERE stream_id = %s AND kind = %s AND from_us > %s AND from_us < %s
  UNION ALL SELECT from_us, to_us FROM archive_gap
    WHERE stream_id = %s AND to_us > %s AND from_us < %s AND to_us > from_us
  UNION ALL SELECT from_us, %s FROM archive_gap WHERE stream_id = %s AND to_us IS NULL AND from_us < %s
), holes AS (
  SELECT MAX(to_us) OVER (ORDER BY from_us, to_us ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS a, from_us AS b
    FROM told
)
SELECT a, b FROM holes WHERE a >= %s AND b <= %s AND b - a >= %s
"""


def _span(known: StreamRow, wanted: Range, until_us: int) -> Pair | None:
    """Of the range, what is since commissioning and until now."""
    if known.commissioned_us is None:
        return None
    span = max(wanted.from_us, known.commissioned_us), min(wanted.to_us, until_us)
    return span if span[0] < span[1] else None


def _made_of(
    make: Callable[..., _T], camera: str, stream: str, wanted: Range, at_us: int | None
) -> _T | None:
    """``compose`` or ``lengths`` of what the index knows of the range; None: nothing of it has been."""
    known = stream_row(camera, stream)
    until_us = now_us() if at_us is None else at_us
    span = _span(known, wanted, until_us) if known else None
    if known is None or span is None:
        return None
    rows = query(_GAP, (known.id, *span, known.id, span[1]))
    gaps = [GapFact(low, high, _CAUSES[cause], detail) for low, high, cause, detail, _ in rows]
    return make(
        span,
        footage=_touching(known.id, StretchKind.FOOTAGE, span),
        erased=_touching(known.id, StretchKind.ERASED, span),
        gaps=gaps,
        pending=_pending(known, until_us),
    )


def _pending(known: StreamRow, until_us: int) -> Pair | None:
    """From the last fact to now, when that is not longer than a segment takes to be known."""
    found = query(
        "SELECT MAX(at) FROM (SELECT MAX(to_us) AS at FROM archive_gap WHERE stream_id = %s UNION ALL"
        " SELECT * FROM (SELECT to_us FROM archive_stretch WHERE stream_id = %s AND kind = %s"
        " ORDER BY from_us DESC LIMIT 1))",
        (known.id, known.id, StretchKind.FOOTAGE),
    )
    last_us = int(found[0][0] or known.commissioned_us or 0)
    return (last_us, until_us) if last_us < until_us <= last_us + PENDING_US else None


def _touching(stream: int, kind: StretchKind, span: Pair) -> list[Pair]:
    """Stretches with an instant in the span. They are disjoint: only one can begin before it and reach in."""
    first = query(
        "SELECT from_us, to_us FROM archive_stretch WHERE stream_id = %s AND kind = %s AND from_us <= %s"
        " ORDER BY from_us DESC LIMIT 1",
        (stream, kind, span[0]),
    )
    rest = query(
        "SELECT from_us, to_us FROM archive_stretch WHERE stream_id = %s AND kind = %s"
        " AND from_us > %s AND from_us < %s ORDER BY from_us",
        (stream, kind, *span),
    )
    return [*(each for each in first if each[1] > span[0]), *rest]


# --------------------------------------------------------------------------- findings


def findings() -> list[Found]:
    """What the archivist found and nobody has settled, oldest first."""
    return [
        Found(FindingKind(row.kind), row.subject, row.detail, row.camera)
        for row in Finding.objects.order_by("first_seen_us", "pk")
    ]


def uncovered(at_us: int) -> Iterator[tuple[str, str, Range]]:
    """(camera, stream, range) of every stretch that nothing explains, of every stream since it was commissioned."""
    for known in list(Stream.objects.exclude(commissioned_us=None).order_by("camera", "name")):
        whole = Range(known.commissioned_us or 0, max(at_us, (known.commissioned_us or 0) + 1))
        for each in coverage(known.camera, known.name, whole, at_us=at_us).unexplained:
            yield known.camera, known.name, each


# --------------------------------------------------------------------------- rows


def rows_where(where: str, parameters: tuple[Any, ...]) -> list[SegmentRow]:
    """Segments by a condition over ``s`` (segment), ``t`` (stream), ``v`` (volume)."""
    return [_row(*each) for each in query(_ROW + where, parameters)]


def _row(*values: Any) -> SegmentRow:
    fields = list(values)
    fields[4], fields[19] = SegmentState(fields[4]), bytes(fields[19])
    return SegmentRow(*fields)
