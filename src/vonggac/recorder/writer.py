"""The writing side of a stream: seals GOPs into segments and journals what became of them. Runs in a ``lane``."""

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vonggac.fmp4.codecs import codec_string
from vonggac.fmp4.init import init_segment
from vonggac.kernel.clock import MINUTE_US, monotonic_us
from vonggac.kernel.ids import new_segment_id
from vonggac.kernel.streams import GapCause, Track
from vonggac.recorder.gops import Gop, GopEncoder
from vonggac.recorder.lane import JournalRefused
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.recorder.recovery import settle
from vonggac.recorder.shelves import RETRY_US, Shelves, cause_of, require_on, sweep_up
from vonggac.recorder.spool import Journal, StreamState
from vonggac.recorder.wanted import ALWAYS, CameraPlan, Mode
from vonggac.vault.errors import SegmentError
from vonggac.vault.keys import EpochPublic, epoch_of
from vonggac.vault.paths import part_path, segment_path
from vonggac.vault.volumes import Volume
from vonggac.vault.writer import SegmentWriter

log = logging.getLogger(__name__)


UNWANTED = (GapCause.NOT_SCHEDULED, GapCause.NO_EVENT)


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
        self._starting: tuple[int, int | None] | None = None
        self._shelves = Shelves(stream.name, plan)
        self._volume: Volume | None = None
        self.trouble = ""
        """The cause, while the disks take no footage; read by the status page."""
        self.written_us = 0
        """End of the newest footage that is on the disk; read by the status page."""
        self.low = False
        """Footage goes into the reserve of the last volume that has any room."""

    @property
    def _state(self) -> StreamState:
        return self._journal.state.streams.setdefault(self._stream.stream, StreamState())

    @property
    def _wanted(self) -> CameraPlan:
        return self._plan().cameras.get(self._stream.camera, ALWAYS)

    def start(self, at_us: int, alive_us: int | None = None) -> None:
        """Finishes what a crash left, then accounts for the time since the last footage.

        ``alive_us``: when a recorder last said that it watched this stream; None: unknown.
        """
        self._starting = at_us, alive_us
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
            self._shun(fault)
            self._finish()
            if not gop.key or not self._shelves.willing():
                self._disk_gap(fault, at_us)
                return

    def gap(self, cause: GapCause, at_us: int, detail: str) -> None:
        """From the end of the last footage there is none, because of ``cause``; another cause takes over from now."""
        self._finish()
        if cause in UNWANTED:
            self.trouble = ""
        try:
            self._begin_account()
            self._open_gap(cause, at_us, detail)
        except JournalRefused:
            # What cannot be said now is said when footage begins again.
            self._hole_cause = cause
            raise

    def unscheduled(self, edge_us: int, cause: GapCause, detail: str) -> None:
        """From ``edge_us`` on nothing is scheduled; if footage ended before that, ``cause`` is why."""
        self._finish()
        with contextlib.suppress(JournalRefused):
            self._begin_account()
            if not self._state.gap_cause and self._state.last_end_us < edge_us:
                self._open_gap(cause, edge_us, detail)
        self.gap(GapCause.NOT_SCHEDULED, edge_us, "")

    def rest(self) -> None:
        """Nothing follows for now: the segment is whole as it is."""
        self._finish()

    def step(self, from_us: int, to_us: int) -> None:
        """The machine's clock was set."""
        self._say("clock.step", from_us=from_us, to_us=to_us, mono_us=monotonic_us())

    def _begin_account(self) -> None:
        """What ``start`` has to say, as soon as the journal takes it."""
        if self._starting is None:
            return
        at_us, alive_us = self._starting
        self._remember()
        if not self._state.last_end_us:
            since_us, cause = self._stream.commissioned_us or at_us, GapCause.CAMERA_UNREACHABLE
            self._say("commissioned", from_us=since_us)
            self._account_absence(since_us, at_us, cause, "not connected yet")
        else:
            self._settle()
            since_us, cause = absence(self._journal, self._state, at_us, alive_us)
            self._account_absence(since_us, at_us, cause, "")
        self._starting = None

    def _remember(self) -> None:
        """A journal that is gone does not make footage of before a gap: it goes on from what the index knows."""
        known_us, cause = self._stream.known_until_us, self._stream.known_gap
        if known_us and not self._state.last_end_us:
            self._say("commissioned", from_us=known_us)
            if cause:
                self._say("gap.open", cause=cause, from_us=known_us, detail="")

    def _account_absence(self, since_us: int, at_us: int, cause: GapCause, detail: str) -> None:
        """While nobody recorded: what was scheduled has the cause, the rest was not scheduled anyway."""
        until_us = max(at_us, since_us) + 1
        for from_us, scheduled in self._wanted.scheduled(since_us, until_us):
            if scheduled:
                self._open_gap(cause, from_us, detail)
            else:
                self._open_gap(GapCause.NOT_SCHEDULED, from_us, "")

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
        if self._wanted.mode_at(at_us) is Mode.OFF:
            self.gap(GapCause.NOT_SCHEDULED, at_us, "")
        else:
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
        if self._volume is not None:
            self._shelves.praise(self._volume)
        if self._state.gap_cause and not gop.past:
            # Only now: a volume that opens files and takes no footage must not end the gap.
            with contextlib.suppress(JournalRefused):
                self._close_gap(max(self._start_us, self._state.gap_from_us + 1))
        return None

    def _begin(self, gop: Gop) -> bool:
        """Opens a segment for the GOP, on the first volume that takes it; False where it cannot begin or none does."""
        if not gop.key or monotonic_us() < self._retry_at_us:
            return False
        try:
            self._begin_account()
            self._settle()
            for volume, low in self._shelves.choice():
                self._volume = volume
                try:
                    self._open(gop, volume)
                except JournalRefused:
                    raise
                except OSError as refused:
                    self._shun(refused)
                    self._finish()
                else:
                    self._note_room(low)
                    return True
            fault = self._shelves.fault
        except JournalRefused as refused:
            fault = refused
        self._disk_gap(fault, gop.start_us)
        return False

    def _note_room(self, low: bool) -> None:
        if low and not self.low:
            log.error(
                "%s: no volume has more than its reserve: recording into it", self._stream.name
            )
        self.low = low

    def _open(self, gop: Gop, volume: Volume) -> None:
        segment = new_segment_id()
        camera, stream = self._stream.key
        path = segment_path(volume.path, camera, stream, gop.start_us, segment)
        self._say(
            "opened",
            volume=str(volume.path),
            path=path.relative_to(volume.path).as_posix(),
            start_us=gop.start_us,
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = self._make(gop, path, segment)
        self._segment, self._fragments = writer, 0
        try:
            require_on(volume, part_path(path))
        except OSError:
            writer.abandon()
            sweep_up(volume, path.parent)
            raise
        writer.init(init_segment(gop.tracks))
        self._account_hole(gop)
        self._run, self._tracks, self._start_us = gop.run, gop.tracks, gop.start_us
        self._end_us = gop.start_us
        self._encoder = GopEncoder(gop.tracks)

    def _make(self, gop: Gop, path: Path, segment: str) -> SegmentWriter:
        camera, stream = self._stream.key
        video = gop.tracks[0]
        return SegmentWriter(
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
                fields = settle(volume, path, self._shelves.id_of(volume))
            except OSError as fault:
                log.error("%s: %s stays unfinished: %s", self._stream.name, path, fault)
                continue
            if fields is None:
                self._say("abandoned", path=path)
            else:
                self._say("segment", **fields)

    def _shun(self, fault: OSError) -> None:
        """The volume in use refused. What lies on it unfinished is no footage until it can be ended there."""
        assert self._volume is not None  # noqa: S101  (something was asked of it)
        self._shelves.shun(self._volume, fault)
        self._hole_cause = cause_of(fault)

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
        name = epoch_of(start_us)
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


def absence(
    journal: Journal, state: StreamState, at_us: int, alive_us: int | None
) -> tuple[int, GapCause]:
    """Since when nobody recorded, and why, as far as a recorder that starts at ``at_us`` can know.

    A gap that only a living recorder can end is not trusted further than its last sign of life.
    """
    stopped = journal.previous_boot in ("", journal.state.boot)
    cause = GapCause.RECORDER_STOPPED if stopped else GapCause.HOST_OFF
    match state.gap_cause:
        case "":
            return state.last_end_us, cause
        case GapCause.RECORDER_STOPPED | GapCause.HOST_OFF:
            return state.gap_from_us, GapCause(state.gap_cause)
        case GapCause.NOT_SCHEDULED:
            return state.gap_from_us, cause
        case GapCause.NO_EVENT:
            return max(state.gap_from_us, min(alive_us or 0, at_us)), cause
        case _:
            return at_us, cause
