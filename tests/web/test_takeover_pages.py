"""The manager of the system on the pages: handing over, red banner, passwords from before."""

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.documents.reading import read, running
from tests.scenes.schools import SchoolScene, hoa_sen, person
from tests.web.conftest import Browser
from vonggac.kernel.clock import DAY_US, HOUR_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.people import services as people
from vonggac.people.models import Position
from vonggac.people.roles import Role
from vonggac.takeover.models import SystemHandover
from vonggac.takeover.states import Item

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))


@pytest.fixture
def next_one(school: SchoolScene) -> UUID:
    made = person("Đỗ Văn Lâm", "lam")
    people.appoint(person=made, school=school.id, role=Role.STAFF, by=None)
    return made


def step(row: SystemHandover, name: str) -> str:
    return reverse("system_handover_step", args=[row.id, name])


def all_done() -> dict[str, str]:
    said = {f"answer-{each.value}": "item_done" for each in Item}
    return {**said, "words-books": "Sổ: 02 quyển"}


def test_from_the_plan_to_the_confirmation(
    school: SchoolScene, next_one: UUID, browser: Browser
) -> None:
    """The head plans, both go through the list and confirm, the head confirms; then the passwords stand red."""
    head, old, new = map(browser, (school.principal, school.it_teacher, next_one))
    plan = {"to": str(next_one), "decision_no": "95/QĐ-THYC", "decided_on": ""}
    assert old.post(reverse("system_handover_new"), plan).status_code == 403
    assert head.post(reverse("system_handover_new"), plan).status_code == 302
    (row,) = SystemHandover.objects.all()
    page = reverse("system_handover", args=[row.id])
    assert "bàn giao" in old.get(reverse("home")).content.decode()
    assert new.get(page).status_code == 200
    assert browser(school.duty_officer).get(page).status_code == 403
    listed = reverse("system_handover_checklist", args=[row.id])
    assert old.post(listed, {"answer-keys": "item_left"}).status_code == 302
    assert old.post(listed, all_done()).status_code == 302
    lines = row.lines.count()
    assert old.post(listed, all_done()).status_code == 302
    assert row.lines.count() == lines, "the same answers again are no lines"
    assert new.post(step(row, "give"), {"words": ""}).status_code == 403
    scan = SimpleUploadedFile("bb.pdf", PDF, content_type="application/pdf")
    assert old.post(step(row, "give"), {"words": "", "scan": scan}).status_code == 302
    place = row.lines.order_by("-place")[0].place
    paper = reverse("system_handover_paper", args=[row.id, place])
    assert new.get(paper).content == PDF
    assert new.post(step(row, "take"), {"words": ""}).status_code == 302
    assert head.post(step(row, "confirm"), {"words": ""}).status_code == 302
    row.refresh_from_db()
    assert row.state == "confirmed"
    file = head.get(page).content.decode()
    assert "chìa khóa phòng, tủ" in file and "Đã xong: keys" not in file
    shown = head.get(reverse("manager")).content.decode()
    assert "Đỗ Văn Lâm" in shown and "chưa đổi" in shown


def _read(content: bytes) -> str:
    return running(read(content))


def test_the_papers_are_filled_from_the_rows(
    school: SchoolScene, next_one: UUID, browser: Browser
) -> None:
    """Quyết định phân công from the position, Biên bản bàn giao from the file (FORMS §8); for who manages accounts."""
    head = browser(school.principal)
    plan = {"to": str(next_one), "decision_no": "95/QĐ-THYC", "decided_on": "2026-09-05"}
    head.post(reverse("system_handover_new"), plan)
    (row,) = SystemHandover.objects.all()
    head.post(reverse("system_handover_checklist", args=[row.id]), all_done())
    minutes = _read(head.get(reverse("system_handover_minutes", args=[row.id, "pdf"])).content)
    for words in ("ĐỗVănLâm", "95/QĐ-THYCngày05tháng9năm2026", "Sổ:02quyển", "Đãxong", row.label):
        assert words in minutes
    docx = head.get(reverse("system_handover_minutes", args=[row.id, "docx"]))
    assert docx.content.startswith(b"PK")
    held = Position.objects.get(person_id=school.it_teacher)
    address = reverse("assignment_paper", args=[held.id, "pdf"])
    decision = _read(head.get(address).content)
    assert "QUYẾTĐỊNH" in decision and "trựctiếpquảnlýhệthống" in decision
    assert browser(school.duty_officer).get(address).status_code == 403
    assert browser(hoa_sen().principal).get(address).status_code == 404
    of_head = Position.objects.get(person_id=school.principal)
    assert head.get(reverse("assignment_paper", args=[of_head.id, "pdf"])).status_code == 404


def test_another_school_sees_nothing_of_it(
    school: SchoolScene, next_one: UUID, browser: Browser
) -> None:
    head = browser(school.principal)
    head.post(reverse("system_handover_new"), {"to": str(next_one), "decision_no": "95"})
    (row,) = SystemHandover.objects.all()
    stranger = browser(hoa_sen().principal)
    assert stranger.get(reverse("system_handover", args=[row.id])).status_code == 404
    assert stranger.post(step(row, "confirm"), {}).status_code == 404


def test_a_day_without_a_manager_stands_red_on_every_page_of_the_board(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody reads it away (REQUIREMENTS §3, 2.2b)."""
    words = "Chưa có người phụ trách hệ thống camera"
    head, officer = browser(school.principal), browser(school.duty_officer)
    assert words not in head.get(reverse("home")).content.decode()
    held = Position.objects.get(person_id=school.it_teacher)
    people.end_position(position=held.id, by=school.principal, decision_no="1")
    assert words not in head.get(reverse("suggestions")).content.decode()
    monkeypatch.setattr("vonggac.takeover.selectors.RED_AFTER_US", -DAY_US - HOUR_US)
    for _again in range(2):
        assert words in head.get(reverse("suggestions")).content.decode()
    assert words in head.get(reverse("manager")).content.decode()
    assert words not in officer.get(reverse("suggestions")).content.decode()
