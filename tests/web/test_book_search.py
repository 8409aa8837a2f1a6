"""The page of the search over all books."""

from datetime import date

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene, holder
from tests.web.conftest import Browser
from vonggac.duty.years import local
from vonggac.equipment import services as equipment
from vonggac.kernel.clock import now_us
from vonggac.people.roles import Role
from vonggac.search import services
from vonggac.search.sources import SOURCES
from vonggac.web.search.places import PLACES

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def indexed() -> None:
    services.install()
    while services.keep_up():
        pass


def test_a_failure_is_found_and_leads_to_its_page(school: SchoolScene, browser: Browser) -> None:
    row = equipment.open_by_hand(
        school=school.id, by=school.it_teacher, words="Nước đọng", camera=school.cameras["gate"]
    )
    indexed()
    page = browser(school.it_teacher).get(reverse("find_books"), {"q": "nuoc dong"})
    text = page.content.decode()
    assert row.label in text
    assert "<mark>Nước</mark>" in text
    assert reverse("failure", args=[row.id]) in text
    other = browser(holder(school, Role.STAFF)).get(reverse("find_books"), {"q": "nuoc dong"})
    assert row.label not in other.content.decode()


def test_a_name_leads_to_what_names_the_person(school: SchoolScene, browser: Browser) -> None:
    """People by given name, for who sees the list of colleagues."""
    indexed()
    head = browser(school.principal)
    page = head.get(reverse("find_books"), {"q": "dung"}).content.decode()
    assert str(school.duty_officer) in page
    assert head.get(reverse("find_books"), {"about": str(school.duty_officer)}).status_code == 200
    staff = browser(holder(school, Role.STAFF))
    assert str(school.duty_officer) not in staff.get(
        reverse("find_books"), {"q": "dung"}
    ).content.decode()  # fmt: skip


@pytest.mark.parametrize(
    "asked", ["q=%22&before=x", "about=1&book=zz", "q=%00&before=-1", "before=9" * 9]
)
def test_odd_questions_are_answered(school: SchoolScene, browser: Browser, asked: str) -> None:
    assert browser(school.principal).get(f"{reverse('find_books')}?{asked}").status_code == 200


def test_every_book_that_is_searched_has_a_place() -> None:
    assert {each.sought.book for each in SOURCES} == set(PLACES)


def test_lines_of_books_lead_to_their_page(school: SchoolScene, browser: Browser) -> None:
    equipment.write_day_line(
        school=school.id, by=school.it_teacher, day=_today(), condition="good", text="Đủ camera"
    )
    indexed()
    text = browser(school.principal).get(reverse("find_books"), {"q": "đủ camera"}).content.decode()
    assert "#line-1" in text


def _today() -> date:
    return local(now_us()).date()
