"""A camera that is recorded by event: watch wakes the recorder, and without watch everything is recorded."""

from pathlib import Path

import pytest

from tests.faults.recorder import Recorder, camera, wait_for
from tests.scenes.watcher import Watcher, walk
from vonggac.kernel.clock import DAY_US, SECOND_US, now_us
from vonggac.kernel.events import EventKind
from vonggac.recorder.wanted import CameraPlan, Mode, Wanted
from vonggac.simcam.process import Served, SimProcess
from vonggac.watch.plan import WatchedCamera

pytestmark = pytest.mark.slow

PRE_ROLL_US = 4 * SECOND_US


def by_event() -> CameraPlan:
    now = now_us()
    return CameraPlan(
        (Wanted(now - DAY_US, now + DAY_US, Mode.EVENT),),
        now - DAY_US,
        now + DAY_US,
        PRE_ROLL_US,
        SECOND_US,
    )


def test_motion_is_recorded_with_what_was_before_it_and_watch_may_die(tmp_path: Path) -> None:
    film = walk(tmp_path / "yard.mp4", seconds=40, walks=((6, 10),))
    with (
        SimProcess([Served("gate01", film)]) as cameras,
        Recorder(tmp_path / "data") as recorder,
        Watcher(recorder.data) as watch,
    ):
        stream = camera("gate01", cameras.url("gate01"))
        recorder.plan(stream, cameras={"gate01": by_event()})
        watch.plan(WatchedCamera("gate01", "main", loops=False))
        watch.looks("gate01")
        wait_for("quiet", lambda: recorder.state("gate01") == "no_event", 40)
        quiet_us = now_us()
        moved = wait_for(
            "somebody who walks",
            lambda: next(
                (
                    event
                    for event in watch.events("gate01", EventKind.MOTION)
                    if event.from_us > quiet_us
                ),
                None,
            ),
            45,
        )
        wait_for("recording", lambda: recorder.state("gate01") == "recording", 5)
        wait_for("quiet again", lambda: recorder.state("gate01") == "no_event", 40)
        watch.kill()
        wait_for("recording all the same", lambda: recorder.state("gate01") == "recording", 20)
    spans = [(each["start_us"], each["end_us"]) for each in recorder.segments("gate01")]
    assert any(
        start <= moved.from_us - PRE_ROLL_US // 2 and moved.at_us < end for start, end in spans
    )
    assert "no_event" in [gap.cause for gap in recorder.gaps("gate01")]
    assert recorder.seconds_without_account("gate01") < 0.5
