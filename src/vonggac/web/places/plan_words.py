"""A recording plan in words and as the coming days: what a page says beside the drawn grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vonggac.kernel.clock import DAY_US, HOUR_US
from vonggac.kernel.instants import from_datetime, to_datetime
from vonggac.places.schedule import (
    CELLS_A_DAY,
    SCHOOL_ZONE,
    Calendar,
    DayKind,
    DayRange,
    Mode,
    RangeKind,
    WeekPlan,
    clock_of,
    day_kind,
    partition,
    runs,
)
from vonggac.web.words import Words

WEEKDAYS: tuple[Words, ...] = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
MODES: dict[Mode, Words] = {
    Mode.OFF: gettext_lazy("not recorded"),
    Mode.ALWAYS: gettext_lazy("continuous"),
    Mode.EVENT: gettext_lazy("by event"),
}
_OTHERWISE: dict[Mode, Words] = {
    Mode.OFF: gettext_lazy("otherwise not recorded"),
    Mode.ALWAYS: gettext_lazy("otherwise continuous"),
    Mode.EVENT: gettext_lazy("otherwise by event"),
}
_WHOLE: dict[Mode, Words] = {
    Mode.OFF: gettext_lazy("Never recorded"),
    Mode.ALWAYS: gettext_lazy("Continuous, all week"),
    Mode.EVENT: gettext_lazy("By event, all week"),
}
_WEAKEST_FIRST = (Mode.OFF, Mode.EVENT, Mode.ALWAYS)


def summary(plan: WeekPlan | None) -> str:
    """``Thứ Hai–Thứ Sáu 06:00–18:00 liên tục; ngoài giờ theo sự kiện``. None: no plan was decided."""
    if plan is None:
        return _("Continuous (no schedule decided)")
    said = [_week(plan)]
    if plan.holiday:
        said.append(_("holidays: %(what)s") % {"what": day_words(plan.holiday)})
    if plan.exam:
        said.append(_("exam days: %(what)s") % {"what": day_words(plan.exam)})
    return "; ".join(said)


def day_words(cells: str) -> str:
    """``06:00–18:00 liên tục, 18:00–24:00 theo sự kiện``; a whole day of one kind by its word."""
    found = runs(cells)
    if len(found) == 1:
        return str(MODES[found[0][2]])
    return ", ".join(
        f"{clock_of(first)}–{clock_of(last)} {MODES[mode]}"
        for first, last, mode in found
        if mode is not Mode.OFF
    )


def _week(plan: WeekPlan) -> str:
    days = [plan.weekday(number) for number in range(7)]
    modes = {mode for day in days for _first, _last, mode in runs(day)}
    if len(modes) == 1:
        return str(_WHOLE[modes.pop()])
    base, phrases = min(
        ((mode, _phrases(days, mode)) for mode in _WEAKEST_FIRST if mode in modes),
        key=lambda told: sum(len(each) for each in told[1]),
    )
    return "; ".join([*phrases, str(_OTHERWISE[base])])


def _phrases(days: Sequence[str], base: Mode) -> list[str]:
    """One for each kind of day that differs from ``base``."""
    alike: dict[str, list[int]] = {}
    for number, day in enumerate(days):
        alike.setdefault(day, []).append(number)
    said = []
    for day, numbers in alike.items():
        parts = list(_parts(day, base))
        if parts:
            said.append(f"{_names(numbers)} {', '.join(parts)}")
    return said


def _parts(day: str, base: Mode) -> Iterator[str]:
    for mode in (Mode.ALWAYS, Mode.EVENT, Mode.OFF):
        if mode is base:
            continue
        times = [f"{clock_of(a)}–{clock_of(b)}" for a, b, each in runs(day) if each is mode]
        if times == [f"00:00–{clock_of(CELLS_A_DAY)}"]:
            yield _("all day %(mode)s") % {"mode": MODES[mode]}
        elif times:
            yield f"{', '.join(times)} {MODES[mode]}"


def _names(numbers: list[int]) -> str:
    """``Thứ Hai–Thứ Sáu``, ``Thứ Ba, Thứ Năm``, ``Hằng ngày``."""
    if len(numbers) == 7:
        return _("Every day")
    if len(numbers) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{WEEKDAYS[numbers[0]]}–{WEEKDAYS[numbers[-1]]}"
    return ", ".join(str(WEEKDAYS[each]) for each in numbers)


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a day's strip, in thousandths of the day."""

    x: int
    width: int
    mode: Mode


@dataclass(frozen=True, slots=True)
class ComingDay:
    day: date
    weekday: Words
    kind: DayKind
    names: tuple[str, ...]
    """Of the calendar's ranges that the day is in, terms left out."""
    words: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """What will be recorded in the coming days."""

    days: tuple[ComingDay, ...]
    always_h: float
    event_h: float
    off_h: float


def coming(plan: WeekPlan, calendar: Calendar, at_us: int, days: int = 7) -> Coming:
    """From today on, by the very code that the recorders are told by."""
    first = to_datetime(at_us).astimezone(SCHOOL_ZONE).date()
    found = [_coming_day(plan, calendar, first + timedelta(days=n)) for n in range(days)]
    hours = dict.fromkeys(Mode, 0.0)
    for each in found:
        for bar in each.bars:
            hours[bar.mode] += bar.width * DAY_US / 1000 / HOUR_US
    return Coming(
        tuple(found),
        round(hours[Mode.ALWAYS], 1),
        round(hours[Mode.EVENT], 1),
        round(hours[Mode.OFF], 1),
    )


def _coming_day(plan: WeekPlan, calendar: Calendar, day: date) -> ComingDay:
    from_us = from_datetime(datetime.combine(day, time(), SCHOOL_ZONE))
    kind = day_kind(calendar, day)
    return ComingDay(
        day,
        WEEKDAYS[day.weekday()],
        kind,
        tuple(_name(each) for each in calendar if day in each and each.kind != RangeKind.TERM),
        day_words(plan.cells_of(day, kind)),
        tuple(
            Bar(
                (each.from_us - from_us) * 1000 // DAY_US,
                (each.to_us - each.from_us) * 1000 // DAY_US,
                each.mode,
            )
            for each in partition(plan, calendar, from_us, from_us + DAY_US)
        ),
    )


def _name(each: DayRange) -> str:
    return each.name
