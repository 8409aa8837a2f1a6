"""Holds on their pages: placed, asked to release, and answered by a second person."""

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.holds import selectors
from vonggac.holds.models import Hold
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.web.local_time import form_text

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def filled(school: SchoolScene, **more: str) -> dict[str, object]:
    to_us = now_us() - DAY_US
    return {
        "cameras": [school.cameras["gate"]],
        "footage_from_us": form_text(to_us - HOUR_US),
        "footage_to_us": form_text(to_us),
        "reason": "Hai học sinh ngã ở cổng",
        "review_on": "2099-01-01",
        **more,
    }


def test_the_it_teacher_holds_the_vice_principal_asks_and_the_principal_releases(
    school: SchoolScene, browser: Browser
) -> None:
    """Nobody answers what he asked himself; what is held says so on every page of it."""
    teacher, deputy, head = map(
        browser, (school.it_teacher, school.vice_principal, school.principal)
    )
    assert teacher.post(reverse("hold_new"), filled(school)).status_code == 302
    (hold,) = Hold.objects.all()
    page, ask = reverse("hold", args=[hold.id]), reverse("hold_ask", args=[hold.id])
    answer = reverse("hold_answer", args=[hold.id])
    assert hold.label in teacher.get(reverse("holds")).content.decode()
    assert deputy.post(ask, {"reason": "Xong"}).status_code == 302
    own = deputy.get(page).content.decode()
    assert 'name="answer"' not in own
    deputy.post(answer, {"answer": "release"})
    assert selectors.is_active(hold.id)
    assert 'value="release"' in head.get(page).content.decode()
    assert head.post(answer, {"answer": "keep", "reason": ""}).status_code == 400
    assert head.post(answer, {"answer": "release"}).status_code == 302
    assert not selectors.is_active(hold.id)


def test_what_a_form_of_holds_refuses_is_said_beside_its_field(
    school: SchoolScene, browser: Browser
) -> None:
    """The future, an end before the beginning, hidden characters, another school's camera."""
    teacher = browser(school.it_teacher)
    ahead = form_text(now_us() + DAY_US)
    wrong: list[dict[str, object]] = [
        filled(school, footage_from_us=ahead, footage_to_us=form_text(now_us() + 2 * DAY_US)),
        filled(school, footage_to_us=form_text(now_us() - 9 * DAY_US)),
        filled(school, reason="a\u202eb"),
        filled(school) | {"cameras": [hoa_sen().cameras["gate"]]},
        filled(school, review_on="2020-01-01"),
    ]
    for each in wrong:
        assert teacher.post(reverse("hold_new"), each).status_code == 400
    assert not Hold.objects.exists()


def test_a_duty_officer_and_another_school_find_no_holds(
    school: SchoolScene, browser: Browser
) -> None:
    browser(school.it_teacher).post(reverse("hold_new"), filled(school))
    (hold,) = Hold.objects.all()
    officer, stranger = browser(school.duty_officer), browser(hoa_sen().principal)
    assert officer.get(reverse("holds")).status_code == 403
    assert officer.post(reverse("hold_new"), filled(school)).status_code == 403
    assert stranger.get(reverse("hold", args=[hold.id])).status_code == 404
    assert stranger.post(reverse("hold_answer", args=[hold.id])).status_code == 404
