"""Maintenance on its pages: the plan, an order to its confirmation, papers, readiness (khoản 6 Điều 2)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.maintenance.scenes import asset_of, ordered
from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.kernel.clock import now_us
from vonggac.maintenance.models import Order, Plan
from vonggac.maintenance.states import CALIBRATED, MAINTAINED
from vonggac.web.home.tasks import tasks
from vonggac.web.local_time import local

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def plan_form(school: SchoolScene, page: str, **other: Any) -> dict[str, Any]:
    """What the page sends back when nothing of the usual plan is changed but the number of its lines."""
    day = local(now_us()).date() + timedelta(days=9)
    rows = {
        "what": "Vệ sinh ống kính",
        "work": "maintenance",
        "target": "kind:camera",
        "every": "quarter",
        "first_on": day.isoformat(),
        "responsible": str(school.it_teacher),
        "note": "",
    }
    assert 'value="kind:camera"' in page
    return {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "form-MIN_NUM_FORMS": "0",
        "form-MAX_NUM_FORMS": "60",
        **{f"form-0-{name}": each for name, each in rows.items()},
        **{f"form-1-{name}": each for name, each in (rows | {"what": ""}).items()},
        "school_year": "2026-2027",
        "purpose": "Camera hoạt động liên tục",
        "funding": "",
        "organisation": "",
        **other,
    }


def test_a_plan_goes_from_the_teacher_to_the_board(school: SchoolScene, browser: Browser) -> None:
    """A usual plan is filled in; a line without “hạng mục” is none; the Board is asked and decides."""
    teacher, head = browser(school.it_teacher), browser(school.principal)
    page = teacher.get(reverse("maintenance_plan_new")).content.decode()
    answer = teacher.post(reverse("maintenance_plan_new"), plan_form(school, page))
    row = Plan.objects.get()
    address = reverse("maintenance_plan", args=[row.id])
    assert answer.headers["Location"] == address
    assert row.rows.count() == 1
    assert address in {each.url for each in tasks(school.principal, school.id, now_us())}
    assert "<form" in head.get(address).content.decode().split("</header>")[-1]
    assert head.post(address, {"approved": "no", "remarks": ""}).status_code == 400
    assert head.post(address, {"approved": "yes", "remarks": ""}).status_code == 302
    row.refresh_from_db()
    assert row.approved is True
    paper = teacher.get(reverse("maintenance_plan_paper", args=[row.id, "pdf"]))
    assert paper.content[:5] == b"%PDF-"


@pytest.mark.parametrize(
    "wrong", [{"form-0-first_on": ""}, {"form-0-target": "kind:submarine"}, {"purpose": " "}]
)
def test_what_is_no_plan_is_said_beside_its_field(
    school: SchoolScene, browser: Browser, wrong: dict[str, str]
) -> None:
    teacher = browser(school.it_teacher)
    page = teacher.get(reverse("maintenance_plan_new")).content.decode()
    answer = teacher.post(reverse("maintenance_plan_new"), plan_form(school, page, **wrong))
    assert answer.status_code == 400
    assert 'class="errors"' in answer.content.decode()
    assert not Plan.objects.exists()


def test_an_order_is_worked_off_device_by_device_and_confirmed(
    school: SchoolScene, browser: Browser
) -> None:
    teacher, head = browser(school.it_teacher), browser(school.principal)
    due = local(now_us()).date() + timedelta(days=2)
    answer = teacher.post(
        reverse("maintenance_order_new"),
        {
            "work": "maintenance",
            "what": "Lau ống kính sau bão",
            "assets": [str(asset_of(school))],
            "due_on": due.isoformat(),
            "responsible": str(school.it_teacher),
            "reason": "Bão số 5",
        },
    )
    row = Order.objects.get()
    page = reverse("maintenance_order", args=[row.id])
    assert answer.headers["Location"] == page
    assert teacher.post(step(row, "start")).status_code == 302
    device = reverse("maintenance_device", args=[row.id, asset_of(school)])
    assert device in teacher.get(page).content.decode()
    said = {f"{item}-verdict": "good" for item in MAINTAINED["camera"]}
    lacking = dict(list(said.items())[1:])
    assert teacher.post(device, lacking).status_code == 400
    assert teacher.post(device, said | {"lens-before": "bụi"}).status_code == 302
    assert "bụi" in head.get(device).content.decode()
    assert head.post(device, said).status_code == 403
    assert teacher.post(step(row, "hand-in"), {"conclusion": "Tốt"}).status_code == 302
    assert page in {each.url for each in tasks(school.principal, school.id, now_us())}
    assert step(row, "confirm") not in teacher.get(page).content.decode()
    assert head.post(step(row, "confirm"), {"words": ""}).status_code == 302
    row.refresh_from_db()
    assert row.state == "done"
    for kind, begins in (("pdf", b"%PDF-"), ("docx", b"PK")):
        paper = teacher.get(reverse("maintenance_paper", args=[row.id, kind]))
        assert paper.content.startswith(begins)


def step(row: Order, name: str) -> str:
    return reverse("maintenance_step", args=[row.id, name])


def test_a_calibration_has_its_own_checklist_and_minutes(
    school: SchoolScene, browser: Browser
) -> None:
    teacher = browser(school.it_teacher)
    row = ordered(school, "calibration")
    teacher.post(reverse("maintenance_step", args=[row.id, "start"]))
    device = reverse("maintenance_device", args=[row.id, asset_of(school)])
    page = teacher.get(device).content.decode()
    assert all(f'name="{item}-verdict"' in page for item in CALIBRATED)
    assert reverse("technical") in page
    said = {f"{item}-verdict": "good" for item in CALIBRATED} | {"view-verdict": "bad"}
    assert teacher.post(device, said).status_code == 302
    assert teacher.post(step(row, "hand-in"), {"conclusion": "Lệch góc"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "failed"
    assert row.failures in teacher.get(reverse("maintenance_order", args=[row.id])).content.decode()
    paper = teacher.get(reverse("maintenance_paper", args=[row.id, "pdf"]))
    assert paper.content[:5] == b"%PDF-"


def test_one_device_checked_leads_to_the_next(school: SchoolScene, browser: Browser) -> None:
    teacher = browser(school.it_teacher)
    due = local(now_us()).date() + timedelta(days=2)
    assets = [str(asset_of(school, name)) for name in ("gate", "yard")]
    asked = {"work": "maintenance", "what": "Lau ống kính", "assets": assets, "due_on": due.isoformat(),
             "responsible": str(school.it_teacher), "reason": "Bão số 5"}  # fmt: skip
    teacher.post(reverse("maintenance_order_new"), asked)
    row = Order.objects.get()
    teacher.post(step(row, "start"))
    said = {f"{item}-verdict": "good" for item in MAINTAINED["camera"]}
    first, second = (reverse("maintenance_device", args=[row.id, each]) for each in assets)
    assert "Còn lại: đúng, bình thường" in teacher.get(first).content.decode()
    assert teacher.post(first, said)["Location"] == second
    assert teacher.post(second, said)["Location"] == reverse("maintenance_order", args=[row.id])


def test_every_page_answers_those_who_may_read_and_no_other_school(
    school: SchoolScene, browser: Browser
) -> None:
    row = ordered(school)
    other = browser(hoa_sen().it_teacher)
    pages = [reverse("maintenance"), reverse("maintenance_readiness"), reverse("maintenance_plans")]
    one = reverse("maintenance_order", args=[row.id])
    device = reverse("maintenance_device", args=[row.id, asset_of(school)])
    for person in (school.principal, school.it_teacher, school.duty_officer):
        for page in (*pages, one, device):
            assert browser(person).get(page).status_code == 200, page
    for page in (one, device, reverse("maintenance_paper", args=[row.id, "pdf"])):
        assert other.get(page).status_code == 404
    assert other.post(reverse("maintenance_step", args=[row.id, "start"])).status_code == 404


def test_readiness_says_what_a_device_lacks(school: SchoolScene, browser: Browser) -> None:
    """2.6e: plain conditions, each of them said."""
    page = browser(school.principal).get(reverse("maintenance_readiness")).content.decode()
    assert "Chưa bảo trì đạt trong một năm" in page
    assert "Chưa hiệu chuẩn đạt trong một năm" in page
