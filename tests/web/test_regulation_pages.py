"""Documents, regulation and notices on their pages."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.documents.reading import read, running
from tests.scenes.regulations import TEXT, in_force, regulation
from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.kernel.data_folder import DataFolder
from vonggac.regulations import services
from vonggac.regulations.models import Acknowledgement, Decision

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))


def filled(**more: object) -> dict[str, object]:
    return {
        "kind": "QĐ",
        "number": "83",
        "symbol": "",
        "signed_on": "2025-10-09",
        "signer": "Nguyễn Thị Ánh",
        "signer_position": "Hiệu trưởng",
        "summary": "Ban hành Quy định",
        **more,
    }


def test_from_the_signed_paper_to_what_everybody_reads_first(
    school: SchoolScene, browser: Browser
) -> None:
    """Entered with its scan, divided, put in force by the head; then each page leads to it until it is acknowledged."""
    teacher, head, officer = map(
        browser, (school.it_teacher, school.principal, school.duty_officer)
    )
    scan = SimpleUploadedFile("qd83.pdf", PDF, content_type="application/pdf")
    assert teacher.post(reverse("decision_new"), filled(scan=scan)).status_code == 302
    (row,) = Decision.objects.all()
    got = teacher.get(reverse("decision_scan", args=[row.id]))
    assert got.content == PDF
    assert got["Content-Disposition"].startswith("attachment")
    enter = reverse("regulation_enter", args=[row.id])
    assert teacher.post(enter, {"title": "Quy định", "text": "x"}).status_code == 400
    assert teacher.post(enter, {"title": "Quy định", "text": TEXT}).status_code == 302
    enact = reverse("regulation_enact", args=[row.regulation.id])
    assert teacher.post(enact, {"from_day": "2025-10-09"}).status_code == 403
    assert head.post(enact, {"from_day": "2025-10-01"}).status_code == 400
    assert head.post(enact, {"from_day": "2025-10-09"}).status_code == 302
    read = reverse("regulation_read")
    answer = officer.get(reverse("home"))
    assert (answer.status_code, answer["Location"]) == (302, read)
    assert officer.post(reverse("sign_out")).status_code == 302
    officer = browser(school.duty_officer)
    assert "Đã đọc và cam kết" in officer.get(read).content.decode()
    assert officer.post(read).status_code == 302
    assert officer.get(reverse("home")).status_code == 200
    assert Acknowledgement.objects.get().person_id == school.duty_officer


def test_the_clerk_writes_down_who_signed_the_list(school: SchoolScene, browser: Browser) -> None:
    """Never himself, and nobody of another school."""
    made = in_force(school)
    services.acknowledge(regulation=made.id, person=school.it_teacher)
    teacher = browser(school.it_teacher)
    page = reverse("regulation_readers", args=[made.id])
    teacher.post(page, {"person": [str(school.duty_officer), str(hoa_sen().principal), "x"]})
    people = set(Acknowledgement.objects.values_list("person_id", flat=True))
    assert people == {school.it_teacher, school.duty_officer}
    assert "trên danh sách ký" in teacher.get(page).content.decode()


def test_a_wrong_scan_is_told_beside_its_field(school: SchoolScene, browser: Browser) -> None:
    """And nothing is entered."""
    teacher = browser(school.it_teacher)
    for content in (b"MZ program", b"%PDF-1.7\n/JS (x)\n%%EOF"):
        scan = SimpleUploadedFile("a.pdf", content, content_type="application/pdf")
        assert teacher.post(reverse("decision_new"), filled(scan=scan)).status_code == 400
    assert not Decision.objects.exists()


def test_the_same_number_twice_names_the_first(school: SchoolScene, browser: Browser) -> None:
    teacher = browser(school.it_teacher)
    teacher.post(reverse("decision_new"), filled())
    again = teacher.post(reverse("decision_new"), filled(summary="Khác"))
    assert again.status_code == 400
    assert "83/QĐ-THYC, Ban hành Quy định" in again.content.decode()


def test_the_register_is_searched_without_marks(school: SchoolScene, browser: Browser) -> None:
    regulation(school)
    services.enter_decision(
        school=school.id,
        kind="TB",
        signed_on=date(2025, 11, 1),
        signer="Nguyễn Thị Ánh",
        signer_position="Hiệu trưởng",
        summary="Thời hạn lưu giữ dữ liệu",
        by=None,
    )
    teacher = browser(school.it_teacher)
    page = teacher.get(reverse("regulations"), {"q": "thoi han luu"}).content.decode()
    assert "01/TB-THYC" in page
    assert "83/QĐ-THYC" not in page
    stranger = browser(hoa_sen().it_teacher)
    assert "THYC" not in stranger.get(reverse("regulations")).content.decode()
    row = Decision.objects.all()[0]
    assert stranger.get(reverse("decision", args=[row.id])).status_code == 404


def test_the_notice_is_read_without_a_login(school: SchoolScene, browser: Browser) -> None:
    """Purpose, telephone, days kept; nothing about cameras, and no other address opens by it."""
    teacher = browser(school.it_teacher)
    words = {"telephone": "0226 123 4567", "contact": "Văn phòng"}
    assert teacher.post(reverse("notice_boards"), words).status_code == 302
    page = Client().get(reverse("public_notice", args=[school.areas["gate"]]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "0226 123 4567" in text
    assert "30 ngày" in text
    assert school.cameras["gate"] not in text
    gone = reverse("public_notice", args=["00000000-0000-4000-8000-000000000000"])
    assert Client().get(gone).status_code == 404


def test_a_sheet_for_the_gate_is_printed(school: SchoolScene, browser: Browser) -> None:
    teacher = browser(school.it_teacher)
    sheet = teacher.get(reverse("notice_board_pdf", args=[school.areas["gate"]]))
    assert sheet.content.startswith(b"%PDF")
    teacher.cookies["django_language"] = "en"
    english = teacher.get(reverse("notice_board_pdf", args=[school.areas["gate"]]))
    assert running(read(english.content)) == running(read(sheet.content)), "the board is Vietnamese"
    other = hoa_sen().areas["gate"]
    assert teacher.get(reverse("notice_board_pdf", args=[other])).status_code == 404
    made = in_force(school)
    services.acknowledge(regulation=made.id, person=school.it_teacher)
    got = teacher.get(reverse("regulation_readers_pdf", args=[made.id]))
    assert got.content.startswith(b"%PDF")
