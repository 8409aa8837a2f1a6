"""What is wanted of a camera, instant by instant: absolute spans, made by the supervisor from the school's plan.

Pure. The recorder knows no weekday and no zone: a span that crosses midnight or the new year is a span like any other.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

_LATEST_US = 1 << 53


class Mode(StrEnum):
    OFF = "off"
    """Not scheduled: nothing is kept, not even in memory."""
    EVENT = "event"
    """Kept in memory for the pre-roll, written around events."""
    ALWAYS = "always"


_STRENGTH = {Mode.OFF: 0, Mode.EVENT: 1, Mode.ALWAYS: 2}


class Wanted(NamedTuple):
    """``from_us`` ≤ t < ``to_us``, microseconds UTC."""

    from_us: int
    to_us: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class CameraPlan:
    """One camera's recording plan. Raises ValueError where its spans are not sorted, or overlap.

    Outside every span nothing is wanted, from ``planned_from_us`` until ``planned_until_us``. Everything is before and
    after that: nobody said otherwise, and a dead supervisor never stops recording. The plan that says nothing: always.
    """

    wanted: tuple[Wanted, ...] = ()
    planned_from_us: int = 0
    planned_until_us: int = 0
    pre_roll_us: int = 0
    post_roll_us: int = 0
    _pieces: tuple[Wanted, ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        pieces = tuple(self._partition())
        object.__setattr__(self, "_pieces", pieces)
        object.__setattr__(self, "_starts", tuple(each.from_us for each in pieces))

    def piece_at(self, at_us: int) -> Wanted:
        """The stretch of one mode that holds the instant."""
        return self._pieces[max(0, bisect_right(self._starts, at_us) - 1)]

    def mode_at(self, at_us: int) -> Mode:
        return self.piece_at(at_us).mode

    def mode_over(self, from_us: int, to_us: int) -> Mode:
        """The most that is wanted anywhere in the stretch: an edge is rounded outwards, no wanted picture is left."""
        index = max(0, bisect_right(self._starts, from_us) - 1)
        mode = self._pieces[index].mode
        while (index := index + 1) < len(self._pieces) and self._starts[index] < to_us:
            mode = max(mode, self._pieces[index].mode, key=_STRENGTH.__getitem__)
        return mode

    def wanted_since(self, at_us: int) -> int:
        """Where the stretch around ``at_us`` begins that is scheduled throughout, by whatever mode."""
        index = max(0, bisect_right(self._starts, at_us) - 1)
        while index and self._pieces[index - 1].mode is not Mode.OFF:
            index -= 1
        return self._starts[index]

    def scheduled(self, from_us: int, to_us: int) -> Iterator[tuple[int, bool]]:
        """Where each part of the stretch begins, and whether anything is scheduled in it; neighbours differ."""
        index = max(0, bisect_right(self._starts, from_us) - 1)
        last: bool | None = None
        for piece in self._pieces[index:]:
            if piece.from_us >= to_us:
                return
            if (piece.mode is not Mode.OFF) is not last:
                last = piece.mode is not Mode.OFF
                yield max(from_us, piece.from_us), last

    def to_fields(self) -> dict[str, Any]:
        return {
            "wanted": [[each.from_us, each.to_us, each.mode.value] for each in self.wanted],
            "planned_from_us": self.planned_from_us,
            "planned_until_us": self.planned_until_us,
            "pre_roll_us": self.pre_roll_us,
            "post_roll_us": self.post_roll_us,
        }

    @classmethod
    def from_fields(cls, raw: dict[str, Any]) -> "CameraPlan":
        """Raises ValueError, KeyError or TypeError on anything that is none."""
        spans = tuple(Wanted(int(a), int(b), Mode(mode)) for a, b, mode in raw["wanted"])
        return cls(
            spans,
            int(raw["planned_from_us"]),
            int(raw["planned_until_us"]),
            int(raw["pre_roll_us"]),
            int(raw["post_roll_us"]),
        )

    def _partition(self) -> Iterator[Wanted]:
        at_us = self.planned_from_us
        if at_us < self.planned_until_us:
            if at_us > 0:
                yield Wanted(0, at_us, Mode.ALWAYS)
            for each in self.wanted:
                if each.from_us < at_us and at_us > self.planned_from_us:
                    raise ValueError("spans that overlap or are not sorted")
                from_us = max(each.from_us, at_us)
                to_us = min(each.to_us, self.planned_until_us)
                if from_us >= to_us:
                    continue
                if from_us > at_us:
                    yield Wanted(at_us, from_us, Mode.OFF)
                yield Wanted(from_us, to_us, each.mode)
                at_us = to_us
            if at_us < self.planned_until_us:
                yield Wanted(at_us, self.planned_until_us, Mode.OFF)
        yield Wanted(max(0, self.planned_until_us), _LATEST_US, Mode.ALWAYS)


ALWAYS = CameraPlan()
