"""The system is handed over by both and the head, item by item, and no other way (khoản 2 Điều 2, I9)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.scenes.flows import path_to, the_database_refuses
from tests.scenes.schools import SchoolScene, person, yen_cuong
from vonggac.archive import checked
from vonggac.factors.models import RecoveryCode
from vonggac.factors.services import new_recovery_codes
from vonggac.incidents import services as incidents
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox
from vonggac.notices.models import Notice
from vonggac.people import selectors as people
from vonggac.people import services as people_services
from vonggac.people.models import Account, Position
from vonggac.people.roles import Role
from vonggac.places import services as places
from vonggac.takeover import selectors, services
from vonggac.takeover.measuring import measure
from vonggac.takeover.models import HandoverLine, SystemHandover
from vonggac.takeover.states import FLOW, HandoverState, Item

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
Step = Callable[[SystemHandover], Any]


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def next_one(school: SchoolScene) -> UUID:
    made = person("Đỗ Văn Lâm", "lam")
    people_services.appoint(person=made, school=school.id, role=Role.STAFF, by=None)
    return made


def planned(school: SchoolScene, to: UUID) -> SystemHandover:
    return services.plan(school=school.id, by=school.principal, to=to, decision_no="95/QĐ-THYC")


def answered(row: SystemHandover, by: UUID) -> None:
    for item in Item:
        words = "Sổ: 02 quyển" if item == Item.BOOKS else ""
        services.answer(handover=row.id, by=by, item=item, answer="item_done", words=words)


def steps(school: SchoolScene, to: UUID) -> dict[str, Step]:
    """How each state is reached, by whose step it is."""
    leaving, head = school.it_teacher, school.principal

    def give(row: SystemHandover) -> None:
        if SystemHandover.objects.get(pk=row.pk).state == HandoverState.OPEN:
            answered(row, leaving)
        services.give(handover=row.id, by=leaving)

    return {
        "given": give,
        "taken": lambda row: services.take(handover=row.id, by=to),
        "confirmed": lambda row: services.confirm(handover=row.id, by=head),
        "open": lambda row: services.send_back(handover=row.id, by=to, words="Thiếu chìa khóa"),
        "cancelled": lambda row: services.cancel(handover=row.id, by=head, words="Hoãn"),
    }


def brought(school: SchoolScene, to: UUID, state: str) -> SystemHandover:
    row = planned(school, to)
    for each in path_to(FLOW, state):
        steps(school, to)[each](row)
    row.refresh_from_db()
    assert row.state == state
    return row


@pytest.mark.parametrize("state", HandoverState.values)
def test_from_each_state_only_the_steps_of_the_flow(
    school: SchoolScene, next_one: UUID, state: str
) -> None:
    """Transition by transition: the service and the database refuse every other."""
    row = brought(school, next_one, state)
    for to, step in steps(school, next_one).items():
        with transaction.atomic():
            if FLOW.allows(state, to):
                step(row)
                row.refresh_from_db()
                assert row.state == to
            else:
                with pytest.raises(ValidationError), transaction.atomic():
                    step(row)
                if to != state:
                    the_database_refuses(row, to)
            transaction.set_rollback(True)
        row.refresh_from_db()


def test_when_the_head_confirms_the_position_passes_on(school: SchoolScene, next_one: UUID) -> None:
    """Exactly one manager; the recovery codes of who leaves are void, and the account without a position is revoked."""
    account = Account.objects.get(person_id=school.it_teacher)
    new_recovery_codes(account=account.id)
    row = brought(school, next_one, "confirmed")
    now = people.manager(school.id, now_us())
    assert now is not None and now.person_id == next_one
    assert (now.decision_no, now.from_us) == ("95/QĐ-THYC", row.changed_us)
    assert not RecoveryCode.objects.filter(account_id=account.id, void_us=None).exists()
    account.refresh_from_db()
    assert account.state == "revoked"
    assert row.measured["cameras"] == len(school.cameras)
    assert selectors.owed(school.id, now_us()) is None
    lines = selectors.lines(row.id)
    assert [each.place for each in lines] == list(range(1, len(lines) + 1))
    assert Outbox.objects.filter(entry_type="book.line").count() == len(lines)


def test_every_item_is_answered_before_it_is_handed_over(
    school: SchoolScene, next_one: UUID
) -> None:
    """What is left, and the counts of books, is said in words; the last answer counts."""
    row = planned(school, next_one)
    with pytest.raises(ValidationError):
        services.give(handover=row.id, by=school.it_teacher)
    for item, said in ((Item.KEYS, "item_left"), (Item.BOOKS, "item_done")):
        with pytest.raises(ValueError):
            services.answer(handover=row.id, by=next_one, item=item, answer=said)
    answered(row, school.it_teacher)
    services.answer(
        handover=row.id, by=next_one, item=Item.KEYS, answer="item_left", words="Thiếu 01 chìa"
    )
    keys = next(each for each in selectors.checklist(row.id) if each.item == Item.KEYS)
    assert keys.answer == "item_left" and keys.line is not None
    assert keys.line.text == "Thiếu 01 chìa"
    services.give(handover=row.id, by=school.it_teacher)
    with pytest.raises(ValidationError):
        services.answer(handover=row.id, by=next_one, item=Item.KEYS, answer="item_done")


def test_nobody_confirms_in_another_ones_place(school: SchoolScene, next_one: UUID) -> None:
    """Who leaves, who takes over and the head are three persons."""
    row = planned(school, next_one)
    answered(row, next_one)
    for by in (next_one, school.principal, school.duty_officer):
        with pytest.raises(Refused):
            services.give(handover=row.id, by=by)
    services.give(handover=row.id, by=school.it_teacher)
    for by in (school.it_teacher, school.principal):
        with pytest.raises(Refused):
            services.take(handover=row.id, by=by)
    services.take(handover=row.id, by=next_one)
    for by in (school.it_teacher, next_one, school.vice_principal, school.duty_officer):
        with pytest.raises(Refused):
            services.confirm(handover=row.id, by=by)
    with pytest.raises(Refused):
        services.plan(
            school=school.id, by=school.it_teacher, to=school.duty_officer, decision_no="1"
        )
    confirmed = {"state": "confirmed", "confirmed_us": now_us(), "changed_us": now_us()}
    nobody: UUID | None = None
    for confirmer in (school.it_teacher, next_one, nobody):
        with pytest.raises(IntegrityError), transaction.atomic():
            SystemHandover.objects.filter(pk=row.pk).update(confirmed_by_id=confirmer, **confirmed)


def test_the_heads_own_handing_over_is_confirmed_by_another_of_the_board(
    school: SchoolScene, next_one: UUID
) -> None:
    """In a small school the head is the IT teacher too: nobody confirms for himself (I9), and it is no dead end."""
    own = Position.objects.get(person_id=school.it_teacher)
    people_services.end_position(position=own.id, by=school.principal)
    people_services.appoint(
        person=school.principal, school=school.id, role=Role.IT_TEACHER, by=None
    )
    row = planned(school, next_one)
    answered(row, school.principal)
    services.give(handover=row.id, by=school.principal)
    services.take(handover=row.id, by=next_one)
    assert [each.id for each in selectors.deciders(row)] == [school.vice_principal]
    told = Notice.objects.filter(person_id=school.vice_principal, kind="system_handover")
    assert told.filter(key__endswith=":taken").exists()
    for by in (school.principal, next_one, school.it_teacher, school.duty_officer):
        with pytest.raises(Refused):
            services.confirm(handover=row.id, by=by)
    done = services.confirm(handover=row.id, by=school.vice_principal)
    assert done.confirmed_by_id == school.vice_principal
    now = people.manager(school.id, now_us())
    assert now is not None and now.person_id == next_one


def test_what_a_handover_says_is_held_by_the_database(school: SchoolScene, next_one: UUID) -> None:
    """A column that is NULL passes no check (I9)."""
    row = planned(school, next_one)
    at_us, head = now_us(), school.principal
    wrong: tuple[dict[str, Any], ...] = (
        {"state": "given"},
        {"state": "given", "given_us": at_us},
        {"state": "given", "given_us": at_us, "given_by_id": head},
        {"given_us": at_us},
        {"taken_us": at_us},
        {"confirmed_us": at_us},
        {"confirmed_by_id": head},
        {"leaving_id": next_one},
        {"planned": False},
        {"number": 9},
        {"decision_no": "khác"},
    )
    for change in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            SystemHandover.objects.filter(pk=row.pk).update(**change)
    removals: tuple[Callable[[], Any], ...] = (
        lambda: HandoverLine.objects.update(text="khác"),
        lambda: HandoverLine.objects.filter(of=row)._raw_delete("default"),
        lambda: SystemHandover.objects.filter(pk=row.pk)._raw_delete("default"),
    )
    for removal in removals:
        with pytest.raises(DatabaseError), transaction.atomic():
            removal()
    with pytest.raises(ValidationError):
        planned(school, school.duty_officer)


def test_who_left_already_is_stood_in_for_by_the_head_with_the_reason(
    school: SchoolScene, next_one: UUID
) -> None:
    row = planned(school, next_one)
    answered(row, next_one)
    services.give_for(handover=row.id, by=school.principal, reason="Đã chuyển công tác")
    row.refresh_from_db()
    assert (row.absent, row.given_by_id) == ("Đã chuyển công tác", school.principal)


def test_a_change_without_a_handing_over_opens_one(school: SchoolScene, next_one: UUID) -> None:
    """At each change (khoản 2 Điều 2): also where the head just ended and appointed. Once."""
    services.follow(at_us=now_us())
    assert not SystemHandover.objects.exists()
    _changed(school, next_one)
    services.follow(at_us=now_us())
    services.follow(at_us=now_us())
    (row,) = SystemHandover.objects.all()
    assert (row.leaving_id, row.taking_id, row.planned) == (school.it_teacher, next_one, False)
    with pytest.raises(ValidationError):
        services.cancel(handover=row.id, by=school.principal, words="Không cần")
    answered(row, next_one)
    services.give_for(handover=row.id, by=school.principal, reason="Đã chuyển công tác")
    services.take(handover=row.id, by=next_one)
    services.confirm(handover=row.id, by=school.principal)
    services.follow(at_us=now_us())
    assert SystemHandover.objects.count() == 1


def test_passwords_from_before_are_told_until_they_are_changed(
    school: SchoolScene, next_one: UUID
) -> None:
    """Typing the old one again changes nothing."""
    assert selectors.old_passwords(school.id) == []
    brought(school, next_one, "confirmed")
    assert len(selectors.old_passwords(school.id)) == len(school.cameras)
    gate = school.cameras["gate"]
    for password, left in (("camera-password", 0), ("another-one", 1)):
        places.change_camera(camera=gate, by=next_one, password=password)
        assert len(selectors.old_passwords(school.id)) == len(school.cameras) - left


def test_a_day_without_a_manager_is_told_to_the_board(school: SchoolScene) -> None:
    """More than one day → red, and a notice; not before, and not after somebody is appointed (REQUIREMENTS §7.2)."""
    ended_us = _ended(school, school.it_teacher)
    services.follow(at_us=ended_us + DAY_US)
    assert selectors.red_since(school.id, ended_us + DAY_US) is None
    late_us = ended_us + DAY_US + HOUR_US
    services.follow(at_us=late_us)
    told = Notice.objects.filter(kind="no_manager")
    assert {each.person_id for each in told} == {school.principal, school.vice_principal}
    assert selectors.red_since(school.id, late_us) == ended_us
    people_services.appoint(
        person=school.duty_officer,
        school=school.id,
        role=Role.IT_TEACHER,
        by=school.principal,
        decision_no="2",
    )
    services.follow(at_us=now_us())
    assert not told.filter(read_us=None).exists()


def test_a_manager_whose_account_is_stopped_is_none(school: SchoolScene) -> None:
    """Since it was stopped."""
    at_us = now_us()
    assert people.without_manager_since(school.id, 0, at_us) is None
    account = Account.objects.get(person_id=school.it_teacher)
    people_services.set_account_state(account=account.id, state="suspended", by=school.principal)
    since_us = people.without_manager_since(school.id, 0, now_us())
    assert since_us is not None and at_us <= since_us <= now_us()


def test_a_school_that_never_had_a_manager_counts_from_its_founding(school: SchoolScene) -> None:
    Position.objects.filter(role=Role.IT_TEACHER)._raw_delete("default")
    assert people.without_manager_since(school.id, 77, now_us()) == 77
    with pytest.raises(ValidationError):
        planned(school, school.duty_officer)


def test_what_the_system_counts_is_counted_from_the_rows(
    school: SchoolScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I10: open matters, books, what was checked last; None where nobody checked."""
    data = DataFolder(tmp_path)
    data.prepare()
    monkeypatch.setattr(settings, "DATA", data)
    before = measure(school.id, None)
    assert (before["verified_us"], before["backup_us"], before["cases"]) == (None, None, 0)
    incidents.open_case(
        school=school.id,
        by=school.it_teacher,
        cameras=[],
        footage=Range(now_us() - HOUR_US, now_us()),
        purpose="security",
        what="Người lạ ở cổng",
    )
    checked.tell(data, checked.Checked(77, 2))
    after = measure(school.id, None)
    assert (after["verified_us"], after["findings"], after["cases"]) == (77, 2, 1)
    assert after["passwords"] == after["cameras"] == len(school.cameras)


def _ended(school: SchoolScene, who: UUID) -> int:
    held = Position.objects.get(person_id=who, role=Role.IT_TEACHER)
    people_services.end_position(position=held.id, by=school.principal, decision_no="1")
    held.refresh_from_db()
    assert held.to_us is not None
    return held.to_us


def _changed(school: SchoolScene, to: UUID) -> None:
    _ended(school, school.it_teacher)
    people_services.appoint(
        person=to, school=school.id, role=Role.IT_TEACHER, by=school.principal, decision_no="2"
    )
