"""The writing side of a stream: a lane (thread) seals GOPs into segments and journals what became of them.

Everything that can block on a disk happens here, so that a slow disk delays a file and never a camera. Jobs of one
camera run in the order they were put, in one lane.
"""

import contextlib
import errno
import logging
import queue
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vonggac.fmp4.codecs import codec_string
from vonggac.fmp4.init import init_segment
from vonggac.kernel.clock import MINUTE_US, SECOND_US, monotonic_us
from vonggac.kernel.ids import new_segment_id
from vonggac.kernel.instants import month
from vonggac.kernel.streams import GapCause, Track
from vonggac.recorder.gops import Gop, GopEncoder
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.recorder.recovery import settle
from vonggac.recorder.spool import Journal, StreamState
from vonggac.vault.errors import SegmentError
from vonggac.vault.keys import EpochPublic
from vonggac.vault.paths import segment_path
from vonggac.vault.writer import SegmentWriter

log = logging.getLogger(__name__)

RETRY_US = 5 * SECOND_US
BACKLOG_BYTES = 192 << 20
"""GOPs waiting for the disks of one process. Beyond it the newest are dropped, as a gap with its cause."""


def cause_of(fault: OSError) -> GapCause:
    """Of a gap for which a disk is to blame."""
    full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
    return GapCause.DISK_FULL if full else GapCause.DISK_FAILED


class JournalRefused(OSError):
    """The disk of the spool takes no line: without its journal no camera is recorded, whatever the volumes say."""


class Lane(threading.Thread):
    """One thread that works off jobs in order. ``waiting_bytes`` is what they hold in memory."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._jobs: queue.SimpleQueue[tuple[Callable[[], None], int] | None] = queue.SimpleQueue()
        self._held = threading.Lock()
        self.waiting_bytes = 0

    def put(self, job: Callable[[], None], size_bytes: int = 0) -> bool:
        """False when too much waits already; then the job was not taken. Jobs without size are always taken."""
        with self._held:
            if size_bytes and self.waiting_bytes + size_bytes > BACKLOG_BYTES:
                return False
            self.waiting_bytes += size_bytes
        self._jobs.put((job, size_bytes))
        return True

    def finish(self) -> None:
        """Returns when every job put so far is done."""
        self._jobs.put(None)
        self.join()

    def run(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, size_bytes = item
            try:
                job()
            except JournalRefused as refused:
                log.error("a fact could not be said: %s", refused)
            except Exception:
                # A fault in one stream's bookkeeping must not stop the other streams of the lane.
                log.exception("a recording job failed")
            with self._held:
                self.waiting_bytes -= size_bytes


class StreamWriter:
    """One stream's segments. Built anywhere; every other method runs in the stream's lane."""

    def __init__(self, journal: Journal, stream: StreamPlan, plan: Callable[[], Plan]) -> None:
        self._journal = journal
        self._stream = stream
        self._plan = plan
        self._segment: SegmentWriter | None = None
        self._run = ""
        self._tracks: tuple[Track, ...] = ()
        self._start_us = 0
        self._end_us = 0
        self._fragments = 0
        self._encoder = GopEncoder(())
        self._retry_at_us = 0
        self._hole_cause = GapCause.STREAM_UNDECODABLE
        self._starting_us: int | None = None
        self._volume = Path()
        self._shunned: dict[Path, int] = {}
        self._refusals: dict[Path, str] = {}
        self.trouble = ""
        """The cause, while the disks take no footage; read by the status page."""
        self.written_us = 0
        """End of the newest footage that is on the disk; read by the status page."""

    @property
    def _state(self) -> StreamState:
        return self._journal.state.streams.setdefault(self._stream.stream, StreamState())

    def start(self, at_us: int) -> None:
        """Finishes what a crash left, then accounts for the time since the last footage."""
        self._starting_us = at_us
        self._begin_account()

    def write(self, gop: Gop) -> None:
        """Seals one GOP; begins a segment where the minute, the run or the tracks changed, or a volume refused."""
        if self._segment is not None and not self._continues(gop):
            self._finish()
        for _ in range(1 + len(self._plan().volumes)):
            if self._segment is None and not self._begin(gop):
                return
            fault = self._append(gop)
            if fault is None:
                return
            at_us = self._end_us
            self._shun(self._volume, fault)
            self._finish()
            if not gop.key or not self._willing():
                self._disk_gap(fault, at_us)
                return

    def gap(self, cause: GapCause, at_us: int, detail: str) -> None:
        """From the end of the last footage there is none, because of ``cause``; another cause takes over from now."""
        self._finish()
        try:
            self._begin_account()
            self._open_gap(cause, at_us, detail)
        except JournalRefused:
            # What cannot be said now is said when footage begins again.
            self._hole_cause = cause
            raise

    def step(self, from_us: int, to_us: int) -> None:
        """The machine's clock was set."""
        self._say("clock.step", from_us=from_us, to_us=to_us, mono_us=monotonic_us())

    def _begin_account(self) -> None:
        """What ``start`` has to say, as soon as the journal takes it."""
        if self._starting_us is None:
            return
        at_us = self._starting_us
        if not self._state.last_end_us:
            self._say("commissioned", from_us=self._stream.commissioned_us or at_us)
            self._open_gap(GapCause.CAMERA_UNREACHABLE, at_us, "not connected yet")
        else:
            self._settle()
            stopped = self._journal.previous_boot in ("", self._journal.state.boot)
            self._open_gap(GapCause.RECORDER_STOPPED if stopped else GapCause.HOST_OFF, at_us, "")
        self._starting_us = None

    def _open_gap(self, cause: GapCause, at_us: int, detail: str) -> None:
        state = self._state
        if state.gap_cause == cause:
            return
        from_us = state.last_end_us
        if state.gap_cause:
            from_us = max(at_us, state.gap_from_us + 1)
            self._close_gap(from_us)
        self._say("gap.open", cause=cause.value, from_us=from_us, detail=detail)

    def stop(self, at_us: int) -> None:
        self.gap(GapCause.RECORDER_STOPPED, at_us, "stopped in order")

    def out_of_use(self, at_us: int) -> None:
        self.gap(GapCause.OUT_OF_SERVICE, at_us, "taken out of the plan")

    def _continues(self, gop: Gop) -> bool:
        return (
            gop.run == self._run
            and gop.tracks is self._tracks
            and not gop.after_step
            and (not gop.key or gop.start_us // MINUTE_US == self._start_us // MINUTE_US)
        )

    def _append(self, gop: Gop) -> OSError | None:
        """Puts the GOP behind the others of the segment; what the volume said if it refused."""
        assert self._segment is not None  # noqa: S101  (what _begin promises)
        try:
            encoded = self._encoder.encode(gop)
            self._segment.append(
                encoded.data,
                start_us=gop.start_us,
                duration_us=gop.end_us - gop.start_us,
                key_bytes=encoded.key_bytes,
            )
            self._segment.sync()
        except OSError as fault:
            return fault
        except Exception:
            # No file can hold this GOP. It is a hole between two segments and not a silent one within.
            log.exception("%s: a group of pictures cannot be written", self._stream.name)
            self._finish()
            return None
        self._fragments += 1
        self._end_us = self.written_us = gop.end_us
        self.trouble = ""
        self._refusals.pop(self._volume, None)
        if self._state.gap_cause:
            # Only now: a volume that opens files and takes no footage must not end the gap.
            with contextlib.suppress(JournalRefused):
                self._close_gap(max(self._start_us, self._state.gap_from_us + 1))
        return None

    def _begin(self, gop: Gop) -> bool:
        """Opens a segment for the GOP, on the first volume that takes it; False where it cannot begin or none does."""
        if not gop.key or monotonic_us() < self._retry_at_us:
            return False
        fault = OSError(errno.ENOSPC, "no volume is registered")
        try:
            self._begin_account()
            self._settle()
            for volume in self._willing():
                try:
                    self._require_room(volume)
                    self._open(gop, volume)
                except JournalRefused:
                    raise
                except OSError as refused:
                    self._shun(volume, refused)
                    self._finish()
                    fault = refused
                else:
                    return True
        except JournalRefused as refused:
            fault = refused
        self._disk_gap(fault, gop.start_us)
        return False

    def _open(self, gop: Gop, volume: Path) -> None:
        segment = new_segment_id()
        camera, stream = self._stream.key
        self._volume = volume
        path = segment_path(volume, camera, stream, gop.start_us, segment)
        self._say(
            "opened",
            volume=str(volume),
            path=path.relative_to(volume).as_posix(),
            start_us=gop.start_us,
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        video = gop.tracks[0]
        writer = SegmentWriter(
            path,
            camera=camera,
            stream=stream,
            start_us=gop.start_us,
            epoch=self._epoch(gop.start_us),
            segment_id=segment,
            codec=",".join(codec_string(each) for each in gop.tracks),
            width=video.width,
            height=video.height,
            run_id=gop.run,
        )
        self._segment, self._fragments = writer, 0
        writer.init(init_segment(gop.tracks))
        self._account_hole(gop)
        self._run, self._tracks, self._start_us = gop.run, gop.tracks, gop.start_us
        self._end_us = gop.start_us
        self._encoder = GopEncoder(gop.tracks)

    def _account_hole(self, gop: Gop) -> None:
        """No second between the last footage and this one stays without a cause (I4)."""
        state = self._state
        if not state.gap_cause and gop.start_us > state.last_end_us:
            cause = GapCause.CLOCK_STEP if gop.after_step else self._hole_cause
            self._say(
                "gap.close",
                cause=cause.value,
                from_us=state.last_end_us,
                to_us=gop.start_us,
                detail="",
            )
        self._hole_cause = GapCause.STREAM_UNDECODABLE

    def _close_gap(self, to_us: int) -> None:
        state = self._state
        self._say(
            "gap.close", cause=state.gap_cause, from_us=state.gap_from_us, to_us=to_us, detail=""
        )

    def _finish(self) -> None:
        segment, self._segment = self._segment, None
        if segment is None:
            return
        try:
            if self._fragments == 0:
                segment.abandon()
                self._say("abandoned", path=self._state.open_path)
                return
            facts = segment.finish(self._end_us)
            state = self._state
            self._say("segment", volume=state.open_volume, path=state.open_path, **facts.to_json())
        except (OSError, SegmentError) as fault:
            # The file stays as it is: _settle() ends it when the disk can write again.
            segment.close()
            log.error("%s: a segment could not be finished: %s", self._stream.name, fault)

    def _settle(self) -> None:
        """Ends and says what the journal still has as begun. What its volume does not let end now stays owed."""
        state = self._state
        current = [[state.open_volume, state.open_path]] if state.open_path else []
        if self._segment is not None or not (state.owed or current):
            return
        for volume, path in [*state.owed, *current]:
            try:
                fields = settle(volume, path)
            except OSError as fault:
                log.error("%s: %s stays unfinished: %s", self._stream.name, path, fault)
                continue
            if fields is None:
                self._say("abandoned", path=path)
            else:
                self._say("segment", **fields)

    def _shun(self, volume: Path, fault: OSError) -> None:
        """The volume refused: another one is tried before this one is asked again."""
        self._shunned[volume] = monotonic_us() + RETRY_US
        # What lies on it unfinished is no footage until it can be ended there.
        self._hole_cause = cause_of(fault)
        reason = str(fault)
        if self._refusals.get(volume) != reason:
            log.error("%s: %s takes no footage: %s", self._stream.name, volume, reason)
        self._refusals[volume] = reason

    def _willing(self) -> list[Path]:
        """The volumes of the plan that did not refuse lately, first choice first."""
        at_us = monotonic_us()
        return [each for each in self._plan().volumes if self._shunned.get(each, 0) <= at_us]

    def _require_room(self, volume: Path) -> None:
        """Raises OSError where the volume is not there, or full up to its reserve."""
        volume.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(volume).free <= self._plan().reserve_bytes:
            raise OSError(errno.ENOSPC, "the volume is full up to its reserve")

    def _disk_gap(self, fault: OSError, at_us: int) -> None:
        self._retry_at_us = monotonic_us() + RETRY_US
        self._hole_cause = cause_of(fault)
        self.trouble = self._hole_cause.value
        log.error("%s: no footage is written: %s", self._stream.name, fault)
        # The journal may lie on the same full disk; what cannot be said now is said when footage begins again.
        with contextlib.suppress(JournalRefused):
            self.gap(self._hole_cause, at_us, str(fault.strerror))

    def _epoch(self, start_us: int) -> EpochPublic:
        epochs = self._plan().epochs
        name = month(start_us)
        if name not in epochs:
            # A clock set years ahead, or a supervisor long dead: sealing to a month that exists beats not recording.
            name = max(epochs)
        return EpochPublic(name, epochs[name])

    def _say(self, kind: str, **fields: Any) -> None:
        """One durable line. Raises JournalRefused."""
        try:
            self._journal.append(kind, **{"stream": self._stream.stream, **fields})
        except OSError as fault:
            raise JournalRefused(fault.errno, f"the journal: {fault.strerror}") from fault
