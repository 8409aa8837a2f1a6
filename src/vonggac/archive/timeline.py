"""Coverage counted into equal buckets: what a timeline draws, from a month down to seconds."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate, pairwise

from vonggac.archive.coverage import Pair, Pieces
from vonggac.kernel.streams import GapCause


@dataclass(slots=True)
class Bucket:
    """One column of the timeline. The five sums make its length, less what lies outside the known time."""

    from_us: int
    to_us: int
    footage_us: int = 0
    gap_us: int = 0
    erased_us: int = 0
    pending_us: int = 0
    unexplained_us: int = 0
    cause: GapCause | None = None
    """The cause with most of ``gap_us``; None where there is no gap."""


def count(span: Pair, buckets: int, pieces: Pieces | None) -> list[Bucket]:
    """``buckets`` columns over ``span``; integer borders, no instant lost or counted twice."""
    if not 1 <= buckets <= min(100_000, span[1] - span[0]):
        raise ValueError(f"between 1 and 100 000 buckets, none empty: {buckets}")
    borders = _borders(span, buckets)
    columns = [Bucket(a, b) for a, b in pairwise(borders)]
    if pieces is not None:
        _fill(columns, pieces)
    return columns


def _fill(columns: list[Bucket], pieces: Pieces) -> None:
    borders = [*(each.from_us for each in columns), columns[-1].to_us]
    known = _shares(borders, [pieces.span])
    parts = [_shares(borders, p) for p in (pieces.footage, pieces.erased, pieces.pending)]
    for column, length_us, footage, erased, pending in zip(columns, known, *parts, strict=True):
        column.footage_us, column.erased_us, column.pending_us = footage, erased, pending
        column.unexplained_us = length_us - footage - erased - pending
    by_cause: dict[GapCause, list[Pair]] = {}
    for low, high, fact in pieces.gaps:
        by_cause.setdefault(fact.cause, []).append((low, high))
    most = [0] * len(columns)
    for cause, pairs in by_cause.items():
        for index, us in enumerate(_shares(borders, pairs)):
            columns[index].gap_us += us
            columns[index].unexplained_us -= us
            if us > most[index]:
                most[index], columns[index].cause = us, cause


def _borders(span: Pair, buckets: int) -> list[int]:
    first, last = span
    return [first + (last - first) * index // buckets for index in range(buckets + 1)]


def _shares(borders: list[int], pairs: list[Pair]) -> list[int]:
    """Microseconds of the pairs between each two borders; pairs sorted and disjoint."""
    starts = [low for low, _ in pairs]
    totals = [0, *accumulate(high - low for low, high in pairs)]
    before: list[int] = []
    for border in borders:
        index = bisect_left(starts, border)
        reaching = max(0, pairs[index - 1][1] - border) if index else 0
        before.append(totals[index] - reaching)
    return [b - a for a, b in pairwise(before)]
