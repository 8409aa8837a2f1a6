"""Personal-data breaches on their pages: reported from a paper, counted down, notified, closed."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.documents.reading import read, running
from tests.scenes.schools import SchoolScene, hoa_sen, holder
from tests.web.conftest import Browser
from vonggac.breaches.models import Breach, BreachNotice, NamedLeader
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.people.roles import Role
from vonggac.violations import services as violations
from vonggac.web.local_time import form_text

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))


def filled(hours: int = 1, **more: object) -> dict[str, object]:
    return {
        "discovered_us": form_text(now_us() - hours * HOUR_US),
        "discovered_by": "Phụ huynh báo tin",
        "how": "Thấy trên mạng xã hội",
        "happened": "published",
        "what": "Đoạn hình cổng trường bị đăng lên mạng",
        "data_kinds": ["footage", "sound"],
        "pupils": "12",
        **more,
    }


def step(row: Breach, name: str) -> str:
    return reverse("breach_step", args=[row.id, name])


def told(recipient: str) -> dict[str, str]:
    """A notice to the authority, sent now."""
    number, sent_us = "31/TB-THYC", form_text(now_us())
    return {"to": "authority", "recipient": recipient, "number": number, "sent_us": sent_us}


def test_from_the_report_to_the_closing(school: SchoolScene, browser: Browser) -> None:
    """The officer reports, the Board weighs, sends the notice with its scan, and closes with three texts."""
    officer, head = browser(school.duty_officer), browser(school.principal)
    assert officer.post(reverse("breach_new"), filled()).status_code == 302
    (row,) = Breach.objects.all()
    page = reverse("breach", args=[row.id])
    assert "Phải thông báo trước" in head.get(page).content.decode()
    assert row.label in head.get(reverse("home")).content.decode()
    assert officer.post(step(row, "decide"), {"notify": "no", "words": "x"}).status_code == 403
    assert head.post(step(row, "decide"), {"notify": "yes", "words": ""}).status_code == 302
    scan = SimpleUploadedFile("tb.pdf", PDF, content_type="application/pdf")
    sent = {
        "to": "authority",
        "recipient": "Công an xã",
        "number": "31/TB-THYC",
        "sent_us": form_text(now_us()),
        "scan": scan,
    }
    assert head.post(step(row, "sent"), sent).status_code == 302
    assert head.get(reverse("breach_paper", args=[row.id, 3])).content == PDF
    assert head.post(step(row, "close"), {"cause": "USB mất"}).status_code == 400
    closing = {"cause": "USB mất", "measures": "Thu hồi", "lessons": "Mã hóa"}
    assert head.post(step(row, "close"), closing).status_code == 302
    shown = head.get(page).content.decode()
    assert "Mã hóa" in shown
    assert "Phải thông báo trước" not in shown


def test_late_is_red_and_asks_for_its_reason(school: SchoolScene, browser: Browser) -> None:
    head = browser(school.principal)
    head.post(reverse("breach_new"), filled(80))
    (row,) = Breach.objects.all()
    assert "Đã hết 72 giờ" in head.get(reverse("breach", args=[row.id])).content.decode()
    head.post(step(row, "decide"), {"notify": "yes", "words": ""})
    sent = told("Công an xã")
    wrong = head.post(step(row, "sent"), sent)
    assert wrong.status_code == 400
    assert "ghi rõ lý do" in wrong.content.decode()
    assert head.post(step(row, "sent"), {**sent, "late_reason": "Nghỉ lễ"}).status_code == 302
    assert BreachNotice.objects.get().late


def test_a_notice_before_the_decision_says_what_comes_first(
    school: SchoolScene, browser: Browser
) -> None:
    """And the draft is addressed to whom the last notice went."""
    head = browser(school.principal)
    head.post(reverse("breach_new"), filled())
    (row,) = Breach.objects.all()
    sent = told("Công an tỉnh")
    early = head.post(step(row, "further"), sent)
    assert early.status_code == 400
    assert "Quyết định phải thông báo trước" in early.content.decode()
    head.post(step(row, "decide"), {"notify": "yes", "words": ""})
    draft = reverse("breach_notice", args=[row.id, "authority", "pdf"])
    assert "Côngantỉnh" not in running(read(head.get(draft).content))
    assert head.post(step(row, "sent"), sent).status_code == 302
    assert "Côngantỉnh" in running(read(head.get(draft).content))


def test_a_violation_leads_to_a_breach_and_back(school: SchoolScene, browser: Browser) -> None:
    """The number is taken along; the violation shows what was opened from it."""
    teacher = browser(school.it_teacher)
    found = violations.report(
        school=school.id,
        by=school.it_teacher,
        rule="5.5",
        what="Chép dữ liệu ra USB",
        happened_us=now_us() - HOUR_US,
    )
    page = reverse("violation", args=[found.id])
    link = f"{reverse('breach_new')}?source={found.label}"
    assert link in teacher.get(page).content.decode()
    assert f'value="{found.label}"' in teacher.get(link).content.decode()
    teacher.post(reverse("breach_new"), filled(source=found.label))
    (row,) = Breach.objects.all()
    assert row.label in teacher.get(page).content.decode()


def test_the_notice_is_drafted_from_the_file(school: SchoolScene, browser: Browser) -> None:
    head = browser(school.principal)
    head.post(reverse("breach_new"), filled())
    (row,) = Breach.objects.all()
    for to, kind, start in (("authority", "pdf", b"%PDF"), ("subjects", "docx", b"PK")):
        paper = head.get(reverse("breach_notice", args=[row.id, to, kind]))
        assert paper.content.startswith(start)
    drafted = reverse("breach_notice", args=[row.id, "authority", "pdf"])
    vietnamese = running(read(head.get(drafted).content))
    head.cookies["django_language"] = "en"
    assert running(read(head.get(drafted).content)) == vietnamese
    assert head.get(reverse("breach_notice", args=[row.id, "press", "pdf"])).status_code == 404


def test_the_page_says_what_the_draft_lacks(school: SchoolScene, browser: Browser) -> None:
    """A notice with dotted lines would go out; nothing is said once it is sent."""
    head = browser(school.principal)
    head.post(reverse("breach_new"), filled())
    (row,) = Breach.objects.all()
    page, lacks = reverse("breach", args=[row.id]), "Dự thảo thông báo còn trống: "

    def said() -> str:
        return head.get(page).content.decode()

    assert f"{lacks}hậu quả, biện pháp đã áp dụng, lãnh đạo phụ trách." in said()
    head.post(step(row, "weigh"), {"consequences": "Bị trêu chọc", "pupils": "12"})
    head.post(step(row, "line"), {"kind": "measure", "words": "Đã yêu cầu gỡ"})
    assert f"{lacks}lãnh đạo phụ trách." in said()
    head.post(step(row, "decide"), {"notify": "no", "words": "Đã gỡ ngay"})
    assert lacks not in said()


def test_the_head_names_the_leader(school: SchoolScene, browser: Browser) -> None:
    address = reverse("breach_leader")
    said = {"leader": str(school.vice_principal), "contact": "0912 000 111", "basis": "15/QĐ"}
    assert browser(school.vice_principal).post(address, said).status_code == 403
    assert browser(school.it_teacher).get(address).status_code == 403
    head = browser(school.principal)
    assert head.post(address, {**said, "leader": str(school.it_teacher)}).status_code == 400
    assert head.post(address, said).status_code == 302
    assert NamedLeader.objects.get().contact in head.get(reverse("breaches")).content.decode()


def test_strangers_find_nothing(school: SchoolScene, browser: Browser) -> None:
    browser(school.it_teacher).post(reverse("breach_new"), filled())
    (row,) = Breach.objects.all()
    for who in (holder(school, Role.CLERK), school.duty_officer, hoa_sen().principal):
        assert browser(who).get(reverse("breach", args=[row.id])).status_code == 404
        assert row.label not in browser(who).get(reverse("breaches")).content.decode()
    assert browser(holder(school, Role.STAFF)).get(reverse("breaches")).status_code == 403
