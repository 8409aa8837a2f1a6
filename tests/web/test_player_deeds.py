"""What the player asks for beside pictures: events, motion in a region, bookmarks. Each asks authority anew."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene, directive, yesterday
from tests.web.conftest import Browser
from vonggac.access import services as access
from vonggac.access.models import Bookmark
from vonggac.access.services.checking import views
from vonggac.archive import services
from vonggac.archive.batch import Account, Batch
from vonggac.archive.models import Event as StoredEvent
from vonggac.directives import services as directives
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox
from vonggac.watch.heat import HeatBook, HeatMinute, levels_of
from vonggac.watch.sighting import COLUMNS, ROWS

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


class Playing:
    """Cô Dung with a directive for yesterday's hour of the gate, and an open viewing of it."""

    def __init__(self, school: SchoolScene, client: Client) -> None:
        self.school, self.client = school, client
        self.range = yesterday()
        self.camera = school.cameras["gate"]
        self.paper = directive(school, footage=self.range)
        page = client.get(f"{reverse('play')}?camera={self.camera}&at={self.range.from_us}")
        opened = self.post(
            "play_open", **{"pass": page.context["config"]["pass"]}, at=self.range.from_us
        )
        assert opened.status_code == 200, opened.content
        self.entry = opened.json()["pass"]

    def post(self, name: str, **body: Any) -> Any:
        told = {"cameras": [self.camera], **body}
        return self.client.post(reverse(name), json.dumps(told), content_type="application/json")

    def ask(self, name: str, **body: Any) -> Any:
        span = {"from": self.range.from_us, "to": self.range.to_us}
        return self.post(name, **{"pass": self.entry, **span, **body})


@pytest.fixture
def playing(school: SchoolScene, browser: Browser) -> Playing:
    return Playing(school, browser(school.duty_officer))


def happened(camera: str, at_us: int, kind: str = "motion") -> None:
    StoredEvent.objects.create(
        event=uuid4().hex, camera=camera, kind=kind, source="picture", from_us=at_us,
        to_us=at_us + SECOND_US, at_us=at_us, score=50, detail="", zones="[]", by="",
        lasting=False,
    )  # fmt: skip


# --------------------------------------------------------------------------- events


def test_events_of_the_permitted_stretch_are_told(playing: Playing) -> None:
    """And no others: not of another camera, not of another hour."""
    happened(playing.camera, playing.range.from_us + MINUTE_US)
    happened(playing.school.cameras["yard"], playing.range.from_us + MINUTE_US)
    happened(playing.camera, playing.range.to_us + MINUTE_US)
    told = playing.ask("play_events").json()
    assert [each["at"] for each in told["events"]] == [playing.range.from_us + MINUTE_US]
    assert "by" not in told["events"][0]


def test_what_describes_footage_is_refused_outside_the_grant(playing: Playing) -> None:
    """ACCESS §9: range and cameras are asked, not only the pass."""
    later = {"to": playing.range.to_us + SECOND_US}
    yard = {"cameras": [playing.school.cameras["yard"]]}
    for name, more in (("play_events", {}), ("play_region", {"region": None})):
        assert playing.ask(name, **later, **more).status_code == 403
        assert playing.ask(name, **yard, **more).status_code == 403


def test_the_list_of_events_is_no_side_door(playing: Playing, browser: Browser) -> None:
    """Motion is listed within a directive's grant only; that a camera was covered is everybody's to know."""
    gate, inside_us = playing.camera, playing.range.from_us + MINUTE_US
    happened(gate, inside_us)
    happened(gate, playing.range.to_us + MINUTE_US)
    happened(playing.school.cameras["yard"], inside_us)
    happened(gate, inside_us, "covered")

    def kinds(client: Client, **more: str) -> list[str]:
        page = client.get(reverse("events"), {"at": str(inside_us), **more})
        return sorted(each["event"].kind.value for each in page.context["rows"])

    assert kinds(playing.client) == ["covered", "motion"]
    other = browser(playing.school.it_teacher)
    assert kinds(other) == ["covered"]
    assert kinds(other, kind="motion") == []


def test_a_paper_widens_the_list_of_events_before_anything_is_played(
    school: SchoolScene, browser: Browser
) -> None:
    """A directive and an own demand: in their range, for their cameras, for their person."""
    gate, wanted = school.cameras["gate"], yesterday()
    inside_us = wanted.from_us + MINUTE_US
    happened(gate, inside_us)
    happened(gate, wanted.to_us + MINUTE_US)
    happened(school.cameras["yard"], inside_us)

    def seen(client: Client) -> list[tuple[str, int]]:
        page = client.get(reverse("events"), {"at": str(inside_us)})
        return [(each["event"].camera, each["event"].at_us) for each in page.context["rows"]]

    officer = browser(school.duty_officer)
    assert seen(officer) == []
    directive(school, footage=wanted)
    assert seen(officer) == [(gate, inside_us)]
    head = browser(school.principal)
    assert seen(head) == []
    access.own_demand(
        person=school.principal, school=school.id, purpose=Purpose.SECURITY, cameras=[gate],
        footage=wanted,
    )  # fmt: skip
    assert seen(head) == [(gate, inside_us)]
    assert seen(browser(school.vice_principal)) == []


def test_a_withdrawn_directive_ends_them_too(playing: Playing, school: SchoolScene) -> None:
    """2.7."""
    directives.withdraw(directive=playing.paper.id, by=school.principal, reason="Đã đủ")
    views.forget()
    assert playing.ask("play_events").status_code == 403
    assert playing.ask("play_region", region=None).status_code == 403
    assert playing.ask("bookmark_new", at=playing.range.from_us, title="x").status_code == 403


def seal_of_day(playing: Playing) -> None:
    """The search lists days of which something is known."""
    batch = Batch()
    account = batch.accounts.setdefault((playing.camera, "main"), Account())
    account.note(playing.range.from_us, 0)
    services.adopt(batch, at_us=playing.range.to_us)


# --------------------------------------------------------------------------- motion in a region


@pytest.fixture
def moved(playing: Playing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """In one minute something moved in the upper left corner."""
    heat = tmp_path / "heat"
    monkeypatch.setattr(type(settings.DATA), "heat", heat)
    minute = playing.range.from_us // MINUTE_US + 5
    counts = np.zeros((ROWS, COLUMNS), np.uint16)
    counts[2, 2] = 100
    HeatBook(heat).append(playing.camera, HeatMinute(minute, 300, 100, 10, levels_of(counts)))
    return minute * MINUTE_US


CORNER = [[0, 0], [2500, 0], [2500, 2500], [0, 2500]]
ELSEWHERE = [[6000, 6000], [9000, 6000], [9000, 9000]]


def test_motion_in_a_region_is_found_and_leaves_its_entry(playing: Playing, moved: int) -> None:
    """What was searched is bound by a digest; the entry is there before the answer."""
    found = playing.ask("play_region", region=CORNER).json()
    assert [each["from"] for each in found["hits"]] == [moved]
    assert playing.ask("play_region", region=ELSEWHERE).json() == {"hits": [], "watched": True}
    entries = [json.loads(each.body) for each in Outbox.objects.filter(entry_type="search")]
    assert [each["count"] for each in entries] == [1, 0]
    assert entries[0]["cam"] == playing.camera
    assert entries[0]["digest"] != entries[1]["digest"]


@pytest.mark.parametrize(
    "region",
    [[], [[1, 1]], [[0, 0], [1, 1]], [[0, 0], [1, 0], [0, 10_001]], [[0, 0], [1, 0], ["a", 1]],
     [[0, 0]] * 25, "all", [[0, 0], [True, 1], [1, 1]]],
)  # fmt: skip
def test_an_impossible_region_is_answered_400(playing: Playing, region: object) -> None:
    """1.9."""
    assert playing.ask("play_region", region=region).status_code == 400
    assert not Outbox.objects.filter(entry_type="search").exists()


# --------------------------------------------------------------------------- bookmarks


def keep(playing: Playing, **other: Any) -> Any:
    return playing.ask(
        "bookmark_new", **{"at": playing.range.from_us, "to": None, "title": "Cổng mở", **other}
    )


def test_a_bookmark_is_the_persons_own(playing: Playing, browser: Browser) -> None:
    """Listed for who made it, a link that asks anew; nobody else sees it or takes it away."""
    assert keep(playing).status_code == 200
    mark = Bookmark.objects.get()
    mine = playing.client.get(reverse("bookmarks")).content.decode()
    other = browser(playing.school.principal)
    assert "Cổng mở" in mine and f"at={playing.range.from_us}" in mine
    assert "Cổng mở" not in other.get(reverse("bookmarks")).content.decode()
    assert other.post(reverse("bookmark_drop", args=[mark.id])).status_code == 404
    assert playing.client.post(reverse("bookmark_drop", args=[mark.id])).status_code == 302
    assert not Bookmark.objects.exists()


def test_a_title_is_text_and_not_too_long(playing: Playing) -> None:
    """NFC, one line, 120 characters (10.6)."""
    assert keep(playing, title="Cô\u0309ng").json()["title"] == "Cổng"
    for bad in ("", "   ", "a" * 121, "hai\ndòng", "ẩn\u202e"):
        answer = keep(playing, title=bad)
        assert (answer.status_code, answer.json()["code"]) == (400, "title")
    assert Bookmark.objects.count() == 1


def test_a_bookmark_needs_the_right_to_what_it_marks(playing: Playing) -> None:
    """Made inside the viewing, for footage that it covers."""
    assert keep(playing, at=playing.range.to_us + SECOND_US).status_code == 403
    assert keep(playing, cameras=[playing.school.cameras["yard"]]).status_code == 403
    assert keep(playing, to=playing.range.from_us).status_code == 400
    assert keep(playing, to=playing.range.to_us).status_code == 200
    assert Bookmark.objects.get().to_us == playing.range.to_us


def test_without_a_viewing_there_is_no_bookmark(playing: Playing) -> None:
    """The pass of a page that has shown nothing yet."""
    page = playing.client.get(
        f"{reverse('play')}?camera={playing.camera}&at={playing.range.from_us}"
    )
    entry = page.context["config"]["pass"]
    assert keep(playing, **{"pass": entry}).status_code == 400


def test_the_range_of_the_grant_is_half_open(playing: Playing) -> None:
    """1.7."""
    whole = Range(playing.range.from_us, playing.range.to_us)
    assert keep(playing, at=whole.to_us).status_code == 403
    assert keep(playing, at=whole.to_us - 1).status_code == 200


def test_the_search_tells_of_the_device_to_all_and_of_the_rest_to_who_may(
    playing: Playing, browser: Browser
) -> None:
    """Motion says who was there when; a covered lens says that nobody could see."""
    happened(playing.camera, playing.range.from_us + MINUTE_US)
    happened(playing.camera, playing.range.from_us + 2 * MINUTE_US, "covered")
    shown = f"{reverse('search')}?by=camera&camera={playing.camera}"

    def kinds(client: Client) -> set[str]:
        days = client.get(shown).context["days"]
        return {str(word) for day in days for word, _ in day["events"]["counts"]}

    seal_of_day(playing)
    may, may_not = kinds(playing.client), kinds(browser(playing.school.it_teacher))
    assert len(may) == 2
    assert len(may_not) == 1
    assert may_not < may


def test_search_and_bookmarks_lead_to_one_another(playing: Playing) -> None:
    """Three ways, on each of the pages."""
    for address in (reverse("bookmarks"), f"{reverse('search')}?by=time", reverse("search")):
        text = playing.client.get(address).content.decode()
        assert text.count("aria-current") >= 2, "the menu's entry and the way"
        for way in ("?by=camera", "?by=time", reverse("bookmarks")):
            assert f'href="{way}' in text or f'href="{reverse("search")}{way}' in text
