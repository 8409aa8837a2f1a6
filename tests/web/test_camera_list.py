"""The camera list in the pages: who may, what is added, what is said of the rest, and no password going out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.places import selectors
from vonggac.places.sheets import read_list

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

LIST = """Khu vực;Tên camera;Luồng chính;Mật khẩu;Giao thức
cong truong;Cổng phụ;rtsp://10.0.0.7/1;bí mật;TCP
Nhà xe;Nhà xe;rtsp://10.0.0.8/1;;
Cổng trường;Cổng sau;http://10.0.0.9/;;
Cổng trường;Cổng sau;rtsp://10.0.0.9/1;;fax
"""


def send(client: Client, text: str | bytes, *, only_check: bool = False) -> tuple[int, str]:
    content = text.encode() if isinstance(text, str) else text
    form: dict[str, object] = {"table": SimpleUploadedFile("list.csv", content)}
    if only_check:
        form["only_check"] = "on"
    answer = client.post(reverse("camera_import"), form)
    return answer.status_code, answer.content.decode()


def test_good_rows_are_added_and_the_others_say_why(school: SchoolScene, browser: Browser) -> None:
    """The area is found without marks; each error stands beside the row that the spreadsheet counts."""
    before = selectors.cameras(school.id).count()
    status, page = send(browser(school.it_teacher), LIST)
    assert status == 200
    assert selectors.cameras(school.id).count() == before + 1
    assert "Cổng phụ" in page
    for row, word in ((3, "Nhà xe"), (4, "rtsp://"), (5, "UDP")):
        assert f"Dòng {row}" in page or f"Row {row}" in page
        assert word in page
    assert "bí mật" not in page


def test_a_check_adds_nothing(school: SchoolScene, browser: Browser) -> None:
    """And says the same as adding would."""
    before = selectors.cameras(school.id).count()
    assert send(browser(school.it_teacher), LIST, only_check=True)[0] == 200
    assert selectors.cameras(school.id).count() == before


def test_the_same_list_twice_adds_nothing_the_second_time(
    school: SchoolScene, browser: Browser
) -> None:
    """An address is registered once."""
    client = browser(school.it_teacher)
    send(client, LIST)
    before = selectors.cameras(school.id).count()
    send(client, LIST)
    assert selectors.cameras(school.id).count() == before


def test_rubbish_is_refused_in_words(school: SchoolScene, browser: Browser) -> None:
    """400, and the page says what the file is not."""
    status, page = send(browser(school.it_teacher), b"\xff\xfe\x00\x00")
    assert status == 400
    assert "XLSX" in page


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_list_goes_out_without_passwords(
    school: SchoolScene, browser: Browser, kind: str
) -> None:
    """I11; and what went out can come in again."""
    answer = browser(school.it_teacher).get(reverse("camera_list", args=[kind]))
    rows = read_list(answer.content)
    assert len(rows) == selectors.cameras(school.id).count()
    assert {row.values["password"] for row in rows} == {""}


def test_only_who_configures_cameras_gets_the_list(school: SchoolScene, browser: Browser) -> None:
    """Addresses of cameras are nobody else's business (khoản 2 Điều 2)."""
    client = browser(school.principal)
    assert client.get(reverse("camera_list", args=["csv"])).status_code == 403
    assert send(client, LIST)[0] == 403
    assert browser(school.it_teacher).get(reverse("camera_list", args=["pdf"])).status_code == 404


def test_a_camera_leads_to_its_schedule_zones_and_coverage(
    school: SchoolScene, browser: Browser
) -> None:
    """One step from the list; who may not configure gets no link that would be refused."""
    gate = school.cameras["gate"]
    schedule = f"{reverse('plan_edit')}?camera={gate}"
    zones, coverage = (reverse(each, args=[gate]) for each in ("camera_watch", "coverage_month"))
    teacher = browser(school.it_teacher).get(reverse("cameras")).content.decode()
    assert schedule in teacher
    assert zones in teacher
    assert coverage in teacher
    officer = browser(school.duty_officer).get(reverse("cameras")).content.decode()
    assert zones not in officer
    assert coverage in officer
