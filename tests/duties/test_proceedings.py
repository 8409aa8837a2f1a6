"""Repairs, stocktakes and the handing over of the system stand in the calendar of whose turn it is."""

from uuid import UUID

import pytest
from django.urls import resolve

from tests.scenes.schools import SchoolScene, holder, yen_cuong
from tests.stocktakes.scenes import brought_to
from vonggac.duties import selectors
from vonggac.duties.due import Duty, Kind
from vonggac.duties.periods import month_of
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.people.days import day_of
from vonggac.people.roles import Role
from vonggac.repairs import services as repairs
from vonggac.repairs.services import Item
from vonggac.takeover import services as takeover

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def own(school: SchoolScene, who: UUID, kind: Kind) -> list[Duty]:
    at_us = now_us()
    coming = [month_of(day_of(at_us + days * DAY_US)) for days in (0, 15, 30)]
    found = [each for days in coming for each in selectors.duties(school.id, days, at_us)]
    mine = selectors.own(found, who, school.id, at_us)
    return list({each.name: each for each in mine if each.kind == kind}.values())


def test_a_proposal_to_repair_is_decided_by_the_board_then_carried_on_by_who_made_it(
    school: SchoolScene,
) -> None:
    """Khoản 5, khoản 6 Điều 2."""
    row = repairs.draft(
        school=school.id,
        by=school.it_teacher,
        title="Thay nguồn",
        reason="Nguồn cháy",
        items=(Item("add", None, name="Nguồn 12 V"),),
    )
    repairs.submit(proposal=row.id, by=school.it_teacher)
    (due,) = own(school, school.principal, Kind.REPAIR)
    assert due.day == day_of(now_us() + 7 * DAY_US)
    assert resolve(due.url).url_name == "repair"
    assert not own(school, school.it_teacher, Kind.REPAIR)
    row.refresh_from_db()
    repairs.approve(proposal=row.id, by=school.principal, scope=repairs.scope_sha256(row))
    assert not own(school, school.principal, Kind.REPAIR)
    assert own(school, school.it_teacher, Kind.REPAIR_DONE)


def test_a_stocktake_is_whose_step_is_next(school: SchoolScene) -> None:
    """§5.8: the Board decides, its board counts, the Board approves."""
    row = brought_to(school, "planned")
    assert own(school, school.principal, Kind.STOCKTAKE)
    assert not own(school, school.duty_officer, Kind.STOCKTAKE)
    brought_to(school, "counting")
    due = own(school, school.duty_officer, Kind.STOCKTAKE)
    assert row.label not in {each.ref for each in due}
    assert {resolve(each.url).url_name for each in due} == {"stocktake"}
    assert not own(school, holder(school, Role.CLERK), Kind.STOCKTAKE)


def test_the_handing_over_of_the_system_is_whose_turn_it_is(school: SchoolScene) -> None:
    """Khoản 2 Điều 2: both answer the checklist first."""
    row = takeover.plan(
        school=school.id, by=school.principal, to=school.duty_officer, decision_no="95/QĐ-THYC"
    )
    for who in (school.it_teacher, school.duty_officer):
        (due,) = own(school, who, Kind.TAKEOVER)
        assert due.ref == row.label
        assert resolve(due.url).url_name == "system_handover"
    assert not own(school, holder(school, Role.CLERK), Kind.TAKEOVER)
