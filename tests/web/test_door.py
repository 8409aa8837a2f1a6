"""The door: first run, signing in, what a person without a position is told."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scenes.factors import code_of, enrolled
from tests.scenes.schools import BROWSER, PASSWORD, SchoolScene, person
from tests.web.conftest import Browser
from vonggac.kernel.clock import now_us
from vonggac.people.roles import Role
from vonggac.people.selectors import head_of
from vonggac.places.selectors import the_school

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

FIRST = {
    "school_name": "Trường Tiểu học Yên Cường",
    "year_begins": "05/9",
    "symbol": "THYC",
    "head_role": Role.PRINCIPAL.value,
    "form_of_address": "co",
    "full_name": "Nguyễn Thị Ánh",
    "username": "nguyen.anh",
    "password": "một câu ngắn dễ nhớ",
}


def browser_at(address: str) -> Client:
    headers = {"user-agent": BROWSER, "host": "127.0.0.1:8080"}
    return Client(headers=headers, REMOTE_ADDR=address)


def test_a_fresh_machine_opens_the_first_run() -> None:
    """One form makes the school, its head and the account, and signs her in."""
    client = browser_at("127.0.0.1")
    assert client.get(reverse("home"))["Location"] == reverse("set_up")
    answer = client.post(reverse("set_up"), FIRST, follow=True)
    secret = re.findall(r"<code class=\"mono\">([A-Z2-7 ]+)</code>", answer.content.decode())[0]
    entered = client.post(
        reverse("enrol"), {"code": code_of(secret.replace(" ", "")), "label": "Điện thoại"}
    )
    assert entered.content.decode().count("<li><code") == 10
    assert "Cô Ánh" in client.get(reverse("home")).content.decode()
    school = the_school()
    assert school is not None
    head = head_of(school.id, now_us())
    assert head is not None
    assert head.full_name == "Nguyễn Thị Ánh"


def test_the_first_run_happens_at_the_machine_only() -> None:
    """Whoever comes first would be the head: not from the school's network."""
    answer = browser_at("192.168.1.77").post(reverse("set_up"), FIRST)
    assert answer.status_code == 403
    assert the_school() is None


@pytest.mark.parametrize(
    "header",
    [{"host": "evil.example:8080"}, {"host": "192.168.1.10"}, {"x-forwarded-for": "10.0.0.7"}],
)
def test_a_strange_name_for_this_machine_is_not_the_machine(header: dict[str, str]) -> None:
    """A page of somebody else's whose name resolves to loopback, or a proxy before it, is no hand at the machine."""
    answer = browser_at("127.0.0.1").post(reverse("set_up"), FIRST, headers=header)
    assert answer.status_code == 403
    assert the_school() is None


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8080", "127.0.0.1", "[::1]:8080", "[::1]"]
)
def test_the_machines_own_names_open_the_first_run(host: str) -> None:
    """However the address was typed."""
    answer = browser_at("127.0.0.1").get(reverse("set_up"), headers={"host": host})
    assert answer.status_code == 200


def test_there_is_one_first_run(school: SchoolScene) -> None:
    """Afterwards the page leads to the door."""
    answer = browser_at("127.0.0.1").post(reverse("set_up"), FIRST)
    assert answer["Location"] == reverse("sign_in")


def sign_in(client: Client, **other: str) -> Any:
    form = {"username": "anh", "password": PASSWORD} | other
    return client.post(reverse("sign_in"), form)


def go_in(client: Client, school: SchoolScene, **other: str) -> Any:
    """Both steps."""
    codes = enrolled(school.principal)
    onward = sign_in(client, **other)["Location"]
    return client.post(onward, {"code": codes[0]})


def test_the_key_is_only_in_a_strict_cookie(school: SchoolScene) -> None:
    """5.1: HttpOnly, SameSite=Strict; Secure and host-bound where there is TLS."""
    cookie = go_in(browser_at("127.0.0.1"), school).cookies[settings.SESSION_KEY_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert bool(cookie["secure"]) == settings.HAS_TLS


@pytest.mark.parametrize("other", [{"password": "wrong"}, {"username": "nobody"}])
def test_wrong_name_and_wrong_password_read_the_same(
    school: SchoolScene, other: dict[str, str]
) -> None:
    """6.5: the same words and the same status."""
    answer = sign_in(browser_at("127.0.0.1"), **other)
    assert answer.status_code == 400
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()


def test_too_many_attempts_are_told_when_to_come_back(school: SchoolScene) -> None:
    """6.7: 429 with the time, in words too; the right password is not tried either."""
    client = browser_at("127.0.0.1")
    for _ in range(5):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "Quá nhiều" in answer.content.decode()


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_the_door_leads_nowhere_else(school: SchoolScene, target: str) -> None:
    """A link with another address after the door is not followed."""
    assert go_in(browser_at("127.0.0.1"), school, next=target)["Location"] == reverse("home")


def test_a_colleague_who_signs_in_here_ends_the_login_before(
    school: SchoolScene, browser: Browser
) -> None:
    """5.1: a new key each time, and the old one opens nothing any more, wherever it was copied to."""
    client = browser(school.it_teacher)
    key = client.cookies[settings.SESSION_KEY_COOKIE].value
    go_in(client, school)
    assert client.cookies[settings.SESSION_KEY_COOKIE].value != key
    copied = browser_at("127.0.0.1")
    copied.cookies[settings.SESSION_KEY_COOKIE] = key
    assert copied.get(reverse("home"))["Location"].startswith(reverse("sign_in"))


def test_back_after_signing_out_shows_nothing(school: SchoolScene, browser: Browser) -> None:
    """5.10."""
    client = browser(school.principal)
    client.post(reverse("sign_out"))
    assert client.get(reverse("home")).status_code == 302


def test_who_has_no_position_sees_no_coverage(school: SchoolScene, browser: Browser) -> None:
    """7.2: deny by default."""
    client = browser(person("Hoàng Văn Em", "hoang.em", address="thay"))
    for name in ("search", "timeline", "cameras", "people", "wall", "usage_book"):
        assert client.get(reverse(name)).status_code == 403, name
