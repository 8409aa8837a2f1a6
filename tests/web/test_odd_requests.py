"""Requests that no page of ours makes: answered, bounded, never with an error of the program (ACCESS §1.9)."""

from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen, open_shift, person
from tests.web.conftest import Browser
from vonggac.duty import services as duty
from vonggac.duty.models import Shift
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.people import services as people
from vonggac.people.models import Account, Position

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
MANY_DIGITS = "9" * 5000
DEEP = "[" * 100_000


@pytest.fixture
def principal(school: SchoolScene, browser: Browser) -> Client:
    return browser(school.principal)


@pytest.mark.parametrize("name", ["play_open", "live_tickets"])
@pytest.mark.parametrize("body", [DEEP, '{"at": ' + MANY_DIGITS + "}", "null", '"x"', "\ud800"])
def test_a_body_that_is_no_question_is_400(principal: Client, name: str, body: str) -> None:
    """Also one that is nested deeper than the reader goes."""
    sent = body.encode("utf-8", "surrogatepass")
    answer = principal.post(reverse(name), sent, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("search", {"by": "time", "hour": MANY_DIGITS}),
        ("search", {"by": "time", "day": MANY_DIGITS}),
        ("timeline", {"camera": "x", "from": "1795000000000000", "to": "1795000001000000"}),
        ("play", {"camera": "x", "at": MANY_DIGITS}),
        ("usage_book", {"page": MANY_DIGITS, "year": "\x00"}),
        ("directives", {"page": "-1"}),
        ("people", {"q": "\x00\ud83d"}),
    ],
)
def test_odd_numbers_in_an_address_are_no_fault(
    principal: Client, name: str, query: dict[str, str]
) -> None:
    """Python refuses to read a number of five thousand digits; the page then shows what it usually does."""
    safe = {k: v.encode("utf-8", "replace").decode() for k, v in query.items()}
    answer = principal.get(reverse(name), safe | {"columns": MANY_DIGITS})
    assert answer.status_code < 500


def test_what_does_not_exist_is_not_found(principal: Client) -> None:
    """A made-up number of a shift or of an account."""
    for name in ("shift_open", "shift_close", "shift_cancel", "directive_withdraw"):
        assert principal.post(reverse(name, args=[uuid4()])).status_code == 404, name
    answer = principal.post(reverse("person_state", args=[uuid4()]), {"state": "suspended"})
    assert answer.status_code == 404


def test_another_schools_things_do_not_exist(principal: Client) -> None:
    """1.6: its shifts and accounts can't be told from none, and stay as they are."""
    other = hoa_sen()
    at_us = now_us()
    shift = duty.roster_shift(
        school=other.id,
        person=other.duty_officer,
        areas=[other.areas["gate"]],
        from_us=at_us,
        to_us=at_us + HOUR_US,
        by=other.principal,
    )
    assert principal.post(reverse("shift_cancel", args=[shift.id])).status_code == 404
    assert Shift.objects.get(pk=shift.id).cancelled_us is None
    account = Account.objects.get(person_id=other.duty_officer)
    answer = principal.post(reverse("person_state", args=[account.id]), {"state": "suspended"})
    assert answer.status_code == 404
    assert Account.objects.get(pk=account.pk).is_active


def test_whose_position_ended_reads_nothing_of_the_schools(
    school: SchoolScene, browser: Browser
) -> None:
    """7.2: the open login is over, for pages and for what pages fetch; not names, cameras, directives."""
    open_shift(school)
    client = browser(school.duty_officer)
    assert client.get(reverse("people")).status_code == 200
    held = Position.objects.get(person_id=school.duty_officer)
    people.end_position(position=held.id, by=school.principal)
    for name in ("home", "people", "search", "roster", "directives", "usage_book", "timeline"):
        assert client.get(reverse(name)).status_code in (302, 401), name


def test_whose_account_goes_on_without_a_position_reads_nothing_either(
    school: SchoolScene, browser: Browser
) -> None:
    """7.2: nothing of the school's; the own sign-in history, and the way out."""
    client = browser(person("Lê Thị Hoa", "hoa"))
    for name in ("home", "people", "search", "roster", "directives", "usage_book", "timeline"):
        assert client.get(reverse(name)).status_code == 403, name
    assert client.get(reverse("sign_in_history")).status_code == 200
    assert client.post(reverse("sign_out")).status_code == 302


def test_a_database_that_does_not_answer_shows_nothing(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """4.4, 1.5: no page behind the door; words of the house, safe headers, for pages and for what pages fetch."""

    def locked(**_: object) -> None:
        raise OperationalError("database is locked")

    client = browser(school.principal)
    client.raise_request_exception = False
    monkeypatch.setattr(people, "resume", locked)
    for name in ("home", "play", "timeline"):
        answer = client.get(reverse(name))
        assert answer.status_code == 500
        assert "Chương trình chưa trả lời được." in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    answer = client.post(reverse("play_open"), b"{}", content_type="application/json")
    assert answer.status_code == 500
    assert answer.json()["code"] == "failed"
