"""What a camera says itself, by ONVIF: its clock every ten minutes, its own motion and tamper alarms, its input lines.

Heard, never believed: topics are sorted into two kinds, an alarm without end ends after ten minutes, a flickering one
is one event. A camera that refuses our password is asked again after half an hour, for cameras lock accounts.
"""

import asyncio
import logging
import secrets
import zlib
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, replace

from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.events import LONGEST_DETAIL, Event, EventKind, EventSource
from vonggac.onvif.events import CameraEvent
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.standing import Moment, Standing

log = logging.getLogger(__name__)

WARN_US, OFF_US = 2 * SECOND_US, 5 * SECOND_US
"""REQUIREMENTS §7.3: how far a camera's clock may be from ours."""
CLOCK_EVERY_S = 600.0
_AGAIN_S = 30.0
"""A clock that is found wrong is asked again so soon, before anything is said."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S, _LASTING_PAUSE_S = 15.0, 300.0, 1800.0
_SPREAD_S = 10.0
HOLD_US = 5 * SECOND_US
"""An alarm that comes again within this goes on."""
LONGEST_US = 10 * MINUTE_US
_MOST_OPEN = 16


class Unheard(Exception):
    """The camera cannot be heard now. ``lasting``: asking again soon cannot help, as with a wrong password."""

    def __init__(self, text: str, *, lasting: bool = False) -> None:
        super().__init__(text)
        self.lasting = lasting


@dataclass(frozen=True, slots=True)
class Ears:
    """How a camera is heard; both raise Unheard, and OSError."""

    offset: Callable[[WatchedCamera], Awaitable[int | None]]
    """The camera's clock less ours, µs; None where it says none."""
    listen: Callable[[WatchedCamera], AsyncGenerator[CameraEvent, None]]


@dataclass(slots=True)
class _Alarm:
    event: Event
    began_us: int
    """Monotonic, as ``over_us``: when it ends unless it comes again."""
    over_us: int


class CameraWord:
    """One camera's own words. ``run`` until cancelled; ``tick`` once a second; ``close`` at the end."""

    def __init__(
        self,
        camera: WatchedCamera,
        *,
        ears: Ears,
        say: Callable[[Event], None],
        clock_event: Event | None = None,
    ) -> None:
        self.clock_offset_us: int | None = None
        self.clock_measured_us: int | None = None
        """When its clock was last compared, µs UTC."""
        self._camera = camera
        self._ears = ears
        self._say = say
        self._alarms: dict[tuple[EventKind, str, str], _Alarm] = {}
        self._clock = Standing(
            camera.camera,
            EventKind.CLOCK_OFF,
            EventSource.CAMERA,
            lasts_us=int(_AGAIN_S / 2 * SECOND_US),
            event=clock_event,
        )

    async def run(self) -> None:
        """Asks and listens, each with its own patience, until cancelled. Cameras do not all begin at once."""
        await asyncio.sleep(zlib.crc32(self._camera.camera.encode()) % 100 / 100 * _SPREAD_S)
        await asyncio.gather(self._ask_clock(), self._hear())

    def tick(self, moment: Moment) -> None:
        """Ends alarms that are over."""
        for key, alarm in list(self._alarms.items()):
            if moment.mono_us >= min(alarm.over_us, alarm.began_us + LONGEST_US):
                self._end(key, moment.at_us)

    def close(self, *, out_of_use: bool) -> None:
        """Ends its alarms; ``out_of_use``: a wrong clock, too."""
        at_us = Moment.now().at_us
        for key in list(self._alarms):
            self._end(key, at_us)
        for event in self._clock.end(at_us) if out_of_use else ():
            self._say(event)

    def going_on(self) -> Iterator[Event]:
        # A copy: the status is made in another thread.
        yield from [alarm.event for alarm in list(self._alarms.values())]
        if self._clock.event is not None:
            yield self._clock.event

    # its clock

    async def _ask_clock(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                offset_us = await self._ears.offset(self._camera)
            except (Unheard, OSError) as fault:
                self.clock_offset_us = self.clock_measured_us = None
                pause_s = _after(fault, pause_s)
                log.info("%s: its clock cannot be asked: %s", self._camera.camera, fault)
                await asyncio.sleep(pause_s)
                continue
            pause_s = _FIRST_PAUSE_S
            self.judge_clock(offset_us, Moment.now())
            suspect = offset_us is not None and abs(offset_us) >= OFF_US
            again = suspect and self._clock.event is None
            await asyncio.sleep(_AGAIN_S if again else CLOCK_EVERY_S)

    def judge_clock(self, offset_us: int | None, moment: Moment) -> None:
        """What the camera's clock said. Wrong twice in a row is an event."""
        self.clock_offset_us = offset_us
        self.clock_measured_us = None if offset_us is None else moment.at_us
        if offset_us is None:
            return
        detail = f"clock {offset_us / SECOND_US:+.1f} s"
        for event in self._clock.feed(abs(offset_us) >= OFF_US, moment, detail, 50):
            self._say(event)

    # its alarms

    async def _hear(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                async with aclosing(self._ears.listen(self._camera)) as words:
                    async for word in words:
                        pause_s = _FIRST_PAUSE_S
                        self.heard(word, Moment.now())
                fault: Exception = Unheard("the camera ended the conversation")
            except (Unheard, OSError) as raised:
                fault = raised
            self.close(out_of_use=False)
            pause_s = _after(fault, pause_s)
            log.info("%s: its events cannot be heard: %s", self._camera.camera, fault)
            await asyncio.sleep(pause_s)

    def heard(self, word: CameraEvent, moment: Moment) -> None:
        """One notification: begins, goes on, ends, or is nothing that we keep."""
        kind = kind_of(word.topic)
        if kind is None or (word.initial and not word.active):
            return
        key = kind, word.topic, word.source
        alarm = self._alarms.get(key)
        if word.active is False:
            if alarm is not None:
                alarm.over_us = moment.mono_us + HOLD_US
            return
        lasts_us = LONGEST_US if word.active else HOLD_US
        if alarm is not None:
            alarm.over_us = moment.mono_us + lasts_us
        elif len(self._alarms) < _MOST_OPEN:
            event = self._event(kind, word, moment)
            self._alarms[key] = _Alarm(event, moment.mono_us, moment.mono_us + lasts_us)
            self._say(event)

    def _event(self, kind: EventKind, word: CameraEvent, moment: Moment) -> Event:
        source = EventSource.INPUT if kind is EventKind.INPUT else EventSource.CAMERA
        at_us = min(max(0, word.at_us), moment.at_us)
        detail = f"{word.topic} {word.detail}".strip()[:LONGEST_DETAIL]
        return Event(
            secrets.token_hex(16), self._camera.camera, kind, source, at_us, None, at_us, 50, detail
        )

    def _end(self, key: tuple[EventKind, str, str], at_us: int) -> None:
        event = self._alarms.pop(key).event
        self._say(replace(event, to_us=max(event.at_us, at_us)))


def kind_of(topic: str) -> EventKind | None:
    """``input`` for a line, ``camera`` for what the camera's own analysis says, None for the rest (logs, loads)."""
    if topic.startswith(("Device/Trigger/DigitalInput", "Device/IO/VirtualInput")):
        return EventKind.INPUT
    if topic.startswith(("RuleEngine/", "VideoAnalytics/")):
        return EventKind.CAMERA
    sees = ("MotionAlarm", "GlobalSceneChange", "ImageTooDark", "ImageTooBright", "ImageTooBlurry")
    if topic.startswith("VideoSource/") and topic.split("/")[1] in sees:
        return EventKind.CAMERA
    return None


def _after(fault: Exception, pause_s: float) -> float:
    if isinstance(fault, Unheard) and fault.lasting:
        return _LASTING_PAUSE_S
    return min(_LONGEST_PAUSE_S, pause_s * 2)
