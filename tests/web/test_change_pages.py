"""Changes that the Board is to know of, on their page and on the home page."""

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.attention import services
from vonggac.attention.kinds import ChangeKind, Told
from vonggac.attention.models import Acknowledgement, Change

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_the_page_shows_what_waits_and_the_home_page_how_much(
    school: SchoolScene, browser: Browser
) -> None:
    services.gather(
        school=school.id, told=[Told(ChangeKind.PROCESS, "p:1", 1, subject="recorder-0 (-9)")]
    )
    row = Change.objects.get()
    head, page = browser(school.principal), reverse("changes")
    assert "1 thay đổi cần Ban Giám hiệu biết" in head.get(reverse("home")).content.decode()
    assert "recorder-0" in head.get(page).content.decode()
    assert browser(school.it_teacher).get(page).status_code == 403
    seen = reverse("change_seen", args=[row.id])
    assert browser(hoa_sen().principal).post(seen, {"words": "x"}).status_code == 404
    head.post(seen, {"words": ""})
    assert not Acknowledgement.objects.exists()
    assert head.post(seen, {"words": "Mất điện"}).status_code == 302
    assert "recorder-0" not in head.get(page).content.decode()
    assert "Mất điện" in head.get(f"{page}?show=all").content.decode()
