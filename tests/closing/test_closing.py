"""Books are closed by month and year, in their order, by two persons; a year's turn breaks nothing (FORMS §1)."""

import json
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.scenes.regulations import in_force
from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from vonggac.closing import selectors, services
from vonggac.closing.books import YEAR, Book
from vonggac.closing.models import Check, Closing
from vonggac.duty import services as duty
from vonggac.equipment import services as equipment
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import HOUR_US
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.ledger.models import Outbox
from vonggac.ledger.printed import as_printed
from vonggac.people import selectors as people
from vonggac.people.days import day_of
from vonggac.web.closing import turn
from vonggac.web.duty import printed as usage_printed
from vonggac.web.equipment import printed as device_printed

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
POINT = Checkpoint("school-0000000000/vonggac/1", 412, bytes(32))
YEAR_NOW = "2026-2027"


@pytest.fixture
def school(db: None, hands: HandClock) -> SchoolScene:
    return yen_cuong()


def to_day(hands: HandClock, day: date) -> None:
    hands.pass_by(days=(day - day_of(hands.now_us())).days)
    assert day_of(hands.now_us()) == day


def line(school: SchoolScene, hands: HandClock) -> Any:
    return equipment.write_day_line(
        school=school.id,
        by=school.it_teacher,
        day=day_of(hands.now_us()),
        condition="good",
        text="Đủ 4/4 camera",
    )


def month(school: SchoolScene, which: str, **more: Any) -> Closing:
    values = {"school_year": YEAR_NOW, "by": school.it_teacher, "checkpoint": POINT, **more}
    return services.close_month(school=school.id, month=which, **values)


def year(school: SchoolScene, which: str = YEAR_NOW, **more: Any) -> Closing:
    values = {"book": "device", "by": school.it_teacher, "checkpoint": POINT, **more}
    return services.close_year(school=school.id, school_year=which, **values)


def used(school: SchoolScene, hands: HandClock) -> None:
    """A line of the usage book."""
    now = hands.now_us()
    duty.write_usage_line(
        school=school.id,
        person=school.duty_officer,
        started_us=now - HOUR_US,
        ended_us=now,
        basis="board",
        basis_ref="khoản 2 Điều 3",
        cameras=[],
        served=[],
        footage=None,
        form="live",
        purpose="safety",
    )


def test_a_month_is_closed_with_its_total_once_it_is_over(
    school: SchoolScene, hands: HandClock
) -> None:
    line(school, hands)
    with pytest.raises(ValidationError):
        month(school, "2026-11")
    to_day(hands, date(2026, 12, 1))
    row = month(school, "2026-11")
    assert (row.from_number, row.to_number, row.number) == (1, 1, 1)
    assert row.counts["good"] == 1
    entry = Outbox.objects.filter(entry_type="book.line").latest("id")
    assert json.loads(entry.body)["book"] == "devices.closing"
    with pytest.raises(ValidationError, match=r"khóa sổ rồi|closed already"):
        month(school, "2026-11")


def test_months_are_closed_in_their_order(school: SchoolScene, hands: HandClock) -> None:
    line(school, hands)
    to_day(hands, date(2026, 12, 31))
    line(school, hands)
    to_day(hands, date(2027, 1, 1))
    with pytest.raises(ValidationError):
        month(school, "2026-12")
    month(school, "2026-11")
    row = month(school, "2026-12")
    assert (row.from_number, row.to_number) == (2, 2)
    assert selectors.months_to_close(school.id, YEAR_NOW) == []


def test_who_closed_does_not_check_and_an_officer_does_neither(
    school: SchoolScene, hands: HandClock
) -> None:
    """G4: two persons, the second of the Board."""
    line(school, hands)
    to_day(hands, date(2026, 12, 1))
    with pytest.raises(Refused):
        month(school, "2026-11", by=school.duty_officer)
    row = month(school, "2026-11", by=school.vice_principal)
    for who in (school.vice_principal, school.it_teacher, school.duty_officer):
        with pytest.raises(Refused):
            services.check(closing=row.id, by=who)
    services.check(closing=row.id, by=school.principal)
    with pytest.raises(ValidationError):
        services.check(closing=row.id, by=school.principal)
    assert selectors.to_check(school.id) == []


def test_the_database_knows_the_two_persons(school: SchoolScene, hands: HandClock) -> None:
    line(school, hands)
    to_day(hands, date(2026, 12, 1))
    row = month(school, "2026-11")
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.create(
            closing=row,
            keeper_id=row.keeper_id,
            checker_id=row.keeper_id,
            checker_name="x",
            at_us=1,
        )


CHANGES = ["DELETE FROM closing_closing", "UPDATE closing_closing SET to_number = 9"]


@pytest.mark.parametrize("change", CHANGES)
def test_a_closing_stays_as_it_was_signed(
    school: SchoolScene, hands: HandClock, change: str
) -> None:
    """G3, held by the database."""
    line(school, hands)
    to_day(hands, date(2026, 12, 1))
    month(school, "2026-11")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_year_is_closed_when_it_is_over_and_all_its_months_are(
    school: SchoolScene, hands: HandClock
) -> None:
    line(school, hands)
    with pytest.raises(ValidationError):
        year(school)
    to_day(hands, date(2027, 9, 4))
    month(school, "2026-11")
    with pytest.raises(ValidationError):
        year(school)
    to_day(hands, date(2027, 9, 5))
    row = year(school)
    assert (row.period, row.from_number, row.to_number) == (YEAR, 1, 1)
    assert row.counts["good"] == 1
    with pytest.raises(ValidationError):
        year(school)


def test_a_year_with_an_open_month_stays_open(school: SchoolScene, hands: HandClock) -> None:
    line(school, hands)
    to_day(hands, date(2027, 9, 5))
    with pytest.raises(ValidationError):
        year(school)
    assert selectors.open_months(school.id, Book.DEVICE, YEAR_NOW) == ["2026-11"]


def test_no_checkpoint_no_closing(school: SchoolScene, hands: HandClock) -> None:
    line(school, hands)
    to_day(hands, date(2026, 12, 1))
    with pytest.raises(ValidationError):
        month(school, "2026-11", checkpoint=None)


@pytest.mark.parametrize("book", ["", "cases", "usage"])
def test_a_book_that_has_no_line_of_that_year_is_not_closed(
    school: SchoolScene, hands: HandClock, book: str
) -> None:
    to_day(hands, date(2027, 9, 5))
    with pytest.raises(ValidationError):
        year(school, book=book)


def test_a_line_of_the_new_year_stands_in_the_new_book(
    school: SchoolScene, hands: HandClock
) -> None:
    """5 September: numbers begin anew, the old book gets nothing more; 1 January changes no book."""
    to_day(hands, date(2026, 12, 31))
    old = line(school, hands)
    to_day(hands, date(2027, 1, 1))
    same = line(school, hands)
    to_day(hands, date(2027, 9, 4))
    last = line(school, hands)
    to_day(hands, date(2027, 9, 5))
    new = line(school, hands)
    assert [each.school_year for each in (old, same, last, new)] == [YEAR_NOW] * 3 + ["2027-2028"]
    assert [each.number for each in (old, same, last, new)] == [1, 2, 3, 1]
    for which in ("2026-12", "2027-01", "2027-09"):
        month(school, which)
    assert year(school).to_number == 3
    assert selectors.months_to_close(school.id, "2027-2028") == []


def test_the_printed_book_bears_totals_and_the_certificate(
    school: SchoolScene, hands: HandClock
) -> None:
    """FORMS §1: Cộng tháng, Ngày khóa sổ, and the certificate under the last line, with the closing's code (G8)."""
    line(school, hands)
    before = device_printed.book_pages(school.id, YEAR_NOW, 1, POINT)
    assert before["closed_on"] == ""
    to_day(hands, date(2027, 9, 5))
    services.check(closing=month(school, "2026-11").id, by=school.principal)
    row = year(school)
    pages = device_printed.book_pages(school.id, YEAR_NOW, 1, POINT)
    assert pages["closed_on"] == "05/09/2027"
    assert [each.get("checker") for each in pages["lines"]] == [None, "Nguyễn Thị Ánh", ""]
    assert [bool(each.get("total")) for each in pages["lines"]] == [False, True, True]
    assert pages["lines"][1]["total"].startswith("Cộng tháng 11/2026: 01 dòng")
    assert pages["lines"][2]["total"] == (
        "Khóa sổ năm học 2026 - 2027, ngày 05/09/2027: sổ gồm 01 dòng, 01 quyển; "
        "quyển số 01 từ dòng số 01 đến dòng số 01."
    )
    assert pages["lines"][2]["checkpoint"] == as_printed(row.printed)


def test_each_total_is_printed_with_the_names_of_who_signed_it(
    school: SchoolScene, hands: HandClock
) -> None:
    """G4: a month that nobody has checked bears no checker's name, whoever checked the one before."""
    line(school, hands)
    to_day(hands, date(2026, 12, 31))
    line(school, hands)
    to_day(hands, date(2027, 1, 2))
    services.check(closing=month(school, "2026-11").id, by=school.principal)
    later = month(school, "2026-12", by=school.vice_principal)

    def signed() -> list[tuple[str, str]]:
        lines = device_printed.book_pages(school.id, YEAR_NOW, 1, POINT)["lines"]
        return [(each["keeper"], each["checker"]) for each in lines if "total" in each]

    teacher = people.person(school.it_teacher).full_name
    head = people.person(school.principal).full_name
    vice = people.person(school.vice_principal).full_name
    assert signed() == [(teacher, head), (vice, "")]
    services.check(closing=later.id, by=school.principal)
    assert signed() == [(teacher, head), (vice, head)]


def test_the_usage_book_is_closed_with_the_same_certificate(
    school: SchoolScene, hands: HandClock
) -> None:
    used(school, hands)
    to_day(hands, date(2027, 9, 5))
    with pytest.raises(ValidationError):
        year(school, book="usage")
    duty.close_month(
        school=school.id,
        school_year=YEAR_NOW,
        month="2026-11",
        by=school.it_teacher,
        checkpoint=POINT,
    )
    year(school, book="usage")
    pages = usage_printed.book_pages(school.id, YEAR_NOW, 1, POINT)
    assert pages["closed_on"] == "05/09/2027"
    assert pages["lines"][-1]["total"].startswith("Khóa sổ năm học 2026 - 2027")


def done(school: SchoolScene, hands: HandClock) -> list[bool]:
    return [each.done for each in turn.steps(school.id, school.it_teacher, hands.now_us())]


TURNS = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 9, 4), date(2027, 9, 5)]


@pytest.mark.parametrize("to", TURNS)
def test_the_turn_of_the_year_is_derived_at_any_day(
    school: SchoolScene, hands: HandClock, to: date
) -> None:
    """Nothing breaks on 1 January or 5 September; only the latter asks for closing, renewing, assigning anew."""
    in_force(school)
    line(school, hands)
    to_day(hands, to)
    turned = to >= date(2027, 9, 5)
    months, books, *_rest = done(school, hands)
    assert (not months, not books) == (turned, turned)


def test_what_is_done_is_ticked_off(school: SchoolScene, hands: HandClock) -> None:
    line(school, hands)
    to_day(hands, date(2027, 9, 5))
    first = turn.steps(school.id, school.it_teacher, hands.now_us())[1].lines[0]
    assert first.book == ""  # no button before its months are closed
    closed = month(school, "2026-11")
    assert done(school, hands)[:2] == [False, False]  # two persons sign
    services.check(closing=closed.id, by=school.principal)
    assert done(school, hands)[:2] == [True, False]
    first = turn.steps(school.id, school.it_teacher, hands.now_us())[1].lines[0]
    assert (first.book, first.text[-11:]) == ("device", "2026 - 2027")
    ended = year(school)
    assert done(school, hands)[:2] == [True, False]
    services.check(closing=ended.id, by=school.principal)
    assert done(school, hands)[:2] == [True, True]
    archive = turn.steps(school.id, school.it_teacher, hands.now_us())[-1]
    assert len(archive.lines) == 1
