"""Sổ cái, bên làm chứng: entered by one, confirmed by another (I9), and the check of a printed line (I8)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen
from tests.scenes.witnesses import witness_key
from tests.web.conftest import Browser
from vonggac.anchors import services
from vonggac.anchors.models import Witness
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.checkpoints import printed_line
from vonggac.ledger.halting import Halt, halt
from vonggac.ledger.keys import ensure_log_key
from vonggac.ledger.writer import LedgerWriter
from vonggac.witness.asking import Fault

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
WANTED = {
    "vkey": witness_key().verifier.vkey,
    "address": "http://192.168.1.9:8090",
    "place": "Trường THCS, cô Lan",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """A ledger of its own."""
    made = DataFolder(tmp_path)
    made.prepare()
    monkeypatch.setattr(settings, "DATA", made)
    return made


def test_two_people_enter_a_witness_and_two_end_it(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    page = reverse("anchors")
    teacher, head = browser(school.it_teacher), browser(school.principal)
    assert "chưa được giữ ở bên ngoài" in head.get(page).content.decode()
    assert teacher.post(page, WANTED).status_code == 302
    row = Witness.objects.get()
    confirm = reverse("witness_confirm", args=[row.id])
    assert confirm not in teacher.get(page).content.decode()
    assert teacher.post(confirm).status_code == 403
    assert confirm in head.get(page).content.decode()
    assert head.post(confirm).status_code == 302
    services.note_cosigned(witness=row.id, size=41, time_s=1_795_000_000)
    shown = head.get(page).content.decode()
    assert "41 mục" in shown
    assert "Đang giữ" in shown
    end = reverse("witness_end", args=[row.id])
    head.post(end)
    row.refresh_from_db()
    assert row.ended_us is None
    assert teacher.post(reverse("witness_ask_end", args=[row.id])).status_code == 302
    assert head.post(end).status_code == 302
    row.refresh_from_db()
    assert row.ended_by_id == school.principal


def test_who_may_look_and_who_enters(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    page = reverse("anchors")
    assert browser(school.duty_officer).get(page).status_code == 403
    assert browser(school.principal).post(page, WANTED).status_code == 403
    assert browser(school.vice_principal).get(page).status_code == 200
    assert not Witness.objects.exists()


def test_another_schools_witness_is_nobodys_here(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    other = hoa_sen()
    row = services.propose(school=other.id, by=other.it_teacher, **WANTED)
    assert (
        browser(school.principal).post(reverse("witness_confirm", args=[row.id])).status_code == 404
    )
    assert row.name not in browser(school.principal).get(reverse("anchors")).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"vkey": "no key"}, {"address": "ftp://x"}, {"place": ""}, {"address": ""}]
)
def test_what_is_no_witness_is_answered_with_words(
    school: SchoolScene, browser: Browser, data: DataFolder, wrong: dict[str, str]
) -> None:
    answer = browser(school.it_teacher).post(reverse("anchors"), WANTED | wrong)
    assert answer.status_code == 400
    assert not Witness.objects.exists()


def test_what_is_wrong_is_said(school: SchoolScene, browser: Browser, data: DataFolder) -> None:
    """A late witness, and a ledger that is an old copy."""
    row = services.propose(school=school.id, by=school.it_teacher, **WANTED)
    services.confirm(witness=row.id, by=school.principal)
    services.note_fault(witness=row.id, fault=Fault.STRANGER, late=True)
    head = browser(school.principal)
    shown = head.get(reverse("anchors")).content.decode()
    assert "chưa biết khóa" in shown
    assert "Quá hạn" in shown
    halt(data.ledger, Halt("ROLLBACK", row.name, 900, 41, 1), b"note")
    assert "giữ 900 mục đã ký" in head.get(reverse("anchors")).content.decode()


def test_a_line_is_typed_from_the_paper(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    with LedgerWriter(data.ledger, key=ensure_log_key(data.keys)) as writer:
        writer.append([{"t": "config.change", "what": "a"}])
        printed = printed_line("2026-11-23", writer.checkpoint().checkpoint)
        writer.append([{"t": "config.change", "what": "b"}])
    teacher, address = browser(school.it_teacher), reverse("anchor_check")
    size = printed.split()[1]
    for line, words in (
        (printed, "vẫn khớp"),
        (printed.lower().replace("-", " ").replace("2026 11 23", "2026-11-23"), "vẫn khớp"),
        (printed[:-1] + ("A" if printed[-1] != "A" else "B"), "nhập sai"),
        (f"{size} {'A' * 26}", "không khớp"),
        (f"999 {'A' * 26}", "bản sao cũ"),
        (f"9999999 {'A' * 26}", "verify --printed"),
    ):
        answer = teacher.post(address, {"line": line})
        assert (answer.status_code, words in answer.content.decode()) == (200, True), line
    assert teacher.post(address, {"line": ""}).status_code == 400
    assert browser(school.duty_officer).post(address, {"line": printed}).status_code == 403


def test_the_health_page_has_its_line(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    shown = browser(school.it_teacher).get(reverse("health")).content.decode()
    assert "Chưa có bên làm chứng" in shown
