"""One camera at its post: follows the tap, notices silence and change, knows what goes on. Lives in the event loop."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.kernel.events import Event, EventKind, EventSource
from vonggac.recorder.tap_client import TapMessage, TapRefused, subscribe
from vonggac.watch import preview
from vonggac.watch.diary import Diary
from vonggac.watch.looking import Lined, Looker, LookLane
from vonggac.watch.memory import Memory
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.pulse import StreamPulse
from vonggac.watch.standing import Moment, Standing
from vonggac.watch.word import CameraWord, Ears

log = logging.getLogger(__name__)

SILENT_US = 4 * SECOND_US
"""Without a picture for so long, the signal is suspected lost; it is lost when that goes on for ``LOST_US`` more."""
LOST_US = 8 * SECOND_US
LOOKING_US = 5 * SECOND_US
"""A camera that was looked at within this is vouched for to the recorder."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.25, 2.0

Figures = dict[str, dict[str, Any]]
"""By stream, as its recorder wrote them within the last seconds."""


class Post:
    """Begun with ``start``, ended with ``stop``; in between fed with ``tick`` once a second."""

    def __init__(
        self,
        camera: WatchedCamera,
        *,
        run_folder: Path,
        diary: Diary,
        lane: LookLane,
        memory: Memory,
        ears: Ears | None = None,
    ) -> None:
        """Raises ValueError for settings that no eye can have."""
        self.camera = camera
        self._run_folder = run_folder
        self._diary = diary
        self._looker = Looker(camera, run_folder, say=diary.say, minute=diary.minute)
        self._lined = Lined(self._looker, lane)
        self._tasks: list[asyncio.Task[None]] = []
        self._heard_mono_us = monotonic_us()
        self._heard_us = 0
        self._streaming = False
        self._figures: Figures = {}
        left = _Inherited(memory)
        self._signal = Standing(
            camera.camera,
            EventKind.SIGNAL_LOST,
            EventSource.STREAM,
            lasts_us=LOST_US,
            event=left.of(EventKind.SIGNAL_LOST),
        )
        self._pulses = {stream: self._pulse(stream, memory, left) for stream in ("main", "sub")}
        self._word: CameraWord | None = None
        if ears is not None and camera.onvif_url:
            clock = left.of(EventKind.CLOCK_OFF)
            self._word = CameraWord(camera, ears=ears, say=diary.say, clock_event=clock)
        self.inherited = left
        """Open events of an earlier process; those that nobody took over are to be ended by the caller."""

    def _pulse(self, stream: str, memory: Memory, left: "_Inherited") -> StreamPulse:
        told = self.camera.commissioned if stream == "main" else self.camera.commissioned_sub
        return StreamPulse(
            self.camera.camera,
            stream,
            expected=told or memory.facts.get(stream),
            learnt=lambda name, facts: self._diary.learn(self.camera.camera, name, facts),
            event=left.of(EventKind.STREAM_CHANGED, f"{stream}:"),
        )

    # life

    def start(self) -> None:
        self._tasks.append(asyncio.create_task(self._follow()))
        if self._word is not None:
            self._tasks.append(asyncio.create_task(self._word.run()))

    async def stop(self, *, out_of_use: bool) -> None:
        """Ends what was seen. ``out_of_use``: ends what stands, too; else that is for whoever goes on."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._lined.pause()
        if self._word is not None:
            self._word.close(out_of_use=out_of_use)
        if out_of_use:
            at_us = Moment.now().at_us
            for event in self._signal.end(at_us):
                self._diary.say(event)
            for pulse in self._pulses.values():
                for event in pulse.end(at_us):
                    self._diary.say(event)

    async def idle(self, seconds: float) -> None:
        """Until its lane has worked off what it was given, at most so long."""
        until_us = monotonic_us() + int(seconds * SECOND_US)
        while self._lined.waiting and monotonic_us() < until_us:  # noqa: ASYNC110  (a thread works it off)
            await asyncio.sleep(0.02)

    # what it is told

    def tick(self, moment: Moment, figures: Figures | None) -> None:
        """``figures``: None while no recorder says anything: then it is not the camera that is silent."""
        self._looker.trying = preview.asked(self._run_folder, self.camera.camera)
        self._figures = figures or {}
        if self._word is not None:
            self._word.tick(moment)
        mine = self._figures.get(self.camera.stream, {})
        last_us = int(mine.get("last_frame_us", 0))
        if abs(moment.at_us - last_us) < SILENT_US:
            # The recorder has pictures, though the tap gives key frames only, or none at this moment.
            self._heard_mono_us, self._heard_us = moment.mono_us, max(self._heard_us, last_us)
        silent = moment.mono_us - self._heard_mono_us > SILENT_US
        if not silent or figures is not None:
            self._judge_signal(silent, moment)
        self._looker.fps = float(mine.get("fps", 0.0))
        for stream, pulse in self._pulses.items():
            if stream in self._figures:
                for event in pulse.feed(self._figures[stream], moment):
                    self._diary.say(event)

    def _judge_signal(self, silent: bool, moment: Moment) -> None:
        state = str(self._figures.get(self.camera.stream, {}).get("state", ""))
        detail = f"{self.camera.stream}: {state}" if state else ""
        for event in self._signal.feed(silent, moment, detail):
            said = event
            if event.to_us is None and 0 < self._heard_us < event.from_us:
                # Since the last picture, not since somebody noticed.
                said = self._signal.event = replace(event, from_us=self._heard_us)
            self._diary.say(said)

    async def _follow(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            heard_us = self._heard_mono_us
            try:
                if await self._follow_once():
                    continue
            except (TapRefused, OSError):
                pass
            except Exception:
                # Whatever stands on the socket, this camera is tried again and the others go on.
                log.exception("%s: the tap could not be followed", self.camera.camera)
            self._interrupted()
            if self._heard_mono_us > heard_us:
                pause_s = _FIRST_PAUSE_S
            await asyncio.sleep(pause_s)
            pause_s = min(_LONGEST_PAUSE_S, pause_s * 2)

    async def _follow_once(self) -> bool:
        """One subscription. True: another kind of it is wanted at once. Raises TapRefused, OSError."""
        keys_only = self._looker.seen.keys_only
        stream = subscribe(
            self._run_folder, self.camera.camera, self.camera.stream, keys_only=keys_only
        )
        async with aclosing(stream) as messages:
            async for message in messages:
                self._hear(message)
                if message.key and self._looker.seen.keys_only is not keys_only:
                    return True
        return False

    def _hear(self, message: TapMessage) -> None:
        if message.kind == "init":
            self._lined.begin(message.data)
        elif message.kind == "gap":
            self._interrupted()
        else:
            self._streaming = True
            self._heard_mono_us, self._heard_us = monotonic_us(), message.start_us
            self._lined.fragment(message.data, key=message.key)

    def _interrupted(self) -> None:
        if self._streaming:
            self._streaming = False
            self._lined.pause()

    # what it knows

    @property
    def looking(self) -> bool:
        """Whether pictures of it were looked at in the last seconds, so that motion would have been seen."""
        return monotonic_us() - self._looker.seen.looked_at_us < LOOKING_US

    def going_on(self) -> Iterator[Event]:
        """Open events, whatever their source."""
        yield from self._looker.seen.open
        for event in (self._signal.event, *(pulse.event for pulse in self._pulses.values())):
            if event is not None:
                yield event
        if self._word is not None:
            yield from self._word.going_on()

    @property
    def state(self) -> str:
        """``looking`` · ``signal_lost`` · ``undecodable`` · ``waiting`` (no picture yet, or no recorder)."""
        if self._signal.event is not None:
            return "signal_lost"
        if self._looker.seen.undecodable:
            return "undecodable"
        return "looking" if self.looking else "waiting"

    def status(self) -> dict[str, Any]:
        """For ``run/watch.json`` (docs/watch.md)."""
        seen = self._looker.seen
        return {
            "camera": self.camera.camera,
            "stream": self.camera.stream,
            "state": self.state,
            "last_look_us": seen.last_us,
            "looks": seen.looks,
            "motion": round(seen.motion, 3),
            "tamper": seen.tamper,
            "open": [
                {"kind": each.kind.value, "from_us": each.from_us} for each in self.going_on()
            ],
            "keys_only": seen.keys_only,
            "dropped": self._lined.dropped,
            "faults": seen.faults,
            "busy_s": round(seen.busy_s, 2),
            "clock_offset_us": self._word.clock_offset_us if self._word is not None else None,
            "clock_measured_us": self._word.clock_measured_us if self._word is not None else None,
            "commissioned": {
                stream: asdict(pulse.expected)
                for stream, pulse in self._pulses.items()
                if pulse.expected is not None
            },
        }


class _Inherited:
    """Open events that an earlier process left: the newest of a kind is taken over, the rest is left to be ended."""

    def __init__(self, memory: Memory) -> None:
        self.left = sorted(memory.open.values(), key=lambda event: event.at_us)

    def of(self, kind: EventKind, begins: str = "") -> Event | None:
        found = [each for each in self.left if each.kind is kind and each.detail.startswith(begins)]
        if not found:
            return None
        self.left.remove(found[-1])
        return found[-1]
