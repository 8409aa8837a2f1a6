"""What is recorded by plan and by event, and the account of what is not (invariants I3, I4, I5)."""

from pathlib import Path

import pytest

from tests.recorder.test_writer import accounted
from tests.scenes.gates import CAMERA, FAR_S, Stage, around_events, at, planned
from tests.scenes.streams import gop
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import GapCause
from vonggac.recorder.wanted import ALWAYS, CameraPlan

STALLED = GapCause.STREAM_STALLED
LATE_S = 30


def staged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: CameraPlan, *, start_s: float = 0
) -> Stage:
    return Stage(tmp_path, monkeypatch, plan, start_s=start_s)


def test_outside_its_spans_a_camera_is_connected_and_not_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gap begins where footage ends and ends where it begins; an edge is rounded outwards to a GOP."""
    stage = staged(tmp_path, monkeypatch, planned((0, 11, "always"), (21, 31, "always")))
    stage.gops(0, 20)
    stage.stop()
    assert stage.footage() == [(0, 12), (20, 32)]
    assert stage.gaps() == [("not_scheduled", 12, 20), ("not_scheduled", 32, None)]
    assert accounted(stage.facts, at(40))


def test_a_camera_that_begins_outside_its_spans_was_not_unreachable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, planned((20, 30, "always")))
    assert stage.stream.state == "not_scheduled"
    stage.gops(0, 12)
    assert stage.gaps() == [("not_scheduled", 0, 20)]
    assert stage.stream.state == ""


@pytest.mark.parametrize("mode", ["always", "event"])
def test_a_fault_outside_the_schedule_is_not_the_reason_and_within_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """Unreachable from 20 to 80, scheduled until 10 and again from 40 to 60: exact at both edges."""
    stage = staged(tmp_path, monkeypatch, planned((0, 10, "always"), (40, 60, mode)))
    stage.gops(0, 10)
    stage.fault()
    stage.until(30)
    stage.fault(STALLED)
    assert stage.stream.state == "not_scheduled"
    stage.until(80)
    stage.gops(41, 43, run="run-2")
    assert stage.gaps() == [
        ("not_scheduled", 10, 40),
        ("stream_stalled", 40, 60),
        ("not_scheduled", 60, None),
    ]
    assert accounted(stage.facts, at(86))


def test_a_stall_over_an_edge_is_told_on_the_right_side_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Noticed five seconds late, in either direction."""
    stage = staged(tmp_path, monkeypatch, planned((0, 12, "always"), (27, FAR_S, "always")))
    stage.gops(0, 5)
    stage.until(15)
    stage.fault(STALLED)
    stage.gops(9, 12, run="run-2")
    stage.until(30)
    stage.fault(STALLED)
    assert stage.gaps() == [
        ("stream_stalled", 10, 12),
        ("not_scheduled", 12, 27),
        ("stream_stalled", 27, None),
    ]


def test_a_change_of_the_plan_counts_from_the_next_gop_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, ALWAYS)
    stage.gops(0, 5)
    stage.plan(planned(since_s=10))
    stage.gops(5, 10)
    stage.plan(planned((20, FAR_S, "always"), since_s=20))
    stage.gops(10, 15)
    stage.stop()
    assert stage.footage() == [(0, 10), (20, 30)]
    assert stage.gaps() == [("not_scheduled", 10, 20), ("recorder_stopped", 30, None)]


def test_a_plan_that_begins_now_excuses_nothing_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unreachable for half an hour, then taken off the schedule, then put on it again."""
    stage = staged(tmp_path, monkeypatch, ALWAYS)
    stage.gops(0, 5)
    stage.fault()
    stage.until(1800)
    stage.plan(planned(since_s=1800))
    stage.until(3600)
    stage.plan(ALWAYS)
    stage.until(3601)
    before, off, after = stage.gaps()
    assert before == ("camera_unreachable", 10, 1800)
    assert off[:2] == ("not_scheduled", 1800)
    assert off[2] == pytest.approx(3600, abs=LATE_S)
    assert after == ("camera_unreachable", off[2], None)


def test_an_event_brings_its_pre_roll_and_its_post_roll(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gap ends where the pre-roll begins."""
    stage = staged(tmp_path, monkeypatch, around_events(pre_roll_s=6, post_roll_s=10))
    stage.gops(0, 15)
    assert stage.footage() == [] and stage.stream.state == "no_event"
    stage.fire()
    stage.gops(15, 30)
    assert stage.footage() == [(24, 40)]
    assert stage.gaps() == [("no_event", 0, 24), ("no_event", 40, None)]
    assert accounted(stage.facts, at(60))


def test_the_pre_roll_is_on_the_disk_when_the_event_is_told_and_not_a_gop_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever tears the camera down half a second later is in the footage (I3)."""
    stage = staged(tmp_path, monkeypatch, around_events(pre_roll_s=8))
    stage.gops(0, 10)
    stage.fire()
    assert stage.gate.writer.written_us == at(20)


def test_an_event_after_the_camera_went_still_brings_what_was_seen_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loss of the signal is told when the camera is gone: the pictures before it are kept."""
    stage = staged(tmp_path, monkeypatch, around_events(pre_roll_s=12, post_roll_s=4))
    stage.gops(0, 20)
    stage.until(45)
    stage.fault(STALLED)
    stage.fire()
    stage.until(48)
    stage.fault()
    stage.gops(30, 40, run="run-2")
    stage.stop()
    footage = stage.footage()
    assert footage[0] == (32, 40)
    assert stage.gaps()[:3] == [
        ("no_event", 0, 40),
        ("stream_stalled", 40, 48),
        ("camera_unreachable", 48, 60),
    ]
    assert accounted(stage.facts, at(80))


def test_an_event_that_lasts_is_recorded_as_long_as_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, around_events(post_roll_s=4))
    stage.gops(0, 5)
    for number in range(5, 15):
        stage.fire(for_s=2)
        stage.gops(number, number + 1)
    stage.gops(15, 25)
    (footage,) = stage.footage()
    assert footage == (10, 34)


def test_a_pre_roll_does_not_reach_into_what_was_not_scheduled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What nobody wanted recorded is not even kept in memory."""
    stage = staged(tmp_path, monkeypatch, planned((20, FAR_S, "event"), pre_roll_s=30))
    stage.gops(0, 10)
    assert stage.memory.held_bytes == 0
    stage.gops(10, 12)
    stage.fire()
    stage.gops(12, 14)
    assert stage.footage() == [(20, 24)]
    assert stage.gaps() == [("not_scheduled", 0, 20), ("no_event", 24, None)]


def test_an_event_at_a_camera_that_is_always_recorded_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, ALWAYS)
    stage.gops(0, 3)
    stage.fire(for_s=5)
    stage.gops(3, 5)
    stage.stop()
    assert stage.footage() == [(0, 10)]


def test_who_watches_may_die_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No beat for ten seconds: everything is recorded, from the last beat on; and the status says so (I5)."""
    stage = staged(tmp_path, monkeypatch, around_events())
    stage.gops(0, 10)
    stage.watched = False
    stage.gops(10, 14)
    assert stage.gaps() == [("no_event", 0, None)]
    stage.gops(14, 20)
    assert stage.stream.figures()["unwatched"] is True
    assert stage.stream.state == ""
    stage.watched = True
    stage.gops(20, 25)
    assert stage.footage() == [(20, 40)]
    assert stage.gaps() == [("no_event", 0, 20), ("no_event", 40, None)]
    assert accounted(stage.facts, at(50))


def test_nobody_watches_yet_and_everything_is_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, around_events())
    stage.watched, stage.camera.beaten_us = False, None
    stage.gops(0, 5)
    stage.stop()
    assert stage.footage() == [(0, 10)]


def test_killed_outside_the_schedule_and_back_within_it_leaves_the_wanted_hours_unexcused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Off from 10 to 100 and from 200 on; killed at 20, back at 300: what was wanted has its own cause."""
    plan = planned((0, 10, "always"), (100, 200, "always"))
    stage = staged(tmp_path, monkeypatch, plan)
    stage.gops(0, 10)
    stage.now_s = 300
    stage.begin(alive_s=19)
    stage.gops(150, 152, run="run-2")
    assert stage.gaps() == [
        ("not_scheduled", 10, 100),
        ("recorder_stopped", 100, 200),
        ("not_scheduled", 200, None),
    ]
    assert accounted(stage.facts, at(304))


def test_killed_while_recording_and_back_after_the_schedule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, planned((0, 50, "always"), (100, FAR_S, "always")))
    stage.gops(0, 10)
    stage.now_s = 70
    stage.begin()
    stage.gops(35, 52, run="run-2")
    stage.stop()
    assert stage.footage() == [(0, 20), (100, 104)]
    assert stage.gaps() == [
        ("recorder_stopped", 20, 50),
        ("not_scheduled", 50, 100),
        ("recorder_stopped", 104, None),
    ]
    assert accounted(stage.facts, at(104))


@pytest.mark.parametrize(("alive_s", "said"), [(None, 0.0), (44, 44.0), (4000, 300.0)])
def test_killed_while_nothing_happened_no_event_is_believed_until_the_last_sign_of_life(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alive_s: float | None, said: float
) -> None:
    """A dead recorder cannot know that nothing happened: only what it lived to see is excused."""
    stage = staged(tmp_path, monkeypatch, around_events())
    stage.gops(0, 20)
    stage.now_s = 300
    stage.begin(alive_s=alive_s)
    stage.gops(150, 155, run="run-2")
    gaps = [gap for gap in stage.gaps() if gap[1] != gap[2]]
    if said:
        assert gaps[0] == ("no_event", 0, said)
    assert [gap[0] for gap in gaps if gap[1] >= said][-1] == "no_event"
    stopped = [gap for gap in gaps if gap[0] == "recorder_stopped"]
    assert not stopped or stopped == [("recorder_stopped", said, 300)]
    assert accounted(stage.facts, at(310))


def test_killed_while_a_pre_roll_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was synced is footage, the rest has a cause (I3, I4)."""
    stage = staged(tmp_path, monkeypatch, around_events(pre_roll_s=20))
    stage.gops(0, 10)
    written = 0

    def dies(write: object = stage.gate.writer.write) -> None:
        raise SystemExit

    write = stage.gate.writer.write

    def some(gop: object) -> None:
        nonlocal written
        written += 1
        if written > 4:
            dies()
        write(gop)  # type: ignore[arg-type]

    monkeypatch.setattr(stage.gate.writer, "write", some)
    with pytest.raises(SystemExit):
        stage.fire()
    stage.now_s = 60
    stage.begin(alive_s=19)
    stage.gops(30, 33, run="run-2")
    assert stage.footage() == [(0, 8)]
    assert not list(tmp_path.rglob("*.part"))
    assert accounted(stage.facts, at(66))
    assert ("recorder_stopped", 8, 60) in stage.gaps()


def test_an_orderly_stop_outside_the_schedule_is_no_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, planned((0, 10, "always"), (100, FAR_S, "always")))
    stage.gops(0, 10)
    stage.stop()
    stage.now_s = 120
    stage.begin()
    assert stage.gaps() == [("not_scheduled", 10, 100), ("recorder_stopped", 100, None)]


def test_a_clock_set_while_nothing_is_wanted_leaves_no_hole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forward an hour into the next span; the open gap keeps its own cause until there is footage."""
    stage = staged(tmp_path, monkeypatch, planned((0, 10, "always"), (3600, FAR_S, "always")))
    stage.gops(0, 10)
    stage.stream.step(at(20), at(3620))
    stage.camera.shift(3600 * SECOND_US)
    stage.now_s = 3618
    later = gop(1810, run="run-2")
    later.after_step = True
    stage.stream.admit(later)
    stage.stop()
    assert stage.footage() == [(0, 10), (3620, 3622)]
    assert stage.gaps()[0] == ("not_scheduled", 10, 3620)
    assert accounted(stage.facts, at(3622))


def test_a_clock_set_back_does_not_turn_the_pre_roll_around(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held by when it came, not by what its clock said: two runs, both kept."""
    stage = staged(tmp_path, monkeypatch, around_events(pre_roll_s=60))
    stage.gops(1000, 1003)
    stage.camera.shift(-1000 * SECOND_US)
    for number in range(500, 503):
        stage.now_s += 2
        stage.look()
        picture = gop(number, run="run-2")
        picture.after_step = number == 500
        stage.stream.admit(picture)
    stage.fire()
    stage.stop()
    assert stage.footage() == [(2000, 2006), (1000, 1006)]


def test_a_trigger_reaches_ten_minutes_and_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = staged(tmp_path, monkeypatch, around_events())
    stage.fire(for_s=10**9)
    assert stage.camera.fired_until_us == at(600)
    assert not stage.camera.fire(at(-3600), at(0))
    assert stage.cameras[CAMERA].mode_at(at(5)) == "event"
