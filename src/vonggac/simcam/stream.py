"""One address of a virtual camera: a clip played by the wall clock to whoever listens.

Where the loop stands is a function of the wall clock alone: two servers, or the same one started
again, show the same picture at the same instant, and timestamps run on over loops and changes of
clip. A stream that nobody plays costs nothing.
"""

import zlib
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import Codec, Track
from vonggac.rtsp.rtp import build_sender_report
from vonggac.simcam.clip import Clip, PreparedTrack, PreparedUnit, is_picture
from vonggac.simcam.faults import Faults, Oddities

_TOO_LATE_US = 5 * SECOND_US
"""A server that was held up longer goes on at the present instead of catching up."""
_MASK = 0xFFFFFFFF
_FOREIGN = (
    bytes.fromhex("67640028acd940780227e5c044000003000400000300c83c60c658"),
    bytes.fromhex("68ebe3cb22c0"),
)
"""Parameter sets of a camera of 1920 × 1080."""


class Listener(Protocol):
    """A client that plays the stream."""

    def deliver(
        self, track: int, unit: PreparedUnit, data: bytes, packets: Sequence[bytes] | None
    ) -> None:
        """``data`` goes on a TCP connection as it is, but for ``packets`` that a fault touched."""

    def hang_up(self) -> None: ...


@dataclass(slots=True)
class _Cursor:
    """Where one track stands: the unit to be sent next."""

    track: PreparedTrack
    turn: int
    index: int
    sequence: int
    packets: int = 0
    octets: int = 0

    @property
    def unit(self) -> PreparedUnit:
        return self.track.units[self.index]

    def due_us(self) -> int:
        """After the stream's phase."""
        return self.track.loop_start_us(self.turn) + self.unit.due_us

    def timestamp(self) -> int:
        return self.turn * self.track.length + self.unit.time

    def advance(self) -> None:
        self.index += 1
        if self.index == len(self.track.units):
            self.turn, self.index = self.turn + 1, 0

    def seek(self, at_us: int) -> None:
        """To the first unit due at this instant or later."""
        clock_hz = self.track.track.clock_hz
        self.turn = at_us * clock_hz // (self.track.length * SECOND_US)
        within_us = at_us - self.track.loop_start_us(self.turn)
        self.index = bisect_left(self.track.units, within_us, key=lambda unit: unit.due_us)
        if self.index == len(self.track.units):
            self.turn, self.index = self.turn + 1, 0


class VirtualStream:
    """Made by ``SimServer.add``; the server calls ``pump``, connections listen."""

    def __init__(self, path: str, clip: Clip, *, phase_us: int, oddities: Oddities) -> None:
        self.path = path
        self.clip = clip
        self.phase_us = phase_us
        self.oddities = oddities
        self.faults = Faults()
        self.listeners: set[Listener] = set()
        self.clock_offset_us = 0
        """How far this camera's own clock is from the machine's."""
        self._seed = zlib.crc32(path.encode())
        self._time_offset_us = 0
        self._silent_until_key = False
        self._cursors = [
            _Cursor(track, 0, 0, (self._seed >> 8) + 1000 * index & 0xFFFF)
            for index, track in enumerate(clip.tracks)
        ]

    def described(self) -> list[Track]:
        """The tracks as the description has them."""
        tracks = [each.track for each in self.clip.tracks]
        if not self.oddities.wrong_sets:
            return tracks
        return [
            replace(each, parameter_sets=_FOREIGN) if each.codec is Codec.H264 else each
            for each in tracks
        ]

    def ssrc(self, track: int) -> int:
        return (self._seed + track) & _MASK

    def first_packets(self, *, at_key: bool) -> list[tuple[int, int]]:
        """Sequence and timestamp, a track, of what a client will get first if it plays now."""
        start_us = min(cursor.due_us() for cursor in self._cursors)
        if at_key:
            start_us = self._next_key_us(start_us)
        return [self._first(index, start_us) for index in range(len(self._cursors))]

    def _next_key_us(self, otherwise_us: int) -> int:
        for cursor in self._cursors:
            if is_picture(cursor.track.track.codec):
                ahead = replace(cursor)
                for _ in cursor.track.units:
                    if ahead.unit.key:
                        return ahead.due_us()
                    ahead.advance()
        return otherwise_us

    def _first(self, index: int, start_us: int) -> tuple[int, int]:
        ahead = replace(self._cursors[index])
        while ahead.due_us() < start_us:
            ahead.sequence += len(ahead.unit.headers)
            ahead.advance()
        return ahead.sequence & 0xFFFF, self._stamp(index, ahead.timestamp())

    def _stamp(self, track: int, ticks: int) -> int:
        clock_hz = self.clip.tracks[track].track.clock_hz
        base = self._seed * (7 + track) + self._time_offset_us * clock_hz // SECOND_US
        return (base + ticks) & _MASK

    def subscribe(self, listener: Listener, now_us: int) -> None:
        if not self.listeners:
            self._seek(now_us)
        self.listeners.add(listener)

    def unsubscribe(self, listener: Listener) -> None:
        self.listeners.discard(listener)

    def _seek(self, now_us: int) -> None:
        for cursor in self._cursors:
            cursor.seek(now_us - self.phase_us)

    def due_us(self) -> int:
        """When ``pump`` has something to do next, on the server's clock."""
        return self.phase_us + min(cursor.due_us() for cursor in self._cursors)

    def pump(self, now_us: int) -> None:
        """Sends all that is due."""
        if now_us - self.due_us() > _TOO_LATE_US:
            self._seek(now_us)
            self._silent_until_key = True
        stalled = self._stalled(now_us)
        for index, cursor in enumerate(self._cursors):
            while self.phase_us + cursor.due_us() <= now_us:
                if not stalled and self._speaks(index, cursor.unit):
                    self._send(index, cursor)
                cursor.advance()

    def _speaks(self, index: int, unit: PreparedUnit) -> bool:
        """After a silence an encoder begins with a key frame, and counts on as if nothing was."""
        if self._silent_until_key and unit.key and self.is_entry(index, range(len(self._cursors))):
            self._silent_until_key = False
        return not self._silent_until_key

    def pump_once(self, now_us: int) -> None:
        """Sends one unit a track at once, due or not: a camera whose data overtake its answers."""
        for index, cursor in enumerate(self._cursors):
            if not self._stalled(now_us):
                self._send(index, cursor)
            cursor.advance()

    def is_entry(self, track: int, wanted: Container[int]) -> bool:
        """A client that wants these tracks can begin with this one: pictures, if it wants any."""
        if is_picture(self.clip.tracks[track].track.codec):
            return True
        return not any(
            index in wanted and is_picture(each.track.codec)
            for index, each in enumerate(self.clip.tracks)
        )

    def _stalled(self, now_us: int) -> bool:
        until_us = self.faults.stalled_until_us
        if until_us is None:
            return False
        if now_us < until_us:
            return True
        self.faults.stalled_until_us = None
        self._silent_until_key = True
        return False

    def _send(self, index: int, cursor: _Cursor) -> None:
        unit = cursor.unit
        timestamp = self._stamp(index, cursor.timestamp())
        data = unit.stamp(cursor.sequence, timestamp, self.ssrc(index))
        packets = None
        if self.faults.touches_packets:
            packets = self.faults.mangle(unit.packets(data))
        count = len(unit.headers)
        cursor.sequence = (cursor.sequence + count) & 0xFFFF
        cursor.packets += count
        cursor.octets += len(data) - 16 * count
        for listener in tuple(self.listeners):
            listener.deliver(index, unit, data, packets)

    def report(self, track: int, now_us: int) -> bytes:
        """A sender report: what this camera's clock says now, and the tick that is now."""
        cursor = self._cursors[track]
        clock_hz = cursor.track.track.clock_hz
        ticks = (now_us - self.phase_us) * clock_hz // SECOND_US
        return build_sender_report(
            self.ssrc(track),
            now_us + self.clock_offset_us,
            self._stamp(track, ticks),
            cursor.packets,
            cursor.octets,
        )

    def jump_clock(self, seconds: float, *, media_time: bool) -> None:
        """The camera's clock is set; with ``media_time`` its timestamps jump along."""
        jump_us = int(seconds * SECOND_US)
        self.clock_offset_us += jump_us
        if media_time:
            self._time_offset_us += jump_us

    def switch(self, clip: Clip, now_us: int) -> None:
        """Plays another clip from now on, in the same session, as after a change of settings.

        Raises ValueError where the clip's tracks are not of the same codecs.
        """
        if [each.track.codec for each in clip.tracks] != [
            each.track.codec for each in self.clip.tracks
        ]:
            raise ValueError("a camera changes its resolution in mid-stream, not its codecs")
        self.clip = clip
        for cursor, track in zip(self._cursors, clip.tracks, strict=True):
            cursor.track = track
        self._seek(now_us)
        self._silent_until_key = True

    def hang_up(self) -> None:
        for listener in tuple(self.listeners):
            listener.hang_up()
