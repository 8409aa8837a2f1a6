"""The clerk's look: failures are opened, fed and settled, one for one trouble (G5)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from vonggac.equipment import selectors, services
from vonggac.equipment.models import Failure, FailureSign
from vonggac.equipment.rules import BOUNDS, limits_us
from vonggac.equipment.troubles import VOLUME_LOST, Sign, lasting, sign_of_event, sign_of_gap
from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.events import Event, EventKind, EventSource
from vonggac.kernel.streams import GapCause
from vonggac.ledger import selectors as ledger
from vonggac.notices import selectors as notices
from vonggac.places import services as places

UNREACHABLE = GapCause.CAMERA_UNREACHABLE


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def gap(camera: str, from_us: int, to_us: int | None = None, cause: GapCause = UNREACHABLE) -> Sign:
    sign = sign_of_gap(camera, from_us, to_us, cause)
    assert sign is not None
    return sign


def looked(school: SchoolScene, hands: HandClock, *signs: Sign) -> list[Failure]:
    return services.look(school=school.id, signs=signs, at_us=hands.now_us())


def test_a_gap_that_lasts_opens_a_failure_and_tells_it_teacher_and_board(
    school: SchoolScene, hands: HandClock
) -> None:
    """Number, state, evidence, line, entry in the ledger, notices: all of one transaction."""
    began_us = hands.now_us()
    camera = school.cameras["gate"]
    hands.pass_by(seconds=119)
    assert looked(school, hands, gap(camera, began_us)) == []
    hands.pass_by(seconds=1)
    before = ledger.last_id()
    (failure,) = looked(school, hands, gap(camera, began_us))
    assert failure.label == "SC-2026-001"
    assert (failure.state, failure.camera_id, failure.first_us) == ("detected", camera, began_us)
    assert [each.what for each in selectors.lines(failure.id)] == ["opened"]
    (entry,) = ledger.pending(before, 10)
    assert (entry.entry["book"], entry.entry["no"], entry.entry["actor"]) == ("SC", 1, "s-clerk")
    told = {person: notices.unread(person).count() for person in school.people.values()}
    assert told == {
        school.principal: 1,
        school.vice_principal: 1,
        school.it_teacher: 1,
        school.duty_officer: 0,
    }


def test_looking_again_changes_nothing(school: SchoolScene, hands: HandClock) -> None:
    began_us = hands.now_us()
    sign = gap(school.cameras["gate"], began_us)
    hands.pass_by(minutes=3)
    for _ in range(5):
        looked(school, hands, sign)
        hands.pass_by(seconds=5)
    assert Failure.objects.count() == 1
    assert FailureSign.objects.count() == 1
    assert notices.unread(school.it_teacher).get().times == 1


def test_footage_that_is_back_is_noted_with_its_instant(
    school: SchoolScene, hands: HandClock
) -> None:
    """Hoạt động trở lại since the end of the gap, once it has been well for a minute."""
    began_us = hands.now_us()
    camera = school.cameras["gate"]
    hands.pass_by(minutes=3)
    (failure,) = looked(school, hands, gap(camera, began_us))
    ended_us = hands.pass_by(minutes=4)
    looked(school, hands, gap(camera, began_us, ended_us))
    failure.refresh_from_db()
    assert failure.back_us is None
    hands.pass_by(seconds=61)
    looked(school, hands, gap(camera, began_us, ended_us))
    now = Failure.objects.get()
    assert (now.state, now.back_us) == ("back", ended_us)
    assert [(each.what, each.told_us) for each in selectors.lines(failure.id)] == [
        ("opened", began_us),
        ("back", ended_us),
    ]
    assert notices.urgent(school.principal) == []


def test_trouble_that_returns_soon_is_the_same_failure_and_later_another(
    school: SchoolScene, hands: HandClock
) -> None:
    camera = school.cameras["gate"]
    first_us = hands.now_us()
    one = gap(camera, first_us, first_us + 5 * MINUTE_US)
    hands.pass_by(minutes=7)
    looked(school, hands, one)
    soon_us = hands.pass_by(minutes=10)
    two = gap(camera, soon_us, soon_us + 5 * MINUTE_US)
    hands.pass_by(minutes=7)
    assert looked(school, hands, one, two) == []
    failure = Failure.objects.get()
    assert failure.signs.count() == 2
    assert [each.what for each in selectors.lines(failure.id)] == [
        "opened",
        "back",
        "again",
        "back",
    ]
    later_us = hands.pass_by(hours=2)
    three = gap(camera, later_us)
    hands.pass_by(minutes=3)
    (second,) = looked(school, hands, one, two, three)
    assert second.label == "SC-2026-002"


def test_a_machine_that_was_off_makes_one_failure(school: SchoolScene, hands: HandClock) -> None:
    """Not one for each camera; each camera's gap is its evidence."""
    from_us = hands.now_us()
    to_us = hands.pass_by(minutes=30)
    signs = [gap(each, from_us, to_us, GapCause.HOST_OFF) for each in school.cameras.values()]
    (failure,) = looked(school, hands, *signs)
    assert failure.camera is None
    assert failure.signs.count() == len(school.cameras)
    (told,) = notices.unread(school.principal)
    assert told.params["camera"] == ""


def test_another_cause_joins_and_is_told(school: SchoolScene, hands: HandClock) -> None:
    """A camera that is gone, and then refuses the password, is one failure; the news is told."""
    camera = school.cameras["gate"]
    began_us = hands.now_us()
    turned_us = hands.pass_by(minutes=3)
    looked(school, hands, gap(camera, began_us))
    hands.pass_by(minutes=2)
    looked(
        school,
        hands,
        gap(camera, began_us, turned_us),
        gap(camera, turned_us, None, GapCause.CREDENTIALS_REFUSED),
    )
    failure = Failure.objects.get()
    assert [each.what for each in selectors.lines(failure.id)] == ["opened", "joined"]
    assert notices.unread(school.principal).count() == 2


def test_a_lost_signal_of_a_camera_that_is_gone_is_no_news(
    school: SchoolScene, hands: HandClock
) -> None:
    """What watch sees joins what the recorder says; nobody is called twice for it."""
    camera, began_us = school.cameras["gate"], hands.now_us()
    lost = sign_of_event(
        event="b" * 32,
        camera=camera,
        kind=EventKind.SIGNAL_LOST,
        from_us=began_us,
        to_us=None,
        at_us=began_us,
    )
    assert lost is not None
    hands.pass_by(minutes=3)
    looked(school, hands, gap(camera, began_us), lost)
    assert Failure.objects.get().signs.count() == 2
    assert notices.unread(school.principal).count() == 1


def test_a_lost_signal_is_one_notice(school: SchoolScene, hands: HandClock) -> None:
    """Its event tells nobody; the failure that it becomes tells the IT teacher and the Board, once."""
    camera, began_us = school.cameras["gate"], hands.now_us()
    event = Event(
        "b" * 32, camera, EventKind.SIGNAL_LOST, EventSource.STREAM, began_us, None, began_us
    )
    hands.pass_by(seconds=20)
    services.tell_events(school=school.id, events=[event], at_us=hands.now_us())
    assert not notices.unread(school.it_teacher)
    lost = sign_of_event(
        event=event.id,
        camera=camera,
        kind=event.kind,
        from_us=began_us,
        to_us=None,
        at_us=began_us,
    )
    assert lost is not None
    hands.pass_by(minutes=3)
    looked(school, hands, gap(camera, began_us), lost)
    for person in (school.it_teacher, school.principal):
        (told,) = notices.unread(person)
        assert told.kind == "failure_opened"


def test_an_alarm_that_goes_on_is_a_failure(school: SchoolScene, hands: HandClock) -> None:
    """A covered camera: half a minute beyond what the judge needs."""
    camera = school.cameras["gate"]
    began_us = hands.now_us()
    sign = sign_of_event(
        event="a" * 32,
        camera=camera,
        kind=EventKind.COVERED,
        from_us=began_us,
        to_us=None,
        at_us=began_us + SECOND_US,
    )
    assert sign is not None
    hands.pass_by(seconds=31)
    (failure,) = looked(school, hands, sign)
    assert (failure.cause, failure.signs.get().at_us) == ("covered", began_us + SECOND_US)


def test_a_volume_that_is_away_is_a_failure_until_it_is_back(
    school: SchoolScene, hands: HandClock
) -> None:
    lost = services.Condition(VOLUME_LOST, "/mnt/dia-2")

    def look(*conditions: services.Condition) -> list[Failure]:
        return services.look(
            school=school.id, signs=[], conditions=conditions, at_us=hands.now_us()
        )

    (failure,) = look(lost)
    assert failure.detail == "/mnt/dia-2"
    hands.pass_by(minutes=5)
    assert look(lost) == []
    back_us = hands.pass_by(minutes=5)
    look()
    hands.pass_by(minutes=2)
    look()
    failure.refresh_from_db()
    assert failure.back_us == back_us


def test_a_camera_taken_out_of_use_ends_its_failure(school: SchoolScene, hands: HandClock) -> None:
    camera, began_us = school.cameras["gate"], hands.now_us()
    hands.pass_by(minutes=3)
    looked(school, hands, gap(camera, began_us))
    out_us = hands.pass_by(minutes=1)
    places.take_out_of_use(camera=camera, reason="Hỏng, đã tháo", by=school.it_teacher)
    hands.pass_by(minutes=2)
    looked(school, hands)
    assert Failure.objects.get().back_us == out_us


flaps = st.lists(
    st.tuples(
        st.integers(1, 400), st.integers(1, 4000), st.sampled_from(["gate", "yard"]),
        st.sampled_from([UNREACHABLE, GapCause.CREDENTIALS_REFUSED, GapCause.HOST_OFF]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(flapping=flaps, every_s=st.integers(5, 900))
def test_random_flapping_never_opens_two_failures_for_one_trouble(
    school: SchoolScene,
    hands: HandClock,
    flapping: list[tuple[int, int, str, GapCause]],
    every_s: int,
) -> None:
    """Whenever the clerk looks: what goes on has one failure, and every gap that lasts is in exactly one (G5)."""
    limits = limits_us({each: bounds.default for each, bounds in BOUNDS.items()})
    at_us = hands.pass_by(days=2)
    gaps = []
    for away_s, pause_s, kind, cause in flapping:
        gaps.append(gap(school.cameras[kind], at_us, at_us + away_s * SECOND_US, cause))
        at_us += (away_s + pause_s) * SECOND_US
    end_us = at_us + 10 * MINUTE_US
    while hands.now_us() < end_us:
        now_us = hands.pass_by(seconds=every_s)
        seen = [
            gap(each.camera, each.from_us, None if (each.to_us or 0) > now_us else each.to_us, GapCause(each.cause))
            for each in gaps
            if each.from_us <= now_us
        ]  # fmt: skip
        looked(school, hands, *seen)
        going_on = Failure.objects.filter(back_us=None)
        assert len({each.trouble for each in going_on}) == len(going_on)
    placed = FailureSign.objects.filter(ref__in=[each.ref for each in gaps])
    for each in gaps:
        alone = bool(lasting([each], limits, end_us))
        assert placed.filter(ref=each.ref).count() >= alone
        assert placed.filter(ref=each.ref).count() <= 1
