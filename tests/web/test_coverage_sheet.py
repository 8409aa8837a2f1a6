"""The coverage sheet in the pages: what it says sums to the day, whatever day is asked for."""

import re

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def seconds(clock: str) -> int:
    hours, minutes, rest = map(int, clock.split(":"))
    return hours * 3600 + minutes * 60 + rest


def rows(page: str) -> list[list[int]]:
    """The six numbers of every row; causes in small print are parts of the third."""
    page = re.sub(r'<div class="faint small">.*?</div>', "", page)
    told = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]
    return [[seconds(each) for each in re.findall(r"\d\d:\d\d:\d\d", row)] for row in told]


@pytest.mark.parametrize("day", ["", "2026-01-31", "2031-05-05", "never", "-1", "2026-13-40"])
def test_every_row_sums_to_the_day(school: SchoolScene, browser: Browser, day: str) -> None:
    """86 400 seconds; a day that is none, or has not come, is today."""
    page = browser(school.principal).get(reverse("coverage"), {"day": day}).content.decode()
    told = rows(page)
    assert len(told) == len(school.cameras)
    for *parts, whole in told:
        assert sum(parts) == whole == 86_400


def test_a_month_shows_its_days(school: SchoolScene, browser: Browser) -> None:
    """February of a leap year has 29 of them."""
    gate = school.cameras["gate"]
    url = reverse("coverage_month", args=[gate])
    page = browser(school.principal).get(url, {"month": "2024-02"}).content.decode()
    assert len(rows(page)) == 29
    assert "29/02/2024" in page


def test_a_camera_of_another_school_has_no_sheet(school: SchoolScene, browser: Browser) -> None:
    """ACCESS §1.6: it cannot be told from none."""
    url = reverse("coverage_month", args=["bcdfgh"])
    assert browser(school.principal).get(url).status_code == 404
