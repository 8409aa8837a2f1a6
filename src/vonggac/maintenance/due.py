"""On which days a line of the plan is due: from its first day on, to the end of its school year."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from vonggac.maintenance.states import Every

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


def due_days(first_on: date, every: str, until: date) -> Iterator[date]:
    """In order, ``until`` not among them. The 31st is the last day of a shorter month."""
    step = 0
    while True:
        day = _after(first_on, Every(every), step)
        if day >= until:
            return
        yield day
        step += 1


def _after(first_on: date, every: Every, step: int) -> date:
    if every == Every.WEEK:
        return first_on + timedelta(weeks=step)
    month = first_on.month - 1 + _MONTHS[every] * step
    year, month = first_on.year + month // 12, month % 12 + 1
    return date(year, month, min(first_on.day, calendar.monthrange(year, month)[1]))


def year_end(school_year: str, month: int, day: int) -> date:
    """The first day of the next school year: ``2025-2026`` ends before 05/09/2026."""
    return date(int(school_year[5:]), month, day)
