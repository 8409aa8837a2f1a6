"""Recorded sound, from the tick on a form to the line of the book: not one byte of it leaves without both (I1, I2)."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.scenes.index import indexed
from tests.scenes.schools import SchoolScene, directive
from tests.scenes.store import PLAYED_SOUND, SOUND, Store
from tests.web.conftest import Browser, Watched, segments
from vonggac.access.models import Served, Viewing
from vonggac.access.services.checking import views
from vonggac.directives.models import Directive
from vonggac.duty.models import UsageLine
from vonggac.fmp4.reader import read_fragment, read_init
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import Track
from vonggac.places import services as places
from vonggac.playback.opening import Opener
from vonggac.web import tickets
from vonggac.web.duty.printed import book_pages
from vonggac.web.local_time import form_text
from vonggac.web.streams import footage

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
Recorded = Callable[..., Watched]


def decide(school: SchoolScene, kind: str = "gate", *, allowed: bool = True) -> None:
    area, by = school.areas[kind], school.principal
    places.decide_audio(area=area, allowed=allowed, basis="QĐ 15", by=by)
    views.forget()


@pytest.fixture
def recorded(
    school: SchoolScene, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Recorded:
    """Three minutes of the gate that a browser can play, with sound, and a directive to cô Dung."""

    def made(*tracks: Track, audio: bool) -> Watched:
        store = Store.at(tmp_path)
        start_us = (now_us() - DAY_US) // MINUTE_US * MINUTE_US
        camera = school.cameras["gate"]
        files = [
            store.seal(
                camera,
                start_us + minute * MINUTE_US,
                sound=True,
                sound_track=tracks[minute % len(tracks)],
                codec="avc1.640028",
                run=f"run-{minute % len(tracks)}",
            )
            for minute in range(3)
        ]
        indexed(store, files)
        monkeypatch.setattr(footage, "opener", lambda: Opener(store.keyholder))
        range_ = Range(start_us, start_us + 3 * MINUTE_US)
        directive(school, footage=range_, audio=audio)
        return Watched(school, browser(school.duty_officer), camera, range_, paper=False)

    decide(school)
    return made


def kinds(answer: Any) -> list[str]:
    return [track.codec.kind for track in read_init(answer.body)]


def test_without_the_tick_no_byte_of_sound_leaves(recorded: Recorded) -> None:
    """I1: recorded, allowed in the area, asked for with a ticket for it; the directive is for the pictures."""
    watched = recorded(PLAYED_SOUND, audio=False)
    segment = segments(watched)[0]
    loud = replace(watched.ticket, sound=True)
    assert watched.ask(footage._init, segment=segment, ticket=loud).status_code == 403
    asked = watched.ask(footage._fragments, segment=segment, span="0-0", ticket=loud)
    assert asked.status_code == 403
    assert not Served.objects.exists()
    assert kinds(watched.ask(footage._init, segment=segment)) == ["video"]


def test_with_the_tick_it_leaves_only_when_it_is_switched_on(recorded: Recorded) -> None:
    """Muted at first is more than silent: the bytes have no sound, and the book does not say so."""
    watched = recorded(PLAYED_SOUND, audio=True)
    segment = segments(watched)[0]
    quiet = watched.ask(footage._fragments, segment=segment, span="0-0")
    assert len(read_fragment(quiet.body).tracks) == 1
    watched.ask(footage._stop)
    assert not UsageLine.objects.get().sound


def test_switched_on_it_is_served_and_the_book_says_so(
    recorded: Recorded, school: SchoolScene
) -> None:
    """I2: "có âm thanh", on the page and in the printed book."""
    watched = recorded(PLAYED_SOUND, audio=True)
    segment = segments(watched)[0]
    loud = replace(watched.ticket, sound=True)
    assert kinds(watched.ask(footage._init, segment=segment, ticket=loud)) == ["video", "audio"]
    heard = watched.ask(footage._fragments, segment=segment, span="0-0", ticket=loud)
    assert len(read_fragment(heard.body).tracks) == 2
    assert Viewing.objects.get().sound
    watched.ask(footage._stop)
    line = UsageLine.objects.get()
    assert line.sound
    (printed,) = book_pages(school.id, line.school_year, 1)["lines"]
    assert printed["manner"] == "Xem lại, có âm thanh"


def test_the_areas_decision_counts_while_it_is_heard(
    recorded: Recorded, school: SchoolScene
) -> None:
    """Taken back in the middle: the next fragment with sound is refused, the pictures go on."""
    watched = recorded(PLAYED_SOUND, audio=True)
    segment = segments(watched)[0]
    loud = replace(watched.ticket, sound=True)
    assert watched.ask(footage._init, segment=segment, ticket=loud).status_code == 200
    decide(school, allowed=False)
    refused = watched.ask(footage._fragments, segment=segment, span="0-0", ticket=loud)
    assert refused.status_code == 403
    assert watched.ask(footage._fragments, segment=segment, span="0-0").status_code == 200


def opened(watched: Watched, heard: str = "", at_us: int | None = None) -> dict[str, Any]:
    """What ``play_open`` answers of the gate, as the page asks it."""
    at = watched.range.from_us if at_us is None else at_us
    page = watched.client.get(f"{reverse('play')}?camera={watched.camera}&at={at}")
    text = page.content.decode()
    config = json.loads(text.split('id="player-config" type="application/json">')[1].split("</")[0])
    said = {"pass": config["pass"], "cameras": [watched.camera], "at": at, "heard": heard}
    answer = watched.client.post(reverse("play_open"), said, content_type="application/json")
    found: dict[str, Any] = answer.json()["cameras"][watched.camera]
    return found | {"button": 'id="sound"' in text}


@pytest.mark.parametrize(
    ("tracks", "audio", "said"),
    [
        ((PLAYED_SOUND,), True, "on"),
        ((PLAYED_SOUND,), False, "off"),
        ((SOUND,), True, "package"),
        ((PLAYED_SOUND, SOUND), True, "package"),
    ],
)
def test_the_page_learns_what_can_be_heard(
    recorded: Recorded, tracks: tuple[Track, ...], audio: bool, said: str
) -> None:
    """G.711 is in the package only, and the page says that instead of staying silent."""
    watched = recorded(*tracks, audio=audio)
    found = opened(watched, heard=watched.camera)
    assert found["sound"] == said
    assert found["button"] is audio
    ticket = tickets.read(found["url"].split("/")[2], now_us())
    assert ticket.sound is (said == "on")
    assert opened(watched)["sound"] == ""


def form(school: SchoolScene, kind: str, **more: str) -> dict[str, str]:
    to_us = now_us() - DAY_US
    return {
        "purpose": "safety",
        "cameras": school.cameras[kind],
        "footage_from_us": form_text(to_us - 10 * MINUTE_US),
        "footage_to_us": form_text(to_us),
    } | more


def test_the_choice_stands_only_where_an_area_has_sound(
    school: SchoolScene, browser: Browser
) -> None:
    """Off everywhere: nothing is offered, and a tick that is sent all the same orders no sound."""
    client: Client = browser(school.principal)
    assert 'name="audio"' not in client.get(reverse("own_demand")).content.decode()
    client.post(reverse("own_demand"), form(school, "gate", audio="on"))
    assert not Directive.objects.get().audio


def test_the_law_stands_beside_the_choice_and_another_area_is_refused(
    school: SchoolScene, browser: Browser
) -> None:
    """LAW §2.2."""
    decide(school)
    client: Client = browser(school.principal)
    page = client.get(reverse("own_demand")).content.decode()
    assert "Điều 38" in page
    assert 'name="audio"' in page and "checked" not in page.split('name="audio"')[1][:120]
    assert client.post(reverse("own_demand"), form(school, "yard", audio="on")).status_code == 400
    client.post(reverse("own_demand"), form(school, "gate", audio="on"))
    made = Directive.objects.get()
    assert made.audio
    slip = client.get(reverse("directive", args=[made.id])).content.decode()
    assert "có âm thanh" in slip.lower()
