"""Bad input and abuse on the pages: refused in words, and nothing of it is kept (docs/abuse.md has the whole table)."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tests.scenes.requests import agreed, awaiting, footage_left
from tests.scenes.schools import SchoolScene, yesterday
from tests.scenes.times import hand_clock
from tests.violations.test_flow import found
from tests.web.conftest import Browser, Watched, segments
from vonggac.access import services as access
from vonggac.access.models import Served
from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.disclosures.models import Decision
from vonggac.equipment import services as equipment
from vonggac.equipment.models import Asset
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.papers import LARGEST_BYTES
from vonggac.kernel.ranges import Range
from vonggac.papers.models import Scan
from vonggac.people import services as people
from vonggac.people.days import begin_of, day_of
from vonggac.people.models import Position
from vonggac.people.roles import Power
from vonggac.web.local_time import form_text
from vonggac.web.streams import footage

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    with footage_left():
        yield tmp_path


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def book(**cells: str) -> bytes:
    made, out = Workbook(), io.BytesIO()
    for place, text in cells.items():
        made.worksheets[0][place] = text
    made.save(out)
    return out.getvalue()


WORD = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
SHEET = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
ZEROS = bytes(64 << 20)
HOSTILE: dict[str, bytes] = {
    "script.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "page.html": b"<html><script>alert(1)</script></html>",
    "macro.docm": packed(WORD | {"word/vbaProject.bin": b"Sub AutoOpen()"}),
    "bomb.docx": packed(WORD | {"word/document.xml": ZEROS}),
    "bomb.xlsx": packed(SHEET | {"xl/worksheets/sheet1.xml": ZEROS}),
    "../../slip.docx": packed(WORD | {"../../../../tmp/evil": b"x"}),
    "formula.xlsx": book(A1="Mã TS", B1="Tên thiết bị", A2="A", B2="=cmd|' /C calc'!A0"),
    "doing.pdf": b"%PDF-1.7 1 0 obj << /OpenAction << /JavaScript (x) >> >> endobj %%EOF",
    "program.pdf": b"MZ\x90\x00" + bytes(200),
    "long.pdf": b"%PDF-1.7\n" + bytes(LARGEST_BYTES),
    "empty.pdf": b"",
}
Where = tuple[str, str, dict[str, str]]


def pages_with_files(school: SchoolScene) -> dict[str, Where]:
    """Address, field, and what else the form needs, of one page of each kind that takes a file from the IT teacher."""
    teacher = school.it_teacher
    asset = equipment.register_asset(
        school=school.id, by=teacher, code="OC-01", kind="disk", name="Ổ", model="WD"
    )
    signed = people.record_pledge(
        person=school.duty_officer,
        school=school.id,
        signed_on=day_of(now_us() - 2 * DAY_US),
        by=teacher,
    )
    decision = {
        "kind": "QĐ",
        "signed_on": "2025-10-09",
        "signer": "Nguyễn Thị Ánh",
        "signer_position": "Hiệu trưởng",
        "summary": "Ban hành",
    }
    minuted = reverse("violation_step", args=[found(school).id, "minutes"])
    return {
        "decision": (reverse("decision_new"), "scan", decision),
        "pledge": (reverse("person_scan", args=[school.duty_officer, signed.id]), "paper", {}),
        "manual": (reverse("manual_add", args=[asset.id]), "file", {"title": "Sổ tay"}),
        "assets": (reverse("asset_import"), "table", {}),
        "template": (reverse("document", args=["directive"]), "template", {}),
        "violation": (minuted, "scan", {"words": "Đã lập"}),
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_kept_by_no_page(
    school: SchoolScene, browser: Browser, data: Path, name: str
) -> None:
    """ACCESS §10: known by its content, refused in words, and neither a row nor a file of it is left."""
    client = browser(school.it_teacher)
    pages = pages_with_files(school)
    assets = Asset.objects.count()
    for page, (address, field, more) in pages.items():
        file = SimpleUploadedFile(name, HOSTILE[name], content_type="application/pdf")
        answer = client.post(address, more | {field: file}, follow=True)
        said = [each.level_tag for each in answer.context.get("messages") or ()]
        words = 'class="errors"' in answer.content.decode() or "note bad" in answer.content.decode()
        assert (answer.status_code == 400 and words) or said == ["error"], page
    assert not Scan.objects.exists()
    assert Asset.objects.count() == assets
    assert not [each for each in data.rglob("*") if each.is_file()]


@pytest.mark.parametrize("text", ["x" * (10 << 20), "a\x00b", "a\u202eb", "\x1b[2J"])
def test_a_reason_that_cannot_be_kept_is_refused_in_words(
    school: SchoolScene, browser: Browser, text: str
) -> None:
    """10 MB, control characters, hidden ones: no fault, and no directive or proposal of it."""
    row = directives.propose(
        school=school.id,
        cameras=[school.cameras["gate"]],
        footage=yesterday(),
        by=school.duty_officer,
        purpose=Purpose.SAFETY,
        reason="Mất xe",
    )
    address = reverse("proposal_refuse", args=[row.id])
    answer = browser(school.principal).post(address, {"reason": text}, follow=True)
    assert answer.status_code in (200, 400)
    row.refresh_from_db()
    assert row.state == "proposed"


def test_two_tabs_agree_to_one_proposal_once(school: SchoolScene, browser: Browser) -> None:
    """The head and her deputy have the same page open: the second is told, and there is one directive."""
    row = directives.propose(
        school=school.id,
        cameras=[school.cameras["gate"]],
        footage=yesterday(),
        by=school.duty_officer,
        purpose=Purpose.SAFETY,
        reason="Mất xe",
    )
    sent = {"due_us": form_text(now_us() + DAY_US)}
    tabs = [browser(school.principal), browser(school.vice_principal)]
    for tab in tabs:
        assert tab.get(reverse("proposal", args=[row.id])).status_code == 200
    for tab in (*tabs, tabs[0]):
        answer = tab.post(reverse("proposal_agree", args=[row.id]), sent, follow=True)
        assert answer.status_code in (200, 403)
    assert Directive.objects.count() == 1
    refuse = reverse("proposal_refuse", args=[row.id])
    assert tabs[1].post(refuse, {"reason": "Thôi"}).status_code in (302, 400, 403)
    row.refresh_from_db()
    assert row.state == "agreed"


def agreeing(client: Client, address: str) -> dict[str, Any]:
    """The decision's form as it stands on the page, sent as it is."""
    form = client.get(address).context["agree"].initial
    times = {each: form_text(form[each]) for each in form if each.endswith("_us")}
    return {**form, **times, "verdict": "agree", "acts": "playback", "words": ""}


def test_a_role_that_ends_while_the_page_is_open_decides_nothing(
    school: SchoolScene, browser: Browser
) -> None:
    """The vice-principal's position ends between opening the form and sending it."""
    row = awaiting(school)
    address = reverse("request_decide", args=[row.id])
    deputy = browser(school.vice_principal)
    sent = agreeing(deputy, address)
    position = Position.objects.get(person_id=school.vice_principal)
    people.end_position(position=position.id, by=school.principal, decision_no="91/QĐ")
    assert deputy.post(address, sent).status_code in (302, 403)
    assert Decision.objects.count() == 0


def test_a_delegation_withdrawn_while_the_page_is_open_gives_no_power(
    school: SchoolScene, browser: Browser
) -> None:
    """Copies are the head's to approve; what she had left to her deputy she takes back."""
    given = people.delegate(
        school=school.id,
        to=school.vice_principal,
        powers=[Power.APPROVE_COPY],
        paper="02/GUQ",
        signed_on=day_of(now_us()),
        from_us=now_us(),
        to_us=now_us() + DAY_US,
        by=school.principal,
    )
    row = awaiting(school)
    address = reverse("request_decide", args=[row.id])
    deputy = browser(school.vice_principal)
    sent = agreeing(deputy, address) | {"acts": ["playback", "export"]}
    people.withdraw_delegation(delegation=given.id, school=school.id, by=school.principal)
    assert deputy.post(address, sent).status_code in (400, 403)
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("other", ["camera", "stream"])
def test_a_ticket_opens_no_other_camera_and_no_other_stream(
    watched: Watched, school: SchoolScene, other: str
) -> None:
    """A segment is looked up under the ticket's own camera and stream, whatever stands in the address."""
    segment = segments(watched)[0]
    camera = school.cameras["yard"] if other == "camera" else watched.camera
    stream = "sub" if other == "stream" else "main"
    ticket = replace(watched.ticket, camera=camera, stream=stream)
    answer = watched.ask(footage._fragments, ticket=ticket, segment=segment, span="0-0")
    assert answer.status_code in (403, 404)
    assert not Served.objects.exists()


def test_a_second_outside_the_window_is_not_served(watched: Watched) -> None:
    """The fourth minute is recorded and not permitted: not even its first second, nor one before the first."""
    whole = watched.range
    for from_us, to_us in (
        (whole.to_us, whole.to_us + 1_000_000),
        (whole.to_us - 1_000_000, whole.to_us + 1_000_000),
        (whole.from_us - 1_000_000, whole.from_us + MINUTE_US),
    ):
        ticket = replace(watched.ticket, window=Range(from_us, to_us))
        assert watched.ask(footage._playlist, ticket=ticket).status_code == 403
    assert not Served.objects.exists()


def test_an_hour_over_the_new_year_is_one_range(school: SchoolScene) -> None:
    """Half an hour on each side of midnight: one request of the new year, one directive, and not a microsecond more."""
    with hand_clock() as hands:
        year = day_of(now_us()).year + 1
        midnight_us = begin_of(date(year, 1, 1))
        whole = Range(midnight_us - 30 * MINUTE_US, midnight_us + 30 * MINUTE_US)
        hands.set_wall(midnight_us + 2 * HOUR_US)
        row = agreed(school, footage=whole, cameras=("gate",))
        assert (row.label, row.footage) == (f"DN-{year}-001", whole)
        assert Directive.objects.get().label == f"PCĐ-{year}-001"
        for asked, code in (
            (whole, ""),
            (Range(whole.from_us, midnight_us), ""),
            (Range(midnight_us, whole.to_us), ""),
            (Range(whole.from_us - 1, whole.to_us), "outside_range"),
            (Range(whole.from_us, whole.to_us + 1), "outside_range"),
        ):
            answer = access.may(
                person=school.duty_officer,
                act=Act.PLAYBACK,
                cameras=[school.cameras["gate"]],
                footage=asked,
                at_us=hands.now_us(),
            )
            assert getattr(answer, "code", "") == code
