"""The calendar of duties on its page, on paper, and in a calendar program."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.documents.reading import read, running
from tests.scenes.schools import SchoolScene, holder
from tests.scenes.times import hand_clock
from tests.web.conftest import Browser
from vonggac.duties.models import Feed
from vonggac.duties.services import make_feed
from vonggac.inspections import services as inspections
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.people import services as people
from vonggac.people.days import begin_of, day_of
from vonggac.people.models import Position
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def reminded(school: SchoolScene) -> Any:
    return inspections.remind(
        school=school.id, to=school.duty_officer, by=school.principal, text="Ghi sổ đủ ngày"
    )


def test_everybody_has_a_month_of_their_own(school: SchoolScene, browser: Browser) -> None:
    row = reminded(school)
    page = reverse("duties")
    assert row.label in browser(school.duty_officer).get(page).content.decode()
    head = browser(school.principal)
    assert row.label not in head.get(page).content.decode()
    assert row.label in head.get(page, {"whose": "all"}).content.decode()
    staff = browser(holder(school, Role.STAFF))
    assert row.label not in staff.get(page, {"whose": "all"}).content.decode()


def test_on_the_last_day_of_a_month_the_next_days_duties_are_seen(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The year's last day among them: a month ends, the school goes on."""
    with hand_clock() as hands:
        monkeypatch.setattr("vonggac.web.duties.views.now_us", hands.now_us)
        hands.set_wall(begin_of(date(day_of(now_us()).year + 1, 1, 1)) - HOUR_US)
        row = reminded(school)
        page = browser(school.duty_officer).get(reverse("duties"))
        assert page.content.decode().count(row.label) == 2, "in the table, and in the phone's list"


@pytest.mark.parametrize(
    "month", ["2026-13", "x", "9999-01", "2027-01", "2026-09", "2099-12", "2000-01"]
)
def test_any_month_may_be_asked_for(school: SchoolScene, browser: Browser, month: str) -> None:
    page = browser(school.principal).get(reverse("duties"), {"month": month, "whose": "all"})
    assert page.status_code == 200


def test_the_month_is_printed(school: SchoolScene, browser: Browser) -> None:
    reminded(school)
    head = browser(school.principal)
    for kind, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
        paper = head.get(reverse("duties_paper", args=["2026-11", kind]) + "?whose=all")
        assert paper.content.startswith(magic)
    whole = reverse("duties_paper", args=["2026-11", "pdf"]) + "?whose=all"
    vietnamese = running(read(head.get(whole).content))
    head.cookies["django_language"] = "en"
    assert running(read(head.get(whole).content)) == vietnamese
    assert head.get(reverse("duties_paper", args=["2026-11", "exe"])).status_code == 404
    assert head.get(reverse("duties_paper", args=["2026-99", "pdf"])).status_code == 404


def test_a_feed_is_made_read_and_ended(school: SchoolScene, browser: Browser) -> None:
    """Shown once; a stranger's program reads it without a login; ended, it opens nothing."""
    row = reminded(school)
    officer, stranger = browser(school.duty_officer), Client()
    shown = officer.post(reverse("duties_feed")).content.decode()
    path = "/lich/" + shown.split("/lich/")[1].split("<")[0]
    feed = stranger.get(path)
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    text = feed.content.decode().replace("\r\n ", "")
    assert row.label in text
    assert "Dung" not in text
    assert path not in officer.get(reverse("duties")).content.decode()
    officer.post(reverse("duties_feed_end"))
    assert stranger.get(path).status_code == 404


def test_a_new_address_ends_the_one_before(school: SchoolScene) -> None:
    first = make_feed(person=school.it_teacher, school=school.id)
    second = make_feed(person=school.it_teacher, school=school.id)
    stranger = Client()
    assert stranger.get(f"/lich/{first}.ics").status_code == 404
    assert stranger.get(f"/lich/{second}.ics").status_code == 200
    assert Feed.objects.filter(revoked_us=None).count() == 1


@pytest.mark.parametrize("secret", ["x", "0" * 64, "a" * 500, "..%2F"])
def test_a_guess_opens_nothing(school: SchoolScene, secret: str) -> None:
    assert Client().get(f"/lich/{secret}.ics").status_code == 404


def test_the_feed_of_who_has_left_opens_nothing(school: SchoolScene) -> None:
    """G9: staff who have left have no rights, and no calendar."""
    officer = school.duty_officer
    secret = make_feed(person=officer, school=school.id)
    held = Position.objects.get(person_id=officer, to_us=None)
    people.end_position(position=held.id, by=school.principal, decision_no="92/QĐ-THYC")
    assert Client().get(f"/lich/{secret}.ics").status_code == 404
