"""The new school year's page, and closing by its buttons."""

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, holder
from tests.web.conftest import Browser
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_board_and_it_teacher_see_the_turn_of_the_year(
    school: SchoolScene, browser: Browser
) -> None:
    page = reverse("year_turn")
    for who in (school.principal, school.vice_principal, school.it_teacher):
        assert browser(who).get(page).status_code == 200
    for other in (school.duty_officer, holder(school, Role.STAFF), holder(school, Role.CLERK)):
        assert browser(other).get(page).status_code == 403


def test_a_book_that_is_not_over_is_not_closed_by_an_address(
    school: SchoolScene, browser: Browser
) -> None:
    """Refused in words; nobody else gets that far."""
    teacher, staff = browser(school.it_teacher), browser(holder(school, Role.STAFF))
    for path in (
        reverse("closing_year", args=["device", "2026-2027"]),
        reverse("closing_year", args=["nothing", "2026-2027"]),
        reverse("closing_month", args=["2026-2027", "2026-11"]),
        reverse("closing_month", args=["x", "y"]),
    ):
        assert teacher.get(path).status_code == 405
        assert teacher.post(path).status_code == 302
        assert staff.post(path).status_code == 403
