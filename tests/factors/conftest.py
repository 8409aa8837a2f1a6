"""Cô Ánh, who has an app and a sheet of codes; time that a test moves."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from tests.scenes.factors import totp
from tests.scenes.schools import BROWSER, SchoolScene, yen_cuong
from tests.scenes.times import HandClock, hand_clock
from vonggac.factors import services as factors
from vonggac.people.models import Account

AT_HER_DESK = {"user_agent": BROWSER, "address": "192.168.1.20"}


@pytest.fixture(autouse=True)
def hands() -> Iterator[HandClock]:
    with hand_clock() as moved:
        yield moved


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def anh(school: SchoolScene) -> UUID:
    """Her account."""
    return Account.objects.get(person_id=school.principal).id


@pytest.fixture
def secret(school: SchoolScene) -> str:
    """Of her app."""
    return totp(school.principal)


def half(account: UUID | None) -> factors.Holder:
    """Somebody at her desk who has just typed her password."""
    key = factors.begin(account=account, **AT_HER_DESK)
    found = factors.half_of(key=key, **AT_HER_DESK)
    assert found is not None
    return found


def code(answer: factors.Passed | factors.NotPassed) -> str:
    return answer.code if isinstance(answer, factors.NotPassed) else "passed"
