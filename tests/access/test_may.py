"""``may``: who may see what, by what basis, and why not (ACCESS 1, matrix of REQUIREMENTS §4)."""

from unittest.mock import patch
from uuid import UUID, uuid4

import pytest

from tests.scenes.rows import copied
from tests.scenes.schools import (
    SchoolScene,
    closed,
    directive,
    hoa_sen,
    holder,
    open_shift,
    person,
    yen_cuong,
    yesterday,
)
from tests.scenes.times import HandClock
from vonggac.access import selectors, services
from vonggac.access.deeds import MATRIX, Deed
from vonggac.access.models import GrantRow, RefusalRow
from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Basis, Grant, Purpose, Refusal
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox
from vonggac.people.models import Account
from vonggac.people.roles import Role
from vonggac.places import services as places


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _live(who: UUID, *cameras: str) -> Grant | Refusal:
    at_us = clock.now_us()
    return services.may(
        person=who,
        act=Act.LIVE,
        cameras=cameras,
        footage=Range(at_us, at_us + clock.SECOND_US),
        at_us=at_us,
    )


def _playback(who: UUID, *cameras: str, footage: Range, act: Act = Act.PLAYBACK) -> Grant | Refusal:
    return services.may(person=who, act=act, cameras=cameras, footage=footage, at_us=clock.now_us())


def _code(answer: Grant | Refusal) -> str:
    return answer.code if isinstance(answer, Refusal) else "granted"


def _demand(school: SchoolScene, who: UUID, footage: Range) -> Grant | Refusal:
    return services.own_demand(
        person=who,
        school=school.id,
        purpose=Purpose.SECURITY,
        cameras=[school.cameras["gate"]],
        footage=footage,
    )


def test_the_board_and_the_it_teacher_watch_live(school: SchoolScene) -> None:
    """● of the matrix; the basis says by which clause."""
    every = list(school.cameras.values())
    expected = {
        school.principal: (Basis.BOARD, "khoản 1 Điều 3"),
        school.vice_principal: (Basis.BOARD, "khoản 1 Điều 3"),
        school.it_teacher: (Basis.ASSIGNMENT, "khoản 2 Điều 2"),
    }
    for who, basis in expected.items():
        grant = _live(who, *every)
        assert isinstance(grant, Grant)
        assert (grant.basis, grant.basis_ref) == basis
        assert grant.acts == {Act.LIVE}


def test_the_duty_officer_watches_live_within_her_open_shift_and_areas(
    school: SchoolScene, hands: HandClock
) -> None:
    """○ shift + areas: not before, not elsewhere, not after."""
    gate, yard = school.cameras["gate"], school.cameras["yard"]
    assert _code(_live(school.duty_officer, gate)) == "no_open_shift"
    shift = open_shift(school, ["gate"], hours=4)
    grant = _live(school.duty_officer, gate)
    assert isinstance(grant, Grant)
    assert (grant.basis, set(grant.cameras)) == (Basis.ROSTER, {gate})
    assert grant.valid.to_us == shift.to_us
    assert _code(_live(school.duty_officer, yard)) == "area_not_in_shift"
    assert _code(_live(school.duty_officer, gate, yard)) == "area_not_in_shift"
    hands.pass_by(hours=1)
    closed(shift.id, school.duty_officer)
    assert _code(_live(school.duty_officer, gate)) == "no_open_shift"


def test_live_view_is_not_a_way_into_the_past(school: SchoolScene, hands: HandClock) -> None:
    """Whatever it is called, what is over is stored footage."""
    at_us = hands.now_us()
    answer = services.may(
        person=school.principal,
        act=Act.LIVE,
        cameras=[school.cameras["gate"]],
        footage=Range(at_us - clock.HOUR_US, at_us),
        at_us=at_us,
    )
    assert _code(answer) == "outside_grant"


def test_asking_again_gives_the_same_grant(school: SchoolScene, hands: HandClock) -> None:
    """A page that is opened ten times leaves one grant and one entry."""
    gate = school.cameras["gate"]
    first = _live(school.principal, gate)
    hands.pass_by(minutes=5)
    assert _live(school.principal, gate) == first
    assert GrantRow.objects.count() == 1
    assert Outbox.objects.filter(entry_type="view.approve").count() == 1


def test_nobody_plays_stored_footage_without_a_directive(school: SchoolScene) -> None:
    """Khoản 1 Điều 2; the Board is shown its own way (khoản 2 Điều 4)."""
    expected = {
        school.principal: ("needs_own_demand", "khoản 2 Điều 4"),
        school.vice_principal: ("needs_own_demand", "khoản 2 Điều 4"),
        school.it_teacher: ("no_directive", "khoản 1 Điều 2"),
        school.duty_officer: ("no_directive", "khoản 1 Điều 2"),
    }
    open_shift(school)
    for who, why in expected.items():
        answer = _playback(who, school.cameras["gate"], footage=yesterday())
        assert isinstance(answer, Refusal)
        assert (answer.code, answer.clause) == why
        assert answer.reason
        assert answer.next_step


def test_a_directive_permits_its_executor_exactly_its_scope(
    school: SchoolScene, hands: HandClock
) -> None:
    """G1: one second, one camera, one act or one minute outside it is refused, and says why."""
    gate, yard = school.cameras["gate"], school.cameras["yard"]
    row = directive(school)
    inside = row.footage
    ask = school.duty_officer
    grant = _playback(ask, gate, footage=inside)
    assert isinstance(grant, Grant)
    assert grant.footage == inside
    assert grant.basis_ref == "PCĐ-2026-001, khoản 1 Điều 2"
    second = clock.SECOND_US
    early = Range(inside.from_us - second, inside.to_us)
    late = Range(inside.from_us, inside.to_us + second)
    assert _code(_playback(ask, gate, footage=early)) == "outside_range"
    assert _code(_playback(ask, gate, footage=late)) == "outside_range"
    assert _code(_playback(ask, yard, footage=inside)) == "outside_cameras"
    assert _code(_playback(ask, gate, yard, footage=inside)) == "outside_cameras"
    assert _code(_playback(ask, gate, footage=inside, act=Act.EXPORT)) == "act_not_allowed"
    assert _code(_playback(school.it_teacher, gate, footage=inside)) == "no_directive"
    hands.pass_by(hours=2)
    assert _code(_playback(ask, gate, footage=inside)) == "directive_expired"


def test_a_withdrawn_or_completed_directive_permits_nothing(school: SchoolScene) -> None:
    """Thu hồi, Hoàn thành."""
    gate = school.cameras["gate"]
    row = directive(school)
    directives.withdraw(directive=row.id, by=school.principal, reason="Đã rõ")
    assert _code(_playback(school.duty_officer, gate, footage=row.footage)) == "directive_withdrawn"
    row = directive(school)
    directives.complete(directive=row.id, by=school.duty_officer, result="Xong")
    assert _code(_playback(school.duty_officer, gate, footage=row.footage)) == "directive_completed"


def test_a_board_members_own_demand_is_one_call(school: SchoolScene) -> None:
    """Khoản 2 Điều 4: directive and grant at once, by himself, for himself."""
    footage = yesterday()
    grant = _demand(school, school.vice_principal, footage)
    assert isinstance(grant, Grant)
    assert (grant.basis, grant.basis_ref) == (Basis.BOARD, "PCĐ-2026-001, khoản 2 Điều 4")
    gate = school.cameras["gate"]
    assert _playback(school.vice_principal, gate, footage=footage) == grant
    assert _code(_playback(school.principal, gate, footage=footage)) == "needs_own_demand"
    assert Directive.objects.get().head_to_be_told


def test_who_is_not_on_the_board_demands_nothing(school: SchoolScene) -> None:
    """The refusal is written, and no directive is."""
    for who in (school.it_teacher, school.duty_officer, hoa_sen().principal):
        assert _code(_demand(school, who, yesterday())) == "not_board"
    assert Directive.objects.count() == 0
    assert RefusalRow.objects.count() == 3


def test_the_strict_setting_ends_running_own_demands(school: SchoolScene) -> None:
    """Switched on by the head, it stops what a vice-principal has open."""
    footage = yesterday()
    _demand(school, school.vice_principal, footage)
    places.set_strict_vice_principal(school=school.id, strict=True, by=school.principal)
    gate = school.cameras["gate"]
    assert isinstance(_playback(school.vice_principal, gate, footage=footage), Refusal)
    assert _code(_demand(school, school.vice_principal, footage)) == "strict_vice_principal"


def test_another_schools_camera_can_not_be_told_from_none(school: SchoolScene) -> None:
    """ACCESS 1.6: the same refusal, word for word, for what exists elsewhere and what exists nowhere."""
    other = hoa_sen()
    theirs, nowhere = other.cameras["gate"], "zzzz99"
    for who in school.people.values():
        assert _live(who, theirs) == _live(who, nowhere)
        assert _code(_live(who, theirs)) == "unknown_camera"
        one = _playback(who, theirs, footage=yesterday())
        assert one == _playback(who, nowhere, footage=yesterday())
        mixed = _playback(who, school.cameras["gate"], theirs, footage=yesterday())
        assert _code(mixed) == "unknown_camera"


def test_no_position_no_answer(school: SchoolScene) -> None:
    """A person without one, a suspended one, a person who does not exist; no camera; too many."""
    gate = school.cameras["gate"]
    assert _code(_live(person("Người Lạ", "nguoila"), gate)) == "no_position"
    assert _code(_live(uuid4(), gate)) == "no_position"
    Account.objects.filter(person_id=school.principal).update(state="suspended")
    assert _code(_live(school.principal, gate)) == "no_position"
    assert _code(_live(school.it_teacher)) == "unknown_camera"
    assert _code(_live(school.it_teacher, *(f"cam{n}" for n in range(65)))) == "unknown_camera"


def test_an_error_inside_the_decision_is_a_refusal(school: SchoolScene) -> None:
    """ACCESS 1.5: deny by default; nothing that breaks opens a door."""
    gate = school.cameras["gate"]
    for broken in (
        "vonggac.people.selectors.positions_now",
        "vonggac.places.selectors.schools_of",
        "vonggac.ledger.services.record",
    ):
        with patch(broken, side_effect=RuntimeError("broken")):
            assert _code(_live(school.principal, gate)) == "undecidable"
    assert GrantRow.objects.count() == 0
    answer = services.may(
        person=school.principal,
        act="look",  # type: ignore[arg-type]
        cameras=[gate],
        footage=yesterday(),
        at_us=clock.now_us(),
    )
    assert _code(answer) == "undecidable"


def test_a_directive_changed_behind_the_services_permits_nothing(school: SchoolScene) -> None:
    """ACCESS 2.2: the scope is bound by its digest; a draft made by SQL has another."""
    row = directive(school)
    copy = copied(Directive, row.pk) | {"number": 2, "state": "draft"}
    copy |= {"issued_us": row.issued_us + 1, "valid_from_us": row.issued_us + 1}
    forged = Directive.objects.create(**copy)
    forged.cameras.create(camera_id=school.cameras["yard"])
    forged.executors.create(
        person_id=school.duty_officer, issuer_id=school.principal, own_demand=False
    )
    Directive.objects.filter(pk=forged.pk).update(state="issued")
    yard = school.cameras["yard"]
    answer = _playback(school.duty_officer, yard, footage=row.footage)
    assert _code(answer) == "directive_altered"


def test_refusals_are_written(school: SchoolScene) -> None:
    """ACCESS 1.6: a row and an entry, with the code and the clause."""
    _playback(school.it_teacher, school.cameras["gate"], footage=yesterday())
    row = RefusalRow.objects.get()
    assert (row.person_id, row.act, row.code) == (school.it_teacher, "playback", "no_directive")
    body = Outbox.objects.get(entry_type="view.deny").body
    assert '"reason":"no_directive"' in body
    assert '"clause":"khoản 1 Điều 2"' in body


def test_a_refusal_keeps_nothing_that_was_typed(school: SchoolScene) -> None:
    """What is no camera's id is not written down: the trail is no place to leave text in."""
    _playback(school.it_teacher, "<b>", "\u202e", "zzzz99", footage=yesterday())
    assert RefusalRow.objects.get().cameras == ["zzzz99"]


def test_the_wall_is_laid_out_without_asking(school: SchoolScene) -> None:
    """What may be offered is known without a grant being written."""
    reach = selectors.live_cameras(school.it_teacher, school.id, clock.now_us())
    assert not isinstance(reach, Refusal)
    assert reach.cameras == set(school.cameras.values())
    denied = selectors.live_cameras(school.duty_officer, school.id, clock.now_us())
    assert isinstance(denied, Refusal)
    assert GrantRow.objects.count() == RefusalRow.objects.count() == 0


def _within(who: UUID, school: SchoolScene, footage: Range, *kinds: str) -> list[Grant]:
    return services.grants_within(
        person=who,
        cameras=[school.cameras[each] for each in kinds or school.cameras],
        footage=footage,
        at_us=clock.now_us(),
    )


def test_a_list_is_widened_by_a_paper_that_nobody_has_played_under(school: SchoolScene) -> None:
    """It stands from its issue, without a first viewing; a withdrawn one widens nothing."""
    row = directive(school)
    (grant,) = _within(school.duty_officer, school, row.footage)
    assert grant.footage == row.footage
    assert [grant] == _within(school.duty_officer, school, row.footage, "gate")
    directives.withdraw(directive=row.id, by=school.principal, reason="x")
    assert _within(school.duty_officer, school, row.footage) == []


def test_a_list_is_widened_by_an_own_demand_for_who_made_it(school: SchoolScene) -> None:
    """Its cameras and its range; not another's, not another camera, not the day before."""
    day = yesterday()
    grant = _demand(school, school.vice_principal, day)
    assert _within(school.vice_principal, school, day) == [grant]
    assert _within(school.vice_principal, school, day, "yard") == []
    earlier = Range(day.from_us - clock.DAY_US, day.from_us)
    assert _within(school.vice_principal, school, earlier) == []
    assert _within(school.principal, school, day) == []


def test_laying_out_a_list_is_no_attempt(school: SchoolScene) -> None:
    """Who has no paper, or one that the school's strictness ended: nothing is widened, no refusal written."""
    _demand(school, school.vice_principal, yesterday())
    places.set_strict_vice_principal(school=school.id, strict=True, by=school.principal)
    for who in (school.vice_principal, school.duty_officer, school.it_teacher):
        assert _within(who, school, yesterday()) == []
    assert RefusalRow.objects.count() == 0


def _refused(school: SchoolScene, who: UUID, deed: Deed) -> bool:
    return (
        selectors.refusal_for(person=who, school=school.id, deed=deed, at_us=clock.now_us())
        is not None
    )


def test_other_deeds_go_by_position(school: SchoolScene) -> None:
    """A positive list; another school's people have none of it."""
    assert set(MATRIX) == set(Deed)
    other = hoa_sen()
    folk = {role: (holder(school, role), holder(other, role)) for role in Role}
    for deed, allowed in MATRIX.items():
        for role, (who, stranger) in folk.items():
            head_missing = allowed.head and role != Role.PRINCIPAL
            assert _refused(school, who, deed) == (role not in allowed.roles or head_missing)
            assert _refused(school, stranger, deed)


def test_administering_is_not_viewing(school: SchoolScene) -> None:
    """ACCESS 7.1: who configures cameras has no playback by it, and the Board does not configure."""
    assert not _refused(school, school.it_teacher, Deed.CONFIGURE_CAMERAS)
    assert _refused(school, school.principal, Deed.CONFIGURE_CAMERAS)
    places.set_strict_vice_principal(school=school.id, strict=True, by=school.principal)
    assert _refused(school, school.vice_principal, Deed.OWN_DEMAND)
