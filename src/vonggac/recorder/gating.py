"""Between a stream's GOPs and its writer: what is written, what is only kept for a moment, and why the rest is not.

Decided GOP by GOP, in the event loop: two look-ups every two seconds. Every doubt is decided for recording.
"""

from functools import partial

from vonggac.kernel.clock import MINUTE_US, SECOND_US, monotonic_us
from vonggac.kernel.streams import GapCause
from vonggac.recorder.gops import Gop
from vonggac.recorder.lane import Lane
from vonggac.recorder.pre_roll import PreRoll
from vonggac.recorder.wanted import ALWAYS, CameraPlan, Mode
from vonggac.recorder.writer import StreamWriter

UNWATCHED_US = 10 * SECOND_US
"""So long after the last beat of who looks for events, everything is recorded."""
LOOK_US = 3 * SECOND_US
"""More than a turn of ``StreamGate.look``."""
LATE_US = 30 * SECOND_US
"""An edge of the plan is noticed at the latest so long after it; what was true before stays as it was said."""
LONGEST_FIRE_US = 10 * MINUTE_US
"""A trigger reaches no further ahead: it is said again while its event lasts."""


class CameraGate:
    """What is wanted of one camera now; its streams share it."""

    def __init__(self, plan: CameraPlan = ALWAYS) -> None:
        self.plan = plan
        self.fired_until_us = 0
        self.beaten_us: int | None = None
        """Monotonic, of the last beat."""

    def fire(self, until_us: int, at_us: int) -> bool:
        """An event lasts until ``until_us`` at least; False where that is long ago."""
        until_us = min(until_us, at_us + LONGEST_FIRE_US)
        if until_us < at_us - MINUTE_US:
            return False
        self.fired_until_us = max(self.fired_until_us, until_us + self.plan.post_roll_us)
        return True

    def beat(self) -> None:
        """Somebody looks for events at this camera."""
        self.beaten_us = monotonic_us()

    def shift(self, moved_us: int) -> None:
        """The machine's clock was set: what was fired lasts as long as before."""
        self.fired_until_us += moved_us

    @property
    def unwatched(self) -> bool:
        return self.beaten_us is None or monotonic_us() - self.beaten_us > UNWATCHED_US

    def refuses(self, from_us: int, to_us: int) -> GapCause | None:
        """Why the pictures of this stretch are not written; None: they are."""
        match self.plan.mode_over(from_us, to_us):
            case Mode.ALWAYS:
                return None
            case Mode.OFF:
                return GapCause.NOT_SCHEDULED
            case Mode.EVENT:
                watched = not self.unwatched
                return GapCause.NO_EVENT if watched and from_us >= self.fired_until_us else None


class StreamGate:
    """One stream's GOPs and faults on their way to the journal. Runs in the group's event loop."""

    def __init__(
        self, camera: CameraGate, pre_roll: PreRoll, lane: Lane, writer: StreamWriter
    ) -> None:
        self._camera = camera
        self._pre_roll = pre_roll
        self._lane = lane
        self._writer = writer
        self._mode = Mode.ALWAYS
        self._shut: GapCause | None = None
        self._fault: tuple[GapCause, str] | None = None
        self._seen_us = 0
        self.dropping = False
        """The disks of this lane are too slow: GOPs are lost."""

    @property
    def state(self) -> str:
        """Why pictures that come are not on a disk; empty where they are."""
        if self._shut is not None:
            return self._shut.value
        return self._writer.trouble or (GapCause.DISK_FAILED.value if self.dropping else "")

    def figures(self) -> dict[str, object]:
        event = self._mode is Mode.EVENT
        return {
            "mode": self._mode.value,
            "unwatched": event and self._camera.unwatched,
            "pre_roll_bytes": self._pre_roll.held_bytes,
            "disk_low": self._writer.low,
        }

    def start(self, at_us: int, alive_us: int | None) -> None:
        """``alive_us``: when a recorder last said that it watched this stream; None: unknown."""
        self._mode = self._camera.plan.mode_at(at_us)
        if self._mode is Mode.OFF:
            self._shut = GapCause.NOT_SCHEDULED
        self._lane.put(partial(self._writer.start, at_us, alive_us))

    def admit(self, gop: Gop) -> None:
        """A GOP is complete: written, kept, or let go."""
        self._fault = None
        self._seen_us = gop.end_us
        self._shut = self._camera.refuses(gop.start_us, gop.end_us)
        if self._shut is None:
            self.look_back()
            self._pre_roll.clear()
            self._write(gop)
            return
        if self._shut is GapCause.NO_EVENT:
            # As long as nobody may notice the death of who watches, that too must be there.
            keep_us = max(self._camera.plan.pre_roll_us, UNWATCHED_US + LOOK_US)
            self._pre_roll.keep(gop, monotonic_us(), keep_us)
        else:
            self._pre_roll.clear()
        # Said with every GOP: what the journal did not take is said when it does. It takes each only once.
        self._lane.put(partial(self._writer.gap, self._shut, gop.start_us, ""))

    def fault(self, cause: GapCause, detail: str, at_us: int) -> None:
        """The stream was interrupted."""
        self._pre_roll.end_run()
        self._fault = cause, detail
        self._say_fault(at_us)

    def fired(self, at_us: int) -> None:
        """An event: what was kept of the time before it is written now, whether the stream still stands or not."""
        if self._camera.plan.mode_at(at_us) is Mode.EVENT:
            self._release(monotonic_us() - self._camera.plan.pre_roll_us)

    def look(self, at_us: int) -> None:
        """Every second: an edge of the plan while the camera gives nothing; the silence of who watches."""
        mode = self._camera.plan.mode_at(at_us)
        if mode is not self._mode:
            self._mode = mode
            if self._fault is not None:
                self._say_fault(at_us)
        self.look_back()

    def look_back(self) -> None:
        """Nobody watches since a while: what was kept since is written, as an event may be in it."""
        if len(self._pre_roll) and self._camera.unwatched and self._mode is Mode.EVENT:
            self._release(self._camera.beaten_us or 0)

    def step(self, from_us: int, to_us: int) -> None:
        """The machine's clock was set."""
        self._lane.put(partial(self._writer.step, from_us, to_us))

    def stop(self, at_us: int, *, out_of_use: bool) -> None:
        """Says in the journal why there is no more footage."""
        self._pre_roll.close()
        job = self._writer.out_of_use if out_of_use else self._writer.stop
        self._lane.put(partial(job, at_us))

    def _say_fault(self, at_us: int) -> None:
        assert self._fault is not None  # noqa: S101  (both callers have just looked)
        cause, detail = self._fault
        piece = self._camera.plan.piece_at(at_us)
        if piece.mode is Mode.OFF:
            # Outside the schedule that is the reason, whatever the camera does; the status tells the fault.
            self._pre_roll.clear()
            self._shut = GapCause.NOT_SCHEDULED
            edge_us = max(piece.from_us, at_us - LATE_US)
            self._lane.put(partial(self._writer.unscheduled, edge_us, cause, detail))
            return
        if self._shut is GapCause.NOT_SCHEDULED:
            at_us = max(self._camera.plan.wanted_since(at_us), at_us - LATE_US)
        elif self._shut is GapCause.NO_EVENT:
            at_us = min(at_us, self._seen_us)
        self._shut = None
        self._lane.put(partial(self._writer.gap, cause, at_us, detail))

    def _release(self, since_us: int) -> None:
        gops = self._pre_roll.take(since_us)
        for gop in gops:
            self._write(gop)
        if gops and gops[-1].past:
            # Nothing follows it: whole now, and not when the stream is back.
            self._lane.put(self._writer.rest)

    def _write(self, gop: Gop) -> None:
        if self._lane.put(partial(self._writer.write, gop), gop.size_bytes):
            self.dropping = False
        elif not self.dropping:
            self.dropping = True
            self._lane.put(
                partial(
                    self._writer.gap, GapCause.DISK_FAILED, gop.start_us, "the disk is too slow"
                )
            )
