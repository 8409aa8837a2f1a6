"""The algebra of invariant I4: footage, erased, gaps, pending and unexplained sum exactly to the time asked for.

Pure: integers in, ranges out. Where several facts claim an instant, footage wins over erased, erased over a gap, and of
two gaps the one that began first keeps it until it ends.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import gt, itemgetter
from typing import NamedTuple

from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause

Pair = tuple[int, int]
"""``from_us, to_us`` of a half-open range that is not empty: a month has tens of thousands, so no objects."""


_LOW, _HIGH = itemgetter(0), itemgetter(1)


class GapFact(NamedTuple):
    """A gap as the index holds it; ``to_us`` None: still open, it runs until now."""

    from_us: int
    to_us: int | None
    cause: GapCause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GapRange:
    range: Range
    cause: GapCause
    detail: str


@dataclass(frozen=True)
class Pieces:
    """Sorted, disjoint, inside the span, together exactly the span."""

    span: Pair
    footage: list[Pair]
    erased: list[Pair]
    gaps: list[tuple[int, int, GapFact]]
    pending: list[Pair]
    explained: list[Pair]
    """All of the above."""

    @cached_property
    def unexplained(self) -> list[Pair]:
        return _outside(self.explained, self.span)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every instant of ``span`` stands in exactly one of the five lists."""

    span: Range | None
    """What was asked for, from commissioning until now at most; None: nothing of it."""
    footage: list[Range]
    gaps: list[GapRange]
    unexplained: list[Range]
    erased: list[Range]
    pending: list[Range]
    """The last moments: in the segment that is being written, known within minutes."""


def compose(
    span: Pair,
    *,
    footage: Iterable[Pair],
    erased: Iterable[Pair],
    gaps: Iterable[GapFact],
    pending: Pair | None = None,
) -> Pieces:
    """Whatever overlaps, the pieces partition ``span``."""
    seen = clip(merge(footage), span)
    gone = carve(clip(merge(erased), span), seen)
    taken = _both(seen, gone)
    causes = list(_carve_gaps(_first_come(gaps, span), taken))
    taken = _both(taken, [(low, high) for low, high, _ in causes])
    late = carve(clip([pending], span), taken) if pending else []
    return Pieces(span, seen, gone, causes, late, _both(taken, late))


def as_coverage(pieces: Pieces) -> Coverage:
    return Coverage(
        span=Range(*pieces.span),
        footage=[Range(*each) for each in pieces.footage],
        gaps=[GapRange(Range(low, high), f.cause, f.detail) for low, high, f in pieces.gaps],
        unexplained=[Range(*each) for each in pieces.unexplained],
        erased=[Range(*each) for each in pieces.erased],
        pending=[Range(*each) for each in pieces.pending],
    )


@dataclass(frozen=True, slots=True)
class Lengths:
    """``Coverage`` in microseconds, for numbers of long ranges: no object for each of its pieces."""

    span_us: int
    recorded_us: int
    """Footage, what of it was erased by its day, and the last moments."""
    gaps_us: dict[GapCause, int]
    unexplained_us: int
    unexplained: int


def lengths(
    span: Pair,
    *,
    footage: Sequence[Pair],
    erased: Sequence[Pair],
    gaps: Sequence[GapFact],
    pending: Pair | None = None,
) -> Lengths:
    """Those of ``compose`` of the same facts; where no two overlap, as is the rule, without composing."""
    there = clip([*footage, *erased, *([pending] if pending else [])], span)
    known = _clipped(gaps, span)
    # Sorted each for itself: begins and ends of ranges are apart exactly where no two ranges overlap.
    lows = sorted([*map(_LOW, there), *map(_LOW, known)])
    highs = sorted([*map(_HIGH, there), *map(_HIGH, known)])
    if any(map(gt, highs, lows[1:])):
        return _summed(compose(span, footage=footage, erased=erased, gaps=gaps, pending=pending))
    ends, begins = [span[0], *highs], [*lows, span[1]]
    return Lengths(
        span_us=_length([span]),
        recorded_us=_length(there),
        gaps_us=_by_cause(known),
        unexplained_us=sum(begins) - sum(ends),
        unexplained=sum(map(gt, begins, ends)),
    )


def _summed(pieces: Pieces) -> Lengths:
    return Lengths(
        span_us=_length([pieces.span]),
        recorded_us=sum(map(_length, (pieces.footage, pieces.erased, pieces.pending))),
        gaps_us=_by_cause(pieces.gaps),
        unexplained_us=_length(pieces.unexplained),
        unexplained=len(pieces.unexplained),
    )


def _clipped(gaps: Iterable[GapFact], span: Pair) -> list[tuple[int, int, GapFact]]:
    first, last = span
    inside = [
        (
            max(fact[0], first),
            last if fact[1] is None or fact[1] > last else fact[1],
            fact,
        )
        for fact in gaps
    ]
    return [each for each in inside if each[0] < each[1]]


def _by_cause(gaps: Iterable[tuple[int, int, GapFact]]) -> dict[GapCause, int]:
    found: dict[GapCause, int] = {}
    for low, high, fact in gaps:
        found[fact.cause] = found.get(fact.cause, 0) + high - low
    return found


def _length(pairs: Sequence[Pair]) -> int:
    return sum(high - low for low, high in pairs)


def nothing() -> Coverage:
    """The coverage of time before commissioning, or still to come."""
    return Coverage(None, [], [], [], [], [])


def merge(pairs: Iterable[Pair]) -> list[Pair]:
    """The same instants, sorted, neither overlapping nor touching."""
    ordered = sorted(pairs)
    if all(a[1] < b[0] for a, b in pairwise(ordered)):
        return ordered
    merged: list[Pair] = []
    low, high = ordered[0]
    for a, b in ordered:
        if a > high:
            merged.append((low, high))
            low, high = a, b
        elif b > high:
            high = b
    merged.append((low, high))
    return merged


def _both(some: list[Pair], others: list[Pair]) -> list[Pair]:
    """Two merged lists as one."""
    return merge([*some, *others]) if some and others else some or others


def _outside(taken: list[Pair], span: Pair) -> list[Pair]:
    """The span without what was taken of it; ``taken`` merged and inside the span."""
    first, last = span
    begins = [first, *(high for _, high in taken)]
    ends = [*(low for low, _ in taken), last]
    return [(a, b) for a, b in zip(begins, ends, strict=True) if a < b]


def clip(pairs: Iterable[Pair], span: Pair) -> list[Pair]:
    """The part of each that lies in the span; sorted pairs stay sorted."""
    first, last = span
    inside = [each for each in pairs if each[0] < last and each[1] > first]
    if all(a >= first and b <= last for a, b in inside):
        return inside
    return [(max(a, first), min(b, last)) for a, b in inside]


def carve(whole: Iterable[Pair], taken: Sequence[Pair]) -> list[Pair]:
    """``whole`` without ``taken``; both sorted and disjoint."""
    ends = [b for _, b in taken]
    left: list[Pair] = []
    for low, high in whole:
        at = low
        index = bisect_right(ends, low)
        while index < len(taken) and taken[index][0] < high:
            a, b = taken[index]
            if a > at:
                left.append((at, a))
            at = max(at, b)
            index += 1
        if at < high:
            left.append((at, high))
    return left


def _first_come(gaps: Iterable[GapFact], span: Pair) -> Iterator[tuple[int, int, GapFact]]:
    """Disjoint parts of the gaps inside the span: who began first keeps an instant."""
    reached, last = span
    for fact in sorted(gaps, key=lambda each: (each.from_us, each.cause)):
        low = max(fact.from_us, reached)
        high = last if fact.to_us is None else min(fact.to_us, last)
        if low < high:
            yield low, high, fact
            reached = high


def _carve_gaps(
    gaps: Iterable[tuple[int, int, GapFact]], taken: Sequence[Pair]
) -> Iterator[tuple[int, int, GapFact]]:
    ends = [b for _, b in taken]
    for low, high, fact in gaps:
        first = last = bisect_right(ends, low)
        while last < len(taken) and taken[last][0] < high:
            last += 1
        whole = [(low, high)]
        for a, b in carve(whole, taken[first:last]) if first < last else whole:
            yield a, b, fact
