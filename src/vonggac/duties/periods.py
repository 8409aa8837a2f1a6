"""Days, months and school years of the calendar. Pure, on the school's wall clock."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """Both ends belong to it."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def month_of(day: date) -> Days:
    last = monthrange(day.year, day.month)[1]
    return Days(day.replace(day=1), day.replace(day=last))


def month_after(day: date) -> date:
    """The first of the next month."""
    return month_of(day).last + timedelta(days=1)


def month_before(day: date) -> date:
    """The first of the month before."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def months(days: Days) -> Iterator[date]:
    """The first day of each month that the range touches."""
    at = days.first.replace(day=1)
    while at <= days.last:
        yield at
        at = month_after(at)


def month_text(day: date) -> str:
    """``10/2026``."""
    return day.strftime("%m/%Y")


def years_begun(days: Days, month: int, day: int) -> Iterator[date]:
    """First days of school years in the range."""
    for year in range(days.first.year, days.last.year + 1):
        last = monthrange(year, month)[1]
        first = date(year, month, min(day, last))
        if first in days:
            yield first
