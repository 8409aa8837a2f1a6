"""When trouble lasts, and which trouble it is."""

from vonggac.equipment.rules import BOUNDS, TELL, limits_us
from vonggac.equipment.troubles import Sign, lasting, sign_of_event, sign_of_gap
from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.events import EventKind
from vonggac.kernel.streams import EXCUSED, GapCause

LIMITS = limits_us({each: bounds.default for each, bounds in BOUNDS.items()})
BEGIN_US = 1_795_330_800_000_000


def gap(cause: GapCause, from_s: float, to_s: float | None, camera: str = "gate1") -> Sign:
    to_us = None if to_s is None else BEGIN_US + round(to_s * SECOND_US)
    made = sign_of_gap(camera, BEGIN_US + round(from_s * SECOND_US), to_us, cause)
    assert made is not None
    return made


def alarm(kind: EventKind) -> Sign | None:
    return sign_of_event(
        event="1" * 32, camera="gate1", kind=kind, from_us=BEGIN_US, to_us=None, at_us=BEGIN_US
    )


def test_each_cause_has_its_own_patience() -> None:
    """Two minutes for a camera that is gone, one for a password refused, half a one for the disk."""
    for cause, limit_s in (
        (GapCause.CAMERA_UNREACHABLE, 120),
        (GapCause.CREDENTIALS_REFUSED, 60),
        (GapCause.DISK_FULL, 30),
    ):
        sign = gap(cause, 0, None)
        assert lasting([sign], LIMITS, BEGIN_US + (limit_s - 1) * SECOND_US) == []
        assert lasting([sign], LIMITS, BEGIN_US + limit_s * SECOND_US) == [sign]


def test_every_cause_of_a_gap_and_every_kind_of_event_is_provided_for() -> None:
    """A new one without patience or hearers fails here, not at night."""
    assert set(GapCause) <= LIMITS.keys()
    assert set(TELL) == set(EventKind)
    for kind in EventKind:
        sign = alarm(kind)
        assert sign is None or sign.cause in LIMITS


def test_what_was_decided_is_no_trouble() -> None:
    for cause in EXCUSED:
        assert sign_of_gap("gate1", BEGIN_US, None, cause) is None


def test_a_camera_that_comes_back_for_seconds_is_not_overlooked() -> None:
    """Ninety seconds away, ten there, ninety away: no gap lasts, the trouble does."""
    signs = [gap(GapCause.STREAM_STALLED, 100 * n, 100 * n + 90) for n in range(3)]
    assert lasting(signs, LIMITS, BEGIN_US + 10 * MINUTE_US) == signs


def test_gaps_far_apart_do_not_add_up() -> None:
    signs = [gap(GapCause.STREAM_STALLED, 600 * n, 600 * n + 90) for n in range(3)]
    assert lasting(signs, LIMITS, BEGIN_US + 60 * MINUTE_US) == []


def test_sixteen_cameras_of_one_stopped_machine_are_one_trouble() -> None:
    signs = [gap(GapCause.HOST_OFF, 0, 600, f"cam{n}") for n in range(16)]
    assert {each.trouble for each in lasting(signs, LIMITS, BEGIN_US + 10 * MINUTE_US)} == {
        "machine"
    }


def test_a_lost_signal_and_a_lost_camera_are_one_trouble() -> None:
    """What watch sees and what the recorder says of the same camera belong together."""
    event = alarm(EventKind.SIGNAL_LOST)
    assert event is not None
    assert event.trouble == gap(GapCause.CAMERA_UNREACHABLE, 0, None).trouble
