"""A stream's life: whatever a source does, the account is kept and the next connection is tried."""

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.recorder.test_writer import accounted, gate_at
from tests.scenes.streams import SMALL, TRACKS, Script, ScriptedSource, pictures, unit
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.streams import GapCause, Sink, SourceFault
from vonggac.recorder import stream as stream_module
from vonggac.recorder.clockwork import WallClock
from vonggac.recorder.gating import CameraGate, StreamGate
from vonggac.recorder.lane import Lane
from vonggac.recorder.plan import StreamPlan
from vonggac.recorder.pre_roll import Memory, PreRoll
from vonggac.recorder.stream import LASTING_PAUSE_S, StreamRecorder, cancel
from vonggac.recorder.tap import Channel

PLAN = StreamPlan("c7f3a", "main", "rtsp://camera/main", password="bi-mat")


class Watch:
    """A recorder whose connections follow scripts, one after the other; the last one holds the line."""

    def __init__(self, root: Path, *scripts: Script) -> None:
        self.gate = gate_at(root, commissioned_us=now_us())
        self.lane = Lane("lane")
        self.wall = WallClock()
        self.connections = 0
        self._scripts = iter([*scripts, hold])
        self.recorder = StreamRecorder(
            PLAN, wall=self.wall, channel=Channel(), connect=self._connect,
            gate=StreamGate(CameraGate(), PreRoll(Memory()), self.lane, self.gate.writer),
        )  # fmt: skip

    def _connect(self, _: StreamPlan) -> ScriptedSource:
        self.connections += 1
        return ScriptedSource(next(self._scripts))

    async def run(self) -> list[dict[str, Any]]:
        """Records until the scripts are done, stops in order, and gives the facts."""
        self.lane.start()
        task = asyncio.create_task(self.recorder.record())
        until = asyncio.get_running_loop().time() + 10
        while self.recorder.figures.state != "holding":
            assert asyncio.get_running_loop().time() < until
            await asyncio.sleep(0.01)
        await cancel(task)
        self.recorder.stop(out_of_use=False)
        await asyncio.to_thread(self.lane.finish)
        return self.gate.facts()


async def hold(sink: Sink) -> None:
    assert isinstance(sink, StreamRecorder)
    sink.figures.state = "holding"
    await asyncio.Event().wait()


def failing(cause: GapCause, code: str, *, lasting: bool = False) -> Script:
    async def script(_: Sink) -> None:
        raise SourceFault(cause, code, lasting=lasting)

    return script


async def a_second(sink: Sink) -> None:
    sink.on_tracks(TRACKS)
    await pictures(sink, 25)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Back-off is tested by itself; here it would only cost time."""
    monkeypatch.setattr(stream_module, "FIRST_PAUSE_S", 0.0)
    monkeypatch.setattr(stream_module, "LONGEST_PAUSE_S", 0.0)
    monkeypatch.setattr(stream_module, "LASTING_PAUSE_S", 0.01)
    with contextlib.suppress(asyncio.CancelledError):
        yield


async def both(sink: Sink) -> None:
    await a_second(sink)
    raise SourceFault(GapCause.STREAM_STALLED, "stalled")


def gaps(facts: list[dict[str, Any]]) -> list[str]:
    return [fact["cause"] for fact in facts if fact["t"] == "gap.open"]


def test_each_fault_is_a_gap_with_its_cause_and_the_next_connection_is_tried(
    tmp_path: Path,
) -> None:
    watch = Watch(
        tmp_path,
        failing(GapCause.CAMERA_UNREACHABLE, "unreachable"),
        failing(GapCause.CREDENTIALS_REFUSED, "refused", lasting=True),
        both,
        failing(GapCause.STREAM_UNDECODABLE, "garbage"),
    )
    facts = asyncio.run(watch.run())
    assert gaps(facts) == [
        "camera_unreachable",
        "credentials_refused",
        "stream_stalled",
        "stream_undecodable",
        "recorder_stopped",
    ]
    assert watch.connections == 5
    assert accounted(facts, max(fact.get("to_us", 0) for fact in facts))


def test_a_source_that_fails_in_an_unforeseen_way_costs_one_connection(tmp_path: Path) -> None:
    """A parser's own fault must not end the recorder of this camera, let alone of the others."""

    async def broken(_: Sink) -> None:
        raise ZeroDivisionError

    facts = asyncio.run(Watch(tmp_path, broken, a_second).run())
    assert "stream_undecodable" in gaps(facts)
    assert any(fact["t"] == "segment" for fact in facts)


def test_pictures_of_every_gop_reach_the_disk_in_order(tmp_path: Path) -> None:
    watch = Watch(tmp_path, a_second)
    facts = asyncio.run(watch.run())
    (segment,) = (fact for fact in facts if fact["t"] == "segment")
    assert segment["leaves"] == 1 + 5


def test_another_resolution_in_mid_stream_begins_another_segment(tmp_path: Path) -> None:
    async def switches(sink: Sink) -> None:
        await a_second(sink)
        sink.on_tracks((SMALL,))
        await pictures(sink, 10, first=25)

    facts = asyncio.run(Watch(tmp_path, switches).run())
    first, second = (fact for fact in facts if fact["t"] == "segment")
    assert (first["width"], second["width"]) == (1920, 640)
    assert first["run_id"] != second["run_id"], "playback shares one init a run"


def test_the_clock_set_forward_is_a_gap_called_clock_step(tmp_path: Path) -> None:
    """The run keeps its old time to the next key frame; the hour that never was has its cause."""
    watch = Watch(tmp_path)

    async def stepped(sink: Sink) -> None:
        await a_second(sink)
        before_us = watch.wall.now_us()
        watch.wall.offset_us += 3600 * SECOND_US
        watch.recorder.on_clock_step(before_us, before_us + 3600 * SECOND_US)
        sink.on_unit(unit(25))
        await pictures(sink, 10, first=30)

    watch._scripts = iter([stepped, hold])
    facts = asyncio.run(watch.run())
    first, second = (fact for fact in facts if fact["t"] == "segment")
    # The script plays a second of pictures at once, so the first segment ends a second ahead of the clock.
    assert 3598 * SECOND_US < second["start_us"] - first["end_us"] < 3601 * SECOND_US
    (step,) = (fact for fact in facts if fact["t"] == "clock.step")
    assert step["to_us"] - step["from_us"] == 3600 * SECOND_US
    (gap,) = (f for f in facts if f["t"] == "gap.close" and f["cause"] == "clock_step")
    assert (gap["from_us"], gap["to_us"]) == (first["end_us"], second["start_us"])


def test_the_clock_set_back_keeps_both_recordings_of_the_hour(tmp_path: Path) -> None:
    watch = Watch(tmp_path)

    async def stepped(sink: Sink) -> None:
        await a_second(sink)
        before_us = watch.wall.now_us()
        watch.wall.offset_us -= 3600 * SECOND_US
        watch.recorder.on_clock_step(before_us, before_us - 3600 * SECOND_US)
        await pictures(sink, 10, first=25)

    watch._scripts = iter([stepped, hold])
    facts = asyncio.run(watch.run())
    first, second = (fact for fact in facts if fact["t"] == "segment")
    assert second["start_us"] < first["start_us"]
    assert [fact["n"] for fact in facts] == sorted(fact["n"] for fact in facts)


def test_a_disk_that_is_too_slow_costs_footage_with_a_cause_and_never_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lane is full: GOPs are dropped, the gap is said once, and recording goes on when there is room."""
    watch = Watch(tmp_path, a_second)
    full = iter([True, False, False, True, True, True])
    put = watch.lane.put

    def put_if_room(job: Any, size_bytes: int = 0) -> bool:
        return put(job, size_bytes) if not size_bytes or next(full) else False

    monkeypatch.setattr(watch.lane, "put", put_if_room)
    facts = asyncio.run(watch.run())
    assert gaps(facts).count("disk_failed") == 1
    assert sum(f["leaves"] - 1 for f in facts if f["t"] == "segment") == 3
    assert accounted(facts, max(fact.get("to_us", 0) for fact in facts))


def test_a_plan_tells_no_password_when_it_is_shown() -> None:
    """Invariant I11: a plan in a log line or a traceback."""
    assert "bi-mat" not in repr(PLAN)


def test_a_wrong_password_is_tried_once_a_minute_and_an_absent_camera_every_two_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cameras lock accounts that knock too often; one that is back must be recorded again within five seconds."""
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        pauses.append(seconds)
        await sleep(0)

    monkeypatch.setattr(stream_module, "FIRST_PAUSE_S", 0.5)
    monkeypatch.setattr(stream_module, "LONGEST_PAUSE_S", 2.0)
    monkeypatch.setattr(stream_module, "LASTING_PAUSE_S", LASTING_PAUSE_S)
    absent = failing(GapCause.CAMERA_UNREACHABLE, "unreachable")
    wrong = failing(GapCause.CREDENTIALS_REFUSED, "refused", lasting=True)
    watch = Watch(tmp_path, wrong, wrong, absent, absent, absent)
    with monkeypatch.context() as patched:
        patched.setattr("asyncio.sleep", noted)
        asyncio.run(watch.run())
    waited = [pause for pause in pauses if pause > 0.1]
    assert waited[:2] == [60.0, 60.0]
    assert waited[2:] == [2.0, 2.0, 2.0]


def test_a_change_of_kind_leaves_no_hole_while_the_camera_changes_over(tmp_path: Path) -> None:
    """Most of a second without a picture: the last one stands until the first of the new resolution."""

    async def switches(sink: Sink) -> None:
        await a_second(sink)
        sink.on_tracks((SMALL,))
        await pictures(sink, 10, first=45)

    facts = asyncio.run(Watch(tmp_path, switches).run())
    first, second = (fact for fact in facts if fact["t"] == "segment")
    assert first["end_us"] == second["start_us"]
    assert not [f for f in facts if f["t"] == "gap.close" and f["cause"] == "stream_undecodable"]


def test_the_status_is_recording_with_the_first_picture_and_the_fault_until_then(
    tmp_path: Path,
) -> None:
    """A connection that stands and brings nothing is not "recording"."""
    seen: list[str] = []

    async def mute(sink: Sink) -> None:
        assert isinstance(sink, StreamRecorder)
        sink.on_tracks(TRACKS)
        seen.append(str(sink.status()["state"]))
        raise SourceFault(GapCause.STREAM_STALLED, "stalled")

    async def speaks(sink: Sink) -> None:
        assert isinstance(sink, StreamRecorder)
        sink.on_tracks(TRACKS)
        seen.append(str(sink.status()["state"]))
        await pictures(sink, 5)
        seen.append(str(sink.status()["state"]))

    asyncio.run(Watch(tmp_path, mute, speaks).run())
    assert seen == ["connecting", "stalled", "recording"]
