"""What a camera says itself: a flickering alarm is one event, none is without end, a wrong clock is asked twice."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from tests.scenes.streams import START_US
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.events import Event, EventKind, EventSource
from vonggac.onvif.events import CameraEvent
from vonggac.watch import word as word_module
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.standing import Moment
from vonggac.watch.word import LONGEST_US, CameraWord, Ears, Unheard, kind_of

CAMERA = WatchedCamera("gate01", "sub", onvif_url="http://127.0.0.1/onvif")
MOTION = "RuleEngine/CellMotionDetector/Motion"


def word(
    active: bool | None,
    *,
    topic: str = MOTION,
    at_us: int = START_US,
    initial: bool = False,
    source: str = "",
) -> CameraEvent:
    """As the camera said it."""
    return CameraEvent(topic, at_us, active, "IsMotion=true", initial, source)


def at(seconds: float) -> Moment:
    return Moment(START_US + int(seconds * SECOND_US), int(seconds * SECOND_US))


class Scene:
    """A camera without a network, and what was said of it."""

    def __init__(self, *words: CameraEvent, offsets: tuple[int | None, ...] = ()) -> None:
        self.said: dict[str, Event] = {}
        self.asked = 0
        self._words = words
        self._offsets = iter(offsets)
        self.word = CameraWord(CAMERA, ears=Ears(self._offset, self._listen), say=self._say)

    def _say(self, event: Event) -> None:
        self.said[event.id] = event

    async def _offset(self, _: WatchedCamera) -> int | None:
        self.asked += 1
        try:
            return next(self._offsets)
        except StopIteration:
            raise Unheard("refused", lasting=True) from None

    async def _listen(self, _: WatchedCamera) -> AsyncGenerator[CameraEvent, None]:
        for each in self._words:
            yield each
        raise Unheard("gone")

    @property
    def events(self) -> list[Event]:
        return list(self.said.values())


def test_an_alarm_that_flickers_is_one_event() -> None:
    scene = Scene()
    for second in range(20):
        scene.word.heard(word(second % 2 == 0), at(second))
        scene.word.tick(at(second))
    assert len(scene.events) == 1
    assert [each.kind for each in scene.word.going_on()] == [EventKind.CAMERA]
    scene.word.tick(at(30))
    (event,) = scene.events
    assert event.to_us == at(30).at_us
    assert event.detail == f"{MOTION} IsMotion=true"


def test_an_alarm_without_end_ends() -> None:
    scene = Scene()
    for second in range(0, 660, 30):
        scene.word.heard(word(True), at(second))
        scene.word.tick(at(second))
    first = scene.events[0]
    assert first.to_us is not None
    assert first.to_us - first.from_us == LONGEST_US


def test_a_line_is_an_input_and_a_moment_has_an_end() -> None:
    scene = Scene()
    scene.word.heard(word(None, topic="Device/Trigger/DigitalInput", source="1"), at(0))
    scene.word.tick(at(10))
    (event,) = scene.events
    assert (event.kind, event.source) == (EventKind.INPUT, EventSource.INPUT)
    assert event.to_us is not None


@pytest.mark.parametrize(
    ("said", "events"),
    [
        (word(False, initial=True), 0),
        (word(True, initial=True), 1),
        (word(False), 0),
        (word(True, topic="Monitoring/ProcessorUsage"), 0),
        (word(True, topic=""), 0),
        (word(True, at_us=-5), 1),
        (word(True, at_us=1 << 60), 1),
    ],
)
def test_what_is_no_alarm_is_nothing(said: CameraEvent, events: int) -> None:
    scene = Scene()
    scene.word.heard(said, at(0))
    assert len(scene.events) == events


def test_a_thousand_topics_are_no_thousand_events() -> None:
    scene = Scene()
    for number in range(1000):
        scene.word.heard(word(True, topic=f"RuleEngine/{number}"), at(0))
    assert len(scene.events) == 16


def test_a_clock_is_off_when_it_is_wrong_twice_and_ends_when_it_is_set() -> None:
    scene = Scene()
    scene.word.judge_clock(-6 * SECOND_US, at(0))
    assert scene.events == []
    scene.word.judge_clock(-6 * SECOND_US, at(30))
    (event,) = scene.events
    assert (event.kind, event.detail) == (EventKind.CLOCK_OFF, "clock -6.0 s")
    scene.word.judge_clock(4 * SECOND_US, at(630))
    assert scene.events[0].to_us == at(630).at_us
    assert scene.word.clock_offset_us == 4 * SECOND_US


def test_whoever_stops_listening_ends_its_alarms_and_leaves_the_clock_to_the_next() -> None:
    scene = Scene()
    scene.word.judge_clock(9 * SECOND_US, at(0))
    scene.word.judge_clock(9 * SECOND_US, at(30))
    scene.word.heard(word(True), at(31))
    scene.word.close(out_of_use=False)
    clock, alarm = scene.events
    assert clock.to_us is None
    assert alarm.to_us is not None
    scene.word.close(out_of_use=True)
    assert scene.events[0].to_us is not None


def test_a_camera_that_goes_away_is_listened_to_again_and_its_alarms_are_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A refused password is tried again no sooner than in half an hour."""
    monkeypatch.setattr(word_module, "_SPREAD_S", 0.0)
    monkeypatch.setattr(word_module, "_LONGEST_PAUSE_S", 0.001)
    scene = Scene(word(True), offsets=(0,))
    monkeypatch.setattr(word_module, "CLOCK_EVERY_S", 0.001)

    async def story() -> None:
        task = asyncio.create_task(scene.word.run())
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(story())
    assert len(scene.events) > 1
    assert all(event.to_us is not None for event in scene.events)
    assert scene.asked == 2


def test_topics_of_cameras_that_we_met() -> None:
    assert kind_of("VideoSource/MotionAlarm") is EventKind.CAMERA
    assert kind_of("VideoSource/GlobalSceneChange/ImagingService") is EventKind.CAMERA
    assert kind_of("RuleEngine/TamperDetector/Tamper") is EventKind.CAMERA
    assert kind_of("VideoSource/ConnectionFailed") is None
