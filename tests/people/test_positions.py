"""Positions by decision, the headship, and powers left to a vice-principal (khoản 2 Điều 2; G4, G9)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import (
    SchoolScene,
    hoa_sen,
    holder,
    login,
    open_shift,
    person,
    yen_cuong,
    yesterday,
)
from tests.scenes.times import HandClock
from vonggac.access import selectors as access
from vonggac.access import services as access_services
from vonggac.access.deeds import Deed
from vonggac.directives import services as directives
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal, Refused
from vonggac.kernel.clock import DAY_US, HOUR_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import TextRefused
from vonggac.people import selectors, services
from vonggac.people.models import Account, Delegation, LoginSession, Position
from vonggac.people.roles import Power, Role

TODAY = date(2026, 11, 22)


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _held(who: UUID, role: Role) -> UUID:
    return Position.objects.get(person_id=who, role=role, to_us=None).id


def _may_live(school: SchoolScene, who: UUID, hands: HandClock) -> Grant | Refusal:
    at_us = hands.now_us()
    return access_services.may(
        person=who,
        act=Act.LIVE,
        cameras=[school.cameras["gate"]],
        footage=Range(at_us, at_us + HOUR_US),
        at_us=at_us,
        purpose=Purpose.SAFETY,
    )


def test_an_ended_position_ends_logins_and_grants_at_once(
    school: SchoolScene, hands: HandClock
) -> None:
    """ACCESS 2.7, 5.7: whoever loses a position is out within the same act; the last one ends the account (G9)."""
    open_shift(school)
    session = login(school.duty_officer)
    assert isinstance(_may_live(school, school.duty_officer, hands), Grant)
    hands.pass_by(seconds=1)
    services.end_position(
        position=_held(school.duty_officer, Role.DUTY_OFFICER),
        by=school.principal,
        decision_no="95/QĐ-THYC",
        decided_on=TODAY,
    )
    assert LoginSession.objects.get(pk=session).end_reason == "position_ended"
    hands.pass_by(seconds=1)
    assert isinstance(_may_live(school, school.duty_officer, hands), Refusal)
    assert Account.objects.get(person_id=school.duty_officer).state == "revoked"
    row = selectors.positions_of(school.duty_officer, school.id).get()
    assert (row.end_decision_no, row.ended_by_id) == ("95/QĐ-THYC", school.principal)


def test_staff_who_have_left_have_no_active_right(school: SchoolScene, hands: HandClock) -> None:
    """G9: of all deeds none, and the door stays shut."""
    for role in set(Role) - {Role.PRINCIPAL}:
        who = holder(school, role)
        hands.pass_by(seconds=1)
        services.end_position(position=_held(who, role), by=school.principal)
        hands.pass_by(seconds=1)
        for deed in Deed:
            ask: dict[str, Any] = {"person": who, "school": school.id, "deed": deed}
            assert access.refusal_for(**ask, at_us=hands.now_us()) is not None
        assert not Account.objects.get(person_id=who).is_active


def test_one_of_two_positions_ends_and_the_other_goes_on(
    school: SchoolScene, hands: HandClock
) -> None:
    """In a small school one person holds several roles."""
    services.appoint(
        person=school.it_teacher,
        school=school.id,
        role=Role.DUTY_OFFICER,
        by=school.principal,
        decision_no="84/QĐ",
    )
    hands.pass_by(seconds=1)
    services.end_position(position=_held(school.it_teacher, Role.DUTY_OFFICER), by=school.principal)
    hands.pass_by(seconds=1)
    held = [each.role for each in selectors.positions_now(school.it_teacher, hands.now_us())]
    assert held == [Role.IT_TEACHER]


@pytest.mark.parametrize("role", [Role.IT_TEACHER, Role.DUTY_OFFICER])
def test_a_new_school_years_decision_assigns_the_same_person_anew(
    school: SchoolScene, hands: HandClock, role: Role
) -> None:
    """The old position ends with the new; account and login go on. The same decision twice is refused."""
    who = holder(school, role)
    login(who)
    old = _held(who, role)
    hands.pass_by(days=1)

    def assign() -> Position:
        return services.appoint(
            person=who,
            school=school.id,
            role=role,
            by=school.principal,
            decision_no="01/QĐ-THYC",
            decided_on=TODAY,
        )

    new = assign()
    ended = Position.objects.get(pk=old)
    assert (ended.to_us, ended.end_decision_no) == (new.from_us, "01/QĐ-THYC")
    assert [each.id for each in selectors.positions_now(who, hands.now_us())] == [new.id]
    assert Account.objects.get(person_id=who).is_active
    assert LoginSession.objects.get(account__person_id=who).ended_us is None
    if role == Role.IT_TEACHER:
        assert isinstance(_may_live(school, who, hands), Grant)
    with pytest.raises(ValidationError):
        assign()


def test_an_appointment_needs_its_number(school: SchoolScene) -> None:
    """Every assignment has số quyết định."""
    with pytest.raises(TextRefused):
        services.appoint(
            person=person("Lê Hoa", "hoa"), school=school.id, role=Role.STAFF, by=school.principal
        )


def test_a_school_is_never_without_a_head(school: SchoolScene, hands: HandClock) -> None:
    """The head's own position is handed over, not ended; the new head has every power, the old one none."""
    with pytest.raises(Refused) as refused:
        services.end_position(position=_held(school.principal, Role.PRINCIPAL), by=school.principal)
    assert refused.value.refusal.code == "hand_over_first"
    with pytest.raises(Refused):
        services.end_position(
            position=_held(school.principal, Role.PRINCIPAL), by=school.vice_principal
        )
    services.hand_over_head(
        school=school.id,
        to=school.vice_principal,
        role=Role.VICE_PRINCIPAL,
        by=school.principal,
        decision_no="12/QĐ-UBND",
        decided_on=TODAY,
    )
    hands.pass_by(seconds=1)
    head = selectors.head_of(school.id, hands.now_us())
    assert head is not None
    assert head.id == school.vice_principal
    assert not Account.objects.get(person_id=school.principal).is_active


def test_who_was_in_charge_is_vice_principal_again(school: SchoolScene, hands: HandClock) -> None:
    """A new principal comes; the deputy steps back under the decision that made him deputy."""
    new = person("Hồ Thị Sáu", "sau")
    hand = services.hand_over_head
    hand(
        school=school.id,
        to=school.vice_principal,
        role="PHT",
        by=school.principal,
        decision_no="12/QĐ",
    )
    hands.pass_by(seconds=1)
    hand(school=school.id, to=new, role="HT", by=school.vice_principal, decision_no="13/QĐ")
    hands.pass_by(seconds=1)
    deputy = selectors.positions_now(school.vice_principal, hands.now_us())
    assert [(each.role, each.acting_head) for each in deputy] == [(Role.VICE_PRINCIPAL, False)]
    assert [each.is_head for each in selectors.positions_now(new, hands.now_us())] == [True]


def _delegate(school: SchoolScene, hands: HandClock, **more: Any) -> Delegation:
    asked: dict[str, Any] = {
        "school": school.id,
        "to": school.vice_principal,
        "powers": [Power.ISSUE_DIRECTIVE],
        "paper": "05/GUQ-THYC",
        "signed_on": TODAY,
        "from_us": hands.now_us(),
        "to_us": hands.now_us() + 7 * DAY_US,
        "by": school.principal,
    }
    return services.delegate(**(asked | more))


def _issue(school: SchoolScene, hands: HandClock) -> object:
    return directives.issue(
        issuer=school.vice_principal,
        school=school.id,
        cameras=[school.cameras["gate"]],
        footage=yesterday(),
        acts=[Act.PLAYBACK],
        executors=[school.duty_officer],
        purpose=Purpose.SAFETY,
        valid_to_us=hands.now_us() + HOUR_US,
    )


def test_a_delegated_power_lasts_as_the_paper_says(school: SchoolScene, hands: HandClock) -> None:
    """Before, after and without it a vice-principal issues no directive (khoản 1 Điều 2)."""
    with pytest.raises(Refused):
        _issue(school, hands)
    _delegate(school, hands, from_us=hands.now_us() + HOUR_US)
    with pytest.raises(Refused):
        _issue(school, hands)
    hands.pass_by(hours=2)
    _issue(school, hands)
    hands.pass_by(days=7)
    with pytest.raises(Refused):
        _issue(school, hands)


def test_a_power_that_was_not_left_is_not_held(school: SchoolScene, hands: HandClock) -> None:
    """Each power by itself; and the one who may approve now is found by the one decision."""
    _delegate(school, hands, powers=[Power.APPROVE_COPY])
    who = [each.id for each in access.who_may(school.id, Deed.DECIDE_COPIES, hands.now_us())]
    assert set(who) == {school.principal, school.vice_principal}
    who = [each.id for each in access.who_may(school.id, Deed.ISSUE_DIRECTIVE, hands.now_us())]
    assert who == [school.principal]
    with pytest.raises(Refused):
        _issue(school, hands)


def test_a_withdrawn_delegation_ends_at_once(school: SchoolScene, hands: HandClock) -> None:
    """By the head; and it cannot be undone."""
    row = _delegate(school, hands)
    with pytest.raises(Refused):
        services.withdraw_delegation(delegation=row.id, school=school.id, by=school.vice_principal)
    services.withdraw_delegation(delegation=row.id, school=school.id, by=school.principal)
    with pytest.raises(Refused):
        _issue(school, hands)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=row.id).update(withdrawn_us=None, withdrawn_by=None)


def test_a_delegation_ends_with_who_gave_it(school: SchoolScene, hands: HandClock) -> None:
    """It is the head's, not the school's: a new head gives his own."""
    _delegate(school, hands)
    hands.pass_by(seconds=1)
    services.hand_over_head(
        school=school.id,
        to=person("Hồ Thị Sáu", "sau"),
        role="HT",
        by=school.principal,
        decision_no="13/QĐ",
    )
    hands.pass_by(seconds=1)
    with pytest.raises(Refused):
        _issue(school, hands)


def test_nonsense_is_no_delegation(school: SchoolScene, hands: HandClock) -> None:
    """To a vice-principal only, from now on, within a year, with a number; by the head, never for himself."""
    now_us = hands.now_us()
    wrongs: tuple[dict[str, Any], ...] = (
        {"to": school.it_teacher},
        {"to": hoa_sen().vice_principal},
        {"powers": []},
        {"to_us": now_us},
        {"to_us": now_us + 400 * DAY_US},
        {"signed_on": date(2026, 12, 1)},
    )
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            _delegate(school, hands, **wrong)
    with pytest.raises(TextRefused):
        _delegate(school, hands, paper=" ")
    for by in (school.vice_principal, school.it_teacher):
        with pytest.raises(Refused):
            _delegate(school, hands, by=by)
    with pytest.raises(Refused):
        _delegate(school, hands, to=school.principal)


@pytest.mark.parametrize(
    "how",
    [
        {"powers": ["approve_copy"]},
        {"to_us": 1},
        {"withdrawn_us": 5},
        {"withdrawn_us": 5, "withdrawn_by_id": None},
    ],
)
def test_a_delegation_stands_as_it_was_signed(
    school: SchoolScene, hands: HandClock, how: dict[str, Any]
) -> None:
    """Widening, lengthening, a withdrawal by nobody: the database refuses, whatever the code does."""
    row = _delegate(school, hands)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=row.id).update(**how)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=row.id).delete()
