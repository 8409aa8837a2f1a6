"""I2: what was served and the line of the usage book are written together, once, and add up."""

import json
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, closed, directive, login, open_shift, yen_cuong
from tests.scenes.times import HandClock
from vonggac.access import selectors, services
from vonggac.access.models import Served, Viewing
from vonggac.access.services import Piece, ViewingEnded
from vonggac.access.services import viewing as viewing_module
from vonggac.directives.models import Directive
from vonggac.duty.models import UsageLine
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.ranges import Range, union
from vonggac.ledger.models import Outbox
from vonggac.people import services as people
from vonggac.people.models import LoginSession

SECOND = clock.SECOND_US


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _start(school: SchoolScene, who: UUID, act: Act, footage: Range, *cameras: str) -> Viewing:
    grant = services.may(
        person=who, act=act, cameras=cameras, footage=footage, at_us=clock.now_us()
    )
    assert isinstance(grant, Grant)
    session = login(who)
    viewing = services.start_viewing(
        grant_id=grant.id, session_id=session, act=act, at_us=clock.now_us()
    )
    assert isinstance(viewing, Viewing)
    return viewing


def _playback(school: SchoolScene) -> tuple[Viewing, Range]:
    row = directive(school, cameras=["gate", "yard"])
    cameras = (school.cameras["gate"], school.cameras["yard"])
    return _start(school, school.duty_officer, Act.PLAYBACK, row.footage, *cameras), row.footage


def _live(school: SchoolScene, who: UUID, camera: str) -> Viewing:
    at_us = clock.now_us()
    return _start(school, who, Act.LIVE, Range(at_us, at_us + 1), camera)


def _serve(viewing: Viewing, camera: str, footage: Range, stream: str = "main") -> None:
    services.serve(
        viewing=viewing.id,
        camera=camera,
        stream=stream,
        footage=footage,
        byte_count=1000,
        at_us=clock.now_us(),
    )


def test_a_playback_leaves_one_line_with_what_was_really_watched(
    school: SchoolScene, hands: HandClock
) -> None:
    """Not what the directive allowed, and not what the button asked for."""
    viewing, whole = _playback(school)
    gate = school.cameras["gate"]
    for second in (0, 1, 2, 60):
        hands.pass_by(seconds=1)
        piece = Range(whole.from_us + second * SECOND, whole.from_us + (second + 1) * SECOND)
        _serve(viewing, gate, piece)
    line = services.stop_viewing(viewing=viewing.id, at_us=hands.now_us())
    assert line is not None
    base = whole.from_us
    assert line.served == [
        {
            "camera": gate,
            "ranges": [[base, base + 3 * SECOND], [base + 60 * SECOND, base + 61 * SECOND]],
        }
    ]
    assert (line.footage_from_us, line.footage_to_us) == (base, base + 61 * SECOND)
    assert [each["name"] for each in line.cameras] == ["Cổng trường 1"]
    assert (line.form, line.purpose, line.basis) == ("playback", "safety", "directive")
    assert line.basis_ref == "PCĐ-2026-001, khoản 1 Điều 2"
    assert line.ended_us - line.started_us == 4 * SECOND
    assert Directive.objects.get().state == "in_progress"


def test_folding_twice_writes_one_line(school: SchoolScene, hands: HandClock) -> None:
    """Safe to repeat: by the page, by the clerk, after a crash."""
    viewing, whole = _playback(school)
    _serve(viewing, school.cameras["gate"], Range(whole.from_us, whole.from_us + 1))
    assert services.stop_viewing(viewing=viewing.id, at_us=hands.now_us()) is not None
    assert services.stop_viewing(viewing=viewing.id, at_us=hands.now_us()) is None
    hands.pass_by(minutes=1)
    assert services.fold_stale(at_us=hands.now_us()) == 0
    assert UsageLine.objects.count() == 1
    assert Outbox.objects.filter(entry_type="view.stop").count() == 1


def test_nothing_served_is_no_use_and_no_line(school: SchoolScene, hands: HandClock) -> None:
    """A player that was opened and closed before the first byte."""
    viewing, _ = _playback(school)
    assert services.stop_viewing(viewing=viewing.id, at_us=hands.now_us()) is None
    assert selectors.viewing(viewing.id).end_reason == "stopped"
    assert UsageLine.objects.count() == 0


def test_after_a_crash_the_line_is_written_from_what_was_served(
    school: SchoolScene, hands: HandClock
) -> None:
    """No heartbeat for fifteen seconds ends a playback (ACCESS 4.5); the rows were there before the bytes."""
    viewing, whole = _playback(school)
    _serve(viewing, school.cameras["gate"], Range(whole.from_us, whole.from_us + SECOND))
    hands.pass_by(seconds=14)
    assert services.fold_stale(at_us=hands.now_us()) == 0
    assert services.heartbeat(viewing=viewing.id, at_us=hands.now_us())
    hands.pass_by(seconds=15)
    assert services.fold_stale(at_us=hands.now_us()) == 1
    line = UsageLine.objects.get()
    assert line.viewing == viewing.id
    assert not services.heartbeat(viewing=viewing.id, at_us=hands.now_us())


def test_nothing_is_served_under_a_folded_viewing(school: SchoolScene, hands: HandClock) -> None:
    """Else bytes would leave that no line tells of."""
    viewing, whole = _playback(school)
    piece = Range(whole.from_us, whole.from_us + SECOND)
    services.stop_viewing(viewing=viewing.id, at_us=hands.now_us())
    with pytest.raises(ViewingEnded):
        _serve(viewing, school.cameras["gate"], piece)
    other, _ = _playback(school)
    with pytest.raises(ViewingEnded):
        _serve(other, school.cameras["canteen"], piece)
    assert Served.objects.count() == 0


@pytest.mark.parametrize(
    "broken", ["vonggac.ledger.services.record", "vonggac.duty.services.write_usage_line"]
)
def test_the_line_and_the_end_stand_or_fall_together(
    school: SchoolScene, hands: HandClock, broken: str
) -> None:
    """A fault in the middle of folding leaves the viewing open, to be folded again."""
    viewing, whole = _playback(school)
    _serve(viewing, school.cameras["gate"], Range(whole.from_us, whole.from_us + SECOND))
    with patch(broken, side_effect=RuntimeError("broken")), pytest.raises(RuntimeError):
        services.stop_viewing(viewing=viewing.id, at_us=hands.now_us())
    assert selectors.viewing(viewing.id).ended_us is None
    assert UsageLine.objects.count() == 0
    assert services.stop_viewing(viewing=viewing.id, at_us=hands.now_us()) is not None


def test_one_that_can_not_be_folded_keeps_no_other_from_its_line(
    school: SchoolScene, hands: HandClock
) -> None:
    """It stays open, is logged, and is tried again."""
    first, whole = _playback(school)
    second, _ = _playback(school)
    for viewing in (first, second):
        _serve(viewing, school.cameras["gate"], Range(whole.from_us, whole.from_us + SECOND))
    hands.pass_by(minutes=1)
    whole_fold = viewing_module._write_line

    def broken(row: Viewing, *rest: Any) -> UsageLine:
        if row.pk == first.pk:
            raise RuntimeError("broken")
        return whole_fold(row, *rest)

    with patch.object(viewing_module, "_write_line", broken):
        assert services.fold_stale(at_us=hands.now_us()) == 1
    assert UsageLine.objects.get().viewing == second.id
    assert services.fold_stale(at_us=hands.now_us()) == 1


def test_main_and_sub_stream_are_one_camera_in_the_book(
    school: SchoolScene, hands: HandClock
) -> None:
    """And two in the ledger's entry (ACCESS 1.8)."""
    viewing, whole = _playback(school)
    gate = school.cameras["gate"]
    piece = Range(whole.from_us, whole.from_us + SECOND)
    pieces = [Piece(gate, "main", piece, 10), Piece(gate, "sub", piece, 5)]
    services.serve_pieces(viewing=viewing.id, pieces=pieces, at_us=hands.now_us())
    line = services.stop_viewing(viewing=viewing.id, at_us=hands.now_us())
    assert line is not None
    assert line.served == [{"camera": gate, "ranges": [[piece.from_us, piece.to_us]]}]
    entry = json.loads(Outbox.objects.get(entry_type="view.stop").body)
    assert [each[1] for each in entry["served"]] == ["main", "sub"]


def test_a_live_shift_is_one_line_and_not_one_per_click(
    school: SchoolScene, hands: HandClock
) -> None:
    """FORMS 3.1: opened and left all morning, one line when the shift is closed."""
    shift = open_shift(school, ["gate", "yard"], hours=4)
    gate, yard = school.cameras["gate"], school.cameras["yard"]
    viewing = _live(school, school.duty_officer, gate)
    for camera in (gate, yard, gate):
        at_us = hands.now_us()
        again = services.start_viewing(
            grant_id=viewing.grant_id,
            session_id=viewing.session_id,
            act=Act.LIVE,
            at_us=at_us,
        )
        assert isinstance(again, Viewing)
        assert again.id == viewing.id
        lease = Piece(camera, "sub", Range(at_us, at_us + 5 * SECOND), 0)
        services.serve_pieces(viewing=viewing.id, pieces=[lease], at_us=at_us)
        assert services.stop_viewing(viewing=viewing.id, at_us=at_us) is None
        hands.pass_by(minutes=30)
        LoginSession.objects.update(last_human_us=hands.now_us())
        assert services.fold_stale(at_us=hands.now_us()) == 0
    closed(shift.id, school.duty_officer)
    assert services.fold_stale(at_us=hands.now_us()) == 1
    line = UsageLine.objects.get()
    assert (line.form, line.basis, line.footage_from_us) == ("live", "roster", None)
    assert {each["camera"]: len(each["ranges"]) for each in line.served} == {gate: 2, yard: 1}


def test_a_shift_is_one_line_whatever_was_signed_out_in_between(
    school: SchoolScene, hands: HandClock
) -> None:
    """FORMS 3.1: not one line a login either; every viewing of the shift names the same line."""
    shift = open_shift(school, ["gate"], hours=4)
    gate = school.cameras["gate"]
    first = _live(school, school.duty_officer, gate)
    _serve(first, gate, Range(hands.now_us(), hands.now_us() + 5 * SECOND))
    people.end_session(session=first.session_id)
    hands.pass_by(minutes=30)
    assert services.fold_stale(at_us=hands.now_us()) == 0
    second = _live(school, school.duty_officer, gate)
    _serve(second, gate, Range(hands.now_us(), hands.now_us() + 5 * SECOND))
    hands.pass_by(minutes=1)
    closed(shift.id, school.duty_officer)
    assert services.fold_stale(at_us=hands.now_us()) == 1
    line = UsageLine.objects.get()
    assert (line.viewing, len(line.served[0]["ranges"])) == (first.id, 2)
    assert set(Viewing.objects.values_list("usage_line_id", flat=True)) == {line.id}
    assert Outbox.objects.filter(entry_type="view.stop").count() == 2


def test_the_boards_live_view_is_a_line_when_it_has_been_left(
    school: SchoolScene, hands: HandClock
) -> None:
    """Taken up again within a quarter of an hour it is the same use; signing out ends it soon."""
    viewing = _live(school, school.principal, school.cameras["gate"])
    at_us = hands.now_us()
    _serve(viewing, school.cameras["gate"], Range(at_us, at_us + 5 * SECOND))
    hands.pass_by(minutes=5)
    assert services.fold_stale(at_us=hands.now_us()) == 0
    people.end_session(session=viewing.session_id)
    assert services.fold_stale(at_us=hands.now_us()) == 1
    assert UsageLine.objects.get().basis_ref == "khoản 1 Điều 3"


def test_a_viewing_needs_a_grant_that_stands_and_its_own_login(
    school: SchoolScene, hands: HandClock
) -> None:
    """Not somebody else's login, not another act, not after the end."""
    viewing, _ = _playback(school)
    grant = viewing.grant_id
    for session, act, code in (
        (login(school.principal), Act.PLAYBACK, "outside_grant"),
        (viewing.session_id, Act.LIVE, "outside_grant"),
    ):
        answer = services.start_viewing(
            grant_id=grant, session_id=session, act=act, at_us=hands.now_us()
        )
        assert isinstance(answer, Refusal)
        assert answer.code == code
    hands.pass_by(hours=2)
    answer = services.start_viewing(
        grant_id=grant,
        session_id=viewing.session_id,
        act=Act.PLAYBACK,
        at_us=hands.now_us(),
    )
    assert isinstance(answer, Refusal)


def test_what_was_served_is_neither_changed_nor_removed(school: SchoolScene) -> None:
    """Triggers stand under the services."""
    viewing, whole = _playback(school)
    _serve(viewing, school.cameras["gate"], Range(whole.from_us, whole.from_us + SECOND))
    rows = Served.objects.filter(viewing=viewing)
    with pytest.raises(IntegrityError, match="served_is_not"), transaction.atomic():
        rows.update(byte_count=0)
    with pytest.raises(IntegrityError, match="served_is_not"), transaction.atomic():
        rows._raw_delete("default")


def test_the_database_refuses(school: SchoolScene, hands: HandClock) -> None:
    """Each constraint, through update() and create(), nulls included."""
    viewing, _ = _playback(school)
    rows = Viewing.objects.filter(pk=viewing.pk)
    for change in ({"ended_us": 1}, {"end_reason": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    for more in ({"from_us": 5, "to_us": 5}, {"from_us": 5, "to_us": 6, "byte_count": -1}):
        values = {"byte_count": 0, "at_us": 1} | more
        with pytest.raises(IntegrityError), transaction.atomic():
            Served.objects.create(viewing=viewing, camera="gate22", stream="main", **values)
    live = _live(school, school.principal, school.cameras["gate"])
    copy = copied(Viewing, live.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Viewing.objects.create(**copy)


_PIECES = st.lists(
    st.tuples(st.sampled_from(["gate", "yard"]), st.integers(0, 50), st.integers(1, 9)),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=_PIECES)
def test_the_line_adds_up_to_the_bytes_served(
    school: SchoolScene, pieces: list[tuple[str, int, int]]
) -> None:
    """I2 as a property: for any pieces in any order, the line's ranges are their union, camera by camera."""
    viewing, whole = _playback(school)
    expected: dict[str, list[Range]] = {}
    for area, begin_s, length_s in pieces:
        begin_us = whole.from_us + begin_s * SECOND
        piece = Range(begin_us, begin_us + length_s * SECOND)
        expected.setdefault(school.cameras[area], []).append(piece)
        _serve(viewing, school.cameras[area], piece)
    line = services.stop_viewing(viewing=viewing.id, at_us=clock.now_us())
    told = {} if line is None else {each["camera"]: each["ranges"] for each in line.served}
    assert told == {
        camera: [[each.from_us, each.to_us] for each in union(ranges)]
        for camera, ranges in expected.items()
    }
