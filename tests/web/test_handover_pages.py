"""What the pages of a viewing and a handover fill in by themselves, and what of it they hold against the package."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.scenes.requests import agreed, footage_left, shown_wish
from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.disclosures import selectors, services
from vonggac.disclosures.models import Decision, Handover, Request
from vonggac.disclosures.selectors import forms_data
from vonggac.exports import selectors as exports
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import now_us
from vonggac.watch.clocks import CameraClock
from vonggac.web.disclosures import carrying, exported
from vonggac.web.exports.paper import paper
from vonggac.web.local_time import local

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
NUMBER = "VG-2026-000001"


@pytest.fixture(autouse=True)
def _footage(db: None) -> Iterator[None]:
    with footage_left():
        yield


@pytest.fixture
def row(school: SchoolScene) -> Request:
    """Agreed to, with a copy."""
    return agreed(school, acts=(Act.PLAYBACK, Act.EXPORT))


def shown(school: SchoolScene, row: Request, **how: Any) -> Request:
    from_us = Decision.objects.get(request=row).at_us
    wish = shown_wish(viewed=type(row.footage)(from_us, from_us + 1), **how)
    return services.write_minutes(request=row.id, by=school.duty_officer, wish=wish)


def given(client: Client, row: Request, **other: Any) -> dict[str, Any]:
    form = client.get(reverse("request_handover", args=[row.id])).context["form"]
    said = {name: form[name].initial or "Theo quy định" for name in form.fields}
    day = local(now_us()).date() + timedelta(days=30)
    fixed = {"back": "returned", "back_day": day.isoformat(), "serial": "SN-1"}
    return said | fixed | other


def test_the_minutes_name_each_with_his_position_and_part(
    school: SchoolScene, browser: Browser, row: Request
) -> None:
    """FORMS §4.3: three columns, whether people write one to a line or part them by semicolons."""
    page = browser(school.duty_officer).get(reverse("request_minutes", args=[row.id]))
    filled = page.context["form"]["participants"].initial
    assert "Phạm Thị Dung, Viên chức được phân công, người thực hiện" in filled
    shown(school, row, participants="Bà Nụ, người đề nghị; Ông Sáu, Công an xã, người chứng kiến")
    assert forms_data(row)["viewing_minutes"]["attendants"] == [
        {"name": "Bà Nụ", "position": "", "part": "người đề nghị"},
        {"name": "Ông Sáu", "position": "Công an xã", "part": "người chứng kiến"},
    ]


@pytest.mark.parametrize("masked", [True, False])
def test_a_handover_says_of_the_faces_what_the_package_is(
    school: SchoolScene,
    browser: Browser,
    row: Request,
    monkeypatch: pytest.MonkeyPatch,
    masked: bool,
) -> None:
    """5.5: nobody signs that faces are covered where they are not, nor the other way round."""
    order = SimpleNamespace(masked=masked)
    monkeypatch.setattr(exports, "copy_order", lambda _export: order)
    made = SimpleNamespace(
        label=NUMBER, id=uuid4(), cameras=[], footage_from_us=0, footage_to_us=1, size=1, sha256="0"
    )
    monkeypatch.setattr(exported, "packages_for", lambda _row: [made])
    shown(school, row)
    services.mark_extracted(request=row.id, by=school.duty_officer, export=NUMBER)
    client, address = browser(school.duty_officer), reverse("request_handover", args=[row.id])
    truth, wrong = ("1", "0") if masked else ("0", "1")
    refused = client.post(address, given(client, row, masked=wrong))
    assert refused.status_code == 400
    assert "Gói dữ liệu này" in refused.content.decode()
    filled = given(client, row)
    assert (filled["masked"], filled["copies"]) == (truth, 3)
    assert client.post(address, filled).status_code == 302
    assert Handover.objects.get().masked is masked


def test_a_handover_knows_the_offset_of_the_clocks_where_all_are_measured(
    school: SchoolScene, browser: Browser, row: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FORMS §4.5; where one is not measured nobody guesses."""
    shown(school, row)
    services.mark_extracted(request=row.id, by=school.duty_officer, export=NUMBER)
    client = browser(school.duty_officer)
    assert given(client, row)["clock_offset"] == "Theo quy định"
    clocks = {each.camera_id: CameraClock(400_000, 0, "rtcp") for each in row.cameras.all()}
    monkeypatch.setattr(carrying, "camera_clocks", lambda _folder, _at_us: clocks)
    assert "+0,4 s" in given(client, row)["clock_offset"]


def test_an_extraction_for_a_request_names_its_receiver_and_reason(
    school: SchoolScene, browser: Browser, row: Request
) -> None:
    """The address tells a number only; who may read the request sees the names filled in."""
    address, known = reverse("export_new"), {"request": row.label}
    form = browser(school.duty_officer).get(address, known).context["form"]
    assert form["recipient"].initial == row.requester_name
    assert form["reason"].initial == selectors.facts_of(row)["reason"]
    for label in ("DN-2026-999", "DN-x-y", "VG-1-1", "DN", ""):
        form = browser(school.duty_officer).get(address, {"request": label}).context["form"]
        assert form["recipient"].initial is None


def test_a_package_without_gaps_says_so() -> None:
    """Dotted lines below *Phần gián đoạn* would look like something forgotten."""
    facts = {
        "authority": "UBND xã Yên Cường", "school": "Trường Tiểu học Yên Cường", "export": NUMBER,
        "requester": "a", "recipient": "b", "reason": "c", "request_ref": "", "basis_ref": "PCĐ-1",
        "purpose": "safety", "approver": "d", "made_us": now_us(), "cameras": [], "given": [],
        "clock": {}, "not_given": [], "files": [], "outside_time": False,
        "fingerprints": dict.fromkeys(("ca", "log", "tsa"), "0"),
    }  # fmt: skip
    said = paper(facts)
    assert said["gaps"] == ["Không có."]
    assert said["authority"] == "UBND XÃ YÊN CƯỜNG"
