"""Stocktakes on their pages: from the plan to the signatures, a label's code, papers (khoản 7 Điều 2)."""

import io
import itertools
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from tests.scenes.schools import SchoolScene, hoa_sen, holder
from tests.stocktakes.scenes import brought_to, item_at, planned
from tests.web.conftest import Browser
from vonggac.equipment import selectors as equipment
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.people.roles import Role
from vonggac.stocktakes import selectors
from vonggac.stocktakes.models import Stocktake
from vonggac.web.home.tasks import tasks
from vonggac.web.local_time import local

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))


def step(row: Stocktake, name: str) -> str:
    return reverse("stocktake_step", args=[row.id, name])


def test_from_the_plan_to_the_signatures(school: SchoolScene, browser: Browser) -> None:
    """The accountant plans, the principal decides, the officer counts on her phone, the chair signs."""
    keeper, head, officer, chair = map(
        browser,
        (
            holder(school, Role.ACCOUNTANT),
            school.principal,
            school.duty_officer,
            school.vice_principal,
        ),
    )
    said = {
        "occasion": "asset_year",
        "chair": str(school.vice_principal),
        "members": [str(school.duty_officer)],
    }
    assert "chưa có kiểm kê định kỳ" in keeper.get(reverse("stocktakes")).content.decode()
    assert keeper.post(reverse("stocktake_new"), {**said, "members": []}).status_code == 400
    assert keeper.post(reverse("stocktake_new"), said).status_code == 302
    (row,) = Stocktake.objects.all()
    page = reverse("stocktake", args=[row.id])
    assert page in {each.url for each in tasks(school.principal, school.id, now_us())}
    decided = {"decision_no": "31/QĐ-THYC", "decided_on": local(now_us()).date().isoformat()}
    assert keeper.post(step(row, "decide"), decided).status_code == 403
    assert head.post(step(row, "decide"), decided).status_code == 302
    assert officer.post(step(row, "begin"), {}).status_code == 302
    assert officer.post(step(row, "finish"), {"words": ""}).status_code == 400
    for each in selectors.standings(row.id):
        address = reverse("stocktake_item", args=[each.item.id])
        assert 'name="found"' in officer.get(address).content.decode()
        answer = {"found": "present", "worth": "good", "use": "", "position": "", "note": ""}
        assert officer.post(address, answer).status_code == 302
    surplus = {"name": "Switch 8 cổng", "kind": "switch", "worth": "good"}
    address = reverse("stocktake_surplus", args=[row.id])
    assert officer.get(address).status_code == 200
    assert officer.post(address, surplus).status_code == 302
    assert officer.post(step(row, "finish"), {"words": ""}).status_code == 302
    assert chair.post(step(row, "sign"), {"minutes_no": ""}).status_code == 400
    scan = SimpleUploadedFile("bb.pdf", PDF, content_type="application/pdf")
    assert chair.post(step(row, "sign"), {"minutes_no": "41/BB", "scan": scan}).status_code == 302
    place = selectors.lines(row.id)[-1].place
    assert head.get(reverse("stocktake_paper", args=[row.id, place])).content == PDF
    assert "Thừa" in head.get(page).content.decode()


def test_what_is_proposed_is_approved_by_another(school: SchoolScene, browser: Browser) -> None:
    """Each device gets its proposal in one table; the chair approves nothing; the books follow."""
    row = brought_to(school, "signed")
    teacher, head, chair = map(
        browser, (school.it_teacher, school.principal, school.vice_principal)
    )
    table = reverse("stocktake_ways", args=[row.id])
    assert teacher.get(table).status_code == 200
    assert teacher.post(step(row, "hand-in"), {"words": ""}).status_code == 400
    ways = {f"way_{each.item.id.hex}": "keep" for each in selectors.standings(row.id)}
    first = next(iter(ways))
    assert teacher.post(table, {**ways, first: "burn"}).status_code == 400
    assert teacher.post(table, ways).status_code == 302
    assert teacher.post(step(row, "hand-in"), {"words": ""}).status_code == 302
    assert chair.post(step(row, "approve"), {"words": ""}).status_code == 403
    assert head.post(step(row, "approve"), {"words": ""}).status_code == 302
    assert teacher.post(step(row, "update"), {}).status_code == 302
    assert teacher.post(step(row, "close"), {"words": ""}).status_code == 302
    row.refresh_from_db()
    assert row.state == "closed"


def test_a_labels_code_leads_to_the_counting_page(school: SchoolScene, browser: Browser) -> None:
    """While nothing is counted it leads to the record; a stranger's code leads nowhere; without a login to the door."""
    asset = equipment.asset_of_camera(school.cameras["gate"])
    assert asset is not None
    address = reverse("asset_label_code", args=[asset.id])
    officer = browser(school.duty_officer)
    assert officer.get(address)["Location"] == reverse("asset", args=[asset.id])
    row = brought_to(school, "counting")
    counting = reverse("stocktake_item", args=[item_at(row, "gate", school).id])
    assert officer.get(address)["Location"] == counting
    assert browser(hoa_sen().it_teacher).get(address).status_code == 404
    officer.logout()
    assert officer.get(address).status_code == 302


def test_one_device_counted_leads_to_the_next(school: SchoolScene, browser: Browser) -> None:
    """Around the list until all are counted; who writes of a counted one again goes back to it."""
    row, officer = brought_to(school, "counting"), browser(school.duty_officer)
    said = {"found": "present", "worth": "good"}
    every = [each.item.id for each in selectors.standings(row.id)]
    order = [*every[1:], every[0]]
    for here, following in itertools.pairwise(order):
        answer = officer.post(reverse("stocktake_item", args=[here]), said)
        assert answer["Location"] == reverse("stocktake_item", args=[following])
    page = reverse("stocktake", args=[row.id])
    assert officer.post(reverse("stocktake_item", args=[every[0]]), said)["Location"] == page
    assert officer.post(reverse("stocktake_item", args=[every[1]]), said)["Location"] == page


def test_two_phones_are_told_of_one_another(school: SchoolScene, browser: Browser) -> None:
    row = brought_to(school, "counting")
    address = reverse("stocktake_item", args=[item_at(row, "gate", school).id])
    said = {"found": "present", "worth": "good"}
    browser(school.duty_officer).post(address, said)
    page = browser(school.it_teacher).post(address, {"found": "missing"}, follow=True)
    assert "cả hai dòng đều được giữ" in page.content.decode()


def test_labels_are_printed_for_all_or_for_chosen_devices(
    school: SchoolScene, browser: Browser
) -> None:
    teacher = browser(school.it_teacher)
    asset = equipment.asset_of_camera(school.cameras["gate"])
    assert asset is not None
    for chosen in ({}, {"asset": [str(asset.id)]}):
        paper = teacher.get(reverse("asset_labels"), chosen)
        assert paper.content.startswith(b"%PDF")
    assert teacher.get(reverse("asset_labels"), {"asset": ["x"]}).status_code == 302
    assert browser(holder(school, Role.STAFF)).get(reverse("asset_labels")).status_code == 403


def test_minutes_and_table_are_made_of_the_frozen_list(
    school: SchoolScene, browser: Browser
) -> None:
    """PDF, DOCX, XLSX; an accountant reads them, staff and another school do not."""
    row = brought_to(school, "signed")
    keeper = browser(holder(school, Role.ACCOUNTANT))
    starts = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK"}
    made = {
        kind: keeper.get(reverse("stocktake_minutes", args=[row.id, kind])).content
        for kind in starts
    }
    assert all(made[kind].startswith(start) for kind, start in starts.items())
    sheet = load_workbook(io.BytesIO(made["xlsx"])).worksheets[0]
    codes = {each.value for each in sheet["B"][1:]}
    assert codes == {each.item.code for each in selectors.standings(row.id)}
    assert keeper.get(reverse("stocktake_minutes", args=[row.id, "exe"])).status_code == 404
    for who, status in ((holder(school, Role.STAFF), 403), (hoa_sen().principal, 404)):
        assert browser(who).get(reverse("stocktake", args=[row.id])).status_code == status


def test_a_correction_is_a_new_line(school: SchoolScene, browser: Browser) -> None:
    row = planned(school)
    teacher = browser(school.it_teacher)
    address = reverse("stocktake_correct", args=[row.id, 1])
    teacher.post(address, {"text": "Kiểm kê cuối năm"})
    assert [each.kind for each in selectors.lines(row.id)] == ["planned", "correction"]
