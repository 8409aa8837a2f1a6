"""Coverage counted into equal buckets: what a timeline draws, from a month down to seconds."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

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
    for index, us in _share(borders, pieces.footage):
        columns[index].footage_us += us
    for index, us in _share(borders, pieces.erased):
        columns[index].erased_us += us
    for index, us in _share(borders, pieces.pending):
        columns[index].pending_us += us
    for index, us in _share(borders, pieces.unexplained):
        columns[index].unexplained_us += us
    by_cause: dict[tuple[int, GapCause], int] = {}
    for low, high, fact in pieces.gaps:
        for index, us in _share(borders, [(low, high)]):
            columns[index].gap_us += us
            key = index, fact.cause
            by_cause[key] = by_cause.get(key, 0) + us
    for (index, cause), _ in sorted(by_cause.items(), key=lambda each: each[1]):
        columns[index].cause = cause


def _borders(span: Pair, buckets: int) -> list[int]:
    first, last = span
    return [first + (last - first) * index // buckets for index in range(buckets + 1)]


def _share(borders: list[int], pairs: Iterable[Pair]) -> Iterable[tuple[int, int]]:
    """``(bucket, microseconds)`` of each pair; pairs sorted and inside the borders."""
    first, last = borders[0], borders[-1]
    count_of = len(borders) - 1
    for low, high in pairs:
        # Borders are first + length·i//n: this is the bucket or one before it.
        index = (low - first) * count_of // (last - first)
        at = low
        while at < high:
            while borders[index + 1] <= at:
                index += 1
            end = min(high, borders[index + 1])
            yield index, end - at
            at = end
