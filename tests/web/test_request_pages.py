"""Pages of viewing requests: from a mother's paper to its decision on a telephone, and who sees what."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.scenes.requests import (
    PDF,
    agreed,
    awaiting,
    clerk,
    filed,
    footage_left,
    own,
    photograph,
    received,
    shown_wish,
)
from tests.scenes.schools import SchoolScene, hoa_sen, holder
from tests.web.conftest import Browser
from vonggac.disclosures import services
from vonggac.disclosures.models import Decision, Handover, Request
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.people.roles import Role
from vonggac.web.local_time import form_text

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
SECRETS = ("036090001234", "Nguyễn Văn Tí", "0912345678", "Thôn 3")


@pytest.fixture(autouse=True)
def _footage(db: None) -> Iterator[None]:
    with footage_left():
        yield


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    return DataFolder(tmp_path).papers


def asked(school: SchoolScene, **other: Any) -> dict[str, Any]:
    """What the clerk types from the mother's paper."""
    now = now_us()
    return {
        "name": "Đặng Thị Nụ",
        "birth_date": "1990-05-12",
        "id_number": "036 090 001 234",
        "address": "Thôn 3, xã Yên Cường",
        "phone": "+84 912 345 678",
        "relation": "Mẹ em Nguyễn Văn Tí, lớp 3B",
        "purpose": "safety",
        "reason": "Cháu ngã",
        "account": "Cháu ngã ở cổng trường.",
        "cameras": [school.cameras["gate"]],
        "footage_from_us": form_text(now - DAY_US),
        "footage_to_us": form_text(now - DAY_US + 30 * MINUTE_US),
        "acts": ["playback"],
        "pledged": "on",
    } | other


def at(row: Request, name: str = "request", *more: object) -> str:
    return reverse(name, args=[row.id, *more])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_clerk_enters_a_paper_and_the_vice_principal_agrees_on_a_telephone(
    school: SchoolScene, browser: Browser
) -> None:
    """Paper → scan → sent → received and held → submitted → agreed; the name stands in no title and no address."""
    desk = browser(clerk(school))
    assert desk.post(reverse("request_new"), asked(school)).status_code == 302
    row = Request.objects.get()
    scan = SimpleUploadedFile("don cua chi Nu.jpg", photograph(), "image/jpeg")
    assert (
        desk.post(at(row, "request_papers"), {"what": "request", "paper": scan}).status_code == 302
    )
    for step, data in (("send", {}), ("receive", {"identity_checked": "on"}), ("put", {})):
        assert desk.post(at(row, "request_step", step), data).status_code == 302, step
    phone = browser(school.principal)
    assert f'href="{at(row, "request_decide")}"' in text_of(phone.get(reverse("home"))), "two taps"
    page = phone.get(at(row, "request_decide"))
    assert page.status_code == 200
    form = page.context["agree"].initial
    answer = phone.post(
        at(row, "request_decide"),
        {
            "verdict": "agree",
            "acts": "playback",
            "cameras": form["cameras"],
            "footage_from_us": form_text(form["footage_from_us"]),
            "footage_to_us": form_text(form["footage_to_us"]),
            "executor": form["executor"],
            "supervisor": form["supervisor"],
            "valid_to_us": form_text(form["valid_to_us"]),
            "read_sha256": form["read_sha256"],
            "words": "",
        },
    )
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.label) == ("agreed", f"DN-{row.year}-001")
    shown = text_of(phone.get(at(row)))
    assert f"<title>{row.label}" in shown
    assert "Nụ" not in shown.split("</title>")[0]


def test_who_neither_asked_nor_receives_nor_decides_finds_nothing(
    school: SchoolScene, browser: Browser
) -> None:
    """404, as for what is not there: a colleague, and everybody of another school (ACCESS §1.6)."""
    row = received(school)
    other = hoa_sen()
    for who in (school.duty_officer, holder(school, Role.STAFF), other.principal, clerk(other)):
        client = browser(who)
        assert client.get(at(row)).status_code == 404
        assert client.post(at(row, "request_step", "withdraw")).status_code == 404
        assert row.id.hex[:8] not in text_of(client.get(reverse("requests") + "?state=all"))
    strange = own(other, other.duty_officer)
    assert browser(school.principal).get(at(strange)).status_code == 404


def test_who_it_is_about_does_not_read_it(school: SchoolScene, browser: Browser) -> None:
    """REQUIREMENTS §2: a member of the Board who is its subject neither decides nor reads the complaint."""
    row = awaiting(school, subjects=[school.vice_principal])
    assert browser(school.vice_principal).get(at(row)).status_code == 404
    assert browser(school.principal).get(at(row)).status_code == 200


def test_a_vice_principal_lets_nobody_take_a_copy_away(
    school: SchoolScene, browser: Browser
) -> None:
    """REQUIREMENTS §7.1: copies are the head's; the page says clause and next step."""
    row = awaiting(school, acts=(Act.PLAYBACK, Act.EXPORT))
    client = browser(school.vice_principal)
    form = client.get(at(row, "request_decide")).context["agree"].initial
    answer = client.post(
        at(row, "request_decide"),
        {
            **form,
            "verdict": "agree",
            "acts": ["playback", "export"],
            "footage_from_us": form_text(form["footage_from_us"]),
            "footage_to_us": form_text(form["footage_to_us"]),
            "valid_to_us": form_text(form["valid_to_us"]),
        },
    )
    assert answer.status_code == 403
    assert "khoản 5 Điều 5" in text_of(answer)
    assert Decision.objects.count() == 0


def test_a_refusal_on_the_page_names_reason_and_clause(
    school: SchoolScene, browser: Browser
) -> None:
    row = awaiting(school)
    client = browser(school.principal)
    sent = {"verdict": "refuse", "read_sha256": row.request_sha256, "clause": "khoản 5 Điều 5"}
    assert client.post(at(row, "request_decide"), sent | {"reason": ""}).status_code == 400
    assert client.post(at(row, "request_decide"), sent | {"reason": "Không đủ"}).status_code == 302
    assert "khoản 5 Điều 5" in text_of(client.get(at(row)))
    again = client.post(at(row, "request_decide"), sent | {"reason": "Hai lần"})
    assert again.status_code == 403
    assert Decision.objects.count() == 1


def test_the_next_approver_sees_the_earlier_refusal(school: SchoolScene, browser: Browser) -> None:
    """ACCESS §2.3: the same person, cameras and time, put again."""
    first = awaiting(school)
    services.refuse(
        request=first.id,
        by=school.principal,
        reason="Nhiều học sinh khác trong hình",
        clause="khoản 5 Điều 5",
        read_sha256=first.request_sha256,
    )
    second = awaiting(school)
    page = text_of(browser(school.vice_principal).get(at(second, "request_decide")))
    assert first.label in page
    assert "Nhiều học sinh khác trong hình" in page


def test_minutes_and_handover_are_written_on_their_pages(
    school: SchoolScene, browser: Browser
) -> None:
    row = agreed(school, acts=(Act.PLAYBACK, Act.EXPORT))
    client = browser(school.duty_officer)
    assert client.get(at(row, "request_minutes")).status_code == 200
    wish = shown_wish()
    sent = {
        "from_us": form_text(now_us() + MINUTE_US),
        "to_us": form_text(now_us() + 2 * MINUTE_US),
        "where": wish.where,
        "participants": wish.participants,
        "seen": wish.seen,
        "opinions": wish.opinions,
        "nothing_copied": "on",
    }
    assert client.post(at(row, "request_minutes"), sent).status_code == 400
    services.write_minutes(request=row.id, by=school.duty_officer, wish=_just_now(row))
    made_up = client.post(at(row, "request_step", "extracted"), {"export": "VG-2026-000001"})
    assert made_up.status_code == 400  # no package of that number was made for this request
    assert f"/exports/new?request={row.label}" in text_of(client.get(at(row)))
    services.mark_extracted(request=row.id, by=school.duty_officer, export="VG-2026-000001")
    page = client.get(at(row, "request_handover"))
    form: dict[str, Any] = {
        name: page.context["form"][name].initial or "Theo quy định"
        for name in page.context["form"].fields
    }
    given = form | {
        "back_day": form["back_day"].isoformat(),
        "back": "returned",
        "masked": "0",
        "serial": "SN-1",
        "copies": "1",
        "clock_offset": "+0,4 giây",
    }
    assert client.post(at(row, "request_handover"), given | {"violation": ""}).status_code == 400
    assert client.post(at(row, "request_handover"), given).status_code == 302
    assert Handover.objects.get().serial == "SN-1"
    assert "VG-2026-000001" in text_of(client.get(at(row)))


def _just_now(row: Request) -> Any:
    from_us = Decision.objects.get(request=row).at_us
    return shown_wish(viewed=type(row.footage)(from_us, from_us + 1))


def test_search_ignores_marks_and_knows_numbers(school: SchoolScene, browser: Browser) -> None:
    """LANGUAGE §2: “dang thi nu”, “Đặng”, NFD, “1”, “2026-1” and “DN-2026-001” (of this year) find the mother's."""
    row = received(school)
    client = browser(school.principal)
    numbers = ("1", f"{row.year}-1", f"DN-{row.year}-001", f"dn-{row.year}-1")
    for typed in ("dang thi nu", "ĐẶNG", "Nu\u0323", *numbers):
        found = client.get(
            reverse("requests"), {"q": typed, "state": "all"}, headers={"HX-Request": "true"}
        )
        assert row.label in text_of(found), typed
    for typed in ("hoa", "2", "2025-1", "%", "' OR 1=1 --", "x" * 4000):
        found = client.get(reverse("requests"), {"q": typed, "state": "all"})
        assert row.label not in text_of(found), typed


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("account", "x" * 5000),
        ("reason", "có ký tự \x07 lạ"),
        ("name", "Nụ \u202e đảo"),
        ("id_number", "12"),
        ("phone", "gọi sau"),
        ("birth_date", "3000-01-01"),
        ("cameras", ["nothere"]),
        ("acts", ["live"]),
        ("footage_to_us", "2999-01-01T00:00"),
        ("footage_to_us", "không phải giờ"),
        ("purpose", "attendance"),
    ],
)
def test_bad_input_is_refused_in_words_beside_its_field(
    school: SchoolScene, browser: Browser, field: str, typed: Any
) -> None:
    """ACCESS §10.6; a fifth purpose, live view and the future are no choices."""
    answer = browser(clerk(school)).post(reverse("request_new"), asked(school, **{field: typed}))
    assert answer.status_code == 400
    assert field in answer.context["form"].errors
    assert Request.objects.count() == 0


def test_ten_megabytes_of_reason_are_refused_and_stop_nothing(
    school: SchoolScene, browser: Browser
) -> None:
    client = browser(clerk(school))
    assert (
        client.post(reverse("request_new"), asked(school, reason="x" * 10_000_000)).status_code
        == 400
    )
    assert client.get(reverse("requests")).status_code == 200


def test_a_name_typed_in_nfd_is_kept_in_nfc(school: SchoolScene, browser: Browser) -> None:
    """LANGUAGE §2: Unikey's “Unicode tổ hợp”."""
    decomposed = "Đặng Thị Nụ".encode().decode()
    browser(clerk(school)).post(
        reverse("request_new"), asked(school, name="Đă\u0323ng Thị Nu\u0323")
    )
    assert Request.objects.get().requester_name == decomposed


def test_the_list_says_what_is_late(school: SchoolScene, browser: Browser) -> None:
    row = filed(school)
    services.send(request=row.id, by=clerk(school))
    Request.objects.filter(pk=row.pk).update(due_us=now_us() - 1)
    client = browser(clerk(school))
    assert row.label in text_of(client.get(reverse("requests") + "?state=late"))
    assert "chip bad" in text_of(client.get(at(row)))


def test_time_limits_are_changed_by_the_head_with_a_basis(
    school: SchoolScene, browser: Browser
) -> None:
    """REQUIREMENTS §7: each change is kept with person, time and basis."""
    values = {
        "execute_days": 5, "subject_receive_days": 2,
        "subject_complete_days": 10, "subject_extend_days": 10, "legal_basis": "Nghị định 356/2025/NĐ-CP",
        "basis": "QĐ số 90/QĐ-THYC",
    }  # fmt: skip
    assert browser(clerk(school)).post(reverse("request_limits"), values).status_code == 403
    head = browser(school.principal)
    assert head.post(reverse("request_limits"), values | {"execute_days": 0}).status_code == 400
    assert head.post(reverse("request_limits"), values).status_code == 302
    assert "QĐ số 90/QĐ-THYC" in text_of(head.get(reverse("request_limits")))


def test_no_personal_word_stands_in_clear_in_the_database(
    school: SchoolScene, browser: Browser
) -> None:
    """A dump of the table shows none of what the mother told of herself (I11)."""
    browser(clerk(school)).post(reverse("request_new"), asked(school))
    values = Request.objects.values().get()
    everything = repr({**values, "sealed": bytes(values["sealed"])})
    assert not [each for each in SECRETS if each in everything]


def test_the_superiors_decision_is_entered_on_its_page_from_its_paper(
    school: SchoolScene, browser: Browser
) -> None:
    """REQUIREMENTS §2: the whole Board is involved, and the system follows an entered decision."""
    row = awaiting(school, subjects=[school.principal, school.vice_principal])
    client = browser(clerk(school))
    assert client.get(at(row, "request_superior")).status_code == 404
    assert client.post(at(row, "request_step", "escalate"), {"words": ""}).status_code == 302
    refusing = {
        "verdict": "refuse",
        "superior": "UBND xã Yên Cường, 12/UBND",
        "reason": "Không đủ căn cứ",
        "clause": "khoản 3 Điều 4",
        "read_sha256": row.request_sha256,
    }
    without = client.post(at(row, "request_superior"), refusing)
    assert without.status_code == 403
    assert "khoản 3 Điều 4" in text_of(without)
    scan = SimpleUploadedFile("y-kien.pdf", PDF)
    client.post(at(row, "request_papers"), {"what": "superior", "paper": scan})
    assert client.post(at(row, "request_superior"), refusing).status_code == 302
    assert Decision.objects.get().superior == refusing["superior"]
