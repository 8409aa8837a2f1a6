"""Phần mềm khác on its page: who opens it, what is shown once, and that it is revoked (ACCESS §5.11)."""

import re

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.integrations.models import Token

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
WANTED = {
    "name": "Bảng tin",
    "scopes": ["cameras:read", "coverage:read"],
    "days": "30",
    "basis": "15/QĐ-THYC",
}


def test_a_token_is_shown_once_and_opens_nothing_once_revoked(
    school: SchoolScene, browser: Browser
) -> None:
    """On the page that answers its making, and on no page afterwards; the IT teacher may revoke it."""
    head, teacher = browser(school.principal), browser(school.it_teacher)
    page = reverse("tokens")
    answer = head.post(page, WANTED).content.decode()
    (shown,) = re.findall(r'user-select-all">([^<]+)<', answer)
    opening = {"authorization": f"Bearer {shown}"}
    assert head.get(reverse("api_cameras"), headers=opening).status_code == 200
    row = Token.objects.get()
    for who in (head, teacher):
        later = who.get(page).content.decode()
        assert row.name in later
        assert shown not in later
    assert teacher.post(reverse("token_revoke", args=[row.id])).status_code == 302
    assert head.get(reverse("api_cameras"), headers=opening).status_code == 401


def test_only_the_head_makes_one_and_not_everybody_looks(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 1 Điều 4: the IT teacher sees the list without the form, a duty officer nothing."""
    page = reverse("tokens")
    teacher, officer = browser(school.it_teacher), browser(school.duty_officer)
    assert 'name="scopes"' in browser(school.principal).get(page).content.decode()
    assert 'name="scopes"' not in teacher.get(page).content.decode()
    assert teacher.post(page, WANTED).status_code == 403
    assert officer.get(page).status_code == 403
    assert not Token.objects.exists()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"days": "0"}, {"basis": ""}])
def test_a_form_that_lacks_something_makes_none(
    school: SchoolScene, browser: Browser, wrong: dict[str, object]
) -> None:
    answer = browser(school.principal).post(reverse("tokens"), WANTED | wrong)
    assert answer.status_code == 400
    assert not Token.objects.exists()
