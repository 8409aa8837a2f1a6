"""Half-open ranges of instants, and the set algebra that coverage and authority are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """``from_us`` ≤ t < ``to_us``, microseconds UTC. Never empty: ``from_us`` < ``to_us``."""

    from_us: int
    to_us: int

    def __post_init__(self) -> None:
        if self.to_us <= self.from_us:
            raise ValueError(f"a range must end after it begins: {self.from_us} … {self.to_us}")

    @property
    def length_us(self) -> int:
        return self.to_us - self.from_us

    def __contains__(self, at_us: int) -> bool:
        return self.from_us <= at_us < self.to_us

    def covers(self, other: "Range") -> bool:
        return self.from_us <= other.from_us and other.to_us <= self.to_us

    def overlap(self, other: "Range") -> "Range | None":
        """The part both have, or None where they only touch or lie apart."""
        from_us, to_us = max(self.from_us, other.from_us), min(self.to_us, other.to_us)
        return Range(from_us, to_us) if from_us < to_us else None


def union(ranges: Iterable[Range]) -> list[Range]:
    """The same instants as sorted ranges that neither overlap nor touch."""
    merged: list[Range] = []
    for each in sorted(ranges):
        if merged and each.from_us <= merged[-1].to_us:
            if each.to_us > merged[-1].to_us:
                merged[-1] = Range(merged[-1].from_us, each.to_us)
        else:
            merged.append(each)
    return merged


def subtract(whole: Iterable[Range], taken: Iterable[Range]) -> list[Range]:
    """The instants of ``whole`` that no range of ``taken`` has, sorted and merged."""
    return list(_remaining(union(whole), union(taken)))


def _remaining(whole: list[Range], taken: list[Range]) -> Iterator[Range]:
    position = 0
    for each in whole:
        at_us = each.from_us
        while position < len(taken) and taken[position].to_us <= at_us:
            position += 1
        index = position
        while index < len(taken) and taken[index].from_us < each.to_us:
            if taken[index].from_us > at_us:
                yield Range(at_us, taken[index].from_us)
            at_us = max(at_us, taken[index].to_us)
            index += 1
        if at_us < each.to_us:
            yield Range(at_us, each.to_us)


def total_us(ranges: Iterable[Range]) -> int:
    """Microseconds that at least one of the ranges has."""
    return sum(each.length_us for each in union(ranges))
