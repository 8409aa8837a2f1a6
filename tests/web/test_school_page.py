"""The head of every paper: parent body, name, symbol and place are declared on a page (REQUIREMENTS §7.4)."""

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.places import selectors as places
from vonggac.places.models import School
from vonggac.web.documents import heads

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
ASKED = {
    "name": "Trường Tiểu học Yên Cường",
    "parent_body": "UBND xã Yên Cường",
    "symbol": "THYC",
    "locality": "Yên Cường",
}


def test_the_head_declares_what_stands_above_every_paper(
    school: SchoolScene, browser: Browser
) -> None:
    """Nghị định 30/2020: asked for on the home page until it is there; then it is on the papers."""
    School.objects.filter(pk=school.id).update(parent_body="", locality="")
    head, page = browser(school.principal), reverse("school")
    assert f'href="{page}"' in head.get(reverse("home")).content.decode()
    assert head.post(page, ASKED | {"locality": ""}).status_code == 400
    assert head.post(page, ASKED).status_code == 302
    found = places.school(school.id)
    assert (found.parent_body, found.locality) == ("UBND xã Yên Cường", "Yên Cường")
    top = heads.top(school.id)
    assert "UBND XÃ YÊN CƯỜNG" in top.values()
    home = head.get(reverse("home")).content.decode()
    assert "<b>Khai báo cơ quan chủ quản" not in home


def test_others_read_it_and_do_not_change_it(school: SchoolScene, browser: Browser) -> None:
    """REQUIREMENTS §7: a setting is the head's."""
    for who in (school.vice_principal, school.it_teacher):
        assert browser(who).get(reverse("school")).status_code == 200
        assert browser(who).post(reverse("school"), ASKED).status_code == 403
    assert browser(school.duty_officer).get(reverse("school")).status_code == 403
