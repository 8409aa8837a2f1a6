"""The usage book's months: closed by the IT teacher with the ledger's code, checked by the Board; corrections."""

from collections.abc import Iterator
from datetime import timedelta

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.duty import selectors
from vonggac.duty import services as duty
from vonggac.kernel import clock
from vonggac.ledger import selectors as ledger


def stories(year: Year) -> Iterator[Story]:
    yield _months(year)
    yield _corrections(year)


def _months(year: Year) -> Story:
    for first in (each for each in year.months() if each > year.first):
        yield at(first + timedelta(days=2), 15, 0)
        book = selectors.school_year_of(year.school, clock.now_us() - 5 * clock.DAY_US)
        for due in selectors.months_to_close(year.school, book):
            made = duty.close_month(
                school=year.school,
                school_year=book,
                month=due.month,
                by=year.cast.it_teacher,
                checkpoint=ledger.last_checkpoint(year.data),
            )
            yield later(1, 10, 0)
            duty.check_month(closing=made.id, by=year.cast.principal, remarks="Số liệu khớp sổ.")


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
