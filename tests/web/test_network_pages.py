"""Mạng camera on its pages (khoản 2–4 Điều 5)."""

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.kernel.clock import now_us
from vonggac.network import selectors, services
from vonggac.network.comparing import Device
from vonggac.network.models import Sighting
from vonggac.web.network.waiting import waiting

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def stranger(school: SchoolScene) -> Sighting:
    seen = [Device("192.168.1.77", "9c:14:63:00:00:77", (80,), "<b>IPC</b>")]
    (row,) = services.note_look(school=school.id, seen=seen, cameras=[], approved=[], whole=True)
    return row


def test_a_stranger_waits_and_is_answered(school: SchoolScene, browser: Browser) -> None:
    """Outside text is shown as text; who may not answer is refused; the answer stands on the page."""
    row = stranger(school)
    teacher, officer = browser(school.it_teacher), browser(school.duty_officer)
    shown = teacher.get(reverse("network")).content.decode()
    assert row.label in shown
    assert "<b>IPC</b>" not in shown
    assert waiting(school.it_teacher, school.id, now_us())
    assert not waiting(school.duty_officer, school.id, now_us())
    page = reverse("sighting", args=[row.id])
    said = {"answer": "harmless", "reason": "Máy in của văn phòng"}
    assert officer.post(page, said).status_code == 403
    assert teacher.post(page, {**said, "reason": ""}).status_code == 400
    assert teacher.post(page, said).status_code == 302
    assert "Máy in của văn phòng" in teacher.get(page).content.decode()
    assert not waiting(school.it_teacher, school.id, now_us())
    assert teacher.post(page, said).status_code == 400


def test_a_violation_takes_its_number_along(school: SchoolScene, browser: Browser) -> None:
    row = stranger(school)
    head = browser(school.principal)
    said = {"answer": "violation", "reason": "Không ai biết thiết bị này"}
    answer = head.post(reverse("sighting", args=[row.id]), said)
    assert answer["Location"] == f"{reverse('violation_new')}?source={row.label}"
    assert row.label in head.get(answer["Location"]).content.decode()


def test_a_change_is_shown_line_by_line(school: SchoolScene, browser: Browser) -> None:
    camera = school.cameras["gate"]
    for users in (["admin"], ["admin", "ghost"]):
        services.note_fingerprint(
            school=school.id, camera=camera, parts={"users": users}, explained=False
        )
    (row,) = selectors.waiting(school.id)
    shown = browser(school.principal).get(reverse("sighting", args=[row.id])).content.decode()
    assert "+ ghost" in shown


def test_only_the_head_ends_the_watch(school: SchoolScene, browser: Browser) -> None:
    """5.3: nobody but HT; everybody who opens the page is told."""
    address, said = reverse("network_watch"), {"basis": "QĐ 12/QĐ-THYC"}
    teacher, head = browser(school.it_teacher), browser(school.principal)
    assert teacher.post(address, said).status_code == 403
    assert head.post(address, {"basis": ""}).status_code == 400
    assert head.post(address, said).status_code == 302
    assert not selectors.is_watched(school.id)
    assert "QĐ 12/QĐ-THYC" in teacher.get(reverse("network")).content.decode()
