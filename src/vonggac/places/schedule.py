"""Which instants a recording plan wants: weekly grid, school calendar, the school's zone. Pure.

A grid is 672 characters, 96 quarter-hours of each day from Monday: ``-`` nothing · ``a`` always · ``e`` around events.
Local time exists here because a school's day does; what comes out is integer microseconds UTC.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from vonggac.kernel.clock import MINUTE_US
from vonggac.kernel.instants import from_datetime, to_datetime

SCHOOL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CELLS_A_DAY = 96
CELLS_A_WEEK = 7 * CELLS_A_DAY
CELL_US = 15 * MINUTE_US
MAX_PRE_ROLL_S = 60
MAX_POST_ROLL_S = 600


class Mode(StrEnum):
    OFF = "off"
    ALWAYS = "always"
    EVENT = "event"


MODE_OF = {"-": Mode.OFF, "a": Mode.ALWAYS, "e": Mode.EVENT}
CELL_OF = {mode: cell for cell, mode in MODE_OF.items()}


class DayKind(StrEnum):
    """What the calendar says of a day."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    """A holiday, or a day between two terms."""
    EXAM = "exam"
    """Somebody is there and it matters: wins over a holiday."""


class RangeKind(StrEnum):
    """What a row of the calendar is. The values stand in the database."""

    TERM = "term"
    HOLIDAY = "holiday"
    EXAM = "exam"


class Span(NamedTuple):
    """``from_us`` ≤ t < ``to_us``, microseconds UTC."""

    from_us: int
    to_us: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """The plan of one camera. Raises ValueError where it is none.

    ``holiday`` and ``exam``: 96 characters for such days, or empty: such a day is as its weekday.
    """

    grid: str
    holiday: str = ""
    exam: str = ""
    pre_roll_s: int = 5
    post_roll_s: int = 30

    def __post_init__(self) -> None:
        if len(self.grid) != CELLS_A_WEEK or set(self.grid) - MODE_OF.keys():
            raise ValueError("a grid is 672 cells of - a e")
        for day in (self.holiday, self.exam):
            if len(day) not in (0, CELLS_A_DAY) or set(day) - MODE_OF.keys():
                raise ValueError("a day is 96 cells of - a e")
        if not 0 <= self.pre_roll_s <= MAX_PRE_ROLL_S:
            raise ValueError("a pre-roll is 0 to 60 seconds")
        if not 0 <= self.post_roll_s <= MAX_POST_ROLL_S:
            raise ValueError("a post-roll is 0 to 600 seconds")

    def weekday(self, number: int) -> str:
        """The 96 cells of a weekday; 0 is Monday."""
        return self.grid[number * CELLS_A_DAY : (number + 1) * CELLS_A_DAY]

    def cells_of(self, day: date, kind: DayKind) -> str:
        """The 96 cells that count on the day."""
        special = {DayKind.HOLIDAY: self.holiday, DayKind.EXAM: self.exam}.get(kind, "")
        return special or self.weekday(day.weekday())


ALWAYS = WeekPlan("a" * CELLS_A_WEEK)
"""What a camera without a plan does."""


@dataclass(frozen=True, slots=True)
class DayRange:
    """Whole local days, both included."""

    kind: RangeKind
    from_day: date
    to_day: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.from_day <= day <= self.to_day


Calendar = tuple[DayRange, ...]


def day_kind(calendar: Calendar, day: date) -> DayKind:
    """Exam before holiday. Days between two terms are holidays; before the first and after the last entered
    term the calendar says nothing, so that a forgotten term never stops recording.
    """
    kinds = {each.kind for each in calendar if day in each}
    if RangeKind.EXAM in kinds:
        return DayKind.EXAM
    if RangeKind.HOLIDAY in kinds:
        return DayKind.HOLIDAY
    terms = [each for each in calendar if each.kind == RangeKind.TERM]
    between = any(each.to_day < day for each in terms) and any(day < t.from_day for t in terms)
    return DayKind.HOLIDAY if between and RangeKind.TERM not in kinds else DayKind.ORDINARY


def mode_at(plan: WeekPlan, calendar: Calendar, at_us: int, zone: ZoneInfo = SCHOOL_ZONE) -> Mode:
    """What the plan wants at one instant."""
    at = to_datetime(at_us).astimezone(zone)
    cells = plan.cells_of(at.date(), day_kind(calendar, at.date()))
    return MODE_OF[cells[at.hour * 4 + at.minute // 15]]


def spans(
    plan: WeekPlan, calendar: Calendar, from_us: int, to_us: int, zone: ZoneInfo = SCHOOL_ZONE
) -> list[Span]:
    """The wanted parts of ``from_us`` … ``to_us``, sorted, merged across midnight; ``off`` is left out."""
    return [
        each
        for each in partition(plan, calendar, from_us, to_us, zone)
        if each.mode is not Mode.OFF
    ]


def partition(
    plan: WeekPlan, calendar: Calendar, from_us: int, to_us: int, zone: ZoneInfo = SCHOOL_ZONE
) -> list[Span]:
    """As ``spans`` with ``off`` among them: each instant is in exactly one, neighbours differ. Empty if none."""
    if from_us >= to_us:
        return []
    whole = _merged(_pieces(plan, calendar, from_us, to_us, zone))
    return [
        Span(max(each.from_us, from_us), min(each.to_us, to_us), each.mode)
        for each in whole
        if each.to_us > from_us and each.from_us < to_us
    ]


def _pieces(
    plan: WeekPlan, calendar: Calendar, from_us: int, to_us: int, zone: ZoneInfo
) -> Iterator[Span]:
    day = to_datetime(from_us).astimezone(zone).date()
    begin_us = _midnight(day, zone)
    while begin_us < to_us:
        following = day + timedelta(days=1)
        end_us = _midnight(following, zone)
        cells = plan.cells_of(day, day_kind(calendar, day))
        if _offset(begin_us, zone) == _offset(end_us, zone):
            for first, last, mode in runs(cells):
                yield Span(begin_us + first * CELL_US, begin_us + last * CELL_US, mode)
        else:
            yield from _odd_day(plan, calendar, begin_us, end_us, zone)
        day, begin_us = following, end_us


def _odd_day(
    plan: WeekPlan, calendar: Calendar, begin_us: int, end_us: int, zone: ZoneInfo
) -> Iterator[Span]:
    """A day on which clocks are put forward or back: each quarter-hour is asked for its wall time."""
    for at_us in range(begin_us, end_us, CELL_US):
        yield Span(at_us, min(at_us + CELL_US, end_us), mode_at(plan, calendar, at_us, zone))


def _midnight(day: date, zone: ZoneInfo) -> int:
    return from_datetime(datetime.combine(day, time(), zone))


def _offset(at_us: int, zone: ZoneInfo) -> timedelta | None:
    return to_datetime(at_us).astimezone(zone).utcoffset()


def _merged(pieces: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for each in pieces:
        if merged and merged[-1].mode is each.mode and merged[-1].to_us == each.from_us:
            merged[-1] = Span(merged[-1].from_us, each.to_us, each.mode)
        else:
            merged.append(each)
    return merged


@lru_cache(maxsize=512)
def runs(cells: str) -> tuple[tuple[int, int, Mode], ...]:
    """Equal neighbours of cells as (first, after the last, mode)."""
    found: list[tuple[int, int, Mode]] = []
    first = 0
    for index in range(1, len(cells) + 1):
        if index == len(cells) or cells[index] != cells[first]:
            found.append((first, index, MODE_OF[cells[first]]))
            first = index
    return tuple(found)


def painted(*strokes: tuple[Iterable[int], str, str, Mode], base: Mode = Mode.OFF) -> str:
    """A grid from strokes (weekdays, ``"06:00"``, ``"18:00"``, mode) on ``base``; a later stroke covers earlier ones.

    An end at or before the beginning runs on into the next day, from Sunday into Monday. Raises ValueError.
    """
    cells = [CELL_OF[base]] * CELLS_A_WEEK
    for weekdays, begin, end, mode in strokes:
        first, last = cell_of(begin), cell_of(end)
        if last <= first:
            last += CELLS_A_DAY
        for weekday in weekdays:
            for index in range(first, last):
                cells[(weekday * CELLS_A_DAY + index) % CELLS_A_WEEK] = CELL_OF[mode]
    return "".join(cells)


def cell_of(clock: str) -> int:
    """``"06:15"`` → 25; ``"24:00"`` → 96. Raises ValueError off the quarter-hours."""
    hours, colon, minutes = clock.partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):
        raise ValueError(f"no time of day: {clock!r}")
    index, rest = divmod(int(hours) * 60 + int(minutes), 15)
    if rest or int(minutes) > 59 or index > CELLS_A_DAY:
        raise ValueError(f"not a quarter-hour: {clock!r}")
    return index


def clock_of(cell: int) -> str:
    """25 → ``"06:15"``; 96 → ``"24:00"``."""
    return f"{cell // 4:02}:{cell % 4 * 15:02}"
