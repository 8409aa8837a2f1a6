"""Holes between pictures: what is missing is a gap (I4), and what a camera never took is none."""

import asyncio
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.recorder.test_stream import Watch, a_second, gaps
from tests.recorder.test_writer import accounted
from tests.scenes.streams import pictures, unit
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import AccessUnit, Sink
from vonggac.recorder import stream as stream_module
from vonggac.recorder.rhythm import Rhythm

pytestmark = pytest.mark.usefixtures("no_pauses")
PERIOD_US = SECOND_US // 15
SLEW_US = 1000
"""What the clocks may take back in a GOP."""


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "FIRST_PAUSE_S", 0.0)
    monkeypatch.setattr(stream_module, "LONGEST_PAUSE_S", 0.0)


class Camera:
    """Pictures at the instants that a test names; which of them leave a hole before them."""

    def __init__(self) -> None:
        self.rhythm = Rhythm()
        self.at_us = SECOND_US
        self.holes: list[int] = []

    def shows(self, step_us: int, *, key: bool = False, damaged: bool = False) -> None:
        self.at_us += step_us
        picture = AccessUnit(0, 0, key, [b"\x41"], damaged)
        hole_us = self.rhythm.hole_before(picture, self.at_us)
        if hole_us:
            self.holes.append(hole_us)

    def goes_on(self, count: int, step_us: int = PERIOD_US, *, gop: int = 30) -> "Camera":
        for number in range(count):
            self.shows(step_us, key=number % gop == 0)
        return self


def test_a_camera_that_begins_anew_after_a_silence_leaves_a_hole() -> None:
    """It stood still for less than the stall limit: no packet is missing, and its first picture is a key frame."""
    camera = Camera().goes_on(45)
    camera.shows(4 * SECOND_US, key=True)
    assert camera.holes == [4 * SECOND_US]


def test_lost_packets_leave_a_hole_even_where_no_key_frame_follows() -> None:
    camera = Camera().goes_on(45)
    camera.shows(3 * SECOND_US, damaged=True)
    assert camera.holes == [3 * SECOND_US]


def test_a_picture_that_was_cut_off_speaks_for_the_hole_behind_it() -> None:
    """The loss begins in the picture before: the one behind the hole is whole."""
    camera = Camera().goes_on(45)
    camera.shows(PERIOD_US, damaged=True)
    camera.shows(3 * SECOND_US)
    assert camera.holes == [3 * SECOND_US]


@pytest.mark.parametrize("quiet_us", [SECOND_US, 2 * SECOND_US, 4 * SECOND_US])
def test_a_camera_that_sends_few_pictures_of_a_quiet_scene_is_not_cut_up(quiet_us: int) -> None:
    """15 a second that become one in two or four seconds, and come back; its key frames keep to their count."""
    camera = Camera().goes_on(46)
    for number in range(46, 120):
        camera.shows(quiet_us, key=number % 30 == 0)
    camera.goes_on(45)
    assert camera.holes == []


def test_a_camera_that_sends_key_frames_only_may_fall_to_half_a_picture_a_second() -> None:
    """MJPEG: every picture is a key frame, so only the length of the step speaks."""
    camera = Camera().goes_on(40, gop=1).goes_on(10, 2 * SECOND_US, gop=1).goes_on(40, gop=1)
    assert camera.holes == []


def test_what_is_usual_is_not_known_from_a_stream_that_has_just_begun() -> None:
    camera = Camera()
    camera.shows(0, key=True)
    camera.shows(4 * SECOND_US, key=True)
    assert camera.holes == []


def test_two_holes_one_soon_after_the_other_are_both_seen() -> None:
    camera = Camera().goes_on(45)
    for _ in range(2):
        camera.shows(4 * SECOND_US, key=True)
        camera.goes_on(10, gop=60)
    assert camera.holes == [4 * SECOND_US] * 2


def edges(facts: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(f["start_us"], f["end_us"]) for f in facts if f["t"] == "segment"]


def hole(sink: Sink, before: int) -> None:
    """The clocks of camera and machine both go on over the silence; the script does not wait for it."""
    assert isinstance(sink, stream_module.StreamRecorder)
    sink._offset_us += before * SECOND_US // 25
    sink._wall.offset_us += before * SECOND_US // 25


def test_a_hole_is_a_gap_and_its_edges_are_the_pictures_edges(tmp_path: Path) -> None:
    """Footage ends a frame after the last picture, the gap at the next key frame: together all of the time (I4)."""

    async def stalls(sink: Sink) -> None:
        await a_second(sink)
        hole(sink, 100)
        await pictures(sink, 25, first=125)

    facts = asyncio.run(Watch(tmp_path, stalls).run())
    (_, ends_us), (begins_us, _) = edges(facts)
    (gap,) = (f for f in facts if f["t"] == "gap.close" and f["cause"] == "stream_stalled")
    assert (gap["from_us"], gap["to_us"]) == (ends_us, begins_us)
    assert gap["to_us"] - gap["from_us"] == pytest.approx(4 * SECOND_US, abs=SLEW_US)
    first, second = (f["run_id"] for f in facts if f["t"] == "segment")
    assert first != second
    assert accounted(facts, max(fact.get("to_us", 0) for fact in facts))


def test_after_lost_packets_footage_begins_at_the_next_key_frame(tmp_path: Path) -> None:
    """Until then nothing can be shown: the pictures in between belong to the gap."""

    async def loses(sink: Sink) -> None:
        await a_second(sink)
        hole(sink, 75)
        for number in range(100, 105):
            torn = unit(number)
            torn.damaged = number == 100
            sink.on_unit(torn)
        await pictures(sink, 10, first=105)

    watch = Watch(tmp_path, loses)
    facts = asyncio.run(watch.run())
    (_, ends_us), (begins_us, _) = edges(facts)
    assert begins_us - ends_us == pytest.approx(80 * SECOND_US // 25, abs=SLEW_US)
    assert gaps(facts).count("stream_stalled") == 1
    assert watch.connections == 2, "the stream that went on was not connected anew"


def test_a_stream_without_key_frames_is_connected_anew_after_a_hole(tmp_path: Path) -> None:
    """Else it would never be recorded again: a new connection begins with a key frame."""

    async def never(sink: Sink) -> None:
        await a_second(sink)
        hole(sink, 75)
        for number in range(100, 1000):
            torn = unit(number)
            torn.damaged = number == 100
            hole(sink, 1)
            sink.on_unit(torn)
        raise AssertionError("the sink took it all")

    watch = Watch(tmp_path, never, a_second)
    facts = asyncio.run(watch.run())
    assert len(edges(facts)) == 2
    assert accounted(facts, max(fact.get("to_us", 0) for fact in facts))


def test_pictures_that_the_network_held_back_leave_no_hole(tmp_path: Path) -> None:
    """A cable pulled for four seconds: everything comes at once, late, and all of it is footage without a break."""

    async def late(sink: Sink) -> None:
        await a_second(sink)
        hole(sink, 100)
        await pictures(sink, 100, first=25)
        await pictures(sink, 25, first=125)

    facts = asyncio.run(Watch(tmp_path, late).run())
    assert all(earlier[1] == later[0] for earlier, later in pairwise(edges(facts)))
    begun_us, ended_us = edges(facts)[0][0], edges(facts)[-1][1]
    assert ended_us - begun_us == pytest.approx(6 * SECOND_US, abs=20 * SLEW_US), "not stretched"
    assert gaps(facts) == ["camera_unreachable", "camera_unreachable", "recorder_stopped"]
