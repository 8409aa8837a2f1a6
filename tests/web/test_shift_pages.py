"""A shift on its pages: the checklist opens it, another closes it, and two persons hand it over."""

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen, open_shift, opened
from tests.web.conftest import Browser
from vonggac.duty import services
from vonggac.duty.checklists import OF, List
from vonggac.duty.models import HandoverAnswer, Shift, ShiftCheck
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.web.duty.waiting import waiting

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def _rostered(school: SchoolScene) -> Shift:
    at_us = now_us()
    return services.roster_shift(
        school=school.id,
        person=school.duty_officer,
        areas=[school.areas["gate"]],
        from_us=at_us,
        to_us=at_us + 4 * HOUR_US,
        by=school.principal,
    )


def checked(which: List) -> dict[str, str]:
    return {item.value: "confirmed" for item in OF[which]}


def test_the_officer_opens_and_closes_a_shift_item_by_item(
    school: SchoolScene, browser: Browser
) -> None:
    """Nothing is answered beforehand; an answer left out keeps the shift as it is."""
    officer, shift = browser(school.duty_officer), _rostered(school)
    opening, closing = (reverse(name, args=[shift.id]) for name in ("shift_open", "shift_close"))
    page = officer.get(opening).content.decode()
    assert 'name="clocks"' in page
    assert " checked" not in page
    assert officer.post(opening, {"cameras": "confirmed"}).status_code == 400
    answer = officer.post(
        opening, checked(List.OPENING) | {"disk": "complained", "disk_words": "Còn 2 ngày"}
    )
    assert answer.status_code == 302
    assert Shift.objects.get().opened_us is not None
    assert ShiftCheck.objects.get(item="disk").words == "Còn 2 ngày"
    shown = officer.get(reverse("shift", args=[shift.id])).content.decode()
    assert "Còn 2 ngày" in shown
    assert officer.post(closing, checked(List.CLOSING)).status_code == 302
    assert Shift.objects.get().ended_how == "closed"


def test_another_person_opens_no_shift_and_another_school_finds_none(
    school: SchoolScene, browser: Browser
) -> None:
    shift = _rostered(school)
    opening = reverse("shift_open", args=[shift.id])
    assert browser(school.principal).post(opening, checked(List.OPENING)).status_code == 403
    stranger = browser(hoa_sen().duty_officer)
    for name in ("shift", "shift_open", "shift_close", "shift_hand_over"):
        assert stranger.get(reverse(name, args=[shift.id])).status_code == 404


def test_two_persons_hand_a_shift_over(school: SchoolScene, browser: Browser) -> None:
    """The taker sees it, and confirms or says what is otherwise."""
    shift = open_shift(school)
    officer, teacher = browser(school.duty_officer), browser(school.it_teacher)
    giving = reverse("shift_hand_over", args=[shift.id])
    assert officer.get(giving).status_code == 200
    assert officer.post(giving, {"to": str(school.it_teacher), "remarks": ""}).status_code == 400
    answer = officer.post(giving, {"to": str(school.it_teacher), "remarks": "Cổng phụ kẹt"})
    assert answer.status_code == 302
    page = reverse("shift", args=[shift.id])
    assert 'name="agreed"' not in officer.get(page).content.decode()
    assert 'name="agreed"' in teacher.get(page).content.decode()
    (handover,) = Shift.objects.get().handovers.all()
    taking = reverse("handover_answer", args=[shift.id, handover.id])
    assert teacher.post(taking, {"agreed": "no"}).status_code == 400
    assert teacher.post(taking, {"agreed": "yes"}).status_code == 302
    assert HandoverAnswer.objects.get().agreed


def test_what_waits_of_shifts_is_told_to_its_person(school: SchoolScene) -> None:
    """A shift to open, red once it should have begun; a handover to confirm."""
    shift = _rostered(school)
    (mine,) = waiting(school.duty_officer, school.id, shift.from_us)
    assert (mine.due_us, mine.red) == (shift.from_us, False)
    assert waiting(school.duty_officer, school.id, shift.from_us + 1)[0].red
    opened(shift.id, school.duty_officer)
    services.hand_over(
        shift=shift.id, person=school.duty_officer, to=school.it_teacher, remarks="Không có"
    )
    assert waiting(school.duty_officer, school.id, now_us()) == []
    (taken,) = waiting(school.it_teacher, school.id, now_us())
    assert taken.url == reverse("shift", args=[shift.id])
