"""Orders by word of mouth, orders to an operator, proposals and the settings of access, on their pages."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.directives import policy, selectors
from vonggac.directives import services as directives
from vonggac.directives.models import Directive, OralDraft, Proposal
from vonggac.documents import client as documents
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.notices.models import Notice
from vonggac.web.directives import outcome
from vonggac.web.local_time import form_text, instant_text, local

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def scope(school: SchoolScene, **more: Any) -> dict[str, Any]:
    now = now_us()
    return {
        "cameras": [school.cameras["gate"]],
        "footage_from_us": form_text(now - HOUR_US),
        "footage_to_us": form_text(now - 30 * MINUTE_US),
        "purpose": "safety",
        **more,
    }


def oral(school: SchoolScene, **more: Any) -> dict[str, Any]:
    said = form_text(now_us() - 10 * MINUTE_US)
    named = {"ordered_by": str(school.principal), "said_us": said, "said_how": "điện thoại"}
    return scope(school, purpose_detail="Tìm học sinh lạc", **(named | more))


def test_an_officer_writes_down_an_order_and_the_principal_confirms_it_from_the_list(
    school: SchoolScene, browser: Browser
) -> None:
    officer, head, deputy = map(
        browser, (school.duty_officer, school.principal, school.vice_principal)
    )
    assert officer.get(reverse("oral_new")).status_code == 200
    answer = officer.post(reverse("oral_new"), oral(school))
    (row,) = Directive.objects.all()
    assert answer.headers["Location"] == reverse("directive", args=[row.id])
    assert reverse("play") in officer.get(answer.headers["Location"]).content.decode()
    assert row.label in head.get(reverse("directives")).content.decode()
    confirm = reverse("oral_confirm", args=[row.id])
    assert confirm in head.get(reverse("directive", args=[row.id])).content.decode()
    assert confirm not in deputy.get(reverse("directive", args=[row.id])).content.decode()
    assert deputy.post(confirm).status_code == 403
    asks = f"/directives/{row.id}"
    assert Notice.objects.filter(person_id=school.principal, url=asks, read_us=None).exists()
    assert head.post(confirm).status_code == 302
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert not Notice.objects.filter(url=asks, read_us=None).exists(), "the banner goes with it"


def test_a_denied_order_is_settled_on_its_slip(school: SchoolScene, browser: Browser) -> None:
    """Who entered it sees the refusal of viewing; a reason is needed each time."""
    officer, head = browser(school.duty_officer), browser(school.principal)
    officer.post(reverse("oral_new"), oral(school))
    (row,) = Directive.objects.all()
    head.post(reverse("oral_deny", args=[row.id]), {"reason": ""})
    assert selectors.unconfirmed(school.id) == []
    head.post(reverse("oral_deny", args=[row.id]), {"reason": "Tôi không ra lệnh"})
    assert len(selectors.unconfirmed(school.id)) == 1
    link = {"camera": school.cameras["gate"], "at": str(row.footage_from_us)}
    assert officer.get(reverse("play"), link).status_code == 403
    assert (
        officer.post(reverse("oral_settle", args=[row.id]), {"reason": "Tự xử"}).status_code == 403
    )
    assert row.label in head.get(reverse("directives")).content.decode()
    head.post(reverse("oral_settle", args=[row.id]), {"reason": "Đã nhắc nhở"})
    assert selectors.unconfirmed(school.id) == []


def test_an_order_nobody_answered_says_so_on_its_slip_its_paper_and_to_who_entered_it(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2.1b: the paper names nobody as having confirmed; the next one is refused before its form is filled in."""
    filled: list[dict[str, Any]] = []

    def render(_form: str, data: dict[str, Any], *_a: object, **_k: object) -> bytes:
        filled.append(data)
        return b"%PDF-1.7"

    monkeypatch.setattr(documents, "render", render)
    now = now_us()
    row = directives.enter_oral(
        entered_by=school.duty_officer, school=school.id, ordered_by=school.principal,
        said_us=now - HOUR_US, said_how="điện thoại", cameras=[school.cameras["gate"]],
        footage=Range(now - HOUR_US, now), purpose=Purpose.SAFETY, purpose_detail="Lạc",
    )  # fmt: skip
    officer, head = browser(school.duty_officer), browser(school.principal)
    slip, paper = (
        reverse("directive", args=[row.id]),
        reverse("directive_paper", args=[row.id, "pdf"]),
    )
    over_us = row.confirm_by_us or 0
    monkeypatch.setattr(outcome, "now_us", lambda: over_us)
    directives.lapse_unconfirmed(at_us=over_us)
    for reader in (officer, head):
        assert (
            f"Không được xác nhận trước {instant_text(over_us)}"
            in reader.get(slip).content.decode()
        )
    assert "Thầy/Cô chưa được xem" in officer.get(slip).content.decode()
    assert f"source={row.label}" in unquote(head.get(slip).content.decode())
    refused = officer.get(reverse("oral_new"))
    assert (refused.status_code, "đúng hạn" in refused.content.decode()) == (403, False)
    assert head.get(paper).status_code == 200
    head.post(reverse("oral_settle", args=[row.id]), {"reason": "Đã nhắc nhở"})
    assert officer.get(reverse("oral_new")).status_code == 200
    head.get(paper)
    before, after = (each["oral_at"] for each in filled)
    assert filled[0]["issued_at"] == instant_text(row.said_us or 0)
    assert f"Không được xác nhận trước {instant_text(over_us)}" in before
    assert after == f"{before}; xử lý: Đã nhắc nhở"


def test_what_a_form_of_orders_refuses(school: SchoolScene, browser: Browser) -> None:
    """An hour too long, the future, nobody of the Board, hidden characters; and who may not enter one at all."""
    officer = browser(school.duty_officer)
    wrong: list[dict[str, Any]] = [
        oral(school, footage_from_us=form_text(now_us() - 3 * HOUR_US)),
        oral(school, said_us=form_text(now_us() + HOUR_US)),
        oral(school, ordered_by=str(school.it_teacher)),
        oral(school, said_how="a\u202eb"),
    ]
    for each in wrong:
        assert officer.post(reverse("oral_new"), each).status_code == 400
    assert browser(school.principal).post(reverse("oral_new"), oral(school)).status_code == 403
    assert not Directive.objects.exists()


def test_a_vice_principal_orders_an_operator_with_a_deadline(
    school: SchoolScene, browser: Browser
) -> None:
    deputy = browser(school.vice_principal)
    wanted = scope(
        school,
        acts=["playback"],
        executors=[str(school.duty_officer)],
        due_us=form_text(now_us() + HOUR_US),
        valid_to_us=form_text(now_us() + 2 * HOUR_US),
    )
    assert deputy.get(reverse("directive_order")).status_code == 200
    assert deputy.post(reverse("directive_new"), wanted).status_code == 403
    assert deputy.post(reverse("directive_order"), wanted | {"due_us": ""}).status_code == 400
    assert deputy.post(reverse("directive_order"), wanted).status_code == 302
    (row,) = Directive.objects.all()
    assert row.direct
    assert browser(school.duty_officer).post(reverse("directive_order"), wanted).status_code == 403


def test_a_proposal_goes_from_the_officer_to_the_board_and_back_as_a_directive(
    school: SchoolScene, browser: Browser
) -> None:
    officer, deputy = browser(school.duty_officer), browser(school.vice_principal)
    assert (
        officer.post(reverse("proposal_new"), scope(school, reason="Có người lạ")).status_code
        == 302
    )
    (row,) = Proposal.objects.all()
    page = reverse("proposal", args=[row.id])
    assert page in deputy.get(reverse("directives")).content.decode()
    agree = reverse("proposal_agree", args=[row.id])
    assert agree not in officer.get(page).content.decode()
    assert agree in deputy.get(page).content.decode()
    assert officer.post(agree, {"due_us": form_text(now_us() + DAY_US)}).status_code == 403
    answer = deputy.post(agree, {"due_us": form_text(now_us() + DAY_US)})
    row.refresh_from_db()
    assert answer.headers["Location"] == reverse("directive", args=[row.directive_id])
    assert "PCĐ-" in officer.get(reverse("proposals")).content.decode() or row.directive_id
    stranger = browser(hoa_sen().principal)
    assert stranger.get(page).status_code == 404
    assert officer.post(reverse("proposal_new"), scope(school, reason="")).status_code == 400


def test_a_refused_proposal_says_why(school: SchoolScene, browser: Browser) -> None:
    officer, head = browser(school.duty_officer), browser(school.principal)
    officer.post(reverse("proposal_new"), scope(school, reason="Có người lạ"))
    (row,) = Proposal.objects.all()
    refuse = reverse("proposal_refuse", args=[row.id])
    head.post(refuse, {"reason": ""})
    row.refresh_from_db()
    assert row.state == "proposed"
    head.post(refuse, {"reason": "Không cần thiết"})
    assert "Không cần thiết" in officer.get(reverse("proposal", args=[row.id])).content.decode()


def test_the_settings_of_access_are_decided_by_the_head_and_read_by_the_board(
    school: SchoolScene, browser: Browser
) -> None:
    """What is not ticked is off; every earlier decision is told with old and new value."""
    head, deputy = browser(school.principal), browser(school.vice_principal)
    values = {
        name: value
        for name in policy.NAMES
        if (value := getattr(policy.current(school.id), name)) is not False
    }
    wanted = values | {
        "oral_minutes": 30,
        "strict_vice_principal": "on",
        "paper": "QĐ 12/QĐ-THYC",
        "decided_on": local(now_us()).date().isoformat(),
        "basis": "Họp Ban Giám hiệu",
    }
    assert deputy.post(reverse("access_settings"), wanted).status_code == 403
    assert head.post(reverse("access_settings"), wanted | {"oral_minutes": 61}).status_code == 400
    assert head.post(reverse("access_settings"), wanted | {"paper": ""}).status_code == 400
    assert head.post(reverse("access_settings"), wanted).status_code == 302
    now = policy.current(school.id)
    assert (now.oral_minutes, now.strict_vice_principal, now.supervised) == (30, True, True)
    told = deputy.get(reverse("access_settings")).content.decode()
    assert "QĐ 12/QĐ-THYC" in told
    assert "60 →" in told
    assert browser(school.duty_officer).get(reverse("access_settings")).status_code == 403


def test_an_officers_draft_is_kept_until_it_is_entered(
    school: SchoolScene, browser: Browser
) -> None:
    """REQUIREMENTS §4, §5.2, “Dự thảo”: incomplete or not, its own officer's alone, and it permits nothing."""
    officer, address = browser(school.duty_officer), reverse("oral_new")
    wanted = {"purpose_detail": "Tìm cặp sách ở cổng", "said_us": "hôm qua", "draft": "1"}
    assert officer.post(address, wanted).status_code == 302
    assert not Directive.objects.exists()
    page = officer.get(address).content.decode()
    assert "Tìm cặp sách ở cổng" in page
    assert "hôm qua" not in page
    assert "Tìm cặp sách" not in browser(school.it_teacher).get(address).content.decode()
    again = officer.post(address, wanted | {"purpose_detail": "Tìm cặp sách ở sân"})
    assert again.status_code == 302
    assert OralDraft.objects.count() == 1
    assert officer.post(address, wanted | {"purpose_detail": "a\u202eb"}).status_code == 400
    officer.post(address, oral(school))
    assert OralDraft.objects.get().directive == Directive.objects.get()
    assert "Tìm cặp sách" not in officer.get(address).content.decode()


def test_a_draft_is_laid_aside_and_stays_as_a_row(school: SchoolScene, browser: Browser) -> None:
    officer, address = browser(school.duty_officer), reverse("oral_new")
    officer.post(address, {"purpose_detail": "Nhầm", "draft": "1"})
    officer.post(address, {"aside": "1"})
    assert OralDraft.objects.get().laid_aside_us is not None
    assert "Nhầm" not in officer.get(address).content.decode()
    assert browser(school.vice_principal).post(address, {"draft": "1"}).status_code == 403


def test_the_slip_is_printed_filled_for_who_may_read_the_directive(
    school: SchoolScene, browser: Browser
) -> None:
    """FORMS §4.2: number, scope, who ordered it and how; another person's is not found."""
    officer, head = browser(school.duty_officer), browser(school.principal)
    officer.post(reverse("oral_new"), oral(school))
    (row,) = Directive.objects.all()
    address = reverse("directive_paper", args=[row.id, "docx"])
    assert address in head.get(reverse("directive", args=[row.id])).content.decode()
    answer = head.get(address)
    assert unquote(answer.headers["Content-Disposition"]).endswith(f"{row.label}.docx")
    said = "\n".join(words_of(answer.content))
    for each in (row.label, "Tìm học sinh lạc", "điện thoại", row.issuer.full_name):
        assert each in said
    assert head.get(reverse("directive_paper", args=[row.id, "pdf"])).content[:5] == b"%PDF-"
    assert head.get(reverse("directive_paper", args=[row.id, "exe"])).status_code == 404
    stranger = browser(hoa_sen().principal)
    assert stranger.get(address).status_code == 404


def words_of(content: bytes) -> list[str]:
    """Of a DOCX: all its text."""
    with ZipFile(BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
    return re.findall(r"<w:t[^>]*>([^<]*)</w:t>", text)
