"""Persons, accounts and positions: personal accounts only, one head, one manager (khoản 1 Điều 5, khoản 2 Điều 2)."""

from datetime import date
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import PASSWORD, SchoolScene, hoa_sen, login, person, yen_cuong
from tests.scenes.times import HandClock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import TextRefused
from vonggac.ledger.models import Outbox
from vonggac.people import selectors, services
from vonggac.people.models import Account, AccountState, LoginSession, Person, Position
from vonggac.people.roles import Role


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def test_a_password_is_kept_as_argon2() -> None:
    """A copy of the database gives no passwords away."""
    who = services.create_person(full_name="Lê Thị Hoa", address="co", by=None)
    account = services.create_account(person=who.id, username="hoa", password=PASSWORD, by=None)
    assert account.password.startswith("argon2$argon2id$")
    assert account.must_change_password


@pytest.mark.parametrize("password", ["phuongdosan", "123456789012345", "password1234", ""])
def test_a_weak_password_is_refused(password: str) -> None:
    """Eleven characters, digits only, and the known bad ones; no rule about kinds of characters."""
    who = services.create_person(full_name="Lê Thị Hoa", address="co", by=None)
    with pytest.raises(ValidationError) as refused:
        services.create_account(person=who.id, username="hoa", password=password, by=None)
    assert "password" in refused.value.message_dict


def test_a_person_has_one_account() -> None:
    """There is no second account of the same person to approve one's own request with."""
    who = person("Lê Thị Hoa", "hoa")
    with pytest.raises(ValidationError):
        services.create_account(person=who, username="hoa2", password=PASSWORD, by=None)


@pytest.mark.parametrize("username", ["", "ab", "Hòa", "a b c", "1hoa", "x" * 41])
def test_user_names_are_plain(username: str) -> None:
    """Lower-case letters, digits, dots and hyphens: nothing that looks like another name."""
    who = services.create_person(full_name="Lê Thị Hoa", address="co", by=None)
    with pytest.raises((ValidationError, TextRefused)):
        services.create_account(person=who.id, username=username, password=PASSWORD, by=None)


@pytest.mark.parametrize("name", ["", "  ", "Lê\x00Hoa", "Lê\u202eHoa", "Lê\u200bHoa", "Lê\nHoa"])
def test_a_name_that_hides_something_is_refused(name: str) -> None:
    """Control characters, bidirectional overrides and invisible ones never reach the database."""
    with pytest.raises(TextRefused):
        services.create_person(full_name=name, address="co", by=None)


def test_a_name_is_stored_composed_and_found_without_marks() -> None:
    """NFC at the edge; the search box needs no marks."""
    made = services.create_person(full_name="Ho\u0300a  Đa\u0323i", address="co", by=None)
    assert made.full_name == "Hòa Đại"
    assert Person.objects.get(pk=made.id).search == "hoa dai"


def test_people_of_a_school_are_listed_by_given_name_and_searched(school: SchoolScene) -> None:
    """Ánh, Bình, Cường, Dung."""
    names = [each.full_name for each in selectors.people(school.id)]
    assert names == ["Nguyễn Thị Ánh", "Trần Văn Bình", "Lê Văn Cường", "Phạm Thị Dung"]
    assert [each.id for each in selectors.people(school.id, "cuong")] == [school.it_teacher]


def test_changing_the_password_ends_every_login(school: SchoolScene) -> None:
    """ACCESS 5.7; the new one must be another, and the old one must be known."""
    session = login(school.principal)
    account = Account.objects.get(person_id=school.principal)
    with pytest.raises(ValidationError):
        services.change_password(account=account.id, old_password="x", new_password="y" * 12)
    with pytest.raises(ValidationError):
        services.change_password(account=account.id, old_password=PASSWORD, new_password=PASSWORD)
    services.change_password(
        account=account.id, old_password=PASSWORD, new_password="hoa sữa cuối thu"
    )
    account.refresh_from_db()
    assert account.check_password("hoa sữa cuối thu")
    assert LoginSession.objects.get(pk=session).end_reason == "password_changed"


def test_suspending_an_account_ends_its_logins_and_positions_count_no_more(
    school: SchoolScene, hands: HandClock
) -> None:
    """Who has been suspended has no active right left (G9)."""
    session = login(school.it_teacher)
    account = Account.objects.get(person_id=school.it_teacher)
    services.set_account_state(
        account=account.id, state=AccountState.SUSPENDED, by=school.principal
    )
    assert LoginSession.objects.get(pk=session).end_reason == "account_stopped"
    assert selectors.positions_now(school.it_teacher, hands.now_us()) == []


def test_only_the_head_appoints_and_nobody_himself(school: SchoolScene) -> None:
    """I9: the IT teacher makes accounts, and can't make himself vice-principal."""
    new = person("Hoàng Thị Lan", "lan")
    for by, whom in [
        (school.it_teacher, school.it_teacher),
        (school.it_teacher, new),
        (school.principal, school.principal),
    ]:
        with pytest.raises(Refused):
            services.appoint(person=whom, school=school.id, role=Role.DUTY_OFFICER, by=by)
    services.appoint(
        person=new,
        school=school.id,
        role=Role.DUTY_OFFICER,
        by=school.principal,
        decision_no="90/QĐ-THYC",
        decided_on=date(2026, 11, 20),
    )


def test_an_ended_position_gives_nothing_and_stays_in_history(
    school: SchoolScene, hands: HandClock
) -> None:
    """What somebody was last week stays answerable."""
    before_us = hands.now_us()
    held = selectors.positions_now(school.vice_principal, before_us)[0]
    hands.pass_by(days=1)
    services.end_position(position=held.id, by=school.principal)
    hands.pass_by(seconds=1)
    assert selectors.positions_now(school.vice_principal, hands.now_us()) == []
    assert selectors.role_at(school.vice_principal, school.id, before_us) == "PHT"


def _position(school: SchoolScene, who: UUID, role: str, **more: object) -> None:
    Position.objects.create(person_id=who, school_id=school.id, role=role, from_us=1, **more)


def test_the_database_refuses_a_second_head_and_a_second_manager(school: SchoolScene) -> None:
    """Exactly one head (or vice-principal in charge) and one IT teacher at a time, whatever the code does."""
    new = person("Hoàng Thị Lan", "lan")
    refused: list[tuple[str, dict[str, object]]] = [
        ("HT", {}),
        ("GVTH", {}),
        ("PHT", {"acting_head": True}),
        ("VCVH", {"acting_head": True}),
        ("XXX", {}),
        ("VCVH", {"to_us": 1}),
    ]
    for role, more in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            _position(school, new, role, **more)
    _position(school, new, "HT", to_us=2)


def test_the_database_refuses_an_unknown_state_through_update(school: SchoolScene) -> None:
    """``update()`` goes past every service, and not past the constraint."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(person_id=school.principal).update(state="super")


def test_entries_name_nobody(school: SchoolScene) -> None:
    """The ledger holds pseudonyms: no name, no user name, no role of a named person (FORMATS 4.2)."""
    assert Outbox.objects.count() > 10
    for body in Outbox.objects.values_list("body", flat=True):
        for word in ("Ánh", "Cường", "anh", "cuong", "camera-password", "10.0.1", "Cổng"):
            assert f'"{word}' not in body


def account_of(who: UUID) -> Account:
    return Account.objects.get(person_id=who)


def test_the_it_teacher_cannot_lock_the_board_out(school: SchoolScene) -> None:
    """7.1: who runs the machine does not decide who governs it; the head decides about the Board's accounts."""
    for who in (school.principal, school.vice_principal, school.it_teacher):
        with pytest.raises(Refused):
            services.set_account_state(
                account=account_of(who).id, state="suspended", by=school.it_teacher
            )
        assert account_of(who).state == AccountState.ACTIVE
    vice = account_of(school.vice_principal).id
    services.set_account_state(account=vice, state="suspended", by=school.principal)
    assert account_of(school.vice_principal).state == AccountState.SUSPENDED


def test_nobody_but_the_head_lifts_a_revocation(school: SchoolScene) -> None:
    """What the head took away for good is not given back by who operates the accounts."""
    officer = account_of(school.duty_officer).id
    services.set_account_state(account=officer, state="suspended", by=school.it_teacher)
    services.set_account_state(account=officer, state="revoked", by=school.principal)
    with pytest.raises(Refused):
        services.set_account_state(account=officer, state="active", by=school.it_teacher)
    services.set_account_state(account=officer, state="active", by=school.principal)


def test_an_account_of_another_school_does_not_exist(school: SchoolScene) -> None:
    """1.6: as if it never had."""
    stranger = account_of(hoa_sen().duty_officer).id
    for by in (school.principal, school.it_teacher):
        with pytest.raises(Account.DoesNotExist):
            services.set_account_state(account=stranger, state="suspended", by=by)
