"""Snapshots and prints in the pages: who is offered what, what a shared address shows, what the QR leads to."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.pictures.conftest import MARK, on_the_wall, recorded
from tests.scenes.schools import (
    SchoolScene,
    directive,
    hoa_sen,
    holder,
    login,
    open_shift,
    yesterday,
)
from tests.web.conftest import Browser
from vonggac.directives import services as directives
from vonggac.documents import client as documents
from vonggac.evidence import snapshots
from vonggac.evidence.snapshots import Shot
from vonggac.kernel.authority import Act
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger import selectors as ledger
from vonggac.people.roles import Role
from vonggac.pictures import services
from vonggac.pictures.models import PrintCopy, PrintRun, Snapshot

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture(autouse=True)
def _stand_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tap, recording and decoder."""
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    monkeypatch.setattr(snapshots, "live", lambda _run: on_the_wall)
    monkeypatch.setattr(snapshots, "stored", lambda at_us, _opener: recorded(at_us))

    def shoot(_grant: object, _camera: str, footage: Any, _order: object, *, asked_us: int) -> Shot:
        return Shot(b"\xff\xd8jpeg", footage.at_us, "ab" * 32, 64, 60)

    monkeypatch.setattr(snapshots, "shoot", shoot)


def send(browser: Client, name: str, **body: Any) -> Any:
    return browser.post(reverse(name), json.dumps(body), content_type="application/json")


def live(browser: Client, school: SchoolScene, **more: Any) -> Any:
    body = {"camera": school.cameras["gate"], "purpose": "security", "reason": "Người lạ", **more}
    return send(browser, "snapshot_live", **body)


def taken(school: SchoolScene) -> Snapshot:
    asked = services.Asked(
        person=school.principal,
        session=login(school.principal),
        school=school.id,
        camera=school.cameras["gate"],
        mark=MARK,
        reason="Người lạ trèo rào",
    )
    return services.take_live(asked)


def entries(kind: str) -> list[dict[str, Any]]:
    return [each.entry for each in ledger.pending(0, 10_000) if each.entry_type == kind]


def test_the_board_takes_a_live_picture_with_one_press(
    school: SchoolScene, browser: Browser
) -> None:
    """Matrix: ●; the page tells the number and where it is."""
    answer = live(browser(school.principal), school)
    assert answer.status_code == 200
    assert answer.json()["no"] == Snapshot.objects.get().label
    assert browser(school.principal).get(answer.json()["url"]).status_code == 200


def test_others_are_told_what_to_press_instead(school: SchoolScene, browser: Browser) -> None:
    """● with a case: the button of suspicions; a made-up case number in the request is no case."""
    open_shift(school)
    officer = browser(school.duty_officer)
    assert live(officer, school).json()["code"] == "snapshot_needs_case"
    assert live(officer, school, case="VV-2026-999").status_code == 400
    assert live(browser(hoa_sen().principal), school).status_code == 403
    assert not Snapshot.objects.exists()
    wall = officer.get(reverse("wall")).content.decode()
    assert 'id="snapshot"' not in wall
    assert 'id="snapshot"' in browser(school.principal).get(reverse("wall")).content.decode()


@pytest.mark.parametrize("body", [b"", b"[]", b'{"camera": 1}', b"[" * 9999, b'{"purpose": "fun"}'])
def test_what_is_no_request_is_answered_so(
    school: SchoolScene, browser: Browser, body: bytes
) -> None:
    """ACCESS §1.9."""
    signed_in = browser(school.principal)
    for name in ("snapshot_live", "snapshot_stored"):
        answer = signed_in.post(reverse(name), body, content_type="application/json")
        assert answer.status_code == 400


def test_a_recorded_picture_needs_the_act_in_the_directive(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 5 Điều 5; the player offers the button where the directive has it."""
    footage = yesterday()
    asked = {"camera": school.cameras["gate"], "at": footage.from_us + 9_000_000, "reason": "x"}
    officer = browser(school.duty_officer)
    directive(school, footage=footage)
    assert send(officer, "snapshot_stored", **asked).json()["code"] == "act_not_allowed"
    directive(school, footage=footage, acts=[Act.PLAYBACK, Act.SNAPSHOT])
    assert send(officer, "snapshot_stored", **asked).status_code == 200
    outside = {**asked, "at": footage.to_us + 9_000_000}
    assert send(officer, "snapshot_stored", **outside).status_code == 403


def test_a_shared_address_of_a_picture_shows_nothing(school: SchoolScene, browser: Browser) -> None:
    """ACCESS §3.1: an address is no authority; another school's can't be told from none."""
    row = taken(school)
    address = reverse("picture_image", args=[row.id])
    seen = browser(school.vice_principal).get(address)
    assert seen.content == b"\xff\xd8jpeg"
    assert "no-store" in seen["Cache-Control"]
    assert Client().get(address).status_code in (302, 401, 403)
    assert browser(school.it_teacher).get(address).status_code == 403
    assert browser(school.vice_principal).head(address).status_code == 405
    other = browser(hoa_sen().principal)
    assert other.get(address).status_code == 404
    assert other.get(reverse("picture", args=[row.id])).status_code == 404
    assert len(entries("thumb")) == 1


def test_the_register_shows_words_to_whom_the_book_is_open(
    school: SchoolScene, browser: Browser
) -> None:
    """FORMS §4.4; an officer sees the own ones, a clerk words and no picture."""
    row = taken(school)
    for who in (school.it_teacher, holder(school, Role.CLERK)):
        text = browser(who).get(reverse("pictures"), {"q": row.label}).content.decode()
        assert row.label in text and row.frame_sha256[:12] in text
        words = browser(who).get(reverse("picture", args=[row.id])).content.decode()
        assert reverse("picture_image", args=[row.id]) not in words, "no broken picture"
    officer = browser(school.duty_officer)
    assert row.label not in officer.get(reverse("pictures")).content.decode()
    assert officer.get(reverse("picture", args=[row.id])).status_code == 404
    assert browser(holder(school, Role.STAFF)).get(reverse("pictures")).status_code == 403
    assert not entries("thumb")


def test_a_print_has_a_number_and_its_code_says_so_without_a_picture(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G2: slip, copies, sheet; the QR's page says number, camera, instant and hash to who holds the sheet."""
    given: list[Any] = []

    def render(form: str, data: Any, kind: str, *, at_us: int | None = None) -> bytes:
        given.append(data)
        return b"%PDF-1"

    monkeypatch.setattr(documents, "render", render)
    row, principal = taken(school), browser(school.principal)
    fields = {"reason": "Gửi công an", "recipients": "Công an xã\r\n\r\nCô Ánh"}
    assert principal.post(reverse("picture", args=[row.id]), fields).status_code == 302
    first, second = PrintCopy.objects.order_by("number")
    assert (first.recipient, second.recipient) == ("Công an xã", "Cô Ánh")
    sheet = reverse("print_sheet", args=[second.id])
    assert principal.get(sheet).status_code == 405
    assert browser(school.it_teacher).post(sheet).status_code == 403
    assert browser(hoa_sen().principal).post(sheet).status_code == 404
    made = browser(school.principal).post(sheet)
    assert made["Content-Disposition"].endswith('-2.pdf"')
    assert PrintRun.objects.get().copy == second
    assert given[0]["verify"].endswith(f"/kiem-tra/{second.code}")
    page = Client().get(reverse("print_check", args=[second.code])).content.decode()
    assert row.label in page and row.sha256 in page and "2/2" in page
    assert "<img" not in page and "Cô Ánh" not in page and "Gửi công an" not in page
    for code in ("A" * 26, "x", "a" * 300, str(uuid4())):
        assert Client().get(reverse("print_check", args=[code])).status_code == 404


def test_an_empty_print_is_complained_of(school: SchoolScene, browser: Browser) -> None:
    """No recipient, no number."""
    row = taken(school)
    page = reverse("picture", args=[row.id])
    answer = browser(school.principal).post(page, {"reason": "x", "recipients": "\n \n"})
    assert answer.status_code == 400
    assert not PrintCopy.objects.exists()


def test_a_suspicion_over_a_live_picture_keeps_its_picture(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 2 Điều 3: one press; and where no picture can be had the suspicion is noted all the same."""
    open_shift(school)
    officer = browser(school.duty_officer)
    body = {"cameras": [school.cameras["gate"]], "purpose": "security", "what": "Người lạ"}
    answer = send(officer, "suspect", **body)
    assert answer.status_code == 200
    assert Snapshot.objects.get().case_no == answer.json()["no"]


def test_who_took_a_picture_is_told_in_words_when_the_directive_is_over(
    school: SchoolScene, browser: Browser
) -> None:
    """Khoản 1 Điều 2: no broken picture on the page, and opening the page is no refused attempt."""
    footage = yesterday()
    paper = directive(school, footage=footage, acts=[Act.PLAYBACK, Act.SNAPSHOT])
    officer = browser(school.duty_officer)
    asked = {"camera": school.cameras["gate"], "at": footage.from_us + 9_000_000, "reason": "x"}
    page = send(officer, "snapshot_stored", **asked).json()["url"]
    image = reverse("picture_image", args=[Snapshot.objects.get().id])
    assert image in officer.get(page).content.decode()
    directives.withdraw(directive=paper.id, by=school.principal, reason="nhầm giờ")
    before = len(entries("view.deny"))
    words = officer.get(page).content.decode()
    assert image not in words
    assert len(entries("view.deny")) == before
    assert image in browser(school.principal).get(page).content.decode()
    directive(school, footage=footage)
    assert image in officer.get(page).content.decode(), "under a new directive for that instant"
