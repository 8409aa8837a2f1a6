"""A password that somebody else set: changed at the first sign-in, and dead after seven days (khoản 1 Điều 5)."""

from typing import Any

import pytest

from tests.scenes.schools import ADDRESS, BROWSER, PASSWORD, SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from vonggac.ledger.models import Outbox
from vonggac.people import services
from vonggac.people.models import Account, SignInEvent
from vonggac.people.services import PasswordRight, SignInRefused


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def tried(password: str) -> Any:
    return services.check_password(
        username="dung", password=password, address=ADDRESS, user_agent=BROWSER
    )


def reset(school: SchoolScene) -> str:
    """Cô Dung's new password, by the head's own order."""
    account = Account.objects.get(person_id=school.duty_officer)
    asked = services.ask_reset(
        account=account.id, school=school.id, reason="Quên mật khẩu", by=school.principal
    )
    return services.carry_out_reset(reset=asked.id, school=school.id, by=school.it_teacher)


def test_a_temporary_password_dies_after_seven_days(school: SchoolScene, hands: HandClock) -> None:
    """Told in words only to who knows it; a line of the history and an entry stay."""
    password = reset(school)
    hands.pass_by(minutes=7 * 24 * 60 - 1)
    assert isinstance(tried(password), PasswordRight)
    hands.pass_by(minutes=1)
    answer = tried(password)
    assert isinstance(answer, SignInRefused)
    assert answer.code == "stale"
    wrong = tried("một mật khẩu khác hẳn")
    assert isinstance(wrong, SignInRefused)
    assert wrong.code == "wrong"
    assert SignInEvent.objects.filter(kind="stale").count() == 1
    assert Outbox.objects.filter(entry_type="auth.fail", body__contains='"stale"').count() == 1


def test_a_new_one_opens_the_door_again(school: SchoolScene, hands: HandClock) -> None:
    first = reset(school)
    hands.pass_by(minutes=8 * 24 * 60)
    assert isinstance(tried(first), SignInRefused)
    right = tried(reset(school))
    assert isinstance(right, PasswordRight)
    assert right.must_change_password


def test_the_own_password_does_not_die(school: SchoolScene, hands: HandClock) -> None:
    """Only what somebody else has set and seen."""
    password = reset(school)
    account = Account.objects.get(person_id=school.duty_officer)
    services.change_password(
        account=account.id, old_password=password, new_password=PASSWORD + " mới"
    )
    hands.pass_by(minutes=60 * 24 * 60)
    assert isinstance(tried(PASSWORD + " mới"), PasswordRight)
