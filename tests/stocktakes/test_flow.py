"""A stocktake moves along REQUIREMENTS §5.8 and no other way; nobody approves his own (I9, G4; khoản 7 Điều 2)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.scenes.flows import path_to, the_database_refuses
from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from tests.stocktakes.scenes import brought_to, item_at, planned, proposed, scan_of, steps
from vonggac.duty.years import local
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import now_us
from vonggac.ledger.models import Outbox
from vonggac.people.roles import Role
from vonggac.stocktakes import selectors, services
from vonggac.stocktakes.models import Count, Item, Member, Proposed, Stocktake, StocktakeLine
from vonggac.stocktakes.services import Named
from vonggac.stocktakes.states import FLOW, StocktakeState

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


@pytest.mark.parametrize("state", StocktakeState.values)
def test_from_each_state_only_the_steps_of_the_flow(school: SchoolScene, state: str) -> None:
    """§5.8, transition by transition: the service and the database refuse every other."""
    row = brought_to(school, state)
    allowed = [to for to in steps(school) if FLOW.allows(state, to)]
    for to, step in steps(school).items():
        if to in allowed:
            continue
        with pytest.raises(ValidationError), transaction.atomic():
            step(row)
        if to != state:
            the_database_refuses(row, to)
    for to in allowed:
        one = brought_to(school, state)
        steps(school)[to](one)
        one.refresh_from_db()
        assert one.state == to


def test_each_step_is_a_line_with_its_entry_and_nothing_is_changed(school: SchoolScene) -> None:
    """Lines, members, items, counts and proposals only grow (I7, G3)."""
    row = brought_to(school, "closed")
    lines = selectors.lines(row.id)
    assert [each.place for each in lines] == list(range(1, len(lines) + 1))
    entries = Outbox.objects.filter(entry_type="book.line").count()
    assert entries == len(lines)
    assert set(path_to(FLOW, "closed")) <= {each.kind for each in lines}
    changes: tuple[Callable[[], Any], ...] = (
        lambda: StocktakeLine.objects.update(text="khác"),
        lambda: Count.objects.update(found="missing", worth="lost"),
        lambda: Proposed.objects.update(way="dispose"),
        lambda: Item.objects.update(code="khác"),
        lambda: Member.objects.update(name="khác"),
        lambda: Count.objects.all()._raw_delete("default"),
        lambda: Stocktake.objects.update(number=9),
        lambda: Stocktake.objects.update(occasion="school_year"),
        lambda: Stocktake.objects.filter(pk=row.pk)._raw_delete("default"),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_missing_device_is_written_so_before_anybody_signs(school: SchoolScene) -> None:
    """Never “not counted”: the service names what is left, the database refuses the step."""
    row = brought_to(school, "counting")
    first, *others = selectors.standings(row.id)
    for each in others:
        services.count(item=each.item.id, by=school.duty_officer, found="present", worth="good")
    with pytest.raises(ValidationError, match=first.item.code):
        services.finish(stocktake=row.id, by=school.duty_officer)
    the_database_refuses(row, "signing")
    services.count(item=first.item.id, by=school.duty_officer, found="missing")
    services.finish(stocktake=row.id, by=school.duty_officer)
    assert selectors.tally(selectors.standings(row.id))["missing"] == 1


def test_no_stocktake_is_handed_in_without_a_proposal_for_each_item(school: SchoolScene) -> None:
    """2.7b: by the service, by a trigger, and by a CHECK of the numbers, NULL and nought as well."""
    row = brought_to(school, "signed")
    first, *others = selectors.standings(row.id)
    ways = {each.item.id: ("keep", "") for each in others}
    services.propose(stocktake=row.id, by=school.it_teacher, ways=ways)
    with pytest.raises(ValidationError, match=first.item.code):
        services.hand_in(stocktake=row.id, by=school.it_teacher)
    the_database_refuses(row, "proposed")
    services.propose(stocktake=row.id, by=school.it_teacher, ways={first.item.id: ("repair", "")})
    said = {"state": "proposed", "items_n": 4, "ways_n": 4, "proposed_by": school.it_teacher}
    for wrong in ({"ways_n": 3}, {"items_n": 0, "ways_n": 0}, {"proposed_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Stocktake.objects.filter(pk=row.pk).update(**{**said, **wrong})
    services.hand_in(stocktake=row.id, by=school.it_teacher)


def test_nobody_approves_what_he_counted_or_proposed(school: SchoolScene) -> None:
    """I9, G4: a chair, and whoever handed in; by the service and by the database, whatever the code does."""
    row = brought_to(school, "signed")
    proposed(row, school.principal)
    services.hand_in(stocktake=row.id, by=school.it_teacher)
    for who in (school.principal, school.vice_principal):
        with pytest.raises(Refused) as refused:
            services.approve(stocktake=row.id, by=who)
        assert refused.value.refusal.code == "own_stocktake"
    approved = {"state": "approved", "approved_us": now_us()}
    for other in (school.principal, school.vice_principal, school.it_teacher, None):
        with pytest.raises(DatabaseError), transaction.atomic():
            Stocktake.objects.filter(pk=row.pk).update(approved_by=other, **approved)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stocktake.objects.filter(pk=row.pk).update(
            state="approved", approved_by=holder(school, Role.CLERK), approved_us=None
        )


def test_the_database_knows_no_approval_of_what_nobody_handed_in(school: SchoolScene) -> None:
    """A NULL beside the approver makes no CHECK pass."""
    row = brought_to(school, "signed")
    with pytest.raises(IntegrityError), transaction.atomic():
        Stocktake.objects.filter(pk=row.pk).update(
            approved_by=school.principal, approved_us=now_us()
        )


def test_it_is_decided_with_a_number_by_the_board(school: SchoolScene) -> None:
    """The IT teacher decides nothing; without number, day or decider there is no decision, for the database neither."""
    row = planned(school)
    decided: dict[str, Any] = {
        "stocktake": row.id,
        "decision_no": "31/QĐ-THYC",
        "decided_on": row_day(),
    }
    with pytest.raises(Refused):
        services.decide(by=school.it_teacher, **decided)
    with pytest.raises(ValueError, match="empty"):
        services.decide(by=school.principal, **{**decided, "decision_no": " "})
    full = {
        "state": "frozen",
        "decision_no": "1",
        "decided_on": row_day(),
        "decided_by": school.principal,
        "frozen_us": now_us(),
    }
    lacking: list[dict[str, Any]] = [
        {"decision_no": ""},
        {"decided_on": None},
        {"decided_by": None},
        {"frozen_us": None},
    ]
    for each in lacking:
        with pytest.raises(IntegrityError), transaction.atomic():
            Stocktake.objects.filter(pk=row.pk).update(**{**full, **each})


def row_day() -> date:
    return local(now_us()).date()


def test_an_extraordinary_one_has_who_demands_it_and_why(school: SchoolScene) -> None:
    """2.7a: đột xuất theo yêu cầu; by the service and by a CHECK."""
    for wrong in ({"requester": "", "reason": "x"}, {"requester": "UBND xã", "reason": ""}):
        with pytest.raises(ValueError, match="empty"):
            planned(school, occasion="demanded", **wrong)
    made = planned(school, occasion="demanded", requester="UBND xã", reason="Bàn giao")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER stocktakes_stocktake_keeps_its_number")
        Stocktake.objects.filter(pk=made.pk).update(reason="")


@pytest.mark.parametrize("case", ["one", "no_chair", "two_chairs", "twice", "manager", "leaders"])
def test_a_board_that_cannot_be_is_refused(school: SchoolScene, case: str) -> None:
    """At least two, one chair, never the manager alone, and somebody of the school board left to approve."""
    head, vice, teacher = school.principal, school.vice_principal, school.it_teacher
    boards = {
        "one": [Named(vice, chair=True)],
        "no_chair": [Named(vice), Named(teacher)],
        "two_chairs": [Named(vice, chair=True), Named(teacher, chair=True)],
        "twice": [Named(vice, chair=True), Named(vice)],
        "manager": [Named(teacher, chair=True), Named(None, "Ông Ba", "Phụ huynh")],
        "leaders": [Named(vice, chair=True), Named(head)],
    }
    with pytest.raises(ValidationError):
        planned(school, members=boards[case])
    assert not Stocktake.objects.exists()


def test_who_is_not_on_its_board_neither_counts_nor_signs(school: SchoolScene) -> None:
    """The accountant plans (matrix: ●) and does not count, unless named; another school does nothing."""
    accountant = holder(school, Role.ACCOUNTANT)
    row = planned(school, by=accountant)
    steps(school)["frozen"](row)
    steps(school)["counting"](row)
    item = item_at(row, "gate", school)
    for who in (accountant, hoa_sen().it_teacher, holder(school, Role.CLERK)):
        with pytest.raises(Refused):
            services.count(item=item.id, by=who, found="present", worth="good")
    services.add_member(stocktake=row.id, by=school.principal, person=accountant)
    services.count(item=item.id, by=accountant, found="present", worth="good")


def test_it_is_signed_on_paper(school: SchoolScene) -> None:
    row = brought_to(school, "signing")
    with pytest.raises(ValidationError):
        services.sign(stocktake=row.id, by=school.vice_principal, scan=None)
    services.sign(stocktake=row.id, by=school.vice_principal, scan=scan_of(school))
    assert selectors.lines(row.id)[-1].scan is not None


def test_the_board_wants_a_proposal_changed_and_it_is_a_new_line(school: SchoolScene) -> None:
    """No way back in §5.8: the Board says what it wants, the newest proposal counts when it approves."""
    row = brought_to(school, "proposed")
    item = item_at(row, "gate", school)
    services.remark(stocktake=row.id, by=school.principal, words="Sửa chứ không thay")
    services.propose(stocktake=row.id, by=school.it_teacher, ways={item.id: ("repair", "")})
    services.approve(stocktake=row.id, by=school.principal)
    now = {each.item.id: each.way for each in selectors.standings(row.id)}
    newest = now[item.id]
    assert newest is not None
    assert newest.way == "repair"
    assert Proposed.objects.filter(item=item).count() == 2


def test_a_year_without_a_stocktake_is_said_and_locks_nothing(school: SchoolScene) -> None:
    """2.7a: a banner. One on demand is not the year's."""
    at_us = now_us()
    planned(school, occasion="demanded", requester="UBND xã", reason="Bàn giao")
    assert selectors.year_without(school.id, at_us)
    planned(school)
    assert selectors.year_without(school.id, at_us) == ""
