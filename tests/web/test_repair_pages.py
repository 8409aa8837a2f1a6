"""A proposal on its pages: from a failure to the Board, the work and the asset books (khoản 5, khoản 6 Điều 2)."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen, holder
from tests.web.conftest import Browser
from vonggac.equipment import selectors as equipment
from vonggac.equipment import services as assets
from vonggac.kernel.clock import now_us
from vonggac.people.roles import Role
from vonggac.repairs import services as repairs
from vonggac.repairs.models import Proposal
from vonggac.repairs.services import Item
from vonggac.web.home.tasks import tasks
from vonggac.web.repairs.papers import _words

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def form(asset: UUID, **other: Any) -> dict[str, Any]:
    """One device, and a line that nobody filled in."""
    empty = {"asset": "", "name": "", "measure": "repair", "damage": "", "cause": ""}
    filled = empty | {"asset": str(asset), "measure": "dispose", "damage": "Hỏng"}
    return {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-MIN_NUM_FORMS": "0",
        "form-MAX_NUM_FORMS": "100",
        **{f"form-0-{name}": each for name, each in filled.items()},
        **{f"form-1-{name}": each for name, each in empty.items()},
        "title": "Thanh lý ổ đĩa cũ",
        "source": "",
        "reason": "Ổ đĩa báo lỗi",
        "funding": "",
        "wanted_by": "",
        **other,
    }


def step(row: Proposal, name: str) -> str:
    return reverse("repair_step", args=[row.id, name])


def test_a_proposal_goes_from_the_failure_to_the_asset_books(
    school: SchoolScene, browser: Browser
) -> None:
    teacher, head = browser(school.it_teacher), browser(school.principal)
    disk = assets.register_asset(
        school=school.id, by=school.it_teacher, code="LT-90", kind="disk", name="Ổ đĩa cũ"
    )
    failure = assets.open_by_hand(
        school=school.id, by=school.it_teacher, words="Ổ đĩa kêu", asset=disk.id
    )
    link = f"{reverse('repair_new')}?source={failure.label}&amp;asset={disk.id}"
    assert link in teacher.get(reverse("failure", args=[failure.id])).content.decode()
    page = teacher.get(link.replace("&amp;", "&")).content.decode()
    assert failure.label in page and f'value="{disk.id}" selected' in page
    answer = teacher.post(reverse("repair_new"), form(disk.id, source=failure.label))
    row = Proposal.objects.get()
    own = reverse("repair", args=[row.id])
    assert answer.headers["Location"] == own
    assert row.label in teacher.get(reverse("failure", args=[failure.id])).content.decode()
    assert teacher.post(step(row, "submit"), {"words": ""}).status_code == 302
    assert own in {each.url for each in tasks(school.principal, school.id, now_us())}
    assert step(row, "approve") not in teacher.get(own).content.decode()
    row.refresh_from_db()
    assert row.scope_sha256 in head.get(own).content.decode()
    assert head.post(step(row, "approve"), {"scope": "alt", "words": ""}).status_code == 400
    said = {"scope": row.scope_sha256, "words": ""}
    assert head.post(step(row, "approve"), said).status_code == 302
    for name, values in (
        ("begin", {"provider": "Công ty A", "cost_vnd": "0", "words": ""}),
        ("accept", {"words": "Đã tháo, giao lại"}),
        ("book", {"words": ""}),
        ("close", {"words": ""}),
    ):
        assert teacher.post(step(row, name), values).status_code == 302, name
    row.refresh_from_db()
    gone = equipment.asset(school.id, disk.id)
    assert row.state == "closed"
    assert gone is not None and gone.state == "out"


def test_its_three_papers_are_filled(school: SchoolScene, browser: Browser) -> None:
    """FORMS §5.2: giấy đề nghị, tờ trình, biên bản nghiệm thu."""
    teacher = browser(school.it_teacher)
    camera = equipment.asset_of_camera(school.cameras["gate"])
    assert camera is not None
    teacher.post(reverse("repair_new"), form(camera.id))
    row = Proposal.objects.get()
    for code in ("repair-request", "repair-submission", "acceptance-minutes"):
        for kind, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
            paper = teacher.get(reverse("repair_paper", args=[row.id, code, kind]))
            assert paper.content.startswith(begins), code
    assert teacher.get(reverse("repair_paper", args=[row.id, "pledge", "pdf"])).status_code == 404


def test_devices_are_listed_anew_while_it_is_a_draft(school: SchoolScene, browser: Browser) -> None:
    teacher = browser(school.it_teacher)
    camera = equipment.asset_of_camera(school.cameras["gate"])
    assert camera is not None
    teacher.post(reverse("repair_new"), form(camera.id))
    row = Proposal.objects.get()
    edit = reverse("repair_edit", args=[row.id])
    assert f'value="{camera.id}" selected' in teacher.get(edit).content.decode()
    again = form(camera.id, **{"form-0-measure": "repair", "reason": "Chỉ thay nguồn"})
    assert teacher.post(edit, again).status_code == 302
    teacher.post(step(row, "submit"), {"words": ""})
    assert teacher.get(edit).status_code == 404


def test_who_reads_and_who_finds_nothing(school: SchoolScene, browser: Browser) -> None:
    """KT sees the cost; the clerk and other schools do not read."""
    teacher = browser(school.it_teacher)
    camera = equipment.asset_of_camera(school.cameras["gate"])
    assert camera is not None
    teacher.post(reverse("repair_new"), form(camera.id))
    row = Proposal.objects.get()
    own = reverse("repair", args=[row.id])
    accountant = browser(holder(school, Role.ACCOUNTANT))
    assert accountant.get(own).status_code == 200
    assert accountant.get(reverse("repair_new")).status_code == 403
    assert browser(holder(school, Role.CLERK)).get(own).status_code == 403
    assert browser(hoa_sen().it_teacher).get(own).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{"title": " "}, {"form-0-estimate_vnd": "-1"}, {"form-0-asset": ""}]
)
def test_what_is_no_proposal_is_said_on_the_form(
    school: SchoolScene, browser: Browser, wrong: dict[str, str]
) -> None:
    teacher = browser(school.it_teacher)
    camera = equipment.asset_of_camera(school.cameras["gate"])
    assert camera is not None
    assert teacher.post(reverse("repair_new"), form(camera.id, **wrong)).status_code == 400
    assert not Proposal.objects.exists()


def test_the_submission_is_signed_by_who_leads_the_school(school: SchoolScene) -> None:
    """NĐ 30/2020: the position stands over the name; the device's place is where it hangs, area or not."""
    asset = assets.register_asset(
        school=school.id,
        by=school.it_teacher,
        code="CM-01",
        kind="switch",
        name="Bộ chuyển mạch",
        position="Tủ mạng",
    )
    row = repairs.draft(
        school=school.id,
        by=school.it_teacher,
        title="Sửa quạt",
        reason="Kêu to",
        items=(Item("repair", asset.id),),
    )
    said = _words(row)
    assert said["signed_as"] == "HIỆU TRƯỞNG"
    assert said["receivers"][-1].startswith("Lưu: VT")
    assert said["devices"][0]["place"] == "Tủ mạng"
