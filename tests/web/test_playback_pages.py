"""Search, player and the Board's own demand."""

import json

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, directive, yesterday
from tests.web.conftest import Browser
from vonggac.directives.models import Directive
from vonggac.kernel.clock import now_us
from vonggac.web.local_time import form_text

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def play(school: SchoolScene, at_us: int) -> str:
    return f"{reverse('play')}?camera={school.cameras['gate']}&at={at_us}"


def test_without_a_directive_the_it_teacher_is_refused(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 1 Điều 2: administering is not viewing (ACCESS §7.1)."""
    answer = browser(school.it_teacher).get(play(school, yesterday().from_us))
    assert answer.status_code == 403
    assert "khoản 1 Điều 2" in answer.content.decode()


def test_the_board_is_offered_its_own_demand_in_place(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 2 Điều 4: purpose and scope, filled in as far as the link says, on the page of the refusal."""
    answer = browser(school.principal).get(play(school, yesterday().from_us))
    text = answer.content.decode()
    assert answer.status_code == 403
    assert 'data-refusal="needs_own_demand"' in text
    assert f'value="{school.cameras["gate"]}" checked' in text
    assert text.count('name="purpose"') == 4


def demand(school: SchoolScene, **other: str) -> dict[str, str]:
    footage = yesterday()
    return {
        "purpose": "safety",
        "cameras": school.cameras["gate"],
        "footage_from_us": form_text(footage.from_us),
        "footage_to_us": form_text(footage.to_us),
    } | other


def test_one_tap_writes_the_directive_and_opens_the_player(
    school: SchoolScene, browser: Browser
) -> None:
    """Nothing else is asked of the principal."""
    client = browser(school.principal)
    answer = client.post(reverse("own_demand"), demand(school), follow=True)
    assert answer.status_code == 200
    assert "player-config" in answer.content.decode()
    assert Directive.objects.get().own_demand


def test_a_demand_without_purpose_is_no_demand(school: SchoolScene, browser: Browser) -> None:
    """Khoản 1 Điều 1: one of the four, chosen by hand."""
    answer = browser(school.principal).post(reverse("own_demand"), demand(school, purpose=""))
    assert answer.status_code == 400
    assert not Directive.objects.exists()


def test_the_it_teacher_cannot_demand(school: SchoolScene, browser: Browser) -> None:
    """The right is the Board's."""
    answer = browser(school.it_teacher).post(reverse("own_demand"), demand(school))
    assert answer.status_code == 403
    assert not Directive.objects.exists()


def test_a_pass_of_another_login_opens_nothing(school: SchoolScene, browser: Browser) -> None:
    """Bound to the login that the page was given to."""
    footage = yesterday()
    directive(school, footage=footage)
    officer = browser(school.duty_officer)
    page = officer.get(play(school, footage.from_us))
    entry = page.context["config"]["pass"]
    body = json.dumps({"pass": entry, "cameras": [school.cameras["gate"]], "at": footage.from_us})
    ours = officer.post(reverse("play_open"), body, content_type="application/json")
    other = browser(school.principal).post(
        reverse("play_open"), body, content_type="application/json"
    )
    assert (ours.status_code, other.status_code) == (200, 400)


def test_a_window_outside_the_directive_is_refused(school: SchoolScene, browser: Browser) -> None:
    """2.1b: not one second outside cameras × range × validity."""
    footage = yesterday()
    directive(school, footage=footage)
    client = browser(school.duty_officer)
    entry = client.get(play(school, footage.from_us)).context["config"]["pass"]
    for camera, at_us in (("gate", footage.to_us), ("yard", footage.from_us)):
        body = json.dumps({"pass": entry, "cameras": [school.cameras[camera]], "at": at_us})
        answer = client.post(reverse("play_open"), body, content_type="application/json")
        assert answer.status_code == 403


def test_an_address_without_a_camera_leads_to_the_search(
    school: SchoolScene, browser: Browser
) -> None:
    """There is nothing to ask for."""
    assert browser(school.principal).get(reverse("play")).status_code == 302


@pytest.mark.parametrize(
    "query",
    [
        "camera=../etc",
        "camera=" + "a" * 99,
        "&".join(f"camera=camera{n}" for n in range(10)),
        "camera=abcdef&at=yesterday",
        "camera=abcdef&at=" + "9" * 40,
        "camera=abcdef&from=1790000000000000&to=1780000000000000",
        "camera=abcdef&from=-1",
    ],
)
def test_a_malformed_link_is_told_what_is_wrong(
    school: SchoolScene, browser: Browser, query: str
) -> None:
    """1.9: nothing breaks on it, and a person can read why."""
    answer = browser(school.principal).get(f"{reverse('play')}?{query}")
    assert answer.status_code == 400
    assert answer.context["refusal"].code == "bad_link"
    demand_page = browser(school.principal).get(f"{reverse('own_demand')}?{query}")
    assert demand_page.status_code == 200


def test_the_short_link_leads_to_the_page_that_asks(school: SchoolScene, browser: Browser) -> None:
    """Copied to a colleague: a refusal, or the own demand; never footage."""
    footage = yesterday()
    link = f"{reverse('play_link')}?camera={school.cameras['gate']}&at={footage.from_us}"
    directive(school, footage=footage)
    may = browser(school.duty_officer).get(link, follow=True)
    may_not = browser(school.it_teacher).get(link, follow=True)
    board = browser(school.principal).get(link, follow=True)
    assert may.status_code == 200 and "player-config" in may.content.decode()
    assert may_not.status_code == 403
    assert board.status_code == 403
    for refused in (may_not, board):
        assert "player-config" not in refused.content.decode()


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"pass":1}', b"\xff"])
def test_malformed_json_is_answered_400(school: SchoolScene, browser: Browser, body: bytes) -> None:
    """1.9."""
    client = browser(school.principal)
    for name in ("play_open", "live_tickets", "play_events", "play_region", "bookmark_new"):
        answer = client.post(reverse(name), body, content_type="application/json")
        assert answer.status_code == 400


def test_the_timeline_of_another_schools_camera_is_empty(
    school: SchoolScene, browser: Browser
) -> None:
    """Coverage of the own school only."""
    at_us = now_us()
    query = f"camera=zzzzzz&from={at_us - 10**9}&to={at_us}&columns=10"
    answer = browser(school.it_teacher).get(f"{reverse('timeline')}?{query}")
    assert answer.json()["cameras"] == {}
