"""Every test of the room has both databases, and browsers that are signed in."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from tests.scenes.schools import BROWSER, SchoolScene, yen_cuong
from vonggac.people import services as people
from vonggac.people.models import Account

ADDRESS = "127.0.0.1"
Browser = Callable[[UUID], Client]


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def browser() -> Browser:
    """A browser in which that person is signed in."""

    def signed_in(who: UUID) -> Client:
        account = Account.objects.get(person_id=who)
        login = people.open_session(account=account.id, user_agent=BROWSER, address=ADDRESS)
        client = Client(headers={"user-agent": BROWSER})
        client.cookies[settings.SESSION_KEY_COOKIE] = login.key
        return client

    return signed_in
