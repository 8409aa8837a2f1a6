"""Reads of the room: what is closed, and what waits for it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from vonggac.closing.books import YEAR, Book
from vonggac.closing.models import Closing
from vonggac.duty import selectors as duty
from vonggac.duty.selectors import month_of, school_year_of
from vonggac.equipment import selectors as equipment
from vonggac.kernel import clock
from vonggac.prepared import Prepared

VOLUME = {Book.USAGE: duty.VOLUME, Book.DEVICE: equipment.VOLUME}


@dataclass(frozen=True, slots=True)
class DuePeriod:
    """A period that is over and not closed: its lines and its total."""

    period: str
    from_number: int
    to_number: int
    counts: dict[str, int]


def closings(school: UUID, year: str, book: str = "") -> list[Closing]:
    """In their order, with the second signature where it is there."""
    found = Closing.objects.filter(school_id=school, school_year=year)
    found = found.filter(book=book) if book else found
    return list(found.select_related("keeper", "check_row").order_by("book", "number"))


def closing(school: UUID, closing_id: UUID) -> Closing | None:
    return Closing.objects.filter(school_id=school, pk=closing_id).first()


def year_closing(school: UUID, book: str, year: str) -> Closing | None:
    found = Closing.objects.filter(school_id=school, book=book, school_year=year, period=YEAR)
    return found.select_related("check_row").first()


def to_check(school: UUID) -> list[Closing]:
    """What waits for a member of the Board, oldest first."""
    found = Closing.objects.filter(school_id=school, check_row=None)
    return list(found.order_by("closed_us", "number"))


def months_to_close(school: UUID, year: str) -> list[DuePeriod]:
    """Months of the device book that are over and not closed, in their order; a month without a line has no total.

    Of a school year that is over all are: a book gets no line after its year, be the month over or not.
    """
    at_us = clock.now_us()
    over = year < school_year_of(school, at_us)
    return [each for each in _months(school, year) if over or each.period < month_of(at_us)]


def first_open_month(school: UUID, year: str) -> str:
    """The month of the oldest line of the device book that no closing covers; empty: there is none."""
    first_us = equipment.line_written_after(school, year, _closed_to(school, year))
    return "" if first_us is None else month_of(first_us)


def _closed_to(school: UUID, year: str) -> int:
    return max(_last_closed(school, year), default=0)


@Prepared
def _last_closed(school: UUID, year: str) -> QuerySet[Closing, Any]:
    found = Closing.objects.filter(school_id=school, book=Book.DEVICE, school_year=year)
    found = found.exclude(period=YEAR).order_by("-to_number")
    return found.values_list("to_number", flat=True)[:1]


def _months(school: UUID, year: str) -> list[DuePeriod]:
    lines = equipment.device_lines(school, year).filter(number__gt=_closed_to(school, year))
    spans: dict[str, list[int]] = {}
    counts: dict[str, Counter[str]] = {}
    tickets: dict[str, set[str]] = {}
    columns = ("number", "written_us", "condition", "kind", "late", "ticket")
    for number, written_us, condition, kind, late, ticket in lines.values_list(*columns):
        month = month_of(written_us)
        span = spans.setdefault(month, [number, number])
        span[1] = number
        total = counts.setdefault(month, Counter())
        total["correction" if kind == "correction" else condition] += 1
        total["late"] += late
        if ticket:
            tickets.setdefault(month, set()).add(ticket)
    return [
        DuePeriod(
            month,
            spans[month][0],
            spans[month][1],
            {**counts[month], "failures": len(tickets.get(month, ()))},
        )
        for month in sorted(spans, key=lambda each: spans[each][0])
    ]


def years_to_close(school: UUID, book: str) -> list[str]:
    """School years of the book that are over and not closed, oldest first."""
    this = school_year_of(school, clock.now_us())
    years = duty.school_years(school) if book == Book.USAGE else equipment.device_years(school)
    done = Closing.objects.filter(school_id=school, book=book, period=YEAR)
    closed = set(done.values_list("school_year", flat=True))
    return [each for each in sorted(years) if each < this and each not in closed]


def open_months(school: UUID, book: str, year: str) -> list[str]:
    """Months that have to be closed before the year is."""
    if book == Book.USAGE:
        return [each.month for each in duty.months_to_close(school, year)]
    return [each.period for each in months_to_close(school, year)]


def last_number(school: UUID, book: str, year: str) -> int:
    """0 for an empty book."""
    if book == Book.USAGE:
        return duty.last_number(school, year)
    return equipment.last_device_number(school, year)


def year_total(school: UUID, book: str, year: str) -> dict[str, int]:
    """The sum of the months' totals: a year's number is the months' (I10)."""
    total: Counter[str] = Counter()
    if book == Book.USAGE:
        for month in duty.closings(school, year):
            total.update(month.counts)
    else:
        for each in closings(school, year, Book.DEVICE):
            if each.period != YEAR:
                total.update(each.counts)
    return dict(total)


def volumes(book: str, last: int) -> int:
    """Quyển: how many printed volumes the lines fill."""
    return -(-last // VOLUME[Book(book)])
