"""Papers of FORMS §8 as the pages fill them: accounts, retention, plan of the cameras, index of a case."""

from datetime import date

import pytest
from django.urls import reverse

from tests.documents.reading import read, running
from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.incidents import services as incidents
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people import services as people_services
from vonggac.places import services as places

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def _said(content: bytes) -> str:
    return running(read(content))


def test_the_list_of_accounts_and_the_minutes_of_a_review(
    school: SchoolScene, browser: Browser
) -> None:
    """khoản 1 Điều 4: the list as it is, the minutes as the review was confirmed."""
    head = browser(school.principal)
    listed = _said(head.get(reverse("account_list", args=["pdf"])).content)
    rows = people.accounts(school.id)
    assert all(each.username in listed for each in rows)
    answers = {each.id: "keep" for each in rows}
    officer = people.account_of(school.duty_officer)
    assert officer is not None
    answers[officer.id] = "suspend"
    made = people_services.confirm_review(
        school=school.id, answers=answers, by=school.principal, note="Khóa một tài khoản"
    )
    address = reverse("account_review_minutes", args=[made.id, "pdf"])
    minutes = _said(head.get(address).content)
    assert "Khóamộttàikhoản" in minutes and "tạmkhóa01" in minutes
    assert f"năm{made.quarter[:4]}" in minutes
    assert browser(school.duty_officer).get(address).status_code != 200
    assert browser(hoa_sen().principal).get(address).status_code == 404
    assert address.replace(".pdf", ".docx") in head.get(reverse("account_review")).content.decode()


@pytest.mark.parametrize("paper,title", [("decision", "QUYẾTĐỊNH"), ("notice", "THÔNGBÁO")])
def test_the_retention_that_is_decided_stands_on_its_papers(
    school: SchoolScene, browser: Browser, paper: str, title: str
) -> None:
    """khoản 3 Điều 2: the newest number of each scope; one that was taken back is none."""
    gate = school.areas["gate"]
    for scope, days, number in ((None, 30, "1/QĐ"), (gate, 60, "2/QĐ"), (school.areas["yard"], 45, "3/QĐ"),
                                (school.areas["yard"], None, "4/QĐ")):  # fmt: skip
        places.decide_retention(
            school=school.id,
            area=scope,
            camera=None,
            days=days,
            paper=number,
            decided_on=date(2026, 9, 5),
            by=school.principal,
        )
    head = browser(school.principal)
    said = _said(head.get(reverse("retention_paper", args=[paper, "pdf"])).content)
    assert title in said and "Toàntrường" in said and "60" in said and "45" not in said
    assert head.get(reverse("retention_paper", args=[paper, "docx"])).status_code == 200
    assert head.get(reverse("retention_paper", args=["khac", "pdf"])).status_code == 404


def test_the_plan_of_an_area_lists_its_cameras_and_no_others(
    school: SchoolScene, browser: Browser
) -> None:
    head = browser(school.principal)
    said = _said(head.get(reverse("camera_plan_paper", args=[school.areas["gate"], "pdf"])).content)
    assert "Cổng" in said and "Vẽmặtbằng" in said
    assert "Căngtin" not in said
    strange = hoa_sen()
    other = reverse("camera_plan_paper", args=[strange.areas["gate"], "pdf"])
    assert head.get(other).status_code == 404


def test_the_index_of_a_case_names_its_lines_and_not_their_words(
    school: SchoolScene, browser: Browser
) -> None:
    """nhóm 2 khoản 2 Điều 3."""
    at_us = now_us()
    row = incidents.open_case(
        school=school.id,
        by=school.it_teacher,
        cameras=[school.cameras["gate"]],
        footage=Range(at_us - HOUR_US, at_us),
        purpose=Purpose.SECURITY,
        what="Người lạ trèo tường",
    )
    head = browser(school.principal)
    address = reverse("case_index_paper", args=[row.id, "pdf"])
    assert address in head.get(reverse("case", args=[row.id])).content.decode()
    said = _said(head.get(address).content)
    assert row.label in said and "MỤCLỤCHỒSƠ" in said
    assert "trèotường" not in said
    assert browser(hoa_sen().principal).get(address).status_code == 404
