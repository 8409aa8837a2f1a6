"""What all depacketisers share: one track's packets in order, their times, what was lost.

``run`` is the hot path. It takes as many packets as follow one another in the receive buffer, in
the form in which they stand on an RTSP connection (``$``, channel, length, packet); datagrams are
laid out the same way by ``udp``. So the cost of a call is paid once per read, not once per packet.
"""

from collections.abc import Callable
from struct import Struct

from vonggac.kernel.streams import AccessUnit, Track

MAX_UNIT = 16 * 1024 * 1024
"""Bytes of one access unit that are gathered; a larger one is dropped."""
_MAX_DROPOUT = 3000
"""Packets in a row that may be lost; a larger step means that the camera counts anew (RFC 3550
A.1).
"""

_HEADER = Struct(">HHI").unpack_from


class Depacketiser:
    """One track. ``deliver`` gets each access unit; ``changed`` is called when ``track`` was
    replaced.

    Never raises over what a packet holds: what makes no sense is counted in ``ignored``.
    """

    def __init__(self, track: Track, payload_type: int) -> None:
        self.track = track
        self.payload_type = payload_type
        self.channel = 0
        self.deliver: Callable[[AccessUnit], None] = lambda unit: None
        self.changed: Callable[[], None] = lambda: None
        self.units = 0
        """Access units handed on."""
        self.lost = 0
        self.ignored = 0
        self.ssrc = 0
        self.cycles = 0
        """How often the sequence numbers have come round."""
        self._expected = -1
        self._stamp = -1
        self._time = 0
        self._damaged = False

    @property
    def ready(self) -> bool:
        """The track says all that an init segment needs."""
        return True

    @property
    def started(self) -> bool:
        return self._expected >= 0

    @property
    def highest_sequence(self) -> int:
        """The extended highest sequence number received (RFC 3550 §6.4.1)."""
        return (self.cycles << 16 | self._expected) - 1

    def extended(self, rtp_time: int) -> int | None:
        """A 32-bit time near the last one, in the same count as ``AccessUnit.time``."""
        return None if self._stamp < 0 else self._time + _signed(rtp_time - self._stamp)

    def run(self, buf: bytearray, view: memoryview, pos: int, end: int) -> int:
        """Takes whole packets of this channel from ``pos`` on; returns where it stopped."""
        channel = self.channel
        while end - pos >= 4 and buf[pos] == 0x24 and buf[pos + 1] == channel:
            stop = pos + 4 + (buf[pos + 2] << 8 | buf[pos + 3])
            if stop > end:
                break
            self.packet(buf, pos + 4, stop)
            pos = stop
        return pos

    def packet(self, buf: bytearray, at: int, stop: int) -> None:
        """One RTP packet (RFC 3550 §5.1)."""
        if stop - at < 12:
            self.ignored += 1
            return
        flags, sequence, stamp = _HEADER(buf, at)
        if flags & 0xC07F != 0x8000 | self.payload_type:
            self.ignored += 1
            return
        if sequence != self._expected:
            self._out_of_order(buf, at, sequence)
        elif not sequence:
            self.cycles += 1
        self._expected = sequence + 1 & 0xFFFF
        at += 12
        if flags & 0x3F00:
            at, stop = _trimmed(buf, at, stop, flags)
        if at >= stop:
            self.ignored += 1  # nothing in it: keeps an address translation open
            return
        if stamp != self._stamp:
            self._advance(stamp)
        self._payload(buf, at, stop)
        if flags & 0x80:
            self._marked()

    def _out_of_order(self, buf: bytearray, at: int, sequence: int) -> None:
        self.ssrc = int.from_bytes(buf[at + 8 : at + 12], "big")
        if self._expected < 0:
            return
        missing = sequence - self._expected & 0xFFFF
        if sequence < self._expected and missing < _MAX_DROPOUT:
            self.cycles += 1
        self.lost += missing if missing < _MAX_DROPOUT else 1
        self._gap()

    def _advance(self, stamp: int) -> None:
        """A new picture begins. The step is taken as signed, so a clock set back goes back here
        too.
        """
        if self._stamp >= 0:
            self._flush()
            self._time += _signed(stamp - self._stamp)
        else:
            self._time = stamp
        self._stamp = stamp

    def _emit(self, time: int, key: bool, parts: list[bytes], damaged: bool) -> None:
        self.units += 1
        self.deliver(AccessUnit(self.track.index, time, key, parts, damaged))

    def _payload(self, buf: bytearray, at: int, stop: int) -> None:
        """The payload of a packet, never empty."""
        raise NotImplementedError

    def _gap(self) -> None:
        """Packets are missing before the one that comes now."""
        self._damaged = True

    def _marked(self) -> None:
        """The packet carried the marker bit."""

    def _flush(self) -> None:
        """The time changes: what was gathered is one access unit."""


def _signed(step: int) -> int:
    step &= 0xFFFFFFFF
    return step - (step >> 31 << 32)


def _trimmed(buf: bytearray, at: int, stop: int, flags: int) -> tuple[int, int]:
    """Where the payload begins and ends between contributing sources, extension and padding."""
    at += 4 * (flags >> 8 & 15)
    if flags & 0x1000:
        if at + 4 > stop:
            return stop, stop
        at += 4 + 4 * (buf[at + 2] << 8 | buf[at + 3])
    if flags & 0x2000 and at < stop:
        stop -= buf[stop - 1]
    return at, stop
