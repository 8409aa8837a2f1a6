"""JPEG packets (RFC 2435) to whole JFIF pictures. Every picture is a key."""

from dataclasses import replace
from struct import Struct

from vonggac.kernel.streams import Track
from vonggac.rtsp.depacketiser import MAX_UNIT, Depacketiser
from vonggac.rtsp.jfif import END_OF_IMAGE, jpeg_headers, scaled_tables

_MAIN = Struct(">IBBBB").unpack_from
"""Type-specific byte and fragment offset, type, Q, width and height in eighths."""


class Mjpeg(Depacketiser):
    """The first packet of a picture says size, type and tables; the others carry on at their
    offset.
    """

    def __init__(self, track: Track, payload_type: int) -> None:
        super().__init__(track, payload_type)
        self._announced = (track.width, track.height)
        """What the description says: sides above 2040 pixels do not fit the packet's header."""
        self._head = b""
        self._scan = bytearray()
        self._tables: dict[int, tuple[bytes, ...]] = {}
        self._templates: dict[tuple[object, ...], bytes] = {}

    @property
    def ready(self) -> bool:
        return self.track.width > 0

    def _payload(self, buf: bytearray, at: int, stop: int) -> None:
        if stop - at < 8:
            self.ignored += 1
            return
        offset, kind, quality, width, height = _MAIN(buf, at)
        offset &= 0xFFFFFF
        at += 8
        restart = 0
        if 64 <= kind < 128:
            restart = buf[at] << 8 | buf[at + 1] if stop - at >= 4 else 0
            at += 4
        if offset == 0:
            at = self._begin(buf, at, stop, (kind, quality, width, height, restart))
        if at > stop or not self._head or kind & 63 > 1 or kind >= 128:
            self.ignored += 1
            self._drop()
        elif offset != len(self._scan) or offset + stop - at > MAX_UNIT:
            self._drop()
        else:
            self._scan += buf[at:stop]

    def _begin(self, buf: bytearray, at: int, stop: int, main: tuple[int, ...]) -> int:
        """Makes the headers of a picture; returns where its data begin, behind ``stop`` if they
        make no sense.
        """
        kind, quality, width, height, restart = main
        tables: tuple[bytes, ...] | None = None
        if quality >= 128:
            at, tables = self._read_tables(buf, at, stop, quality)
        elif 0 < quality < 100:
            tables = (
                scaled_tables(quality) if quality not in self._tables else self._tables[quality]
            )
            self._tables[quality] = tables
        size = (width * 8 or self._announced[0], height * 8 or self._announced[1])
        if not tables or not all(size):
            return stop + 1
        wanted = (*size, kind & 63, tables, restart)
        if wanted not in self._templates:
            # One entry: a camera that changes its picture at every frame must not fill the memory.
            self._templates = {wanted: jpeg_headers(*size, kind & 63, tables, restart)}
        self._head = self._templates[wanted]
        self._scan = bytearray()
        if size != (self.track.width, self.track.height):
            self.track = replace(self.track, width=size[0], height=size[1])
            self.changed()
        return at

    def _read_tables(
        self, buf: bytearray, at: int, stop: int, quality: int
    ) -> tuple[int, tuple[bytes, ...] | None]:
        """RFC 2435 §3.1.8; without tables those sent before under this Q hold."""
        if at + 4 > stop:
            return stop + 1, None
        precision, length = buf[at + 1], buf[at + 2] << 8 | buf[at + 3]
        at += 4
        if not length:
            return at, self._tables.get(quality)
        after, tables = at + length, list[bytes]()
        if after > stop:
            return stop + 1, None
        while at < after and len(tables) < 4:
            size = 128 if precision >> len(tables) & 1 else 64
            if at + size > after:
                break
            tables.append(bytes(buf[at : at + size]))
            at += size
        if quality != 255 and tables:
            self._tables[quality] = tuple(tables)
        return after, tuple(tables) or None

    def _drop(self) -> None:
        """A picture without its middle cannot be shown: nothing of it is kept, and the next says
        so.
        """
        self._head, self._scan = b"", bytearray()
        self._damaged = True

    def _gap(self) -> None:
        self._drop()

    def _marked(self) -> None:
        self._flush()

    def _flush(self) -> None:
        head, scan, self._head = self._head, self._scan, b""
        self._scan = bytearray()
        if not head or not scan:
            return
        damaged, self._damaged = self._damaged, False
        tail = b"" if scan.endswith(END_OF_IMAGE) else END_OF_IMAGE
        self._emit(self._time, True, [head + scan + tail], damaged)
