"""Telling, merging, reading: what waits for whom."""

from uuid import UUID

import pytest

from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from vonggac.notices import selectors, services
from vonggac.notices.kinds import NoticeKind, Urgency


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def covered(*persons: UUID, key: str = "covered:gate1", urgency: Urgency = Urgency.URGENT) -> int:
    return services.tell(
        persons=persons,
        kind=NoticeKind.EVENT,
        params={"event": "covered", "camera": "Cổng trường 1", "at_us": 1},
        key=key,
        url="/events",
        urgency=urgency,
    )


def test_a_flapping_camera_is_one_notice(school: SchoolScene, hands: HandClock) -> None:
    """Twenty times within minutes: told once, counted twenty times."""
    for _ in range(20):
        covered(school.it_teacher)
        hands.pass_by(seconds=20)
    notice = selectors.unread(school.it_teacher).get()
    assert notice.times == 20


def test_an_unread_notice_is_not_told_again_however_late(
    school: SchoolScene, hands: HandClock
) -> None:
    covered(school.it_teacher)
    hands.pass_by(hours=5)
    assert covered(school.it_teacher) == 0
    assert selectors.unread(school.it_teacher).count() == 1


def test_what_was_read_is_told_anew_after_the_pause(school: SchoolScene, hands: HandClock) -> None:
    """Within ten minutes of the last time nobody is called again; later it is a new notice."""
    covered(school.it_teacher)
    services.read_all(person=school.it_teacher)
    hands.pass_by(minutes=5)
    assert covered(school.it_teacher) == 0
    hands.pass_by(minutes=11)
    assert covered(school.it_teacher) == 1
    assert selectors.unread(school.it_teacher).count() == 1


def test_everybody_reads_his_own(school: SchoolScene) -> None:
    """Another person's notice can be neither seen nor read."""
    covered(school.it_teacher, school.principal)
    notice = selectors.unread(school.principal).get()
    assert services.read(person=school.it_teacher, notice=notice.id) is None
    assert selectors.unread(school.principal).count() == 1
    assert services.read(person=school.principal, notice=notice.id) is not None
    assert selectors.unread(school.principal).count() == 0
    assert selectors.recent(school.principal).count() == 1


def test_only_the_urgent_stands_as_a_banner_until_it_is_read(school: SchoolScene) -> None:
    covered(school.principal, key="plain", urgency=Urgency.RAISED)
    covered(school.principal, key="loud")
    assert [each.key for each in selectors.urgent(school.principal)] == ["loud"]
    assert services.settle(key="loud") == 1
    assert selectors.urgent(school.principal) == []


def test_an_address_leads_into_the_product_only(school: SchoolScene) -> None:
    """A notice is no way out: a foreign address is refused by the table itself."""
    with pytest.raises(Exception, match="notice_leads_into_the_product"):
        services.tell(
            persons=[school.principal],
            kind=NoticeKind.EVENT,
            params={},
            key="x",
            url="//elsewhere.example",
        )


def test_read_notices_are_forgotten_after_a_season_and_unread_ones_never(
    school: SchoolScene, hands: HandClock
) -> None:
    covered(school.principal, key="read")
    services.read_all(person=school.principal)
    covered(school.principal, key="unread")
    assert services.forget_read(at_us=hands.pass_by(days=91)) == 1
    assert [each.key for each in selectors.recent(school.principal)] == ["unread"]
