"""A new school is led through what it has to decide (REQUIREMENTS §7, ◆), until all of it is decided."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from tests.scenes import regulations
from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.breaches import services as breaches
from vonggac.directives import services as directives
from vonggac.duty.years import local
from vonggac.kernel.clock import now_us
from vonggac.people.selectors import head_of
from vonggac.places import services as places
from vonggac.places.models import School
from vonggac.places.schedule import RangeKind
from vonggac.regulations import selectors as reading
from vonggac.regulations import services as readers

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
HEADING = "Còn phải thiết lập"


def card(page: str) -> str:
    """The list of what is still to be settled; empty where there is none."""
    found = re.search(rf"<h2>{HEADING}</h2>.*?</section>", page, re.DOTALL)
    return unescape(found[0]) if found else ""


def home(browser: Browser, who: object) -> str:
    return card(browser(who).get(reverse("home")).content.decode())  # type: ignore[arg-type]  # a person's id


def test_the_head_is_led_to_each_decision_and_each_page_opens(
    school: SchoolScene, browser: Browser
) -> None:
    School.objects.filter(pk=school.id).update(parent_body="", locality="")
    shown = home(browser, school.principal)
    links = re.findall(r'href="([^"]+)"', shown)
    pages = ("school", "regulations", "retention", "access_settings", "breach_leader")
    assert links == [reverse(each) for each in pages]
    assert "Giáo viên Tin học" in shown, "who enters the terms"
    assert shown.count("xong") == 1, "the IT teacher of this school is appointed"
    for each in links:
        assert browser(school.principal).get(each).status_code == 200


def test_what_is_decided_is_ticked_and_at_last_the_list_is_gone(
    school: SchoolScene, browser: Browser
) -> None:
    today = local(now_us()).date()
    decided = {"decided_on": today, "by": school.principal}
    School.objects.filter(pk=school.id).update(parent_body="UBND xã", locality="Yên Cường")
    places.decide_retention(school=school.id, days=30, paper="84/QĐ-THYC", **decided)  # type: ignore[arg-type]  # by name
    shown = home(browser, school.principal)
    assert reverse("retention") not in shown
    assert shown.count("xong") == 3
    directives.decide_policy(
        school=school.id, values={"stocktake_school_year": True}, paper="85/QĐ-THYC",
        basis="Khoản 7 Điều 2", **decided,  # type: ignore[arg-type]  # by name
    )  # fmt: skip
    head = head_of(school.id, now_us())
    assert head is not None
    breaches.name_leader(
        school=school.id, by=head.id, leader=head.id, contact="0123", basis="85/QĐ-THYC"
    )
    assert home(browser, school.it_teacher).count(reverse("calendar")) == 1
    places.add_days(
        school=school.id, kind=RangeKind.TERM, name="Học kỳ I", from_day=today,
        to_day=today + timedelta(days=90), by=school.it_teacher,
    )  # fmt: skip
    assert home(browser, school.it_teacher) == ""
    assert reverse("regulations") in home(browser, school.principal)
    regulations.in_force(school, today)
    version = reading.in_force(school.id, now_us())
    assert version is not None
    readers.acknowledge(regulation=version.id, person=school.principal)
    assert home(browser, school.principal) == ""


def test_whom_it_does_not_concern_sees_nothing_of_it(school: SchoolScene, browser: Browser) -> None:
    for who in (school.duty_officer, school.vice_principal):
        assert home(browser, who) == ""
