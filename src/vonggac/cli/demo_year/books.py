"""Months and years of both books: closed by the IT teacher with the ledger's code, checked; corrections."""

from collections.abc import Iterator
from datetime import timedelta

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.closing import selectors as closings
from vonggac.closing import services as closing
from vonggac.duty import selectors
from vonggac.duty import services as duty
from vonggac.kernel import clock
from vonggac.ledger import selectors as ledger


def stories(year: Year) -> Iterator[Story]:
    yield _months(year)
    yield _device_months(year)
    yield _ended_years(year)
    yield _corrections(year)


def _months(year: Year) -> Story:
    for first in (each for each in year.months() if each > year.first):
        yield at(first + timedelta(days=2), 15, 0)
        open_months = [
            (book, due.month)
            for book in _books(year)
            for due in selectors.months_to_close(year.school, book)
        ]
        for book, month in open_months:
            made = duty.close_month(
                school=year.school,
                school_year=book,
                month=month,
                by=year.cast.it_teacher,
                checkpoint=ledger.last_checkpoint(year.data),
            )
            yield later(1, 10, 0)
            duty.check_month(closing=made.id, by=year.cast.principal, remarks="Số liệu khớp sổ.")


def _books(year: Year) -> list[str]:
    """The school years that last month was in: September begins in one and goes on in the next."""
    now_us = clock.now_us()
    days = (35, 5)
    return list(
        dict.fromkeys(
            selectors.school_year_of(year.school, now_us - each * clock.DAY_US) for each in days
        )
    )


def _device_months(year: Year) -> Story:
    """The device book's months, and after the school year's end both books' year."""
    for first in (each for each in year.months() if each > year.first):
        yield at(first + timedelta(days=4), 10, 20)
        open_months = [
            (book, due.period)
            for book in _books(year)
            for due in closings.months_to_close(year.school, book)
        ]
        for book, month in open_months:
            made = closing.close_month(
                school=year.school,
                school_year=book,
                month=month,
                by=year.cast.it_teacher,
                checkpoint=ledger.last_checkpoint(year.data),
            )
            yield later(1, 11, 0)
            closing.check(closing=made.id, by=year.cast.vice_principal)


def _ended_years(year: Year) -> Story:
    """In October: the book of the school year that is over is closed, and checked."""
    for day in (each for each in year.days() if (each.month, each.day) == (10, 20)):
        yield at(day, 9, 0)
        for book in ("usage", "device"):
            for over in closings.years_to_close(year.school, book):
                if closings.open_months(year.school, book, over):
                    continue
                made = closing.close_year(
                    school=year.school,
                    book=book,
                    school_year=over,
                    by=year.cast.it_teacher,
                    checkpoint=ledger.last_checkpoint(year.data),
                )
                yield later(1, 9, 30)
                closing.check(closing=made.id, by=year.cast.principal)


def _corrections(year: Year) -> Story:
    for number, day in enumerate(year.working_days()):
        if number % 40 == 12:
            yield at(day, 19, 0)
            book = selectors.school_year_of(year.school, clock.now_us())
            last = selectors.last_number(year.school, book)
            line = selectors.lines_of(year.school, book, [last])[0]
            duty.correct_usage_line(
                line=line.id, text="Ghi rõ: trực cùng giáo viên trực ban.", by=line.person_id
            )
