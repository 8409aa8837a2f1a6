"""The coverage sheet of one camera's day: where each of its 86 400 seconds went (I4, I10).

Sums are exact in microseconds; whole seconds are dealt out so that they, too, sum to the day (largest remainder).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vonggac.archive import selectors
from vonggac.archive.coverage import Coverage
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import EXCUSED, GapCause


class Part(StrEnum):
    """Where time can go. Every instant of a day stands in exactly one part."""

    RECORDED = "recorded"
    EXCUSED = "excused"
    """Not scheduled, no event, maintenance, out of service: somebody decided it."""
    FAILED = "failed"
    """Any other cause: a form explains it, or must."""
    UNKNOWN = "unknown"
    """Nothing tells why."""
    ERASED = "erased"
    PENDING = "pending"
    """In the segment that is being written."""
    BEFORE = "before"
    """The camera was not in service yet."""
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class SheetLine:
    part: Part
    cause: GapCause | None
    """Of excused and failed time."""
    us: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``lines`` sum to the day: ``us`` exactly, ``seconds`` to its whole seconds. Only lines that have an instant."""

    camera: str
    stream: str
    day: Range
    lines: tuple[SheetLine, ...]

    def seconds(self, *parts: Part) -> int:
        return sum(each.seconds for each in self.lines if each.part in parts)

    def us(self, *parts: Part) -> int:
        return sum(each.us for each in self.lines if each.part in parts)

    def by_cause(self, part: Part) -> dict[GapCause, int]:
        """Seconds of each cause, most first."""
        told = [each for each in self.lines if each.part is part and each.cause is not None]
        told.sort(key=lambda each: -each.us)
        return {each.cause: each.seconds for each in told if each.cause is not None}

    @property
    def recorded_s(self) -> int:
        return self.seconds(Part.RECORDED)

    @property
    def excused_s(self) -> int:
        return self.seconds(Part.EXCUSED)

    @property
    def unexplained_s(self) -> int:
        """What a form must explain: failed and unknown."""
        return self.seconds(Part.FAILED, Part.UNKNOWN)

    @property
    def erased_s(self) -> int:
        return self.seconds(Part.ERASED)

    @property
    def before_s(self) -> int:
        return self.seconds(Part.BEFORE)


def coverage_sheet(
    camera: str,
    day_from_us: int,
    day_to_us: int,
    *,
    stream: str = "main",
    at_us: int | None = None,
) -> Sheet:
    """The sheet of a camera's day; of the running day until ``at_us`` (now), the rest is to come.

    Raises ValueError where the day ends before it begins.
    """
    day = Range(day_from_us, day_to_us)
    until_us = now_us() if at_us is None else at_us
    found = selectors.coverage(camera, stream, day, at_us=until_us)
    return Sheet(camera, stream, day, tuple(_lines(day, until_us, found)))


_Sum = tuple[Part, GapCause | None, int]


def _lines(day: Range, until_us: int, found: Coverage) -> Iterable[SheetLine]:
    sums = [each for each in _sums(day, until_us, found) if each[2]]
    seconds = dealt([us for _, _, us in sums], SECOND_US)
    return [SheetLine(*each, whole) for each, whole in zip(sums, seconds, strict=True)]


def _sums(day: Range, until_us: int, found: Coverage) -> list[_Sum]:
    causes: dict[GapCause, int] = {}
    for gap in found.gaps:
        causes[gap.cause] = causes.get(gap.cause, 0) + gap.range.length_us
    reached_us = min(max(until_us, day.from_us), day.to_us)
    known_us = found.span.length_us if found.span is not None else 0
    return [
        (Part.RECORDED, None, _length(found.footage)),
        *((_part(cause), cause, us) for cause, us in sorted(causes.items())),
        (Part.UNKNOWN, None, _length(found.unexplained)),
        (Part.ERASED, None, _length(found.erased)),
        (Part.PENDING, None, _length(found.pending)),
        (Part.BEFORE, None, reached_us - day.from_us - known_us),
        (Part.TO_COME, None, day.to_us - reached_us),
    ]


def _part(cause: GapCause) -> Part:
    return Part.EXCUSED if cause in EXCUSED else Part.FAILED


def _length(ranges: list[Range]) -> int:
    return sum(each.length_us for each in ranges)


def dealt(amounts: list[int], unit: int) -> list[int]:
    """Each amount in whole units, so that they sum to the units of the whole (rounded down): largest remainder."""
    wholes = [each // unit for each in amounts]
    left = sum(amounts) // unit - sum(wholes)
    order = sorted(range(len(amounts)), key=lambda index: -(amounts[index] % unit))
    for index in order[:left]:
        wholes[index] += 1
    return wholes
