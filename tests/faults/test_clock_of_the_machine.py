"""Somebody sets the machine's clock while cameras are recorded: forward an hour, then back two."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.faults.recorder import Recorder, camera, wait_for
from vonggac.archive.archivist import opened
from vonggac.archive.verification import verify_store
from vonggac.kernel.clock import HOUR_US, SECOND_US, now_us
from vonggac.ledger.reader import LedgerReader
from vonggac.simcam.process import Served, SimProcess

FAKETIME = next(
    (
        str(path)
        for folder in Path("/usr/lib").glob("*/faketime")
        for path in folder.glob("libfaketimeMT.so.1")
    ),
    "",
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FAKETIME, reason="python -m tests.setup installs faketime"),
]
NAMES = ("gate", "yard")


class Scene:
    """``gate`` is recorded all the time; ``yard`` is away while the clock is set forward, then there."""

    def __init__(self, folder: Path, clip: Path) -> None:
        clock = folder / "clock"
        clock.write_text("+0")
        environment = {
            "LD_PRELOAD": FAKETIME,
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }
        served = [Served(f"{name}/main", clip) for name in NAMES]
        with (
            SimProcess(served) as cameras,
            Recorder(folder / "data", environment=environment) as self.recorder,
        ):
            self.recorder.plan(*(camera(name, cameras.url(f"{name}/main")) for name in NAMES))
            self.recorder.all_record(NAMES)
            time.sleep(2)
            cameras.do("kill", path="yard/main", seconds=None)
            wait_for("yard is away", lambda: self.recorder.causes("yard"))
            self._set(clock, "+3600", 1)
            cameras.do("resume", path="yard/main")
            later_us = now_us() + HOUR_US // 2
            wait_for(
                "yard is back",
                lambda: self.recorder.facts("yard", "opened")[-1]["start_us"] > later_us,
            )
            time.sleep(2.5)
            self._set(clock, "-3600", 2)
            self.back_us = now_us()
            time.sleep(4)
            self.states = self.recorder.states()
            self.interruptions = self.recorder.streams()["gate"]["interruptions"]

    def _set(self, clock: Path, to: str, steps: int) -> None:
        clock.write_text(to)
        wait_for(
            "it is noticed",
            lambda: all(len(self.recorder.facts(n, "clock.step")) == steps for n in NAMES),
        )


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, clip: Path) -> Iterator[Scene]:
    yield Scene(tmp_path_factory.mktemp("faults"), clip)


@pytest.mark.parametrize("name", NAMES)
def test_each_setting_of_the_clock_is_a_fact_in_the_journal_and_a_line_in_the_log(
    scene: Scene, name: str
) -> None:
    forward, back = scene.recorder.facts(name, "clock.step")
    assert forward["to_us"] - forward["from_us"] == pytest.approx(HOUR_US, abs=SECOND_US)
    assert back["to_us"] - back["from_us"] == pytest.approx(-2 * HOUR_US, abs=SECOND_US)
    assert len(re.findall(r"WARNING .*clock was set", scene.recorder.log())) == 2


def test_nobody_is_interrupted(scene: Scene) -> None:
    """The connection stands, the figures stay fresh."""
    assert set(scene.states.values()) == {"recording"}
    assert scene.interruptions == 0


def test_the_hour_that_never_was_is_a_gap_called_clock_step(scene: Scene) -> None:
    (gap,) = (gap for gap in scene.recorder.gaps("gate") if gap.cause == "clock_step")
    assert gap.seconds == pytest.approx(3600, abs=3)
    assert scene.recorder.causes("gate") == ["clock_step"]


def test_a_gap_that_was_open_keeps_its_own_cause(scene: Scene) -> None:
    """The camera was away when the clock was set: that is why there is no footage."""
    assert "clock_step" not in scene.recorder.causes("yard")
    assert max(gap.seconds for gap in scene.recorder.gaps("yard")) > 3500


@pytest.mark.parametrize("name", NAMES)
def test_footage_goes_on_in_the_new_time_and_both_recordings_are_kept(
    scene: Scene, name: str
) -> None:
    begun: dict[str, int] = {}
    for line in scene.recorder.segments(name):
        begun.setdefault(line["run_id"], line["start_us"])
    *_, forward_us, again_us = begun.values()
    assert len(begun) == 3
    assert forward_us - again_us == pytest.approx(2 * HOUR_US, abs=60 * SECOND_US)
    assert again_us < scene.back_us - HOUR_US + 2 * SECOND_US, "back: the old hour again"


def test_nothing_is_lost_but_the_instant_of_the_change(scene: Scene) -> None:
    """The good camera's footage is as long as the time it was recorded."""
    footage_us = sum(s["end_us"] - s["start_us"] for s in scene.recorder.segments("gate"))
    first_us = scene.recorder.segments("gate")[0]["start_us"]
    stopped_us = scene.recorder.segments("gate")[-1]["end_us"] + HOUR_US
    assert footage_us == pytest.approx(stopped_us - first_us, abs=1.5 * SECOND_US)


@pytest.mark.django_db(databases=["default", "archive"], transaction=True)
def test_the_archivist_adopts_it_all_and_verify_finds_nothing(scene: Scene) -> None:
    """Every segment, twice the same hour included, and every step are in the ledger."""
    done = Event()
    done.set()
    with opened(scene.recorder.data) as archivist:
        archivist.run(done)
    entered = [entry for _, entry in LedgerReader(scene.recorder.data.ledger).objects()]
    recorded = {s["segment"] for name in NAMES for s in scene.recorder.segments(name)}
    assert {entry["segment"] for entry in entered if entry["t"] == "segment"} == recorded
    assert sum(entry["t"] == "clock.step" for entry in entered) == 4
    verified = verify_store(scene.recorder.data, deep=True, keyholder=scene.recorder.keys)
    assert verified.findings == []
