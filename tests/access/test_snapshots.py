"""``may`` of single pictures: taken live, taken from the recording, printed, looked at later (REQUIREMENTS §4)."""

from uuid import UUID

import pytest

from tests.scenes.schools import (
    SchoolScene,
    directive,
    hoa_sen,
    holder,
    open_shift,
    yen_cuong,
    yesterday,
)
from tests.scenes.times import HandClock
from vonggac.access import services
from vonggac.directives import services as directives
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal
from vonggac.kernel.ranges import Range
from vonggac.people.roles import Role
from vonggac.places import services as places


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def ask(who: UUID, act: Act, camera: str, footage: Range, case: str = "") -> Grant | Refusal:
    return services.may(
        person=who, act=act, cameras=[camera], footage=footage, at_us=clock.now_us(), case=case
    )


def live(who: UUID, camera: str, case: str = "") -> Grant | Refusal:
    at_us = clock.now_us()
    return ask(who, Act.SNAPSHOT, camera, Range(at_us - 10_000_000, at_us + 20_000_000), case)


def code(answer: Grant | Refusal) -> str:
    return answer.code if isinstance(answer, Refusal) else "granted"


def instant(footage: Range) -> Range:
    middle = (footage.from_us + footage.to_us) // 2
    return Range(middle, middle + 1)


def test_the_live_picture_is_taken_by_the_board_and_by_others_for_a_case(
    school: SchoolScene,
) -> None:
    """Matrix, *Chụp ảnh từ hình trực tiếp*: ● ● ● with a case, ● with a case, nobody else."""
    gate = school.cameras["gate"]
    open_shift(school)
    assert code(live(school.principal, gate)) == "granted"
    assert code(live(school.vice_principal, gate)) == "granted"
    for who in (school.it_teacher, school.duty_officer):
        assert code(live(who, gate)) == "snapshot_needs_case"
        answer = live(who, gate, "VV-2026-001")
        assert isinstance(answer, Grant)
        assert answer.acts == {Act.SNAPSHOT}
        assert answer.basis_ref.startswith("VV-2026-001")
    for role in (Role.CLERK, Role.NETWORK_ADMIN, Role.STAFF, Role.ACCOUNTANT, Role.SUPERVISOR):
        assert isinstance(live(holder(school, role), gate, "VV-2026-001"), Refusal)


def test_a_case_opens_no_area_of_another_shift(school: SchoolScene) -> None:
    """The officer's pictures are of the cameras that the officer may watch."""
    assert code(live(school.duty_officer, school.cameras["gate"], "VV-2026-001")) == "no_open_shift"
    open_shift(school)
    assert code(live(school.duty_officer, school.cameras["yard"], "VV-2026-001")) != "granted"


def test_a_grant_for_a_snapshot_is_no_live_view_and_the_reverse(
    school: SchoolScene, hands: HandClock
) -> None:
    """One act each; the wall's grant is not mistaken for the picture's."""
    gate = school.cameras["gate"]
    taken = live(school.principal, gate)
    hands.pass_by(seconds=5)
    at_us = clock.now_us()
    watched = ask(school.principal, Act.LIVE, gate, Range(at_us, at_us + 1))
    assert isinstance(taken, Grant) and isinstance(watched, Grant)
    assert watched.acts == {Act.LIVE}
    assert taken.id != watched.id
    again = live(school.principal, gate)
    assert isinstance(again, Grant)


def test_live_is_no_way_to_a_picture_of_the_past(school: SchoolScene) -> None:
    """The past is stored footage, whatever it is called: neither the right of the Board nor a case opens it."""
    gate = school.cameras["gate"]
    past = clock.now_us() - 2 * clock.MINUTE_US
    footage = Range(past, past + 1)
    assert code(ask(school.principal, Act.SNAPSHOT, gate, footage)) == "needs_own_demand"
    assert code(ask(school.it_teacher, Act.SNAPSHOT, gate, footage, "VV-2026-001")) != "granted"
    wide = Range(past, clock.now_us())
    assert code(ask(school.it_teacher, Act.SNAPSHOT, gate, wide, "VV-2026-001")) != "granted"


def test_a_stored_picture_is_taken_under_a_directive_that_says_so(school: SchoolScene) -> None:
    """Khoản 5 Điều 5: to view is not to copy."""
    gate, footage = school.cameras["gate"], yesterday()
    directive(school, footage=footage)
    refused = ask(school.duty_officer, Act.SNAPSHOT, gate, instant(footage))
    assert code(refused) == "act_not_allowed"
    directive(school, footage=footage, acts=[Act.PLAYBACK, Act.SNAPSHOT])
    assert code(ask(school.duty_officer, Act.SNAPSHOT, gate, instant(footage))) == "granted"
    assert code(ask(school.duty_officer, Act.PRINT, gate, instant(footage))) == "act_not_allowed"


def test_a_print_is_the_boards_right_and_anybody_elses_by_directive(school: SchoolScene) -> None:
    """Matrix, *In ảnh (đánh số)*: ● ● ○ ○; of one instant, never of a stretch."""
    gate, footage = school.cameras["gate"], yesterday()
    assert code(ask(school.principal, Act.PRINT, gate, instant(footage))) == "granted"
    assert code(ask(school.principal, Act.PRINT, gate, footage)) == "needs_own_demand"
    assert isinstance(ask(school.it_teacher, Act.PRINT, gate, instant(footage)), Refusal)
    directive(school, footage=footage, acts=[Act.PLAYBACK, Act.PRINT])
    assert code(ask(school.duty_officer, Act.PRINT, gate, instant(footage))) == "granted"


def test_a_strict_head_keeps_prints_from_vice_principals(school: SchoolScene) -> None:
    """Khoản 1 Điều 2, strict: a vice-principal needs the head's directive for stored data."""
    footage = instant(yesterday())
    places.set_strict_vice_principal(school=school.id, strict=True, by=school.principal)
    gate = school.cameras["gate"]
    assert isinstance(ask(school.vice_principal, Act.PRINT, gate, footage), Refusal)
    assert code(ask(school.principal, Act.PRINT, gate, footage)) == "granted"


def kept(who: UUID, camera: str, at_us: int, grant: UUID) -> Grant | Refusal:
    return services.kept_picture(
        person=who, camera=camera, instant_us=at_us, taken_under=grant, at_us=clock.now_us()
    )


def test_a_kept_picture_is_shown_to_the_board_and_to_who_took_it_while_the_directive_stands(
    school: SchoolScene, hands: HandClock
) -> None:
    """To look at a snapshot later is to look at stored footage."""
    gate, footage = school.cameras["gate"], yesterday()
    paper = directive(school, footage=footage, acts=[Act.SNAPSHOT])
    moment = instant(footage)
    taken = ask(school.duty_officer, Act.SNAPSHOT, gate, moment)
    assert isinstance(taken, Grant)
    assert code(kept(school.duty_officer, gate, moment.from_us, taken.id)) == "granted"
    assert code(kept(school.principal, gate, moment.from_us, taken.id)) == "granted"
    assert isinstance(kept(school.it_teacher, gate, moment.from_us, taken.id), Refusal)
    assert isinstance(kept(hoa_sen().principal, gate, moment.from_us, taken.id), Refusal)
    beyond = kept(school.duty_officer, gate, footage.to_us + 5, taken.id)
    assert isinstance(beyond, Refusal)
    hands.pass_by(seconds=1)
    directives.withdraw(directive=paper.id, by=school.principal, reason="nhầm giờ")
    assert isinstance(kept(school.duty_officer, gate, moment.from_us, taken.id), Refusal)
    assert code(kept(school.principal, gate, moment.from_us, taken.id)) == "granted"


def test_who_took_it_under_an_expired_directive_sees_it_no_more(
    school: SchoolScene, hands: HandClock
) -> None:
    """Within its validity; and who may play that instant anew may see the picture of it."""
    gate, footage = school.cameras["gate"], yesterday()
    directive(school, footage=footage, acts=[Act.SNAPSHOT], hours=1)
    moment = instant(footage)
    taken = ask(school.duty_officer, Act.SNAPSHOT, gate, moment)
    assert isinstance(taken, Grant)
    hands.pass_by(hours=1, seconds=1)
    assert isinstance(kept(school.duty_officer, gate, moment.from_us, taken.id), Refusal)
    directive(school, footage=footage, acts=[Act.PLAYBACK])
    assert code(kept(school.duty_officer, gate, moment.from_us, taken.id)) == "granted"


def test_the_purpose_of_a_live_snapshot_is_what_was_said(school: SchoolScene) -> None:
    """Khoản 1 Điều 1."""
    at_us = clock.now_us()
    answer = services.may(
        person=school.principal,
        act=Act.SNAPSHOT,
        cameras=[school.cameras["gate"]],
        footage=Range(at_us, at_us + 1),
        at_us=at_us,
        purpose=Purpose.FIRE_SAFETY,
    )
    assert isinstance(answer, Grant)
    assert answer.purpose == Purpose.FIRE_SAFETY
