"""Cases on their pages: the button over a live picture, the steps, the dossier."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene, directive, hoa_sen, holder, open_shift
from tests.web.conftest import Browser
from vonggac.duty.models import UsageLine
from vonggac.incidents import services
from vonggac.incidents.models import Case, CaseDirective, DossierLine
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.people.roles import Role
from vonggac.web.incidents import suspicion
from vonggac.web.incidents.waiting import waiting
from vonggac.web.local_time import form_text

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def press(client: Client, camera: str, **more: object) -> tuple[int, dict[str, str]]:
    body = {"cameras": [camera], "purpose": "security", "what": "Người lạ ở cổng"} | more
    answer = client.post(reverse("suspect"), json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def by_hand(school: SchoolScene, **more: object) -> dict[str, object]:
    to_us = now_us() - DAY_US
    return {
        "cameras": [school.cameras["gate"]],
        "footage_from_us": form_text(to_us - HOUR_US),
        "footage_to_us": form_text(to_us),
        "purpose": "safety",
        "what": "Xe đạp không thấy ở nhà xe",
        **more,
    }


def test_the_button_notes_a_case_from_an_open_shift(school: SchoolScene, browser: Browser) -> None:
    """3.2-2b: before the shift it is refused with its clause; the answer leads to the case."""
    officer, gate = browser(school.duty_officer), school.cameras["gate"]
    status, body = press(officer, gate)
    assert (status, body["code"]) == (403, "no_open_shift")
    open_shift(school, ["gate"])
    assert 'id="suspect"' in officer.get(reverse("wall")).content.decode()
    status, body = press(officer, gate)
    assert status == 200
    page = officer.get(body["url"]).content.decode()
    line = UsageLine.objects.get()
    assert body["no"] in page
    assert "Người lạ ở cổng" in page
    assert f"({line.school_year})" in page
    for spoilt in ({"purpose": "attendance"}, {"cameras": 5}, {"what": "a\u202eb"}):
        assert press(officer, gate, **spoilt)[0] == 400
    assert press(officer, gate, cameras=[])[0] == 403
    assert Case.objects.count() == 1


def test_the_picture_of_the_moment_is_booked_with_the_case(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one can be had, it is taken before the case and booked with its number."""
    booked: list[str] = []

    def book(no: str) -> str:
        booked.append(no)
        return "AN-2026-001"

    monkeypatch.setattr(suspicion, "for_suspicion", lambda *_: book)
    assert press(browser(school.principal), school.cameras["gate"])[0] == 200
    row = Case.objects.get()
    assert (booked, row.snapshot_no) == ([row.label], "AN-2026-001")


def test_a_case_goes_from_the_officer_to_the_board_and_back(
    school: SchoolScene, browser: Browser
) -> None:
    """Each sees the step that is his; the states of REQUIREMENTS §5.4 in order."""
    officer, head = browser(school.duty_officer), browser(school.principal)
    assert officer.post(reverse("case_new"), by_hand(school)).status_code == 302
    row = Case.objects.get()

    def step(client: Client, name: str, **data: object) -> int:
        return client.post(reverse("case_step", args=[row.id, name]), data).status_code

    page = reverse("case", args=[row.id])
    assert f'{page}/direct"' not in officer.get(page).content.decode()
    assert step(officer, "report", words="") == 400
    assert step(officer, "report", words="Đã tìm quanh trường") == 302
    assert step(officer, "direct", way="spot") == 403
    assert f'{page}/direct"' in head.get(page).content.decode()
    assert step(head, "direct", way="retrieve") == 302
    assert reverse("directive_new") in head.get(page).content.decode()
    paper = directive(school)
    assert step(officer, "directive", directive=str(paper.id)) == 302
    assert CaseDirective.objects.get().directive_id == paper.id
    assert step(officer, "handle", words="Xem lại") == 302
    assert step(officer, "note", text="Một dòng") == 302
    assert step(officer, "result", words="Dắt nhầm, đã trả") == 302
    assert step(officer, "violation", words="Có dấu hiệu vi phạm") == 302
    assert step(head, "end") == 302
    assert step(head, "end") == 400
    assert step(head, "nothing") == 404
    row.refresh_from_db()
    assert row.state == "closed"
    assert row.label in officer.get(f"{reverse('cases')}?state=closed").content.decode()


def test_the_dossier_is_corrected_by_a_new_line(school: SchoolScene, browser: Browser) -> None:
    teacher = browser(school.it_teacher)
    teacher.post(reverse("case_new"), by_hand(school))
    row = Case.objects.get()
    line = DossierLine.objects.get(case=row, place=1)
    assert (
        teacher.post(
            reverse("case_correct", args=[row.id, line.id]), {"text": "Đúng là xe máy"}
        ).status_code
        == 302
    )
    assert DossierLine.objects.get(kind="correction").corrects_id == line.id
    missing = reverse("case_correct", args=[row.id, row.id])
    assert teacher.post(missing, {"text": "x"}).status_code == 404


def test_others_find_no_cases(school: SchoolScene, browser: Browser) -> None:
    """Staff are refused; another school finds nothing."""
    browser(school.it_teacher).post(reverse("case_new"), by_hand(school))
    row = Case.objects.get()
    staff, stranger = browser(holder(school, Role.STAFF)), browser(hoa_sen().principal)
    assert staff.get(reverse("cases")).status_code == 403
    assert staff.post(reverse("case_new"), by_hand(school)).status_code == 403
    assert press(staff, school.cameras["gate"])[0] == 403
    assert stranger.get(reverse("case", args=[row.id])).status_code == 404
    assert stranger.post(reverse("case_step", args=[row.id, "end"])).status_code == 404
    assert press(stranger, school.cameras["gate"])[0] == 403


def test_what_waits_is_told_to_who_can_do_it(school: SchoolScene) -> None:
    """Officer: report; Board: direct; red after two hours; staff have nothing to wait for."""
    services.open_case(
        school=school.id,
        by=school.duty_officer,
        cameras=[],
        footage=Range(now_us() - HOUR_US, now_us()),
        purpose="safety",
        what="Xe đạp",
    )
    row, at_us = Case.objects.get(), now_us()
    (mine,) = waiting(school.duty_officer, school.id, at_us)
    assert (mine.url, mine.red) == (reverse("case", args=[row.id]), False)
    assert waiting(school.duty_officer, school.id, at_us + 2 * HOUR_US)[0].red
    assert len(waiting(school.principal, school.id, at_us)) == 1
    services.report(case=row.id, by=school.duty_officer, words="x")
    assert waiting(school.duty_officer, school.id, at_us) == []
    assert waiting(holder(school, Role.STAFF), school.id, at_us) == []
