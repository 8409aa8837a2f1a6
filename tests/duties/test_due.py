"""The calendar is asked of the books; each is told once, the day before, on the day, and late (then the Board too)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import resolve

from tests.scenes.regulations import in_force
from tests.scenes.requests import awaiting, clerk, own, received
from tests.scenes.schools import SchoolScene, directive, holder, open_shift, yen_cuong
from tests.scenes.times import HandClock
from vonggac.duties import selectors, services
from vonggac.duties.due import Duty, Kind
from vonggac.duties.models import Stage, Told
from vonggac.duties.periods import Days, month_of, months, years_begun
from vonggac.equipment import services as equipment
from vonggac.inspections import services as inspections
from vonggac.inspections.selectors import reminders
from vonggac.kernel.clock import DAY_US
from vonggac.notices.models import Notice
from vonggac.people.days import day_of
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None, hands: HandClock) -> SchoolScene:
    return yen_cuong()


def due(school: SchoolScene, hands: HandClock, days: Days | None = None) -> list[Duty]:
    today = day_of(hands.now_us())
    return selectors.duties(school.id, days or month_of(today), hands.now_us())


def mine(school: SchoolScene, hands: HandClock, who: UUID) -> set[Kind]:
    found = due(school, hands)
    return {each.kind for each in selectors.own(found, who, school.id, hands.now_us())}


def told(hands: HandClock, school: SchoolScene) -> int:
    return services.follow(school=school.id, at_us=hands.now_us())


def reminded(school: SchoolScene) -> str:
    row = inspections.remind(
        school=school.id, to=school.duty_officer, by=school.principal, text="Ghi sổ đủ ngày"
    )
    return row.label


def test_a_reminder_is_its_persons(school: SchoolScene, hands: HandClock) -> None:
    reminded(school)
    assert Kind.REMINDER in mine(school, hands, school.duty_officer)
    assert Kind.REMINDER not in mine(school, hands, school.it_teacher)


def test_what_is_done_is_no_more_due(school: SchoolScene, hands: HandClock) -> None:
    """Derived by query: acknowledging ends it, nothing is ticked off here."""
    reminded(school)
    (row,) = reminders(school.id)
    inspections.acknowledge(reminder=row.id, by=school.duty_officer)
    assert Kind.REMINDER not in mine(school, hands, school.duty_officer)


def test_a_request_is_whose_step_is_next_and_never_whom_it_is_about(
    school: SchoolScene, hands: HandClock
) -> None:
    """G4: the Board decides, but nobody about himself."""
    row = awaiting(school)
    assert Kind.REQUEST in mine(school, hands, school.principal)
    assert Kind.REQUEST not in mine(school, hands, school.duty_officer)
    row.subjects.create(person_id=school.vice_principal)
    assert Kind.REQUEST not in mine(school, hands, school.vice_principal)
    found = selectors.readable(due(school, hands), school.vice_principal, school.id, hands.now_us())
    assert Kind.REQUEST not in {each.kind for each in found}


def test_a_request_that_was_sent_waits_for_who_receives(
    school: SchoolScene, hands: HandClock
) -> None:
    received(school)
    assert Kind.REQUEST in mine(school, hands, clerk(school))
    assert Kind.REQUEST not in mine(school, hands, holder(school, Role.STAFF))


def test_no_title_has_a_name_in_it(school: SchoolScene, hands: HandClock) -> None:
    """Titles leave the house in feeds and notices: kinds and numbers only."""
    reminded(school)
    own(school, school.it_teacher)
    awaiting(school)
    open_shift(school)
    directive(school)
    names = {"Ánh", "Dung", "An", "Hoà"}
    for each in due(school, hands):
        assert not names & set(each.title.split())


def test_every_address_is_a_page(school: SchoolScene, hands: HandClock) -> None:
    reminded(school)
    awaiting(school)
    open_shift(school)
    in_force(school)
    equipment.write_day_line(
        school=school.id, by=school.it_teacher, day=day_of(hands.now_us()), condition="good", text="Đủ"
    )  # fmt: skip
    hands.pass_by(days=2)
    found = due(school, hands)
    assert len({each.kind for each in found}) >= 5
    for each in found:
        resolve(each.url.partition("?")[0])


def test_addresses_of_the_other_sources_are_pages() -> None:
    """Those that no scene above makes; the sources write them down, since they stand below the pages."""
    some = UUID(int=1)
    rooms = ("breaches", "directives", "failures", "holds", "proposals", "shifts", "suggestions")
    for room in rooms:
        resolve(f"/{room}/{some}")
    for path in (
        f"/maintenance/orders/{some}",
        "/health",
        "/year",
        "/inspections",
        "/people/review",
    ):
        resolve(path)


def test_a_working_day_without_a_line_is_the_officers_and_late_the_day_after(
    school: SchoolScene, hands: HandClock
) -> None:
    """Khoản 4 Điều 2. The 22nd is a Sunday, the 23rd a Monday."""
    equipment.write_day_line(
        school=school.id, by=school.it_teacher, day=date(2026, 11, 22), condition="good", text="Đủ"
    )
    hands.pass_by(days=1)
    assert Kind.DEVICE_DAY in mine(school, hands, school.duty_officer)
    (today,) = [
        each for each in due(school, hands) if each.kind is Kind.DEVICE_DAY and not each.done
    ]
    assert not today.late(date(2026, 11, 23))
    hands.pass_by(days=1)
    assert today.late(day_of(hands.now_us()))


def test_the_regulation_of_an_earlier_year_is_late_until_it_is_renewed(
    school: SchoolScene, hands: HandClock
) -> None:
    """Clause 0: a regulation of 2025-2026 is to be issued again on 5 September 2026."""
    in_force(school)
    found = [each for each in due(school, hands) if each.kind is Kind.REGULATION]
    assert [(each.ref, each.done) for each in found if each.late(day_of(hands.now_us()))] == [
        ("2026-2027", False)
    ]
    assert Kind.REGULATION in mine(school, hands, school.principal)
    assert Kind.REGULATION not in mine(school, hands, school.it_teacher)


def test_told_once_before_on_the_day_and_late_then_to_the_board(
    school: SchoolScene, hands: HandClock
) -> None:
    """Three stages, each once however often the clerk looks."""
    row = awaiting(school)
    row.due_us = hands.now_us() + DAY_US
    row.save(update_fields=["due_us"])
    Notice.objects.all().delete()
    head = Notice.objects.filter(person_id=school.principal, params__no=row.label)
    for day in range(4):
        told(hands, school)
        assert told(hands, school) == 0
        assert head.filter(kind__startswith="duty_").count() == min(day + 1, 3)
        hands.pass_by(days=1)
    kinds = head.order_by("created_us").values_list("kind", flat=True)
    assert list(kinds) == ["duty_soon", "duty_today", "duty_late"]


def test_the_board_is_told_of_what_an_officer_left(school: SchoolScene, hands: HandClock) -> None:
    """Escalation (issue: overdue → Board)."""
    label = reminded(school)
    hands.pass_by(days=5)
    told(hands, school)
    late = Notice.objects.filter(kind="duty_late", params__no=label)
    assert school.principal in set(late.values_list("person_id", flat=True))


def test_nobody_is_told_of_what_has_been_late_for_long(
    school: SchoolScene, hands: HandClock
) -> None:
    reminded(school)
    hands.pass_by(days=60)
    told(hands, school)
    assert not Notice.objects.filter(kind="duty_late", params__duty="reminder").exists()


def test_who_was_told_stays_written(school: SchoolScene, hands: HandClock) -> None:
    reminded(school)
    hands.pass_by(days=5)
    told(hands, school)
    assert Told.objects.filter(stage=Stage.LATE).exists()
    for change in ("DELETE FROM duties_told", "UPDATE duties_told SET stage = 'today'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_who_has_left_has_no_duties(school: SchoolScene, hands: HandClock) -> None:
    """G9."""
    awaiting(school)
    assert selectors.own(due(school, hands), UUID(int=3), school.id, hands.now_us()) == []


TURNS = [
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 9, 4),
    date(2027, 9, 5),
    date(2028, 2, 29),
]


@pytest.mark.parametrize("to", TURNS)
def test_nothing_breaks_at_the_turn_of_a_year(
    school: SchoolScene, hands: HandClock, to: date
) -> None:
    """1 January, 5 September, a leap day: the calendar is made, and the month around it is whole."""
    in_force(school)
    reminded(school)
    awaiting(school)
    hands.pass_by(days=(to - day_of(hands.now_us())).days)
    assert day_of(hands.now_us()) == to
    found = due(school, hands)
    assert Kind.REGULATION in {each.kind for each in found}
    told(hands, school)
    starts = [
        each for each in found if each.kind is Kind.REGULATION and each.day == date(2027, 9, 5)
    ]
    assert bool(starts) == (to >= date(2027, 9, 4))


def test_periods() -> None:
    assert [f"{each:%Y-%m}" for each in months(Days(date(2026, 11, 30), date(2027, 2, 1)))] == [
        "2026-11", "2026-12", "2027-01", "2027-02",
    ]  # fmt: skip
    around = Days(date(2026, 9, 5), date(2028, 9, 4))
    assert list(years_begun(around, 9, 5)) == [date(2026, 9, 5), date(2027, 9, 5)]
    assert list(years_begun(around, 2, 29)) == [date(2027, 2, 28), date(2028, 2, 29)]
    assert month_of(date(2028, 2, 3)) == Days(date(2028, 2, 1), date(2028, 2, 29))
    assert date(2028, 2, 29) - timedelta(days=1) in month_of(date(2028, 2, 3))
