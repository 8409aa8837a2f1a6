"""Every page answers to every role: with itself, or with a refusal that names clause and next step."""

import re

import pytest
from django.db.models import F
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import BROWSER, SchoolScene, directive, hoa_sen, holder, open_shift
from tests.web.conftest import Browser
from vonggac.access.models import RefusalRow
from vonggac.duty import services as duty
from vonggac.equipment import services as equipment
from vonggac.kernel.clock import HOUR_US, MINUTE_US, now_us
from vonggac.people.models import LoginSession
from vonggac.people.roles import Role
from vonggac.web.local_time import instant_text

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

PAGES = [
    "home",
    "wall",
    "search",
    "directives",
    "directive_new",
    "requests",
    "request_new",
    "request_limits",
    "usage_book",
    "roster",
    "roster_new",
    "cameras",
    "health",
    "coverage",
    "camera_import",
    "camera_find",
    "camera_new",
    "area_new",
    "plans",
    "plan_edit",
    "calendar",
    "retention",
    "people",
    "person_new",
    "account_ask",
    "head_hand_over",
    "delegations",
    "account_review",
    "sign_in_history",
    "change_password",
    "own_demand",
    "notices",
    "failures",
    "failure_new",
    "unexplained",
    "alarms",
    "inputs",
    "events",
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("role", list(Role))
def test_every_page_answers(
    school: SchoolScene, browser: Browser, role: Role, language: str
) -> None:
    """200, or 403 with the clause; in both languages; never an error, never the word Xóa (LANGUAGE §4)."""
    client = browser(holder(school, role))
    client.cookies["django_language"] = language
    for name in PAGES:
        answer = client.get(reverse(name))
        text = answer.content.decode()
        assert answer.status_code in (200, 403), name
        assert answer.status_code == 200 or "khoản" in text, name
        assert "Xóa" not in text
        assert f'lang="{language}"' in text


def test_pages_forbid_scripts_and_styles_that_are_not_ours(
    school: SchoolScene, browser: Browser
) -> None:
    """ACCESS §3.7: no unsafe-inline, no frame, no cache; and the pages keep to it."""
    client = browser(school.principal)
    for name in PAGES:
        answer = client.get(reverse(name))
        policy = answer["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Content-Type-Options"] == "nosniff"
        text = answer.content.decode()
        assert re.search(r"<script(?![^>]*(src=|application/json))", text) is None, name
        assert re.search(r"\s(style|on[a-z]+)=\"", text) is None, name


@pytest.mark.parametrize("name", PAGES)
def test_nothing_behind_the_door_answers_before_it(school: SchoolScene, name: str) -> None:
    """5.10: without a login there is only the way to the door."""
    answer = Client(headers={"user-agent": BROWSER}).get(reverse(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign_in"))


def test_a_cookie_in_another_browser_ends_the_login(school: SchoolScene, browser: Browser) -> None:
    """5.2: bound to the browser; refused, and ended for both."""
    client = browser(school.principal)
    stolen = client.get(reverse("home"), headers={"user-agent": "another"})
    assert stolen.status_code == 302
    assert client.get(reverse("home")).status_code == 302


def test_a_duty_officer_without_a_shift_is_told_why_the_wall_is_closed(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 2 Điều 3: what happened, the clause, the next step."""
    answer = browser(school.duty_officer).get(reverse("wall"))
    assert answer.status_code == 403
    assert 'data-refusal="no_open_shift"' in answer.content.decode()
    assert "khoản 2 Điều 3" in answer.content.decode()


def test_who_may_open_a_shift_is_led_from_the_wall_to_opening_it(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 2 Điều 3: no dead end: the button opens the shift, or the page says from when."""
    at_us = now_us()
    later = duty.roster_shift(
        school=school.id,
        person=school.duty_officer,
        from_us=at_us + 2 * HOUR_US,
        to_us=at_us + 3 * HOUR_US,
        areas=[school.areas["gate"]],
        by=school.principal,
    )
    text = browser(school.duty_officer).get(reverse("wall")).content.decode()
    assert instant_text(later.from_us - duty.EARLY_US) in text
    soon = duty.roster_shift(
        school=school.id,
        person=school.duty_officer,
        from_us=at_us,
        to_us=at_us + HOUR_US,
        areas=[school.areas["gate"]],
        by=school.principal,
    )
    text = browser(school.duty_officer).get(reverse("wall")).content.decode()
    assert f'href="{reverse("shift_open", args=[soon.id])}"' in text


def test_a_technician_is_offered_no_footage_anywhere(school: SchoolScene, browser: Browser) -> None:
    """Matrix: cán bộ quản trị mạng sees no video; a button that answers 403 is no offer."""
    client = browser(holder(school, Role.NETWORK_ADMIN))
    assert reverse("search") not in client.get(reverse("home")).content.decode()
    assert reverse("play") not in client.get(reverse("events")).content.decode()
    assert "/reference" not in client.get(reverse("health")).content.decode()


def test_the_home_page_leads_nobody_to_a_page_that_refuses(
    school: SchoolScene, browser: Browser
) -> None:
    """Who may not read failures or cameras is not shown them: each link of the page answers."""
    equipment.open_by_hand(school=school.id, by=school.it_teacher, words="Mất nguồn")
    for role in (Role.CLERK, Role.ACCOUNTANT, Role.STAFF, Role.NETWORK_ADMIN):
        client = browser(holder(school, role))
        main = client.get(reverse("home")).content.decode().partition("<main")[2]
        for address in set(re.findall(r'<a [^>]*href="(/[^"#?]*)', main)):
            assert client.get(address).status_code == 200, (role, address)


def test_a_duty_officer_sees_the_areas_of_the_shift_and_no_other(
    school: SchoolScene, browser: Browser
) -> None:
    """Only the gate is hers."""
    open_shift(school, ["gate"])
    text = browser(school.duty_officer).get(reverse("wall")).content.decode()
    assert school.cameras["gate"] in text
    assert school.cameras["yard"] not in text


def test_looking_at_the_wall_is_one_attempt_at_most(school: SchoolScene, browser: Browser) -> None:
    """1.6: the account of refusals tells of attempts; false ones would hide the real."""
    client = browser(school.duty_officer)
    client.get(reverse("wall"))
    assert RefusalRow.objects.count() == 1
    open_shift(school, ["gate"])
    client.get(reverse("wall"))
    assert RefusalRow.objects.count() == 1
    asked = {"cameras": [school.cameras[each] for each in ("gate", "yard", "corridor")]}
    answer = client.post(reverse("live_tickets"), asked, content_type="application/json").json()
    given = {camera: "sub" in each for camera, each in answer["cameras"].items()}
    assert given == dict(zip(asked["cameras"], (True, False, False), strict=True))
    assert RefusalRow.objects.count() == 2


def test_the_other_schools_directive_is_not_found(school: SchoolScene, browser: Browser) -> None:
    """1.6: it cannot be told from one that never existed."""
    other = hoa_sen()
    paper = directive(other)
    address = reverse("directive", args=[paper.id])
    assert browser(school.principal).get(address).status_code == 404
    assert browser(other.principal).get(address).status_code == 200


def test_a_form_without_its_token_is_refused(school: SchoolScene, browser: Browser) -> None:
    """5.11."""
    client = browser(school.it_teacher)
    strict = Client(enforce_csrf_checks=True, headers={"user-agent": BROWSER})
    strict.cookies = client.cookies
    answer = strict.post(reverse("area_new"), {"name": "Thư viện", "kind": "library"})
    assert answer.status_code == 403


def test_a_hand_on_the_player_puts_the_idle_lock_off_and_its_own_fetching_does_not(
    school: SchoolScene, browser: Browser
) -> None:
    """5.4: ten minutes without a human act; a running player is not a human act."""
    client = browser(school.principal)
    LoginSession.objects.update(last_human_us=F("last_human_us") - 5 * MINUTE_US)
    before = LoginSession.objects.get().last_human_us
    client.get(reverse("timeline"))
    assert LoginSession.objects.get().last_human_us == before
    assert client.post(reverse("stir")).status_code == 204
    assert LoginSession.objects.get().last_human_us > before


@pytest.mark.parametrize(
    ("role", "asks"),
    [
        (Role.IT_TEACHER, "Liên hệ Hiệu trưởng."),
        (Role.PRINCIPAL, "Liên hệ giáo viên Tin học."),
        (Role.CLERK, "Liên hệ Hiệu trưởng hoặc giáo viên Tin học."),
    ],
)
def test_a_refusal_sends_nobody_to_himself(
    school: SchoolScene, browser: Browser, role: Role, asks: str
) -> None:
    """What to do next is a way on: whoever is to be asked is somebody else."""
    client = browser(holder(school, role))
    answers = [client.get(reverse(name)) for name in PAGES]
    refused = [each.content.decode() for each in answers if each.status_code == 403]
    steps = {step for text in refused for step in re.findall(r"<p>(Liên hệ [^<]*)</p>", text)}
    assert steps == {asks}
