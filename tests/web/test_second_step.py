"""Between password and login no page answers; deeds of weight ask again, and lose nothing (ACCESS §5.6, §6.1)."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db.models import F
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.scenes.authenticator import Authenticator
from tests.scenes.factors import enrolled
from tests.scenes.schools import BROWSER, PASSWORD, SchoolScene
from tests.web.conftest import Browser
from vonggac.factors import selectors
from vonggac.factors.models import Shown
from vonggac.kernel.clock import MINUTE_US
from vonggac.people import services as people
from vonggac.people.models import Account
from vonggac.web import reauth
from vonggac.web.viewer import viewer_from

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def with_password(host: str = "localhost") -> Client:
    """A browser in which cô Ánh has typed her password."""
    client = Client(headers={"user-agent": BROWSER, "host": host})
    client.post(reverse("sign_in"), {"username": "anh", "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    "name", ["home", "security", "usage_book", "search", "people", "wall", "change_password"]
)
def test_a_password_alone_opens_no_page(school: SchoolScene, name: str) -> None:
    """6.1: before the second step, and before there is one."""
    assert with_password().get(reverse(name))["Location"].startswith(reverse("sign_in"))
    enrolled(school.principal)
    assert with_password().get(reverse(name))["Location"].startswith(reverse("sign_in"))


def test_a_password_alone_adds_no_device_beside_another(school: SchoolScene) -> None:
    """Who learns the password cannot enrol a phone of his own."""
    enrolled(school.principal)
    client = with_password()
    assert client.get(reverse("enrol"))["Location"] == reverse("second_factor")
    assert post(client, "passkey_new").status_code == 403
    assert post(client, "passkey_keep", {"answer": {}, "label": "x"}).status_code == 403


def test_the_code_opens_the_page_that_was_wanted(school: SchoolScene) -> None:
    codes = enrolled(school.principal)
    client = Client(headers={"user-agent": BROWSER})
    wanted = reverse("usage_book")
    form = {"username": "anh", "password": PASSWORD, "next": wanted}
    onward = client.post(reverse("sign_in"), form)["Location"]
    wrong = client.post(onward, {"code": "000000", "next": wanted})
    assert wrong.status_code == 400
    assert client.post(onward, {"code": codes[0], "next": wanted})["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_a_passkey_alone_signs_in(school: SchoolScene, browser: Browser) -> None:
    """Two factors in one: the device, and the finger that it asks for."""
    phone = with_passkey(browser(school.principal))
    client = Client(headers={"user-agent": BROWSER, "host": "localhost"})
    options = post(client, "passkey_ask").json()
    answer = post(client, "passkey_answer", {"answer": phone.show(options)})
    assert answer.json() == {"next_url": reverse("home")}
    assert client.get(reverse("home")).status_code == 200


def test_a_new_passkey_asks_for_a_fresh_confirmation(school: SchoolScene, browser: Browser) -> None:
    """Somebody at her open page adds nothing of his own."""
    client = browser(school.principal)
    minutes_pass(6)
    assert post(client, "passkey_new").status_code == 403


def test_the_own_page_lists_devices_and_makes_codes(school: SchoolScene, browser: Browser) -> None:
    client = browser(school.principal)
    with_passkey(client)
    page = client.get(reverse("security")).content.decode()
    assert "Điện thoại của Ánh" in page
    shown = client.post(reverse("recovery_codes")).content.decode()
    assert shown.count("<li><code") == 10


class Deed:
    """A view around which the decorator stands."""

    def __init__(self) -> None:
        self.got: list[list[str]] = []

    def __call__(self, request: Any) -> HttpResponse:
        self.got.append(request.POST.getlist("camera"))
        return HttpResponse("done")


def ask(who: UUID, form: dict[str, Any], **headers: str) -> tuple[Deed, HttpResponse]:
    """A deed of weight, posted in a login of the person that showed its factor six minutes ago, or never."""
    account = Account.objects.get(person_id=who)
    login = people.open_session(account=account.id, user_agent=BROWSER, address="127.0.0.1")
    deed = Deed()
    request: Any = RequestFactory().post("/directives/new", form, headers=headers)
    must_change = account.must_change_password
    request.viewer = viewer_from(people.Active(login.session, account.id, who, must_change))
    return deed, reauth.freshly_authenticated(deed)(request)


def test_a_deed_of_weight_asks_and_carries_the_form(school: SchoolScene) -> None:
    """Nothing that was typed is lost, many values of one field neither, and nothing is done yet."""
    enrolled(school.principal)
    deed, answer = ask(school.principal, {"camera": ["a", "b"], "reason": "<b>Lý do</b>"})
    assert deed.got == []
    page = answer.content.decode()
    assert answer.status_code == 403
    assert page.count('name="camera"') == 2
    assert "&lt;b&gt;Lý do&lt;/b&gt;" in page
    assert 'action="/directives/new"' in page


def test_the_code_in_the_form_does_the_deed(school: SchoolScene) -> None:
    codes = enrolled(school.principal)
    deed, answer = ask(school.principal, {"camera": ["a", "b"], reauth.FIELD: codes[0]})
    assert answer.content == b"done"
    assert deed.got == [["a", "b"]]


def test_a_wrong_code_does_nothing_and_says_so(school: SchoolScene) -> None:
    enrolled(school.principal)
    deed, answer = ask(school.principal, {"camera": "a", reauth.FIELD: "000000"})
    assert deed.got == []
    assert "Mã không đúng hoặc đã được dùng" in answer.content.decode()


def test_htmx_gets_the_whole_page(school: SchoolScene) -> None:
    """A part of a page would swallow the question."""
    enrolled(school.principal)
    _, answer = ask(school.principal, {"camera": "a"}, **{"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (200, "body")


def test_five_minutes_later_it_asks_again(school: SchoolScene, browser: Browser) -> None:
    client = browser(school.principal)
    enrolled(school.principal)
    assert client.post(reverse("recovery_codes")).status_code == 200
    minutes_pass(5)
    assert client.post(reverse("recovery_codes")).status_code == 403
    assert client.get(reverse("totp_new"))["Location"].startswith(reverse("confirm_login"))


def test_confirming_leads_on(school: SchoolScene, browser: Browser) -> None:
    client = browser(school.principal)
    codes = enrolled(school.principal)
    minutes_pass(5)
    page = client.get(reverse("confirm_login"), {"next": reverse("totp_new")})
    assert page.status_code == 200
    form = {"code": codes[0], "next": reverse("totp_new")}
    assert client.post(reverse("confirm_login"), form)["Location"] == reverse("totp_new")
    assert client.get(reverse("totp_new")).status_code == 200


def test_who_changes_the_password_goes_on_with_what_was_shown(
    school: SchoolScene, browser: Browser
) -> None:
    client = browser(school.principal)
    form = {
        "old_password": PASSWORD,
        "new_password": "hoa phượng nở sớm",
        "again": "hoa phượng nở sớm",
    }
    client.post(reverse("change_password"), form)
    assert client.get(reverse("home")).status_code == 200
    key = client.cookies[settings.SESSION_KEY_COOKIE].value
    assert key
    assert not selectors.has_any(Account.objects.get(person_id=school.principal).id)


def minutes_pass(minutes: int) -> None:
    """Since a factor was shown."""
    Shown.objects.update(at_us=F("at_us") - minutes * MINUTE_US)


def with_passkey(client: Client) -> Authenticator:
    phone = Authenticator()
    client.defaults["HTTP_HOST"] = "localhost"
    options = post(client, "passkey_new").json()
    said = {"label": "Điện thoại của Ánh", "answer": phone.make(options)}
    assert post(client, "passkey_keep", said).status_code == 200
    return phone


def post(client: Client, name: str, body: dict[str, Any] | None = None) -> Any:
    return client.post(reverse(name), json.dumps(body or {}), content_type="application/json")
