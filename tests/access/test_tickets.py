"""○ ticket of the matrix, and the role GS: what a position includes only by an open ticket, or by the head's switch."""

from uuid import UUID

import pytest

from tests.scenes.schools import SchoolScene, holder, supervised, yen_cuong, yesterday
from tests.scenes.times import HandClock
from vonggac.access import selectors, services
from vonggac.access.deeds import MATRIX, Deed
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Refusal
from vonggac.kernel.clock import HOUR_US
from vonggac.kernel.ranges import Range
from vonggac.people.roles import Role

ON_TICKET = [Deed.WORK_FAILURE, Deed.CONFIGURE_CAMERAS]


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


class Failures:
    """Failures handed to people: person, camera, until when."""

    def __init__(self, *handed: tuple[UUID, str, int]) -> None:
        self.handed = handed

    def ticket(self, person: UUID, camera: str, at_us: int) -> str | None:
        mine = [each for each in self.handed if each[:2] == (person, camera) and at_us < each[2]]
        return "SC-2026-001" if mine else None


def _code(school: SchoolScene, who: UUID, deed: Deed, camera: str = "", **ticket: Failures) -> str:
    known = {name: each.ticket for name, each in ticket.items()}
    answer = selectors.refusal_for(
        person=who,
        school=school.id,
        deed=deed,
        at_us=clock.now_us(),
        camera=camera,
        **known,
    )
    return "" if answer is None else answer.code


@pytest.mark.parametrize("deed", ON_TICKET)
def test_a_network_administrator_works_on_the_device_of_the_ticket_and_for_its_time(
    school: SchoolScene, hands: HandClock, deed: Deed
) -> None:
    """REQUIREMENTS §4, “○ ticket”: another camera, no ticket, or one that is over, is refused."""
    who, gate = holder(school, Role.NETWORK_ADMIN), school.cameras["gate"]
    failures = Failures((who, gate, clock.now_us() + HOUR_US))
    assert _code(school, who, deed, gate, ticket=failures) == ""
    assert _code(school, who, deed, school.cameras["yard"], ticket=failures) == "no_ticket"
    assert _code(school, who, deed, gate) == "no_ticket"
    assert _code(school, who, deed, gate, ticket=Failures()) == "no_ticket"
    hands.pass_by(minutes=60)
    assert _code(school, who, deed, gate, ticket=failures) == "no_ticket"


def test_a_ticket_gives_nobody_else_anything_and_no_other_deed(school: SchoolScene) -> None:
    """Only the roles that the cell names; the clerk with a ticket in hand is still the clerk."""
    gate, clerk = school.cameras["gate"], holder(school, Role.CLERK)
    failures = Failures((clerk, gate, clock.now_us() + HOUR_US))
    assert _code(school, clerk, Deed.WORK_FAILURE, gate, ticket=failures) == "not_for_your_role"
    admin = holder(school, Role.NETWORK_ADMIN)
    failures = Failures((admin, gate, clock.now_us() + HOUR_US))
    for deed in set(Deed) - set(ON_TICKET):
        refused = Role.NETWORK_ADMIN not in MATRIX[deed].roles
        assert not MATRIX[deed].ticket
        assert bool(_code(school, admin, deed, gate, ticket=failures)) is refused


def test_a_network_administrator_never_gets_video(school: SchoolScene) -> None:
    """First to third row of the matrix: whatever failure is open, no act upon footage is permitted."""
    who, gate, at_us = holder(school, Role.NETWORK_ADMIN), school.cameras["gate"], clock.now_us()
    for act in Act:
        live = act == Act.LIVE
        answer = services.may(
            person=who,
            act=act,
            cameras=[gate],
            footage=Range(at_us, at_us + HOUR_US) if live else yesterday(),
            at_us=at_us,
        )
        assert isinstance(answer, Refusal)
    checked = services.may(
        person=who,
        act=Act.PLAYBACK,
        cameras=[gate],
        footage=Range(at_us - 10_000_000, at_us),
        at_us=at_us,
        technical=True,
    )
    assert isinstance(checked, Refusal)


def test_a_supervisor_reads_only_while_the_head_has_switched_the_role_on(
    school: SchoolScene, hands: HandClock
) -> None:
    """REQUIREMENTS §7.1: off by default, switched by a decision; off again, everything ends at once."""
    who = holder(school, Role.SUPERVISOR)
    assert _code(school, who, Deed.READ_USAGE_BOOK) == ""
    hands.pass_by(minutes=1)
    supervised(school, on=False)
    allowed = [deed for deed in Deed if _code(school, who, deed) != "no_supervisor"]
    assert allowed == []
