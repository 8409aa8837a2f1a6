"""Violations on their pages: the file for Board and reporter, a notice for who is concerned."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.documents.reading import read, running
from tests.scenes.schools import SchoolScene, hoa_sen, holder
from tests.web.conftest import Browser
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.people.roles import Role
from vonggac.violations.models import Violation
from vonggac.web.local_time import form_text

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))


def filled(school: SchoolScene, **more: object) -> dict[str, object]:
    return {
        "rule": "5.2",
        "what": "Cắm ổ USB lạ vào máy ghi hình",
        "happened_us": form_text(now_us() - HOUR_US),
        "people": [str(school.duty_officer)],
        **more,
    }


def step(row: Violation, name: str) -> str:
    return reverse("violation_step", args=[row.id, name])


def test_from_the_report_to_the_conclusion(school: SchoolScene, browser: Browser) -> None:
    """The IT teacher reports, the officer concerned answers, the principal concludes."""
    teacher, officer, head = map(
        browser, (school.it_teacher, school.duty_officer, school.principal)
    )
    assert teacher.post(reverse("violation_new"), filled(school)).status_code == 302
    (row,) = Violation.objects.all()
    page = reverse("violation", args=[row.id])
    scan = SimpleUploadedFile("bb.pdf", PDF, content_type="application/pdf")
    assert teacher.post(step(row, "minutes"), {"words": "Đã lập", "scan": scan}).status_code == 302
    assert teacher.get(reverse("violation_paper", args=[row.id, 2])).content == PDF
    assert teacher.post(step(row, "report"), {"words": ""}).status_code == 302
    assert teacher.post(step(row, "verify"), {"words": ""}).status_code == 403
    assert head.post(step(row, "verify"), {"words": ""}).status_code == 302
    notice = officer.get(page).content.decode()
    assert "Vụ việc này liên quan đến Thầy/Cô" in notice
    assert "Đã lập" not in notice
    assert officer.get(reverse("violation_paper", args=[row.id, 2])).status_code == 404
    assert officer.get(reverse("violation_minutes", args=[row.id, "pdf"])).status_code == 404
    assert officer.post(step(row, "statement"), {"words": "Tôi nhầm"}).status_code == 302
    assert "Tôi nhầm" in head.get(page).content.decode()
    wrong = head.post(step(row, "conclude"), {"violated": "yes", "words": ""})
    assert wrong.status_code == 400
    assert head.post(step(row, "conclude"), {"violated": "yes", "words": "Có"}).status_code == 302
    assert "kết luận: có vi phạm" in head.get(page).content.decode().lower()


def test_a_page_that_is_old_changes_nothing(school: SchoolScene, browser: Browser) -> None:
    """Two tabs: the second step is refused in words."""
    teacher = browser(school.it_teacher)
    teacher.post(reverse("violation_new"), filled(school))
    (row,) = Violation.objects.all()
    teacher.post(step(row, "minutes"), {"words": "Một"})
    again = teacher.post(step(row, "minutes"), {"words": "Hai"})
    assert again.status_code == 400
    assert "Chưa đến bước này" in again.content.decode()


def test_the_clerk_sees_numbers_and_strangers_nothing(
    school: SchoolScene, browser: Browser
) -> None:
    """Matrix: “file number” for the clerk; another school and staff find nothing."""
    browser(school.it_teacher).post(reverse("violation_new"), filled(school))
    (row,) = Violation.objects.all()
    page = reverse("violation", args=[row.id])
    clerk = browser(holder(school, Role.CLERK))
    listed = clerk.get(reverse("violations")).content.decode()
    assert row.label in listed
    assert "USB" not in listed
    assert clerk.get(page).status_code == 404
    for who in (holder(school, Role.STAFF), hoa_sen().principal):
        assert browser(who).get(page).status_code == 404
        assert row.label not in browser(who).get(reverse("violations")).content.decode()


def test_minutes_are_printed_with_dots_where_nothing_is_said(
    school: SchoolScene, browser: Browser
) -> None:
    teacher = browser(school.it_teacher)
    teacher.post(reverse("violation_new"), filled(school))
    (row,) = Violation.objects.all()
    paper = teacher.get(reverse("violation_minutes", args=[row.id, "pdf"]))
    assert paper.content.startswith(b"%PDF")
    assert row.label in paper["Content-Disposition"]
    teacher.cookies["django_language"] = "en"
    english = teacher.get(reverse("violation_minutes", args=[row.id, "pdf"]))
    assert running(read(english.content)) == running(read(paper.content)), "minutes are Vietnamese"
