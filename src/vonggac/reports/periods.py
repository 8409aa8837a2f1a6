"""Periods of reports: whole days of the school, from the begin of the first to the end of the last. Pure.

A school year runs from its day (places.School) to the day before the next; the first term ends where the school's
calendar says, the second follows it; what is between the second term's end and the next year is the summer's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vonggac.kernel.ranges import Range
from vonggac.people.days import begin_of
from vonggac.reports.states import PeriodKind

_DAY = timedelta(days=1)
LONGEST_DAYS = 400
_FIRST_TERM_ENDS, _SECOND_TERM_ENDS = (1, 17), (5, 31)
"""Where the calendar says nothing (LANGUAGE §1)."""


@dataclass(frozen=True, slots=True)
class Period:
    """``from_day`` and ``to_day`` both belong to it."""

    kind: PeriodKind
    from_day: date
    to_day: date

    @property
    def span(self) -> Range:
        return Range(begin_of(self.from_day), begin_of(self.to_day + _DAY))

    def over(self, at_us: int) -> bool:
        return self.span.to_us <= at_us


@dataclass(frozen=True, slots=True)
class Year:
    """How the school's year runs. ``terms``: first and last days as the calendar has them, by day."""

    month: int = 9
    day: int = 5
    terms: Sequence[tuple[date, date]] = ()

    def around(self, day: date) -> tuple[date, date]:
        """First and last day of the school year that the day is in."""
        first = date(day.year, self.month, self.day)
        if day < first:
            first = date(day.year - 1, self.month, self.day)
        return first, date(first.year + 1, self.month, self.day) - _DAY

    def term_ends(self, day: date) -> tuple[date, date]:
        """Last days of both terms of the school year that the day is in; within it, the first before the second."""
        first, last = self.around(day)
        ends = sorted(to for begin, to in self.terms if first <= begin and to <= last)
        usual = [_inside(first, last, *_FIRST_TERM_ENDS), _inside(first, last, *_SECOND_TERM_ENDS)]
        one = ends[0] if ends else usual[0]
        two = ends[1] if len(ends) > 1 else max(usual[1], one + _DAY)
        return one, min(two, last)


def _inside(first: date, last: date, month: int, day: int) -> date:
    found = date(first.year, month, day)
    return found if first <= found <= last else date(last.year, month, day)


def of(kind: PeriodKind, day: date, year: Year) -> Period:
    """The period of that kind that the day is in; of a term, the one of that school year. Raises ValueError for an ad
    hoc one, which has no other bounds than its own.
    """
    first, last = year.around(day)
    one, two = year.term_ends(day)
    month = (day.month - 1) // 3 * 3 + 1
    bounds = {
        PeriodKind.MONTH: (day.replace(day=1), _month_end(day)),
        PeriodKind.QUARTER: (date(day.year, month, 1), _month_end(date(day.year, month + 2, 1))),
        PeriodKind.TERM_1: (first, one),
        PeriodKind.TERM_2: (one + _DAY, two),
        PeriodKind.SCHOOL_YEAR: (first, last),
        PeriodKind.YEAR: (date(day.year, 1, 1), date(day.year, 12, 31)),
    }
    if kind not in bounds:
        raise ValueError("an ad hoc report has its own days")
    return Period(kind, *bounds[kind])


def before(period: Period, year: Year) -> Period:
    """What it is compared with: the one before of its kind; a term with the same of the year before, an ad hoc one with
    as many days.
    """
    match period.kind:
        case PeriodKind.AD_HOC:
            days = period.to_day - period.from_day + _DAY
            return Period(period.kind, period.from_day - days, period.from_day - _DAY)
        case PeriodKind.TERM_1 | PeriodKind.TERM_2:
            first, _ = year.around(period.from_day)
            return of(period.kind, first - _DAY, year)
        case _:
            return of(period.kind, period.from_day - _DAY, year)


def last_over(kind: PeriodKind, today: date, year: Year) -> Period:
    """The newest of the kind that ended before today."""
    period = of(kind, today, year)
    return period if period.to_day < today else before(period, year)


def months(period: Period) -> Iterator[Period]:
    """Its months, the first and the last cut to it."""
    day = period.from_day
    while day <= period.to_day:
        end = min(_month_end(day), period.to_day)
        yield Period(PeriodKind.MONTH, day, end)
        day = end + _DAY


def _month_end(day: date) -> date:
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return after - _DAY
