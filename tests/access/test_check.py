"""``check``: a stop reaches every open path within a second here, five in all (ACCESS 4, 2.6, 2.7)."""

from collections.abc import Callable
from unittest.mock import patch
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, closed, directive, login, open_shift, yen_cuong
from tests.scenes.times import HandClock
from vonggac.access import services
from vonggac.access.grants import scope_digest
from vonggac.access.models import GrantRow
from vonggac.access.services.checking import VIEW_US
from vonggac.directives import services as directives
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.forward import ForwardClock
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people_selectors
from vonggac.people import services as people
from vonggac.people.models import Account, LoginSession


class Playing:
    """Cô Dung plays yesterday's hour of the gate under a directive."""

    def __init__(self) -> None:
        self.school: SchoolScene = yen_cuong()
        self.directive = directive(self.school)
        self.session: UUID = login(self.school.duty_officer)
        self.camera = self.school.cameras["gate"]
        self.footage: Range = self.directive.footage
        answer = services.may(
            person=self.school.duty_officer,
            act=Act.PLAYBACK,
            cameras=[self.camera],
            footage=self.footage,
            at_us=clock.now_us(),
        )
        assert isinstance(answer, Grant)
        self.grant = answer

    def check(self, **more: object) -> str:
        """``granted``, or the refusal's code."""
        values: dict[str, object] = {
            "grant_id": self.grant.id,
            "session_id": self.session,
            "act": Act.PLAYBACK,
            "camera": self.camera,
            "footage": Range(self.footage.from_us, self.footage.from_us + 1),
            "at_us": clock.now_us(),
        } | more
        answer = services.check(**values)  # type: ignore[arg-type]
        return answer.code if isinstance(answer, Refusal) else "granted"


@pytest.fixture
def playing() -> Playing:
    return Playing()


def test_exactly_the_grant_is_permitted(playing: Playing) -> None:
    """Not another act, camera or second; not another person's login, not a login or grant that is none."""
    whole = playing.footage
    assert playing.check() == "granted"
    assert playing.check(footage=whole) == "granted"
    for more in (
        {"act": Act.LIVE},
        {"act": Act.EXPORT},
        {"camera": playing.school.cameras["yard"]},
        {"footage": Range(whole.from_us - 1, whole.to_us)},
        {"footage": Range(whole.to_us, whole.to_us + 1)},
        {"session_id": login(playing.school.principal)},
    ):
        assert playing.check(**more) == "outside_grant"
    assert playing.check(session_id=uuid4()) == "session_over"
    assert playing.check(grant_id=uuid4()) == "grant_over"


def test_it_costs_two_queries_a_second(playing: Playing, hands: HandClock) -> None:
    """And none in between: sixteen players ask every fragment."""
    with CaptureQueriesContext(connection) as asked:
        for _ in range(20):
            assert playing.check() == "granted"
    assert len(asked) <= 4  # two of them once per process: the last known time
    hands.pass_by(seconds=1)
    with CaptureQueriesContext(connection) as asked:
        playing.check()
    assert len(asked) == 2


def _withdraw(playing: Playing) -> None:
    directives.withdraw(directive=playing.directive.id, by=playing.school.principal, reason="Đã rõ")


def _complete(playing: Playing) -> None:
    directives.complete(
        directive=playing.directive.id, by=playing.school.duty_officer, result="Xong"
    )


def _sign_out(playing: Playing) -> None:
    people.end_session(session=playing.session)


def _sign_in_elsewhere(playing: Playing) -> None:
    login(playing.school.duty_officer, address="192.168.1.99")


def _suspend(playing: Playing) -> None:
    account = Account.objects.get(person_id=playing.school.duty_officer)
    people.set_account_state(account=account.id, state="suspended", by=playing.school.principal)


def _end_position(playing: Playing) -> None:
    held = people_selectors.positions_now(playing.school.duty_officer, clock.now_us())[0]
    people.end_position(position=held.id, by=playing.school.principal)


def _end_grant(playing: Playing) -> None:
    GrantRow.objects.filter(pk=playing.grant.id).update(ended_us=clock.now_us())


@pytest.mark.parametrize(
    ("stop", "code"),
    [
        (_withdraw, "directive_withdrawn"),
        (_complete, "directive_completed"),
        (_sign_out, "session_over"),
        (_sign_in_elsewhere, "session_over"),
        (_suspend, "no_position"),
        (_end_position, "no_position"),
        (_end_grant, "grant_over"),
    ],
)
def test_a_revocation_stops_within_a_second(
    playing: Playing, hands: HandClock, stop: Callable[[Playing], None], code: str
) -> None:
    """ACCESS 2.7, 4.2: the view of it is at most as old as it promises."""
    assert playing.check() == "granted"
    stop(playing)
    hands.pass_by(seconds=VIEW_US / clock.SECOND_US)
    assert playing.check() == code


def test_expiry_stops_at_once(playing: Playing, hands: HandClock) -> None:
    """To the microsecond, the cached view notwithstanding."""
    LoginSession.objects.update(last_human_us=playing.directive.valid_to_us)
    hands.pass_by(seconds=(playing.directive.valid_to_us - hands.now_us()) / clock.SECOND_US - 1)
    assert playing.check() == "granted"
    hands.pass_by(seconds=0.999_999)
    assert playing.check() == "granted"
    hands.pass_by(seconds=0.000_001)
    assert playing.check() == "directive_expired"


def test_ten_idle_minutes_stop_a_running_player(playing: Playing, hands: HandClock) -> None:
    """ACCESS 5.4: even where nothing else asks after the login."""
    for _ in range(9):
        hands.pass_by(minutes=1)
        assert playing.check() == "granted"
    hands.pass_by(minutes=1)
    assert playing.check() == "session_over"


def test_a_clock_set_back_prolongs_nothing(playing: Playing, hands: HandClock) -> None:
    """ACCESS 2.6: judged by the last known time carried forward, also where the wall stands still."""
    begin_us = hands.now_us()
    for _ in range(14):
        hands.pass_by(minutes=9)
        LoginSession.objects.update(last_human_us=hands.now_us() + clock.HOUR_US)
        hands.set_wall(begin_us)
    assert playing.check() == "directive_expired"


def test_a_new_process_knows_the_last_time_of_the_rows(playing: Playing, hands: HandClock) -> None:
    """A restart with the clock set back does not begin before the newest deed."""
    hands.pass_by(hours=1, minutes=59)
    LoginSession.objects.update(last_human_us=hands.now_us())
    viewing = services.start_viewing(
        grant_id=playing.grant.id,
        session_id=playing.session,
        act=Act.PLAYBACK,
        at_us=hands.now_us(),
    )
    assert not isinstance(viewing, Refusal)
    piece = Range(playing.footage.from_us, playing.footage.from_us + 1)
    services.serve(
        viewing=viewing.id,
        camera=playing.camera,
        stream="main",
        footage=piece,
        byte_count=1,
        at_us=hands.now_us(),
    )
    from_us = hands.now_us()
    restarted = patch("vonggac.access.services.checking.forward", ForwardClock())
    hands.set_wall(from_us - clock.HOUR_US)
    with restarted:
        assert playing.check() == "granted"
        hands.pass_by(minutes=1)
        assert playing.check() == "directive_expired"


def test_the_end_of_a_shift_ends_live_view(hands: HandClock) -> None:
    """Closed by her, or past its end."""
    school = yen_cuong()
    shift = open_shift(school, hours=1)
    session = login(school.duty_officer)
    gate = school.cameras["gate"]
    at_us = hands.now_us()
    grant = services.may(
        person=school.duty_officer,
        act=Act.LIVE,
        cameras=[gate],
        footage=Range(at_us, at_us + 1),
        at_us=at_us,
    )
    assert isinstance(grant, Grant)

    def code() -> str:
        now_us = hands.now_us()
        answer = services.check(
            grant_id=grant.id,
            session_id=session,
            act=Act.LIVE,
            camera=gate,
            footage=Range(now_us, now_us + 1),
            at_us=now_us,
        )
        return answer.code if isinstance(answer, Refusal) else "granted"

    assert code() == "granted"
    closed(shift.id, school.duty_officer)
    hands.pass_by(seconds=1)
    assert code() == "no_open_shift"


def test_a_broken_database_stops_the_stream(playing: Playing) -> None:
    """ACCESS 4.4: fail closed."""
    broken = patch("vonggac.access.services.checking.grant", side_effect=RuntimeError("broken"))
    with broken:
        assert playing.check() == "undecidable"


def test_a_grant_is_not_edited(playing: Playing) -> None:
    """The database refuses; and a row that was edited all the same has no effect (ACCESS 2.2)."""
    rows = GrantRow.objects.filter(pk=playing.grant.id)
    for change in (
        {"footage_to_us": playing.footage.to_us + 1},
        {"cameras": list(playing.school.cameras.values())},
        {"valid_to_us": playing.grant.valid.to_us + 1},
        {"person_id": playing.school.it_teacher},
    ):
        with pytest.raises(IntegrityError, match="grant_scope"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError, match="grant_is_not_removed"), transaction.atomic():
        rows._raw_delete("default")
    copy = copied(GrantRow, playing.grant.id)
    GrantRow.objects.filter(pk=playing.grant.id).update(ended_us=1)
    forged = GrantRow.objects.create(**copy)
    assert playing.check(grant_id=forged.id) == "grant_over"


def test_a_grant_without_its_entry_has_no_effect(playing: Playing, hands: HandClock) -> None:
    """ACCESS 2.1: written past the services, with a right digest, and no approval in the account of deeds."""
    copy = copied(GrantRow, playing.grant.id)
    GrantRow.objects.filter(pk=playing.grant.id).update(ended_us=1)
    forged = GrantRow(**copy)
    forged.scope_sha256 = scope_digest(forged)
    forged.save(force_insert=True)
    assert playing.check(grant_id=forged.id) == "grant_over"
    GrantRow.objects.filter(pk=forged.id).update(ended_us=1)
    unknown = GrantRow(**(copy | {"deed": uuid4()}))
    unknown.scope_sha256 = scope_digest(unknown)
    unknown.save(force_insert=True)
    assert playing.check(grant_id=unknown.id) == "grant_over"


def test_the_database_refuses(playing: Playing) -> None:
    """Each constraint, on create(), nulls included."""
    good = copied(GrantRow, playing.grant.id)
    for change in (
        {},  # a second grant of the same directive and person
        {"ended_us": 1, "footage_to_us": good["footage_from_us"]},
        {"ended_us": 1, "footage_to_us": good["footage_from_us"] + 93 * clock.DAY_US},
        {"ended_us": 1, "valid_to_us": good["valid_from_us"]},
        {"ended_us": 1, "valid_to_us": good["valid_from_us"] + 93 * clock.DAY_US},
        {"ended_us": 1, "made_us": good["valid_to_us"] + 1},
        {"ended_us": 1, "purpose": "attendance"},
        {"ended_us": 1, "basis": "favour"},
        {"ended_us": 1, "directive_id": None},
        {"ended_us": 1, "basis": "roster"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            GrantRow.objects.create(**(good | change))
    GrantRow.objects.create(**(good | {"ended_us": 1}))
