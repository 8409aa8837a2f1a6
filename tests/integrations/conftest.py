"""Every test of the room has both databases, a school, and a token of its own."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock, hand_clock
from vonggac.integrations import services
from vonggac.integrations.models import Token
from vonggac.integrations.scopes import Scope
from vonggac.web.api import guard


@pytest.fixture(autouse=True)
def _unpaced() -> Iterator[None]:
    """What the process counted for one test is not counted for the next."""
    guard.by_token.forget()
    guard.by_address.forget()
    yield
    guard.by_token.forget()
    guard.by_address.forget()


@pytest.fixture
def hands() -> Iterator[HandClock]:
    with hand_clock() as moved:
        yield moved


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def made(
    school: SchoolScene, *scopes: Scope, days: int = 30, name: str = "Bảng tin"
) -> tuple[Token, str]:
    return services.make_token(
        school=school.id,
        by=school.principal,
        name=name,
        scopes=scopes or list(Scope),
        days=days,
        basis="15/QĐ-THYC",
    )


def call(path: str, token: str = "", *, language: str = "vi", **how: Any) -> Any:
    headers = {"accept-language": language}
    if token:
        headers["authorization"] = f"Bearer {token}"
    client = Client(headers=headers, raise_request_exception=False)
    return client.generic(how.pop("method", "GET"), path, **how)
