"""What waits for whom, of directives, proposals and holds: each person's own, with its address and its end."""

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from tests.scenes.schools import SchoolScene, yesterday
from tests.web.conftest import Browser
from vonggac.directives import services as directives
from vonggac.holds import services as holds
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.web.directives import waiting as of_directives
from vonggac.web.holds import waiting as of_holds

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_each_sees_what_waits_for_that_person_and_can_open_it(
    school: SchoolScene, browser: Browser
) -> None:
    gate, now = [school.cameras["gate"]], now_us()
    said = directives.enter_oral(
        entered_by=school.duty_officer, school=school.id, ordered_by=school.principal, said_us=now,
        said_how="điện thoại", cameras=gate, footage=Range(now - 2 * HOUR_US, now - HOUR_US),
        purpose=Purpose.SAFETY, purpose_detail="Tìm học sinh lạc",
    )  # fmt: skip
    directives.propose(
        by=school.it_teacher, school=school.id, cameras=gate, footage=yesterday(),
        purpose=Purpose.SAFETY, reason="Có người lạ",
    )  # fmt: skip
    hold = holds.place(
        school=school.id, cameras=gate, footage=yesterday(), ground="own", reason="Chứng cứ",
        by=school.it_teacher, review_on=date(2099, 1, 1),
    )  # fmt: skip
    holds.ask_release(hold=hold.id, by=school.principal, reason="Xong")

    def told(who: UUID, client: Client) -> list[str]:
        found = of_directives.waiting(who, school.id, now) + of_holds.waiting(who, school.id, now)
        assert all(client.get(each.url).status_code == 200 for each in found)
        return [each.url.split("/")[1] for each in found]

    assert told(school.principal, browser(school.principal)) == ["directives", "proposals"]
    assert told(school.vice_principal, browser(school.vice_principal)) == ["proposals", "holds"]
    assert told(school.duty_officer, browser(school.duty_officer)) == []
    directives.deny(directive=said.id, by=school.principal, reason="Không")
    (first, *_) = of_directives.waiting(school.principal, school.id, now_us())
    said.refresh_from_db()
    assert first.red
    assert first.due_us == said.unconfirmed_us, "since when it is open, not the present instant"
