"""``watch`` beside a recorder and virtual cameras: what it sees, and what it survives."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.recorder import Recorder, camera, wait_for
from tests.scenes.watcher import Watcher, walk
from vonggac.kernel.clock import DAY_US, SECOND_US, now_us
from vonggac.kernel.events import Event, EventKind
from vonggac.kernel.ranges import Range
from vonggac.simcam.process import Served, SimProcess
from vonggac.watch import preview
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.search import search
from vonggac.watch.sighting import EyeSettings

pytestmark = pytest.mark.slow

GATE, YARD = (
    WatchedCamera("gate01", "main", loops=False),
    WatchedCamera("yard02", "main", loops=False),
)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds, somebody walks from the fifth to the tenth."""
    return walk(tmp_path_factory.mktemp("films") / "yard.mp4", seconds=12, walks=((5, 10),))


@pytest.fixture
def cameras(film: Path) -> Iterator[SimProcess]:
    with SimProcess([Served("gate01", film), Served("yard02", film)]) as served:
        yield served


@pytest.fixture
def recorder(tmp_path: Path, cameras: SimProcess) -> Iterator[Recorder]:
    with Recorder(tmp_path) as running:
        running.plan(*(camera(name, cameras.url(name)) for name in ("gate01", "yard02")))
        running.all_record(["gate01", "yard02"])
        yield running


def going_on(watch: Watcher, name: str) -> list[Event]:
    return [event for event in watch.events(name) if event.to_us is None]


def test_somebody_who_walks_is_an_event_a_warm_place_and_a_preview(recorder: Recorder) -> None:
    folder = recorder.data
    with Watcher(folder) as watch:
        watch.plan(GATE, YARD)
        watch.looks("gate01", "yard02")
        moved = watch.event("gate01", EventKind.MOTION)
        assert moved.at_us <= now_us()

        def tried() -> preview.Preview | None:
            preview.ask(folder.run, "gate01", EyeSettings(sensitivity=8))
            return preview.read(folder.run, "gate01")

        wait_for("a preview", tried)
    ended = watch.event("gate01", EventKind.MOTION)
    assert ended.to_us is not None
    assert ended.from_us <= ended.to_us <= now_us()
    assert not going_on(watch, "gate01") and not going_on(watch, "yard02")
    today = Range(now_us() - DAY_US, now_us() + DAY_US)
    middle = ((0, 4000), (10_000, 4000), (10_000, 8000), (0, 8000))
    assert search(folder.heat, "gate01", today, middle)
    assert search(folder.heat, "gate01", today, ((0, 0), (10_000, 0), (10_000, 1000))) == []
    assert not (folder.run / "watch.json").exists()


def test_a_camera_that_is_gone_is_a_lost_signal_until_it_is_back(
    recorder: Recorder, cameras: SimProcess
) -> None:
    """Within 30 s, since the last picture; the other camera has none."""
    with Watcher(recorder.data) as watch:
        watch.plan(GATE, YARD)
        watch.looks("gate01", "yard02")
        gone_us = now_us()
        cameras.do("kill", path="gate01", seconds=20)
        lost = watch.event("gate01", EventKind.SIGNAL_LOST, 30)
        assert now_us() - gone_us < 30 * SECOND_US
        assert abs(lost.from_us - gone_us) < 3 * SECOND_US
        assert lost.to_us is None
        assert watch.state("gate01") in ("signal_lost", "waiting")
        wait_for("back", lambda: watch.event("gate01", EventKind.SIGNAL_LOST).to_us, 30)
        watch.looks("gate01")
        assert watch.events("yard02", EventKind.SIGNAL_LOST) == []


def test_a_recorder_that_is_away_is_no_camera_that_is_silent(recorder: Recorder) -> None:
    with Watcher(recorder.data) as watch:
        watch.plan(GATE)
        watch.looks("gate01")
        recorder.kill()
        time.sleep(15)
        assert watch.state("gate01") == "waiting"
        assert watch.events("gate01", EventKind.SIGNAL_LOST) == []


def test_killed_while_things_go_on_it_ends_or_goes_on_with_them(
    recorder: Recorder, cameras: SimProcess
) -> None:
    with Watcher(recorder.data) as watch:
        watch.plan(GATE, YARD)
        watch.looks("gate01", "yard02")
        cameras.do("kill", path="yard02", seconds=25)
        lost = watch.event("yard02", EventKind.SIGNAL_LOST)
        open_before = wait_for("motion that goes on", lambda: going_on(watch, "gate01"))
        watch.kill()
        watch.start()
        watch.plan(GATE, YARD)
        watch.looks("gate01")
        after = {event.id: event for event in watch.events("gate01")}
        for event in open_before:
            to_us = after[event.id].to_us
            assert to_us is not None
            assert event.at_us <= to_us <= now_us()
        wait_for("back", lambda: watch.event("yard02", EventKind.SIGNAL_LOST).to_us, 40)
        assert [event.id for event in watch.events("yard02", EventKind.SIGNAL_LOST)] == [lost.id]
    assert not going_on(watch, "gate01") and not going_on(watch, "yard02")


def test_noise_in_one_camera_stops_neither_it_nor_the_other(
    recorder: Recorder, cameras: SimProcess
) -> None:
    with Watcher(recorder.data) as watch:
        watch.plan(GATE, YARD)
        watch.looks("gate01", "yard02")
        cameras.do("garbage", path="gate01", fraction=0.4)
        before = watch.cameras()["yard02"]["looks"]
        time.sleep(6)
        assert watch.cameras()["yard02"]["looks"] >= before + 15
        cameras.do("garbage", path="gate01", fraction=0.0)
        wait_for(
            "looks again",
            lambda: now_us() - watch.cameras()["gate01"]["last_look_us"] < 3 * SECOND_US,
        )
        assert watch.process is not None
        assert watch.process.poll() is None


def test_a_plan_changes_one_camera_and_leaves_the_others_alone(recorder: Recorder) -> None:
    with Watcher(recorder.data) as watch:
        watch.plan(GATE)
        watch.looks("gate01")
        looks = watch.cameras()["gate01"]["looks"]
        watch.plan(GATE, WatchedCamera("yard02", "main", sensitivity=9, loops=False))
        watch.looks("gate01", "yard02")
        assert watch.cameras()["gate01"]["looks"] > looks
        os.write(_input(watch), b"{not a plan\n")
        watch.plan(YARD)
        wait_for("one camera left", lambda: set(watch.cameras()) == {"yard02"})
        watch.looks("yard02")


def _input(watch: Watcher) -> int:
    assert watch.process is not None and watch.process.stdin is not None
    return watch.process.stdin.fileno()
