"""The home page shows each person what waits for this person, of every room, and nobody else's."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.instants import from_datetime
from vonggac.web.home import tasks as home
from vonggac.web.local_time import due_text
from vonggac.web.waiting import Waiting

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_what_is_late_comes_first_then_what_runs_out(
    school: SchoolScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_us = now_us()
    said = [
        Waiting("no time limit", "/a"),
        Waiting("tomorrow", "/b", at_us + 24 * HOUR_US),
        Waiting("in an hour", "/c", at_us + HOUR_US),
        Waiting("late", "/d", at_us - HOUR_US, red=True),
    ]
    monkeypatch.setattr(home, "PROVIDERS", (lambda *_: said[:2], lambda *_: said[2:]))
    titles = [each.title for each in home.tasks(school.principal, school.id, at_us)]
    assert titles == ["late", "in an hour", "tomorrow", "no time limit"]


def test_the_page_offers_them_as_links(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escaped: a title may hold what somebody typed."""
    said = [Waiting("DN-2026-001: <b>duyệt</b>", "/requests", red=True)]
    monkeypatch.setattr(home, "PROVIDERS", (lambda *_: said,))
    page = browser(school.principal).get(reverse("home")).content.decode()
    assert "DN-2026-001: &lt;b&gt;duyệt&lt;/b&gt;" in page
    assert "quá hạn" in page


def test_every_room_answers_for_everybody(school: SchoolScene) -> None:
    """Whatever the role, a provider gives a list and no refusal."""
    for who in school.people.values():
        assert isinstance(home.tasks(who, school.id, now_us()), list)


def test_a_time_limit_at_midnight_belongs_to_the_day_that_it_ends() -> None:
    """And any other is shown as it is: a directive in force until 23:59 was due at 23:58."""
    midnight = from_datetime(datetime(2026, 11, 25, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    assert due_text(midnight) == "23:59 24/11/2026"
    assert due_text(midnight - 60_000_000) == "23:59 24/11/2026"
    assert due_text(midnight + 60_000_000) == "00:01 25/11/2026"
