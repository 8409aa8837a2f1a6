"""The register of assets, the device book and the steps of a failure on their pages."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.equipment import selectors, services
from vonggac.equipment.models import Asset, DeviceLine
from vonggac.web.equipment import printed

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def sheet(*rows: list[Any]) -> SimpleUploadedFile:
    book = Workbook()
    for row in (["Mã TS", "Loại thiết bị", "Tên thiết bị", "Nguyên giá"], *rows):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("ds.xlsx", out.getvalue())


def disk(school: SchoolScene) -> Asset:
    return services.register_asset(
        school=school.id, by=school.it_teacher, code="OC-01", kind="disk", name="Ổ cứng", model="WD"
    )


def test_a_device_is_entered_changed_and_approved(school: SchoolScene, browser: Browser) -> None:
    """2.2, 5.2: by the IT teacher with a basis; its connection by the Board."""
    teacher, board = browser(school.it_teacher), browser(school.principal)
    data = {"code": "SW-01", "kind": "switch", "name": "Bộ chuyển mạch", "basis": "Hóa đơn 12"}
    assert teacher.post(reverse("asset_new"), data).status_code == 302
    row = Asset.objects.get(code="SW-01")
    address = reverse("asset", args=[row.id])
    change = {"kind": "switch", "name": "Switch tầng 2", "basis": "Chuyển chỗ"}
    assert teacher.post(address, change | {"basis": ""}).status_code == 400
    assert teacher.post(address, change).status_code == 302
    assert board.post(address, change).status_code == 403
    assert teacher.post(reverse("asset_approve", args=[row.id])).status_code == 403
    assert board.post(reverse("asset_approve", args=[row.id])).status_code == 302
    page = board.get(address).content.decode()
    assert "Switch tầng 2" in page
    assert "Bộ chuyển mạch" in page


def test_another_schools_register_is_not_found(school: SchoolScene, browser: Browser) -> None:
    row, other = disk(school), hoa_sen()
    stranger = browser(other.it_teacher)
    assert stranger.get(reverse("asset", args=[row.id])).status_code == 404
    assert (
        stranger.get(reverse("asset_paper", args=[row.id, "device_sheet", "pdf"])).status_code
        == 404
    )
    assert "OC-01" not in stranger.get(reverse("assets")).content.decode()


def test_a_list_is_checked_first_and_entered_then(school: SchoolScene, browser: Browser) -> None:
    """Good rows are entered, each wrong one is told with its number and why."""
    teacher = browser(school.it_teacher)
    rows = (
        ["OC-01", "ổ cứng", "Ổ 1", 1000],
        ["OC-01", "ổ cứng", "Ổ 2", 1],
        ["X", "tên lửa", "Y", 1],
    )
    before = Asset.objects.count()
    page = teacher.post(reverse("asset_import"), {"table": sheet(*rows), "only_check": "on"})
    assert Asset.objects.count() == before
    assert "Dòng 3" in page.content.decode() or "Row 3" in page.content.decode()
    teacher.post(reverse("asset_import"), {"table": sheet(*rows)})
    assert list(Asset.objects.filter(kind="disk").values_list("code", flat=True)) == ["OC-01"]
    wrong = sheet(["A", "camera", "=1+1", 1])
    assert teacher.post(reverse("asset_import"), {"table": wrong}).status_code == 400


def test_what_goes_out_is_a_spreadsheet(school: SchoolScene, browser: Browser) -> None:
    disk(school)
    answer = browser(school.it_teacher).get(reverse("asset_export"))
    assert answer.content[:2] == b"PK"


def test_every_page_of_the_room_answers(school: SchoolScene, browser: Browser) -> None:
    row, teacher = disk(school), browser(school.it_teacher)
    for name in ("assets", "stores", "asset_new", "asset_import", "device_book"):
        assert teacher.get(reverse(name)).status_code == 200
    assert teacher.get(reverse("asset", args=[row.id])).status_code == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  ", "Ghi rõ nội dung đính chính"),
        ("15\u202e/16", "Nội dung có ký tự ẩn"),
        ("x" * 5001, "Nội dung quá dài"),
    ],
)
def test_a_correction_that_cannot_be_kept_is_refused_in_words(
    school: SchoolScene, browser: Browser, text: str, said: str
) -> None:
    """What is wrong with it, and not that nothing was written."""
    teacher = browser(school.it_teacher)
    today = teacher.get(reverse("device_book")).context["today"].isoformat()
    teacher.post(reverse("device_book"), {"day": today, "condition": "good", "text": "16/16 BT"})
    line = DeviceLine.objects.get(kind="daily")
    page = teacher.post(reverse("device_correct", args=[line.id]), {"text": text}, follow=True)
    assert said in page.content.decode()
    assert not DeviceLine.objects.filter(kind="correction").exists()


def test_a_line_of_the_device_book_its_correction_and_its_check(
    school: SchoolScene, browser: Browser
) -> None:
    """2.4: written by who looks after it, corrected by a new line, checked by the Board."""
    teacher, board = browser(school.it_teacher), browser(school.principal)
    today = teacher.get(reverse("device_book")).context["today"].isoformat()
    data = {"day": today, "condition": "good", "text": "16/16 BT"}
    assert board.post(reverse("device_book"), data).status_code == 403
    assert teacher.post(reverse("device_book"), data).status_code == 302
    line = DeviceLine.objects.get(kind="daily")
    teacher.post(reverse("device_correct", args=[line.id]), {"text": "15/16"})
    page = teacher.get(reverse("device_book")).content.decode()
    assert "16/16 BT" in page
    assert "15/16" in page
    teacher.cookies["django_language"] = "en"
    english = teacher.get(reverse("device_book")).content.decode()
    assert ">normal<" in english
    assert "condition: " not in english
    teacher.post(reverse("device_correct", args=[line.id]), {"text": "14/16"})
    teacher.post(reverse("device_book"), {**data, "text": "16/16"})
    kept = set(DeviceLine.objects.order_by("number").values_list("device", "text"))
    assert ("Toàn bộ thiết bị", "16/16") in kept  # in the school's language, whoever writes
    assert any(text.startswith("Đính chính dòng") and "14/16" in text for _, text in kept)
    assert board.post(reverse("device_check", args=[today])).status_code == 302
    assert board.post(reverse("device_check", args=["x"])).status_code == 404
    assert board.get(reverse("device_print", args=["1999-2000", 1, "pdf"])).status_code == 404


def test_a_device_is_stopped_tested_and_runs_on_its_page(
    school: SchoolScene, browser: Browser
) -> None:
    """REQUIREMENTS §5.5 in the browser, from the stop to the passed test."""
    teacher, board = browser(school.it_teacher), browser(school.principal)
    camera = school.cameras["gate"]
    row = services.open_by_hand(
        school=school.id, by=school.it_teacher, words="Mùi khét", camera=camera
    )

    def step(client: object, name: str, **data: str) -> int:
        answer = client.post(reverse("failure_step", args=[row.id, name]), data)  # type: ignore[attr-defined]
        return int(answer.status_code)

    assert step(teacher, "stop", reason="Có nguy cơ cháy") == 302
    page = teacher.get(reverse("failure", args=[row.id])).content.decode()
    assert f"Đang ngừng – {row.label}" in page or f"Stopped – {row.label}" in page
    assert step(teacher, "report", words="Đề nghị thay nguồn") == 302
    assert step(board, "direct", way="network") == 400
    assert step(board, "direct", way="it_teacher", words="Làm ngay") == 302
    assert step(teacher, "repair", words="Thay nguồn") == 302
    assert step(teacher, "tested", words="Ổn") == 400
    assert step(teacher, "testing", words="Đã thay") == 302
    assert step(teacher, "test", passed="no", words="Chưa ổn") == 302
    assert step(teacher, "testing", words="Thay lại") == 302
    assert step(teacher, "test", passed="yes", words="Hình rõ") == 302
    assert selectors.stopped_cameras() == frozenset()


def test_papers_of_a_failure_are_filled_from_it(school: SchoolScene) -> None:
    """Report drafted automatically (2.5b): number, device, when it was stopped and why."""
    row = services.open_by_hand(
        school=school.id, by=school.it_teacher, words="Mùi khét", camera=school.cameras["gate"]
    )
    services.stop(failure=row.id, by=school.it_teacher, reason="Có nguy cơ cháy")
    known = selectors.failure(school.id, row.id)
    assert known is not None
    data = printed.failure_report(known)
    assert data["failure_no"] == row.label
    assert "Đã ngừng thiết bị lúc" in data["state"]
    assert "Có nguy cơ cháy" in data["state"]
    minutes = printed.failure_minutes(known)
    assert minutes["course"] == "Mùi khét"
    assert printed.damage_minutes(known)["devices"][0]["code"].startswith("CAM-")
    assert known.asset_id is not None
    asset = selectors.asset(school.id, known.asset_id)
    assert asset is not None
    assert printed.connection_slip(asset)["answer"] == ""
    assert printed.device_sheet(asset)["events"]
    assert len(printed.device_list(school.id)["devices"]) == len(school.cameras)
