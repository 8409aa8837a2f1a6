"""H.264 (RFC 6184) and H.265 (RFC 7798) packets to access units.

Parameter sets are taken out of the stream and kept in the track; when one changes, the track is
replaced before the unit that needs it is handed on. A NAL unit whose packets are missing is handed
on up to the loss, in a unit marked ``damaged``.
"""

from dataclasses import replace
from struct import Struct

from vonggac.kernel.bits import MAX_SPS
from vonggac.kernel.streams import Codec, Track
from vonggac.rtsp.depacketiser import MAX_UNIT, Depacketiser
from vonggac.rtsp.parameter_sets import complete, merged, size_of

_MAX_PARTS = 4096
_MAX_SETS_A_UNIT = 64

_H264 = Struct(">HHHHI4xH").unpack_from
"""``$`` and channel, length, flags, sequence, time, FU indicator and header (RFC 6184 §5.8)."""
_H265 = Struct(">HHHHI5xH").unpack_from
"""The same; second byte of the payload header and FU header (RFC 7798 §4.4.3)."""
_NO_FRAGMENT = -1


class Pictures(Depacketiser):
    """The part that both codecs share: gathering NAL units of one time into a picture."""

    _unpack = staticmethod(_H264)
    _body = 18
    """Bytes from ``$`` to the data of a fragment."""

    def __init__(self, track: Track, payload_type: int) -> None:
        super().__init__(track, payload_type)
        self._parts: list[bytes] = []
        self._gathered = 0
        """Bytes in ``_parts``."""
        self._sets: list[bytes] = []
        self._open = bytearray()
        """The NAL unit whose fragments are coming; empty when there is none."""
        self._middle = _NO_FRAGMENT
        """What the fragment bytes of its next packet are, unless it is the last."""
        self._key = False
        self._picture = False
        self._ended_at = -1
        self._marker_lies = False

    @property
    def ready(self) -> bool:
        return bool(self.track.parameter_sets)

    def run(self, buf: bytearray, view: memoryview, pos: int, end: int) -> int:
        """The hot loop: fragments from the middle of a NAL unit go here, all else through
        ``packet``.
        """
        unpack, body = self._unpack, self._body
        head, plain = 0x2400 | self.channel, 0x8000 | self.payload_type
        expected, stamp, middle, unit = self._expected, self._stamp, self._middle, self._open
        last = end - body
        while pos <= last:
            mark, length, flags, sequence, time, fragment = unpack(buf, pos)
            stop = pos + 4 + length
            if mark != head or stop > end:
                break
            if (
                fragment == middle
                and sequence == expected
                and time == stamp
                and flags == plain
                and sequence
            ):
                unit += view[pos + body : stop]
                expected = sequence + 1 & 0xFFFF
            else:
                self._expected = expected
                self.packet(buf, pos + 4, stop)
                expected, stamp = self._expected, self._stamp
                middle, unit = self._middle, self._open
            pos = stop
        self._expected = expected
        if self._gathered + len(unit) > MAX_UNIT or len(self._parts) > _MAX_PARTS:
            self._discard()
        # A packet shorter than a fragment's header may stand at the very end.
        return super().run(buf, view, pos, end)

    def _start_fragment(self, header: bytes, middle: int) -> None:
        if self._open:
            self._damaged = True
            self._close_fragment()
        self._open = bytearray(header)
        self._middle = middle

    def _close_fragment(self) -> None:
        unit, self._open, self._middle = bytes(self._open), bytearray(), _NO_FRAGMENT
        if unit:
            self._add(unit)

    def _aggregated(self, buf: bytearray, at: int, stop: int) -> None:
        """Several NAL units, each behind its length (RFC 6184 §5.7.1, RFC 7798 §4.4.2)."""
        while at + 2 < stop:
            after = at + 2 + (buf[at] << 8 | buf[at + 1])
            if after > stop:
                self._damaged = True
                return
            if after > at + 2:
                self._add(bytes(buf[at + 2 : after]))
            at = after

    def _add(self, unit: bytes) -> None:
        raise NotImplementedError

    def _add_set(self, unit: bytes) -> None:
        if len(unit) <= MAX_SPS and len(self._sets) < _MAX_SETS_A_UNIT and unit not in self._sets:
            self._sets.append(unit)

    def _add_picture(self, unit: bytes, *, key: bool, first: bool) -> None:
        if self._ended_at == self._stamp and not first:
            # The marker came before the picture's last slice: only times tell pictures apart here.
            self._marker_lies = True
        self._picture = True
        self._key = self._key or key
        self._append(unit)

    def _append(self, unit: bytes) -> None:
        self._parts.append(unit)
        self._gathered += len(unit)

    def _gap(self) -> None:
        # Up to the loss a slice can be decoded; with a hole in it, it is worse than nothing.
        self._close_fragment()
        self._damaged = True

    def _marked(self) -> None:
        if self._open:
            self._close_fragment()
        # A few cameras mark their parameter sets too: without a slice there is no picture to end.
        if self._picture and not self._marker_lies:
            self._flush()
            self._ended_at = self._stamp

    def _flush(self) -> None:
        if self._open:
            self._damaged = True
            self._close_fragment()
        if self._sets:
            self._take_sets()
        self._gathered = 0
        parts, key, damaged = self._parts, self._key, self._damaged
        if self._picture:
            self._parts, self._key, self._damaged, self._picture = [], False, False, False
            self._emit(self._time, key, parts, damaged)
        else:
            # Headers of a picture that never came; a loss among them still stands.
            self._parts = []
        self._ended_at = -1

    def _discard(self) -> None:
        self.ignored += 1
        self._parts, self._open, self._middle = [], bytearray(), _NO_FRAGMENT
        self._key = self._picture = False
        self._gathered = 0
        self._damaged = True

    def _take_sets(self) -> None:
        arrived, self._sets = self._sets, []
        known = self.track.parameter_sets
        if all(unit in known for unit in arrived):
            return
        sets = merged(self.track.codec, known, arrived)
        if sets == known or not complete(self.track.codec, sets):
            # Half of a first set: the other half may come in a unit of its own.
            self._sets = arrived if not known else []
            return
        width, height = size_of(self.track.codec, sets) or (0, 0)
        self.track = replace(self.track, parameter_sets=sets, width=width, height=height)
        self.changed()


class H264(Pictures):
    """RFC 6184: single NAL units, STAP-A, FU-A. Interleaved mode (STAP-B, MTAP, FU-B) is in no
    camera.
    """

    def _payload(self, buf: bytearray, at: int, stop: int) -> None:
        kind = buf[at] & 31
        if kind == 28 and stop - at > 2:
            header = buf[at + 1]
            if header & 0x80:
                first = bytes((buf[at] & 0xE0 | header & 31,))
                self._start_fragment(first, buf[at] << 8 | header & 31)
            elif not self._open:
                self._damaged = True
                return
            self._open += buf[at + 2 : stop]
            if header & 0x40:
                self._close_fragment()
        elif kind == 24:
            self._aggregated(buf, at + 1, stop)
        elif 0 < kind < 24:
            self._add(bytes(buf[at:stop]))
        else:
            self.ignored += 1

    def _add(self, unit: bytes) -> None:
        kind = unit[0] & 31
        if 1 <= kind <= 5:
            # first_mb_in_slice is 0 when its code is the single bit 1 (H.264 §7.3.3)
            first = len(unit) > 1 and unit[1] & 0x80 != 0
            self._add_picture(unit, key=kind == 5, first=first)
        elif kind in (7, 8):
            self._add_set(unit)
        elif kind != 12:  # filler
            self._append(unit)


class H265(Pictures):
    """RFC 7798: single NAL units, AP, FU, without decoding order numbers."""

    _unpack = staticmethod(_H265)
    _body = 19

    def _payload(self, buf: bytearray, at: int, stop: int) -> None:
        kind = buf[at] >> 1 & 63
        if stop - at < 3:
            self.ignored += 1
        elif kind == 49:
            header = buf[at + 2]
            if header & 0x80:
                first = bytes((buf[at] & 0x81 | (header & 63) << 1, buf[at + 1]))
                self._start_fragment(first, buf[at + 1] << 8 | header & 63)
            elif not self._open:
                self._damaged = True
                return
            self._open += buf[at + 3 : stop]
            if header & 0x40:
                self._close_fragment()
        elif kind == 48:
            self._aggregated(buf, at + 2, stop)
        elif kind < 48:
            self._add(bytes(buf[at:stop]))
        else:
            self.ignored += 1

    def _add(self, unit: bytes) -> None:
        kind = unit[0] >> 1 & 63
        if len(unit) < 3:
            self.ignored += 1
        elif kind < 32:
            self._add_picture(unit, key=16 <= kind <= 23, first=unit[2] & 0x80 != 0)
        elif 32 <= kind <= 34:
            self._add_set(unit)
        elif kind != 38:  # filler
            self._append(unit)


def picture_depacketiser(track: Track, payload_type: int) -> Pictures:
    return (H264 if track.codec is Codec.H264 else H265)(track, payload_type)
