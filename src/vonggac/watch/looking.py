"""One camera's fragments → gray pictures → sightings → events and heat. Runs in a lane: a thread that decodes.

A camera belongs to one lane and everything here runs in it, except what says otherwise. A lane that is behind loses
pictures, from the next key frame on it goes on; the recorder never waits (the tap drops who does not read).
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from vonggac.kernel.clock import MINUTE_US, SECOND_US, monotonic_us
from vonggac.kernel.events import Event
from vonggac.media.decoding import Gray, GrayDecoder, Undecodable
from vonggac.watch import preview
from vonggac.watch.blame import Blame
from vonggac.watch.eye import Eye
from vonggac.watch.heat import HeatMinute, levels_of
from vonggac.watch.judgement import Judge
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.sighting import COLUMNS, ROWS, EyeSettings, Sighting

log = logging.getLogger(__name__)

EVERY_US = SECOND_US // 5
WAITING_FRAGMENTS = 40
WAITING_BYTES = 8 << 20
"""Of one camera in its lane. Beyond it fragments are dropped until a key frame finds the lane nearly idle."""
CHEAP_PIXELS = 5_000_000
"""Pixels a second that are all decoded: 640×480 at 16 fps, 1280×720 at 5. Of more, key frames only."""
_JUMP_US = 30 * SECOND_US
_ANSWER_EVERY_US = SECOND_US
_MAX_WIDTH = 320


@dataclass(slots=True)
class Seen:
    """What a looker shows of itself; written in the lane, read anywhere."""

    last_us: int = 0
    """Instant of the last picture that was looked at."""
    looked_at_us: int = 0
    """When that was, by the monotonic clock."""
    looks: int = 0
    faults: int = 0
    motion: float = 0.0
    tamper: dict[str, float] = field(default_factory=dict)
    open: tuple[Event, ...] = ()
    keys_only: bool = False
    width: int = 0
    height: int = 0
    busy_s: float = 0.0
    """Processor time of the lane for this camera since it began."""
    undecodable: str = ""


class Looker:
    """Looks at one camera. ``say`` and ``minute`` are called in the lane."""

    def __init__(
        self,
        camera: WatchedCamera,
        run_folder: Path,
        *,
        say: Callable[[Event], None],
        minute: Callable[[str, HeatMinute], None],
    ) -> None:
        """Raises ValueError for settings that no eye can have."""
        self.camera = camera.camera
        self.seen = Seen()
        self.trying: EyeSettings | None = None
        """Settings that a page tries; set from outside."""
        self.fps = 0.0
        """Of the stream, as the recorder counts it; set from outside."""
        self._settings = camera.eye
        self._eye = Eye(self._settings)
        self._judge = Judge(self.camera, self._settings)
        self._run_folder = run_folder
        self._say = say
        self._heat = _Heat(self.camera, minute)
        self._decoder: GrayDecoder | None = None
        self._trial: tuple[EyeSettings, Eye] | None = None
        self._answered_us = 0

    def begin(self, init: bytes) -> None:
        """A new decoder. One that cannot be made is said, and its fragments are passed over."""
        self._decoder, self.seen.undecodable = None, ""
        try:
            self._decoder = GrayDecoder(init, max_width=_MAX_WIDTH, every_us=EVERY_US, rough=True)
        except Undecodable as fault:
            self.seen.undecodable = str(fault)
            log.warning("%s: cannot be watched: %s", self.camera, fault)
            return
        track = self._decoder.track
        self.seen.width, self.seen.height = track.width, track.height

    def take(self, fragment: bytes, *, behind: bool) -> None:
        """``behind``: fragments before it were left out."""
        decoder = self._decoder
        if decoder is None:
            return
        if behind:
            decoder.resync()
        decoder.keys_only = self.seen.keys_only = self._too_costly()
        for gray in decoder.take(fragment):
            self._look(gray)
        self.seen.faults = decoder.faults

    def pause(self) -> None:
        """The stream is interrupted or the looking ends: nothing that was seen goes on."""
        self._close()
        self._heat.flush()
        if self._decoder is not None:
            self._decoder.resync()

    def _too_costly(self) -> bool:
        pixels = self.seen.width * self.seen.height
        # Until the recorder has counted, a large picture is taken for a quick stream.
        fps = self.fps or (25.0 if pixels > 640 * 480 else 5.0)
        return pixels * fps > CHEAP_PIXELS

    def _look(self, gray: Gray) -> None:
        if self.seen.last_us and not -SECOND_US < gray.at_us - self.seen.last_us < _JUMP_US:
            # A hole, or a clock that was set: what was open ended before it.
            self._close()
        sighting = self._eye.look(gray.picture, gray.at_us)
        for event in self._judge.feed(sighting):
            self._say(event)
        self._heat.add(sighting)
        seen = self.seen
        seen.last_us, seen.looked_at_us = gray.at_us, monotonic_us()
        seen.looks += 1
        seen.motion = sighting.motion
        seen.tamper = {kind.value: round(sign, 3) for kind, sign in sighting.tamper.items()}
        seen.open = tuple(self._judge.going_on())
        if self.trying is not None:
            self._try(gray)

    def _close(self) -> None:
        for event in self._judge.close(self.seen.last_us):
            self._say(event)
        self._judge = Judge(self.camera, self._settings)
        self.seen.open, self.seen.motion, self.seen.tamper = (), 0.0, {}

    def _try(self, gray: Gray) -> None:
        settings = self.trying
        if settings is None:
            return
        if self._trial is None or self._trial[0] != settings:
            self._trial = settings, Eye(settings)
        sighting = self._trial[1].look(gray.picture, gray.at_us)
        now_us = monotonic_us()
        if now_us - self._answered_us < _ANSWER_EVERY_US and not sighting.motion:
            return
        if now_us - self._answered_us < _ANSWER_EVERY_US // 2:
            return
        self._answered_us = now_us
        try:
            preview.answer(
                self._run_folder,
                self.camera,
                at_us=gray.at_us,
                motion=sighting.motion,
                cells=sighting.cells,
                tamper={kind.value: sign for kind, sign in sighting.tamper.items()},
            )
        except OSError as fault:
            log.warning("%s: a preview could not be written: %s", self.camera, fault)


class _Heat:
    """Sightings of one minute."""

    def __init__(self, camera: str, minute: Callable[[str, HeatMinute], None]) -> None:
        self._camera = camera
        self._minute = minute
        self._number = 0
        self._counts = np.zeros((ROWS, COLUMNS), np.uint16)
        self._looks = self._moving = 0
        self._peak = 0.0

    def add(self, sighting: Sighting) -> None:
        number = sighting.at_us // MINUTE_US
        if number != self._number:
            self.flush()
            self._number = number
        self._looks += 1
        if sighting.motion:
            self._moving += 1
            self._counts += sighting.cells
            self._peak = max(self._peak, float(sighting.cells.mean()))

    def flush(self) -> None:
        if self._looks:
            peak = round(self._peak * 0xFFFF)
            levels = levels_of(self._counts)
            self._minute(
                self._camera, HeatMinute(self._number, self._looks, self._moving, peak, levels)
            )
        self._counts[:] = 0
        self._looks = self._moving = 0
        self._peak = 0.0


Job = tuple["Lined", Callable[[], None], int]


class LookLane(threading.Thread):
    """Works off what its cameras put. ``stuck_us`` tells for how long the job in hand has been at it."""

    def __init__(self, name: str, blame: Blame, slot: int) -> None:
        super().__init__(name=name, daemon=True)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._blame = blame
        self._slot = slot
        self._since_us = 0
        self._let_go_us = 1 << 62

    @property
    def stuck_us(self) -> int:
        since_us = self._since_us
        return monotonic_us() - since_us if since_us else 0

    def put(self, job: Job) -> None:
        self._jobs.put(job)

    def finish(self, work_off_s: float = 3600.0, seconds: float | None = None) -> bool:
        """Ends the lane. What waits is looked at for ``work_off_s`` more and then let go; what was seen is still said.

        False: after ``seconds`` (None: however long it takes) the look in hand has not ended, and never may. Blocking.
        """
        self._let_go_us = monotonic_us() + int(work_off_s * SECOND_US)
        self._jobs.put(None)
        self.join(seconds)
        return not self.is_alive()

    def run(self) -> None:
        while (job := self._jobs.get()) is not None:
            lined, work, size = job
            looker = lined.looker
            if size and monotonic_us() > self._let_go_us:
                lined.done(size)
                continue
            self._since_us, before_s = monotonic_us(), time.thread_time()
            self._blame.mark(self._slot, looker.camera)
            try:
                work()
            except Exception:
                # Whatever a camera's pictures do to our code, the others of this lane are looked at.
                log.exception("%s: a look failed", looker.camera)
                looker.seen.faults += 1
            self._blame.clear(self._slot)
            looker.seen.busy_s += time.thread_time() - before_s
            self._since_us = 0
            lined.done(size)


class Lined:
    """A looker and its lane, seen from the event loop: puts what came, and drops what would wait too long."""

    def __init__(self, looker: Looker, lane: LookLane) -> None:
        self.looker = looker
        self.dropped = 0
        self._lane = lane
        self._put = self._put_bytes = 0
        self._done = self._done_bytes = 0
        self._dropping = False
        self._left_out = False

    @property
    def waiting(self) -> int:
        """Jobs that its lane has not done yet."""
        return self._put - self._done

    def begin(self, init: bytes) -> None:
        self._offer(lambda: self.looker.begin(init), len(init))

    def pause(self) -> None:
        self._offer(self.looker.pause, 0)

    def fragment(self, data: bytes, *, key: bool) -> None:
        waiting, held = self.waiting, self._put_bytes - self._done_bytes
        if waiting >= WAITING_FRAGMENTS or held + len(data) > WAITING_BYTES:
            self._dropping = True
        elif self._dropping and key and waiting <= 2:
            self._dropping = False
        if self._dropping:
            self.dropped += 1
            self._left_out = True
            return
        behind, self._left_out = self._left_out, False
        self._offer(lambda: self.looker.take(data, behind=behind), len(data))

    def _offer(self, work: Callable[[], None], size: int) -> None:
        self._put += 1
        self._put_bytes += size
        self._lane.put((self, work, size))

    def done(self, size: int) -> None:
        """Called in the lane."""
        self._done += 1
        self._done_bytes += size
