"""One stream: connect, watch, reconnect with back-off; units to the writer, to the live tap, and to the figures.

Runs in the group's event loop and never blocks it: everything that touches a disk is put into the camera's lane.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Callable
from typing import Any

from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.kernel.streams import AccessUnit, GapCause, Source, SourceFault, Track
from vonggac.recorder.clockwork import RunClock, WallClock
from vonggac.recorder.figures import StreamFigures
from vonggac.recorder.gating import StreamGate
from vonggac.recorder.gops import LONGEST_US, Gop
from vonggac.recorder.plan import StreamPlan
from vonggac.recorder.rhythm import Rhythm
from vonggac.recorder.tap import Channel

log = logging.getLogger(__name__)

# A camera that is back must be recorded again within 5 s: the longest pause and the longest attempt together.
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 2.0
# A wrong password does not get better by itself, and cameras lock accounts that knock too often.
LASTING_PAUSE_S = 60.0
HEALTHY_S = 60.0


class StreamRecorder:
    """Records until cancelled. Implements ``kernel.streams.Sink``."""

    def __init__(
        self,
        plan: StreamPlan,
        *,
        wall: WallClock,
        gate: StreamGate,
        channel: Channel,
        connect: Callable[[StreamPlan], Source],
    ) -> None:
        self.plan = plan
        self.figures = StreamFigures()
        self._wall = wall
        self.gate = gate
        self._channel = channel
        self._connect = connect
        self._tracks: tuple[Track, ...] = ()
        self._clocks: list[RunClock] = []
        self._run = ""
        self._gop: Gop | None = None
        self._parting: Gop | None = None
        self._offset_us = wall.offset_us
        self._stepped = False
        self._after_step = False
        self._rhythm = Rhythm()
        self._torn_us: int | None = None

    def status(self) -> dict[str, Any]:
        """The figures of now."""
        return self.figures.public(self.gate.state) | self.gate.figures()

    async def record(self, alive_us: int | None = None) -> None:
        """For ever: one source after the other. Ends only by cancellation, with the open segment finished.

        ``alive_us``: when a recorder last said that it watched this stream.
        """
        self.gate.start(self._wall.now_us(), alive_us)
        pause_s = FIRST_PAUSE_S
        try:
            while True:
                began_us = monotonic_us()
                lasting = await self._one_run()
                if monotonic_us() - began_us > HEALTHY_S * SECOND_US:
                    pause_s = FIRST_PAUSE_S
                await asyncio.sleep(LASTING_PAUSE_S if lasting else pause_s)
                pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
        finally:
            self._end_run()

    def stop(self, *, out_of_use: bool) -> None:
        """After cancellation: says in the journal why there is no more footage."""
        self.gate.stop(self._wall.now_us(), out_of_use=out_of_use)

    async def _one_run(self) -> bool:
        """One connection, from begin to fault. True if the fault is a lasting one."""
        self._run = secrets.token_hex(8)
        self._offset_us = self._wall.offset_us
        self._stepped = False
        try:
            await self._connect(self.plan).run(self)
            fault = SourceFault(GapCause.CAMERA_UNREACHABLE, "ended")
        except SourceFault as raised:
            fault = raised
        except Exception as raised:
            # Whatever a stream does to a parser, the other cameras go on and this one is tried again.
            log.exception("%s: a source failed in an unforeseen way", self.plan.name)
            fault = SourceFault(GapCause.STREAM_UNDECODABLE, "internal", type(raised).__name__)
        self._end_run()
        self.figures.fault(fault.code)
        log.warning("%s: interrupted, %s (%s)", self.plan.name, fault, fault.cause.value)
        self.gate.fault(fault.cause, str(fault), self._wall.now_us())
        return fault.lasting

    # -- kernel.streams.Sink ------------------------------------------------------------------------------------------

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        # Its last picture stands until the first of the new kind: a camera takes a moment to change over.
        if self._gop is not None:
            self._gop, self._parting = None, self._gop
        if self._tracks:
            # One run, one init: whoever plays a run shares its init over the segments.
            self._run = secrets.token_hex(8)
        self._tracks = tracks
        if len(self._clocks) != len(tracks):
            self._clocks = [RunClock(each.clock_hz) for each in tracks]
        self._channel.begin(tracks)
        self.figures.begin(tracks)

    def on_unit(self, unit: AccessUnit) -> None:
        video = unit.track == 0
        if video and unit.key and self._stepped:
            self._begin_new_time()
        arrived_us = monotonic_us() + self._offset_us
        at_us = self._clocks[unit.track].at(unit.time, arrived_us, key=video and unit.key)
        if video:
            self._look_for_hole(unit, at_us)
            self.figures.count(unit, at_us)
            if unit.key or (self._gop is not None and self._gop.full(at_us)):
                self._turn(unit.key, at_us)
        gop = self._gop
        if gop is None:
            return
        gop.add(unit, at_us)
        if self._channel.watched and video:
            self._channel.offer(gop, unit, at_us)

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        if self._clocks and track == 0:
            at_us = self._clocks[0].peek(time)
            if at_us is not None:
                self.figures.camera_offset_us = camera_us - at_us

    # -----------------------------------------------------------------------------------------------------------------

    def on_clock_step(self, from_us: int, to_us: int) -> None:
        """The machine's clock was set: the next key frame begins a new run at the new time."""
        self.gate.step(from_us, to_us)
        self._stepped = True

    def _turn(self, key: bool, at_us: int) -> None:
        """A new GOP begins at ``at_us``; the one before is complete."""
        previous = self._gop or self._parting
        self._flush(at_us)
        if previous is not None:
            self._clocks[0].correct(at_us - previous.start_us)
        if not self._stepped:
            self._offset_us = self._wall.offset_us
        self._gop = Gop(self._run, self._tracks, at_us, key, after_step=self._after_step)
        self._after_step = False

    def _look_for_hole(self, unit: AccessUnit, at_us: int) -> None:
        """Pictures are missing before this one: the run ends before the hole, the next begins with a key frame.

        Raises SourceFault where that does not come.
        """
        hole_us = self._rhythm.hole_before(unit, at_us)
        if hole_us:
            self._flush(None)
            self._run = secrets.token_hex(8)
            self._torn_us = at_us
            detail = f"pictures of {hole_us / SECOND_US:.1f} s are missing"
            self.figures.fault("stalled")
            log.warning("%s: interrupted, %s", self.plan.name, detail)
            self.gate.fault(GapCause.STREAM_STALLED, detail, at_us)
        if unit.key:
            self._torn_us = None
        elif self._torn_us is not None and at_us - self._torn_us > LONGEST_US:
            raise SourceFault(GapCause.STREAM_STALLED, "stalled", "no key frame after a hole")

    def _begin_new_time(self) -> None:
        """From this key frame on, the clock as it was set. Until here the run kept its old time, unbroken."""
        self._flush(None)
        self._stepped, self._after_step = False, True
        self._offset_us = self._wall.offset_us
        self._run = secrets.token_hex(8)
        self._clocks = [RunClock(each.clock_hz) for each in self._tracks]
        self._rhythm.forget()

    def _flush(self, end_us: int | None) -> None:
        """Hands the GOP to the writer; without a successor its last unit lasts as long as the one before it."""
        gop, self._gop, self._parting = self._gop or self._parting, None, None
        if gop is None or not gop.units:
            return
        if end_us is None or end_us <= gop.start_us:
            end_us = gop.usual_end_us()
        gop.end_us = end_us
        self.gate.admit(gop)
        self.figures.lost_to_disk = self.gate.dropping

    def _end_run(self) -> None:
        self._flush(None)
        self._clocks = []
        self._tracks = ()
        self._rhythm.forget()
        self._torn_us = None
        self._channel.end()


async def cancel(task: asyncio.Task[None]) -> None:
    """Cancels and waits for the end of the task."""
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
