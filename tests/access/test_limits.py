"""Viewings that are counted, and viewing that ends with a debt (ACCESS §2.5, §7.3)."""

import pytest

from tests.scenes.schools import SchoolScene, login, yen_cuong, yesterday
from tests.scenes.times import HandClock
from vonggac.access import services
from vonggac.access.models import Viewing
from vonggac.directives import services as directives
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Basis, Grant, Purpose, Refusal
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def granted(school: SchoolScene, footage: Range) -> Grant:
    answer = services.may(
        person=school.duty_officer,
        act=Act.PLAYBACK,
        cameras=[school.cameras["gate"]],
        footage=footage,
        at_us=clock.now_us(),
    )
    assert isinstance(answer, Grant)
    return answer


def test_viewings_of_a_limited_directive_are_counted(school: SchoolScene) -> None:
    """Two may begin, and no third; the grant's basis is the request that was agreed to."""
    footage = yesterday()
    directives.issue(
        issuer=school.principal, school=school.id, cameras=[school.cameras["gate"]],
        footage=footage, acts=[Act.PLAYBACK], executors=[school.duty_officer],
        purpose=Purpose.SAFETY, valid_to_us=clock.now_us() + clock.HOUR_US,
        request=new_uuid(), max_views=2,
    )  # fmt: skip
    grant, session = granted(school, footage), login(school.duty_officer)
    assert grant.basis == Basis.REQUEST
    begun = [
        services.start_viewing(
            grant_id=grant.id, session_id=session, act=Act.PLAYBACK, at_us=clock.now_us()
        )
        for _ in range(3)
    ]
    assert [type(each) for each in begun] == [Viewing, Viewing, Refusal]
    assert isinstance(begun[2], Refusal)
    assert begun[2].code == "views_used_up"


def test_what_plays_stops_when_the_time_to_confirm_is_over(
    school: SchoolScene, hands: HandClock
) -> None:
    """Asked at every fragment: also of another directive's grant, from the very instant on."""
    gate, stored = school.cameras["gate"], yesterday()
    now_us = clock.now_us()
    directives.enter_oral(
        entered_by=school.duty_officer, school=school.id, ordered_by=school.principal,
        said_us=now_us, said_how="điện thoại", cameras=[gate],
        footage=Range(now_us - 2 * clock.HOUR_US, now_us - clock.HOUR_US),
        purpose=Purpose.SAFETY, purpose_detail="Tìm học sinh lạc",
    )  # fmt: skip
    directives.issue(
        issuer=school.principal, school=school.id, cameras=[gate], footage=stored,
        acts=[Act.PLAYBACK], executors=[school.duty_officer], purpose=Purpose.SAFETY,
        valid_to_us=now_us + 3 * clock.DAY_US,
    )  # fmt: skip
    hands.pass_by(hours=23, minutes=59, seconds=58)
    grant, session = granted(school, stored), login(school.duty_officer)

    def answer() -> Grant | Refusal:
        return services.check(
            grant_id=grant.id, session_id=session, act=Act.PLAYBACK, camera=gate, footage=stored,
            at_us=clock.now_us(),
        )  # fmt: skip

    assert isinstance(answer(), Grant)
    hands.pass_by(seconds=2)
    over = answer()
    assert isinstance(over, Refusal)
    assert over.code == "oral_debt"
