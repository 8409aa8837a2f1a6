"""Access units cut into RTP payloads: the sending side, for virtual cameras and for the tests of
the receiving side.

H.264 (RFC 6184: single NAL unit, STAP-A, FU-A), H.265 (RFC 7798: single, AP, FU), AAC (RFC 3640,
AAC-hbr), G.711 (RFC 3551) and motion JPEG (RFC 2435). A payload is what follows the twelve bytes of
RTP header; ``marker`` says which payload of a unit carries the marker bit. Written for being run
once per file, not per packet sent.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from vonggac.kernel.streams import Codec

MAX_PAYLOAD = 1400
"""Bytes: with RTP, UDP and IP headers it passes an Ethernet frame and a VPN."""

_H264_STAP_A, _H264_FU_A = 24, 28
_H265_AP, _H265_FU = 48, 49


@dataclass(frozen=True, slots=True)
class Payload:
    """One packet's content."""

    data: bytes
    marker: bool


class NotPacketisableError(ValueError):
    """A frame that its RTP payload format cannot carry."""


def packetise(
    codec: Codec,
    parts: Sequence[bytes],
    *,
    max_payload: int = MAX_PAYLOAD,
    aggregate: bool = False,
) -> list[Payload]:
    """The payloads of one access unit, in sending order.

    ``parts`` as in ``AccessUnit.parts`` (parameter sets may stand among them). ``aggregate`` puts
    neighbouring small NAL units into one packet (STAP-A, AP). Raises NotPacketisableError for a
    JPEG that RFC 2435 has no words for.
    """
    if codec is Codec.H264:
        return _marked(_nal_payloads(_H264, parts, max_payload, aggregate))
    if codec is Codec.H265:
        return _marked(_nal_payloads(_H265, parts, max_payload, aggregate))
    if codec is Codec.AAC:
        return _aac(b"".join(parts), max_payload)
    if codec is Codec.MJPEG:
        return _marked(_jpeg(b"".join(parts), max_payload))
    samples = b"".join(parts)
    pieces = [samples[at : at + max_payload] for at in range(0, len(samples), max_payload)]
    # RFC 3551 §4.1: the marker is the beginning of speech after silence; a camera's microphone is
    # never silent.
    return [Payload(piece, False) for piece in pieces]


def _marked(pieces: list[bytes]) -> list[Payload]:
    """The last packet of a picture carries the marker."""
    return [Payload(piece, index == len(pieces) - 1) for index, piece in enumerate(pieces)]


def _aac(frame: bytes, max_payload: int) -> list[Payload]:
    # A fragmented frame says its whole size in each fragment; the marker stands on the last (RFC
    # 3640 §3.1).
    head = struct.pack("!HH", 16, (len(frame) & 0x1FFF) << 3)
    step = max_payload - len(head)
    pieces = [frame[at : at + step] for at in range(0, len(frame), step)]
    last = len(pieces) - 1
    return [Payload(head + piece, index == last) for index, piece in enumerate(pieces)]


@dataclass(frozen=True, slots=True)
class _NalFormat:
    """What H.264's and H.265's payload formats differ in."""

    header: int
    """Bytes of a NAL unit's header."""
    aggregation: int
    fragmentation: int

    def packet_header(self, unit: bytes, kind: int) -> bytes:
        """The NAL unit's header with another type in it."""
        if self.header == 1:
            return bytes([unit[0] & 0xE0 | kind])
        return bytes([unit[0] & 0x81 | kind << 1, unit[1]])

    def kind(self, unit: bytes) -> int:
        return unit[0] & 31 if self.header == 1 else unit[0] >> 1 & 63

    def common_header(self, units: Sequence[bytes]) -> bytes:
        """The aggregation packet's header: the highest importance (NRI), the lowest layer and
        temporal id.
        """
        if self.header == 1:
            importance = max(unit[0] & 0x60 for unit in units)
            return bytes([importance | self.aggregation])
        layer = min((unit[0] & 1) << 5 | unit[1] >> 3 for unit in units)
        temporal = min(unit[1] & 7 for unit in units)
        return bytes([self.aggregation << 1 | layer >> 5, (layer & 31) << 3 | temporal])


_H264 = _NalFormat(1, _H264_STAP_A, _H264_FU_A)
_H265 = _NalFormat(2, _H265_AP, _H265_FU)


def _nal_payloads(
    form: _NalFormat, units: Sequence[bytes], max_payload: int, aggregate: bool
) -> list[bytes]:
    pieces: list[bytes] = []
    waiting: list[bytes] = []
    for unit in units:
        if len(unit) <= form.header:
            continue  # an empty NAL unit has no place in any packet
        waiting_size = form.header + sum(2 + len(each) for each in waiting)
        if waiting and (not aggregate or waiting_size + 2 + len(unit) > max_payload):
            pieces.append(_together(form, waiting))
            waiting = []
        if len(unit) > max_payload:
            pieces += _fragments(form, unit, max_payload)
        else:
            waiting.append(unit)
    if waiting:
        pieces.append(_together(form, waiting))
    return pieces


def _together(form: _NalFormat, units: Sequence[bytes]) -> bytes:
    if len(units) == 1:
        return units[0]
    sized = b"".join(struct.pack("!H", len(unit)) + unit for unit in units)
    return form.common_header(units) + sized


def _fragments(form: _NalFormat, unit: bytes, max_payload: int) -> list[bytes]:
    indicator = form.packet_header(unit, form.fragmentation)
    kind = form.kind(unit)
    body = unit[form.header :]
    step = max_payload - form.header - 1
    pieces = []
    for at in range(0, len(body), step):
        start, end = at == 0, at + step >= len(body)
        pieces.append(indicator + bytes([start << 7 | end << 6 | kind]) + body[at : at + step])
    return pieces


@dataclass(slots=True)
class _Jpeg:
    """What RFC 2435 keeps of a JPEG's headers."""

    width: int = 0
    height: int = 0
    sampling: int = 0
    """0: 4:2:2, 1: 4:2:0."""
    restart_interval: int = 0
    tables: bytes = b""
    """Quantisation tables of 64 bytes, luma and chroma, in zigzag order."""
    scan: bytes = b""


_JPEG_BASELINE, _JPEG_TABLES, _JPEG_RESTART, _JPEG_SCAN, _JPEG_END = 0xC0, 0xDB, 0xDD, 0xDA, 0xD9
_JPEG_OTHER_FRAMES = frozenset(range(0xC1, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(frame: bytes, max_payload: int) -> list[bytes]:
    """RFC 2435 §3.1. The Huffman tables are the standard ones by definition: they are not sent."""
    jpeg = _read_jpeg(frame)
    kind = jpeg.sampling | (64 if jpeg.restart_interval else 0)
    tables = struct.pack("!BBH", 0, 0, len(jpeg.tables)) + jpeg.tables
    restart = struct.pack("!HH", jpeg.restart_interval, 0xFFFF) if jpeg.restart_interval else b""
    pieces, at = [], 0
    while at < len(jpeg.scan):
        extra = restart + (tables if at == 0 else b"")
        head = struct.pack("!I", at) + bytes([kind, 255, jpeg.width // 8, jpeg.height // 8])
        room = max_payload - len(head) - len(extra)
        pieces.append(head + extra + jpeg.scan[at : at + room])
        at += room
    return pieces


def _read_jpeg(frame: bytes) -> _Jpeg:
    jpeg, at = _Jpeg(), 2
    tables: dict[int, bytes] = {}
    if frame[:2] != b"\xff\xd8":
        raise NotPacketisableError("no JPEG")
    while at + 4 <= len(frame) and frame[at] == 0xFF:
        marker, length = frame[at + 1], int.from_bytes(frame[at + 2 : at + 4], "big")
        segment = frame[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == _JPEG_SCAN:
            end = frame.rfind(bytes([0xFF, _JPEG_END]))
            jpeg.scan = frame[at : end if end > at else len(frame)]
            break
        if marker == _JPEG_BASELINE:
            _read_frame_header(jpeg, segment)
        elif marker == _JPEG_TABLES:
            _read_tables(tables, segment)
        elif marker == _JPEG_RESTART:
            jpeg.restart_interval = int.from_bytes(segment[:2], "big")
        elif marker in _JPEG_OTHER_FRAMES:
            raise NotPacketisableError("only baseline JPEG goes into RTP")
    if not (jpeg.scan and jpeg.width and tables):
        raise NotPacketisableError("a JPEG without picture")
    jpeg.tables = tables[min(tables)] + tables[max(tables)]
    return jpeg


def _read_frame_header(jpeg: _Jpeg, segment: bytes) -> None:
    jpeg.height, jpeg.width = struct.unpack_from("!HH", segment, 1)
    samplings = [segment[7 + 3 * index] for index in range(segment[5])]
    if samplings == [0x21, 0x11, 0x11]:
        jpeg.sampling = 0
    elif samplings == [0x22, 0x11, 0x11]:
        jpeg.sampling = 1
    else:
        raise NotPacketisableError("JPEG colour sampling is neither 4:2:2 nor 4:2:0")
    if jpeg.width % 8 or jpeg.height % 8 or max(jpeg.width, jpeg.height) > 2040:
        raise NotPacketisableError("JPEG size is no multiple of 8, or above 2040")


def _read_tables(tables: dict[int, bytes], segment: bytes) -> None:
    at = 0
    while at + 65 <= len(segment):
        if segment[at] >> 4:
            raise NotPacketisableError("16-bit quantisation tables")
        tables[segment[at] & 15] = segment[at + 1 : at + 65]
        at += 65
