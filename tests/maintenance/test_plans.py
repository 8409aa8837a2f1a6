"""Kế hoạch bảo trì: drawn up, approved by the Board; the clerk makes orders of it, each once (khoản 6 Điều 2)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.maintenance.scenes import asset_of
from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from vonggac.duty import selectors as duty
from vonggac.duty.years import local
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import TextRefused
from vonggac.maintenance import selectors, services
from vonggac.maintenance.due import due_days, year_end
from vonggac.maintenance.models import Order, Plan, PlanRow
from vonggac.maintenance.services import PlannedRow
from vonggac.notices import selectors as notices

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def line(school: SchoolScene, first_on: date, **other: Any) -> PlannedRow:
    values: dict[str, Any] = {
        "work": "maintenance",
        "what": "Vệ sinh camera",
        "asset_kind": "camera",
        "every": "month",
        "first_on": first_on,
        "responsible": school.duty_officer,
    }
    return PlannedRow(**(values | other))


def drawn_up(school: SchoolScene, hands: HandClock, *rows: PlannedRow, **other: Any) -> Plan:
    today = local(hands.now_us()).date()
    values: dict[str, Any] = {
        "school": school.id,
        "by": school.it_teacher,
        "school_year": duty.school_year_of(school.id, hands.now_us()),
        "purpose": "Bảo đảm camera hoạt động liên tục",
        "rows": rows or (line(school, today + timedelta(days=10)),),
    }
    return services.draw_up_plan(**(values | other))


def approved(school: SchoolScene, hands: HandClock, *rows: PlannedRow) -> Plan:
    row = drawn_up(school, hands, *rows)
    return services.decide_plan(plan=row.id, by=school.principal, approved=True)


def test_an_approved_plan_is_in_force_and_a_newer_one_takes_its_place(
    school: SchoolScene, hands: HandClock
) -> None:
    assert selectors.plan_in_force(school.id, hands.now_us()) is None
    first = approved(school, hands)
    waiting = drawn_up(school, hands)
    assert selectors.plan_in_force(school.id, hands.now_us()) == first
    services.decide_plan(plan=waiting.id, by=school.vice_principal, approved=True)
    assert selectors.plan_in_force(school.id, hands.now_us()) == waiting
    assert (first.version, waiting.version) == (1, 2)


def test_who_draws_up_and_who_decides(school: SchoolScene, hands: HandClock) -> None:
    """REQUIREMENTS §4: lập GVTH; duyệt HT, PHT; once; a return has a reason."""
    with pytest.raises(Refused):
        drawn_up(school, hands, by=school.duty_officer)
    with pytest.raises(Refused):
        drawn_up(school, hands, by=school.principal)
    row = drawn_up(school, hands)
    with pytest.raises(Refused):
        services.decide_plan(plan=row.id, by=school.it_teacher, approved=True)
    with pytest.raises(TextRefused):
        services.decide_plan(plan=row.id, by=school.principal, approved=False)
    services.decide_plan(plan=row.id, by=school.principal, approved=False, remarks="Thiếu đầu ghi")
    with pytest.raises(ValidationError):
        services.decide_plan(plan=row.id, by=school.principal, approved=True)
    assert selectors.plan_in_force(school.id, hands.now_us()) is None


def test_a_plan_and_its_lines_are_never_changed(school: SchoolScene, hands: HandClock) -> None:
    """I7: decided once, by another, whole."""
    row = drawn_up(school, hands)
    for columns in (
        {"decided_by": school.it_teacher, "decided_us": 1, "approved": True, "remarks": ""},
        {"decided_by": school.principal, "decided_us": None, "approved": True, "remarks": ""},
        {"decided_by": school.principal, "decided_us": 1, "approved": None, "remarks": ""},
        {"decided_by": None, "decided_us": 1, "approved": True, "remarks": ""},
        {"decided_by": school.principal, "decided_us": 1, "approved": True, "remarks": None},
        {"decided_by": school.principal, "decided_us": 1, "approved": False, "remarks": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Plan.objects.filter(pk=row.id).update(**columns)
    services.decide_plan(plan=row.id, by=school.principal, approved=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        Plan.objects.filter(pk=row.id).update(approved=False, remarks="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanRow.objects.filter(plan=row).update(what="khác")


def test_orders_are_made_of_the_plan_once_and_become_due(
    school: SchoolScene, hands: HandClock
) -> None:
    """Two weeks before the day; three days before it is due, and whoever is responsible is told."""
    plan = approved(school, hands)
    today = local(hands.now_us()).date()
    assert services.keep_orders(school=school.id, at_us=hands.now_us()) == 1
    assert services.keep_orders(school=school.id, at_us=hands.now_us()) == 0
    (row,) = Order.objects.all()
    assert (row.state, row.due_on, row.plan_row) == (
        "planned",
        today + timedelta(days=10),
        plan.rows.get(),
    )
    assert len(selectors.devices_of(row)) == len(school.cameras)
    hands.pass_by(days=8)
    services.keep_orders(school=school.id, at_us=hands.now_us())
    row.refresh_from_db()
    assert row.state == "due"
    told = {each.kind for each in notices.recent(school.duty_officer)}
    assert "maintenance_due" in told


def test_what_is_overdue_stays_visible_and_the_board_is_told(
    school: SchoolScene, hands: HandClock
) -> None:
    """Quá hạn is read from the day, and never goes away by itself."""
    approved(school, hands)
    services.keep_orders(school=school.id, at_us=hands.now_us())
    hands.pass_by(days=12)
    services.keep_orders(school=school.id, at_us=hands.now_us())
    today = local(hands.now_us()).date()
    (row,) = selectors.overdue(school.id, today)
    assert selectors.is_overdue(row, today)
    assert "maintenance_overdue" in {each.kind for each in notices.recent(school.principal)}


def test_a_new_version_orders_nothing_twice_and_nothing_of_before_it(
    school: SchoolScene, hands: HandClock
) -> None:
    today = local(hands.now_us()).date()
    rows = (line(school, today + timedelta(days=5)), line(school, today, what="Kiểm tra nguồn"))
    approved(school, hands, *rows)
    services.keep_orders(school=school.id, at_us=hands.now_us())
    made = Order.objects.count()
    hands.pass_by(days=1)
    approved(school, hands, *rows, line(school, today - timedelta(days=3), what="Cũ"))
    services.keep_orders(school=school.id, at_us=hands.now_us())
    assert Order.objects.count() == made


def test_a_clerk_that_was_away_for_a_month_makes_what_was_missed(
    school: SchoolScene, hands: HandClock
) -> None:
    today = local(hands.now_us()).date()
    approved(school, hands, line(school, today + timedelta(days=3), every="week"))
    hands.pass_by(days=31)
    services.keep_orders(school=school.id, at_us=hands.now_us())
    days = sorted(Order.objects.values_list("due_on", flat=True))
    assert days == [today + timedelta(days=3 + 7 * n) for n in range(6)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"school_year": "2025-2027"},
        {"school_year": "nay"},
        {"rows": ()},
    ],
)
def test_what_is_no_plan(school: SchoolScene, hands: HandClock, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        drawn_up(school, hands, **wrong)


def test_cameras_alone_are_calibrated(school: SchoolScene, hands: HandClock) -> None:
    today = local(hands.now_us()).date()
    with pytest.raises(ValidationError):
        drawn_up(school, hands, line(school, today, work="calibration", asset_kind="disk"))
    row = line(school, today, work="calibration", asset_kind="disk", asset=asset_of(school))
    assert drawn_up(school, hands, row).rows.get().asset_kind == "camera"


def test_days_go_by_month_and_quarter_to_the_end_of_the_school_year() -> None:
    """The 31st is the last day of a shorter month; the year's end is not among them."""
    until = year_end("2025-2026", 9, 5)
    assert until == date(2026, 9, 5)
    first = date(2025, 10, 31)
    assert list(due_days(first, "month", date(2026, 3, 1))) == [
        date(2025, 10, 31),
        date(2025, 11, 30),
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
    ]
    assert list(due_days(first, "quarter", until))[-1] == date(2026, 7, 31)
    assert list(due_days(first, "half_year", until)) == [first, date(2026, 4, 30)]
    assert list(due_days(first, "year", until)) == [first]
    assert len(list(due_days(date(2025, 9, 5), "week", until))) == 53


def test_who_is_late_is_told_once_a_day(school: SchoolScene, hands: HandClock) -> None:
    """The clerk looks every few seconds: the notice counts days, not rounds."""
    today = local(hands.now_us()).date()
    approved(school, hands, line(school, today + timedelta(days=1), every="year"))
    services.keep_orders(school=school.id, at_us=hands.now_us())
    times = []
    for _day in range(2):
        hands.pass_by(days=2)
        for _round in range(3):
            services.keep_orders(school=school.id, at_us=hands.now_us())
        told = notices.unread(school.principal).filter(kind="maintenance_overdue")
        times.append([each.times for each in told])
    assert times == [[1], [2]]
