"""AAC (RFC 3640, mpeg4-generic) and G.711 (RFC 3551) packets to access units, each of them a key."""

from vonggac.kernel.streams import Track
from vonggac.rtsp.depacketiser import Depacketiser

_MAX_FRAME = 1 << 16
_MAX_FRAMES_A_PACKET = 256


class G711(Depacketiser):
    """One packet is one unit of as many samples as bytes."""

    def _payload(self, buf: bytearray, at: int, stop: int) -> None:
        damaged, self._damaged = self._damaged, False
        self._emit(self._time, True, [bytes(buf[at:stop])], damaged)


class Aac(Depacketiser):
    """Several frames in a packet, or one frame in several packets (RFC 3640 §3.2)."""

    def __init__(
        self,
        track: Track,
        payload_type: int,
        *,
        size_bits: int = 13,
        index_bits: int = 3,
        delta_bits: int = 3,
    ) -> None:
        super().__init__(track, payload_type)
        self._size_bits = size_bits
        self._index_bits = index_bits
        self._delta_bits = delta_bits
        # frameLengthFlag of an AAC-LC configuration (ISO 14496-3 §4.4.1)
        short = len(track.config) >= 2 and track.config[0] >> 3 == 2 and track.config[1] & 4
        self._samples = 960 if short else 1024
        self._part = bytearray()
        self._whole = 0
        """Bytes of the frame whose parts are coming; 0 when there is none."""

    def _payload(self, buf: bytearray, at: int, stop: int) -> None:
        if stop - at < 2:
            self.ignored += 1
            return
        header_bits = buf[at] << 8 | buf[at + 1]
        sizes = self._sizes(bytes(buf[at + 2 : at + 2 + (header_bits + 7 >> 3)]), header_bits)
        at += 2 + (header_bits + 7 >> 3)
        if not sizes or at >= stop:
            self.ignored += 1
        elif len(sizes) == 1 and (self._whole or sizes[0] > stop - at):
            self._fragment(bytes(buf[at:stop]), sizes[0])
        else:
            self._frames(buf, at, stop, sizes)

    def _frames(self, buf: bytearray, at: int, stop: int, sizes: list[int]) -> None:
        for number, size in enumerate(sizes):
            if not size or at + size > stop:
                self._damaged = True
                return
            damaged, self._damaged = self._damaged, False
            time = self._time + number * self._samples
            self._emit(time, True, [bytes(buf[at : at + size])], damaged)
            at += size

    def _sizes(self, headers: bytes, bits: int) -> list[int]:
        """The sizes in the AU headers, which need not be a whole number of bytes each."""
        value, left, sizes = int.from_bytes(headers, "big"), len(headers) * 8, list[int]()
        unused = left - bits
        following = self._index_bits
        if self._size_bits <= 0 or unused < 0:
            return []
        while left - unused >= self._size_bits + following and len(sizes) < _MAX_FRAMES_A_PACKET:
            left -= self._size_bits
            sizes.append(value >> left & ((1 << self._size_bits) - 1))
            left -= following
            following = self._delta_bits
        return sizes

    def _fragment(self, data: bytes, whole: int) -> None:
        if whole > _MAX_FRAME:
            self.ignored += 1
            return
        self._whole = whole
        self._part += data
        if len(self._part) >= whole:
            frame, damaged = bytes(self._part[:whole]), self._damaged
            self._drop_part()
            self._damaged = False
            self._emit(self._time, True, [frame], damaged)

    def _drop_part(self) -> None:
        self._part, self._whole = bytearray(), 0

    def _gap(self) -> None:
        self._drop_part()
        self._damaged = True

    def _flush(self) -> None:
        if self._part:
            self._damaged = True
            self._drop_part()
