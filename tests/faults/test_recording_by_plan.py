"""A recorder that is told when to record: real cameras, real kills, plans that change under it (I3, I4, I5)."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.recorder import Recorder, camera, wait_for
from vonggac.kernel.clock import HOUR_US, SECOND_US, now_us
from vonggac.recorder.plan import StreamPlan
from vonggac.recorder.trigger_client import open_triggers
from vonggac.recorder.wanted import ALWAYS, CameraPlan, Mode, Wanted
from vonggac.simcam.process import Served, SimProcess

pytestmark = [pytest.mark.slow, pytest.mark.crash]
NAMES = ("gate", "yard")


def planned(mode: Mode | None, *, pre_roll_s: int = 0, post_roll_s: int = 0) -> CameraPlan:
    """From now on, for days, one mode; None: nothing is wanted."""
    at_us = now_us()
    until_us = at_us + 100 * HOUR_US
    spans = (Wanted(at_us, until_us, mode),) if mode else ()
    return CameraPlan(spans, at_us, until_us, pre_roll_s * SECOND_US, post_roll_s * SECOND_US)


class Scene:
    """Two cameras; ``gate`` has the plan of the test, ``yard`` is always recorded."""

    def __init__(self, folder: Path, cameras: SimProcess) -> None:
        self.recorder = Recorder(folder)
        self.cameras = cameras
        self._streams: list[StreamPlan] = [camera(n, cameras.url(f"{n}/main")) for n in NAMES]

    def tell(self, gate: CameraPlan) -> None:
        self.recorder.plan(*self._streams, cameras={"gate": gate})

    def shows(self, state: str, seconds: float = 8) -> float:
        """Waits for the state of the gate; how long that took."""
        began = time.monotonic()
        wait_for(f"the gate is {state}", lambda: self.recorder.state("gate") == state, seconds)
        return time.monotonic() - began

    def dies_and_returns(self, gate: CameraPlan) -> None:
        """Killed, and started again with the same plan."""
        applied = self.recorder.log().count("applied")
        self.recorder.kill()
        self.recorder.start()
        self.tell(gate)
        wait_for("it is back", lambda: self.recorder.log().count("applied") > applied)

    def written(self) -> int:
        """Bytes of the gate's footage that are on the disk."""
        files = self.recorder.data.default_volume.rglob("*.vgs*")
        return sum(each.stat().st_size for each in files if "gate" in each.parts)

    def figure(self, name: str) -> object:
        return self.recorder.streams().get("gate", {}).get(name)

    def trigger(self, *, beats: float = 0.0, fire: bool = False) -> None:
        """Beats for so many seconds; fires at the end."""

        async def told() -> None:
            async with open_triggers(self.recorder.data.run) as trigger:
                until = time.monotonic() + beats
                while time.monotonic() < until:
                    await trigger.beat(["gate"])
                    await asyncio.sleep(0.5)
                if fire:
                    assert await trigger.fire("gate", now_us())

        asyncio.run(told())


@pytest.fixture
def scene(tmp_path: Path, clip: Path) -> Iterator[Scene]:
    served = [Served(f"{name}/main", clip) for name in NAMES]
    with SimProcess(served) as cameras:
        scene = Scene(tmp_path, cameras)
        with scene.recorder:
            yield scene


def test_a_plan_that_changes_is_followed_within_five_seconds_without_a_new_connection(
    scene: Scene,
) -> None:
    scene.tell(ALWAYS)
    scene.recorder.all_record(NAMES)
    scene.tell(planned(None))
    assert scene.shows("not_scheduled") < 5
    written = scene.recorder.segments("gate")[-1]["end_us"]
    time.sleep(2)
    scene.tell(ALWAYS)
    assert scene.shows("recording") < 5
    time.sleep(1.5)
    assert scene.figure("interruptions") == 0
    scene.recorder.stop()
    assert scene.recorder.causes("gate") == ["not_scheduled"]
    (gap,) = (gap for gap in scene.recorder.gaps("gate") if gap.cause == "not_scheduled")
    assert gap.from_us == written
    # A minute that turns meanwhile begins one segment more.
    assert gap.to_us in {each["start_us"] for each in scene.recorder.segments("gate")}
    assert scene.recorder.unbroken("yard")
    assert scene.recorder.seconds_without_account("gate") == 0


def test_a_camera_that_leaves_outside_its_hours_is_told_by_the_status_and_not_by_the_account(
    scene: Scene,
) -> None:
    scene.tell(planned(None))
    scene.shows("not_scheduled")
    scene.cameras.do("kill", path="gate/main", seconds=None)
    wait_for("the status tells", lambda: scene.recorder.state("gate") in ("ended", "unreachable"))
    time.sleep(1)
    assert {gap.cause for gap in scene.recorder.gaps("gate")} == {"not_scheduled"}
    scene.tell(ALWAYS)
    wait_for(
        "its hour begins", lambda: scene.recorder.gaps("gate")[-1].cause == "camera_unreachable", 5
    )
    scene.tell(planned(None))
    wait_for("its hour ends", lambda: scene.recorder.gaps("gate")[-1].cause == "not_scheduled", 5)
    scene.recorder.stop()
    assert scene.recorder.segments("gate") == []
    assert scene.recorder.seconds_without_account("gate") == 0


def last_stretch(segments: list[dict[str, Any]]) -> tuple[int, int]:
    """Where the footage at the end began and ended, over the minutes that turned in it."""
    from_us, to_us = segments[-1]["start_us"], segments[-1]["end_us"]
    for each in reversed(segments):
        if each["end_us"] == from_us:
            from_us = each["start_us"]
    return from_us, to_us


def test_an_event_is_recorded_from_before_it_began_until_after_it_ended(scene: Scene) -> None:
    scene.tell(planned(Mode.EVENT, pre_roll_s=3, post_roll_s=2))
    scene.recorder.all_record(["yard"])
    scene.trigger(beats=0.2)
    scene.shows("no_event")
    scene.trigger(beats=5, fire=True)
    fired_us = now_us()
    scene.shows("recording")
    scene.trigger(beats=4)
    scene.shows("no_event")
    from_us, to_us = last_stretch(scene.recorder.segments("gate"))
    assert 2 <= (fired_us - from_us) / 1e6 <= 5.5
    assert 1 <= (to_us - fired_us) / 1e6 <= 4.5
    scene.recorder.stop()
    assert scene.recorder.causes("gate").count("no_event") >= 2
    assert scene.recorder.seconds_without_account("gate") == 0
    assert scene.recorder.unbroken("yard")


def test_without_anybody_who_watches_everything_is_recorded(scene: Scene) -> None:
    """The silence is noticed ten seconds late and costs none of them."""
    scene.tell(planned(Mode.EVENT))
    scene.trigger(beats=2)
    scene.shows("no_event")
    silent_us = now_us()
    scene.shows("recording", 20)
    assert scene.figure("unwatched") is True
    time.sleep(1)
    scene.recorder.stop()
    first = next(s for s in scene.recorder.segments("gate") if s["end_us"] > silent_us + 3e6)
    assert first["start_us"] <= silent_us + 1e6
    assert scene.recorder.seconds_without_account("gate") == 0


def test_killed_while_nothing_is_scheduled_the_account_goes_on(scene: Scene) -> None:
    plan = planned(None)
    scene.tell(plan)
    scene.shows("not_scheduled")
    scene.dies_and_returns(plan)
    time.sleep(3)
    assert scene.recorder.state("gate") == "not_scheduled"
    scene.recorder.stop()
    (gap,) = (gap for gap in scene.recorder.gaps("gate") if gap.from_us >= plan.planned_from_us)
    assert (gap.cause, gap.to_us) == ("not_scheduled", 0)
    assert scene.recorder.seconds_without_account("gate") == 0


def test_killed_around_an_event_what_was_written_is_whole(scene: Scene) -> None:
    """Six times, at six instants: while nothing happens, in the pre-roll, after it. Then with footage on the disk.

    What was only in memory when it died is gone, and is a gap: how much that is of the first six, the machine's load
    says. Of the last four every one must be there.
    """
    plan = planned(Mode.EVENT, pre_roll_s=20, post_roll_s=1)
    scene.tell(plan)
    for number in range(6):
        scene.trigger(beats=2.5, fire=number != 2)
        time.sleep(0.003 * number**2)
        scene.dies_and_returns(plan)
    for _ in range(4):
        whole, before = len(scene.recorder.segments("gate")), scene.written()
        scene.trigger(beats=2.5, fire=True)
        wait_for("the event is written", lambda: scene.written() > before + 8000, 60)  # noqa: B023
        scene.dies_and_returns(plan)
        wait_for("it is whole", lambda: len(scene.recorder.segments("gate")) > whole, 60)  # noqa: B023
    scene.trigger(beats=2)
    scene.recorder.stop()
    assert not list(scene.recorder.data.default_volume.rglob("*.part"))
    assert len(scene.recorder.segments("gate")) >= 4
    assert scene.recorder.seconds_without_account("gate") == 0
    numbers = [line["n"] for line in scene.recorder.facts("gate")]
    assert numbers == sorted(set(numbers))
