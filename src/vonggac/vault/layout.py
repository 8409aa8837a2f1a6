"""The bytes of a segment file, version 1 (docs/decisions/0002-segment-file.md).

Final: files live for years.

    preamble   20   magic 8 · version u8 · zero 3 · header length u32 · CRC-32 of the header u32
    header      n   JSON, clear: who, when, the wrapped data key
    record     …    head 100 · sealed bytes (AES-256-GCM: plain length + 16)
    footer      n   JSON, clear: every fact of the segment and where its records are
    trailer    24   footer offset u64 · footer length u32 · CRC-32 of the footer u32 · magic 8

All integers big-endian. Parsing here is bounded: no length is believed before it was compared with
a limit.
"""

import base64
import binascii
import json
import re
import struct
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Any
from zlib import crc32

from vonggac.kernel.clock import HOUR_US
from vonggac.kernel.ids import require_camera_id, require_segment_id
from vonggac.vault.errors import Altered, Malformed, Torn, UnknownVersion
from vonggac.vault.paths import require_stream

VERSION = 1
MAGIC = b"\x89VGS\r\n\x1a\n"
"""As PNG's: a copy that translated line ends or dropped the eighth bit is seen at once."""
END_MAGIC = b"\x89VGE\r\n\x1a\n"
RECORD_MAGIC = b"VGR\xa6"

MAX_HEADER = 4096
MAX_FOOTER = 16 << 20
MAX_RECORDS = 65_536
MAX_SEALED = 256 << 20
MAX_SPAN_US = HOUR_US
"""A segment covers at most an hour, so that a time within it fits 32 bits of microseconds."""
MAX_INSTANT_US = (1 << 53) - 1

KEY_SIZE = 32
WRAPPED_KEY_SIZE = 80
TAG_SIZE = 16
_PREAMBLE = struct.Struct(">8sB3sII")
_HEAD = struct.Struct(">4sB3sIIqII32s32s")
_CRC = struct.Struct(">I")
_TRAILER = struct.Struct(">QII8s")
PREAMBLE_SIZE = _PREAMBLE.size
HEAD_SIZE = _HEAD.size + _CRC.size
TRAILER_SIZE = _TRAILER.size
_U32 = (1 << 32) - 1
_EPOCH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_PLAIN = re.compile(r"[!-~]{1,64}")


class RecordKind(IntEnum):
    INIT = 1
    FRAGMENT = 2


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in clear at the front: enough to know whose file it is, and to ask a keyholder
    for its key.
    """

    segment: str
    camera: str
    stream: str
    start_us: int
    epoch: str
    wrapped_key: bytes
    codec: str
    width: int
    height: int
    run_id: str
    binding: bytes
    """Segment id ‖ SHA-256 of preamble and header: the first 48 bytes of every record's
    associated data.
    """
    size: int
    """Bytes of preamble and header together: where record 0 begins."""

    @property
    def key_info(self) -> bytes:
        """What the wrapped key is bound to (HPKE info): another segment's key does not open
        here.
        """
        return key_info(self.segment, self.camera, self.stream, self.epoch)


@dataclass(frozen=True, slots=True)
class RecordHead:
    """The clear 100 bytes before each sealed record."""

    kind: RecordKind
    number: int
    sealed_length: int
    start_us: int
    duration_us: int
    key_bytes: int
    """Bytes from the record's plain start to the end of its first key picture: enough for a
    still.
    """
    leaf: bytes
    """Leaf hash of the plain bytes (FORMATS §3)."""
    so_far: bytes
    """SHA-256 of the plain file up to and including this record: recovery knows the whole's
    without a key.
    """
    crc: int
    """CRC-32 of the binding, this head without the field itself, and the sealed bytes."""


@dataclass(frozen=True, slots=True)
class Trailer:
    footer_offset: int
    footer_length: int
    footer_crc: int


def key_info(segment: str, camera: str, stream: str, epoch: str) -> bytes:
    """HPKE info of a wrapped data key."""
    return f"vonggac-segment-key/v1\n{segment}\n{camera}\n{stream}\n{epoch}\n".encode("ascii")


def write_json(value: dict[str, Any]) -> bytes:
    """Sorted, without blanks; our values are ASCII strings, integers and arrays, for which this
    is RFC 8785.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode(
        "ascii"
    )


def read_json(raw: bytes, what: str) -> dict[str, Any]:
    """Raises Malformed on anything but one object."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError) as fault:
        raise Malformed(f"{what}: not JSON") from fault
    if not isinstance(value, dict):
        raise Malformed(f"{what}: not an object")
    return value


def pack_header(
    *,
    segment: str,
    camera: str,
    stream: str,
    start_us: int,
    epoch: str,
    wrapped_key: bytes,
    codec: str,
    width: int,
    height: int,
    run_id: str,
) -> bytes:
    """Preamble and header.

    Raises ValueError (as Malformed) on a value that no reader would take.
    """
    text = write_json(
        {
            "v": VERSION,
            "segment": segment,
            "camera": camera,
            "stream": stream,
            "start_us": start_us,
            "epoch": epoch,
            "key": base64.b64encode(wrapped_key).decode("ascii"),
            "codec": codec,
            "width": width,
            "height": height,
            "run_id": run_id,
        }
    )
    packed = _PREAMBLE.pack(MAGIC, VERSION, bytes(3), len(text), crc32(text)) + text
    parse_header(packed)
    return packed


def header_size(preamble: bytes) -> int:
    """Bytes of preamble and header. Raises Torn, Malformed or UnknownVersion."""
    if len(preamble) < PREAMBLE_SIZE:
        raise Torn("shorter than a preamble")
    magic, version, zero, length, _crc = _PREAMBLE.unpack_from(preamble)
    if magic != MAGIC:
        raise Malformed("not a segment file")
    if version != VERSION:
        raise UnknownVersion(f"segment file of version {version}")
    if zero != bytes(3) or not 0 < length <= MAX_HEADER:
        raise Malformed("impossible preamble")
    return PREAMBLE_SIZE + int(length)


def parse_header(data: bytes) -> Header:
    """From the file's first bytes (``PREAMBLE_SIZE + MAX_HEADER`` of them always suffice)."""
    size = header_size(data)
    if len(data) < size:
        raise Torn("ends within the header")
    text = data[PREAMBLE_SIZE:size]
    if crc32(text) != _PREAMBLE.unpack_from(data)[4]:
        raise Altered("the header's checksum does not hold")
    fields = read_json(text, "header")
    segment = text_field(fields, "segment", require_segment_id)
    return Header(
        segment=segment,
        camera=text_field(fields, "camera", require_camera_id),
        stream=text_field(fields, "stream", require_stream),
        start_us=int_field(fields, "start_us", MAX_INSTANT_US),
        epoch=text_field(fields, "epoch", require_epoch),
        wrapped_key=_wrapped_key(fields.get("key")),
        codec=text_field(fields, "codec", require_plain),
        width=int_field(fields, "width", 65_535),
        height=int_field(fields, "height", 65_535),
        run_id=text_field(fields, "run_id", require_plain),
        binding=bytes.fromhex(segment) + sha256(data[:size]).digest(),
        size=size,
    )


def _wrapped_key(value: object) -> bytes:
    try:
        key = base64.b64decode(value if isinstance(value, str) else "", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != WRAPPED_KEY_SIZE:
        raise Malformed("header: no wrapped key")
    return key


def require_epoch(text: str) -> str:
    """The text itself. Raises ValueError where it is no UTC month."""
    if not _EPOCH.fullmatch(text):
        raise ValueError(f"not an epoch: {text!r}")
    return text


def require_plain(text: str) -> str:
    """The text itself. Raises ValueError where it is not 1 to 64 visible ASCII characters."""
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"not plain text: {text[:80]!r}")
    return text


def text_field(fields: dict[str, Any], name: str, require: Any) -> str:
    """One checked string of a parsed object. Raises Malformed."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise Malformed(f"no {name}")
    try:
        return str(require(value))
    except ValueError as fault:
        raise Malformed(f"{name}: {fault}") from fault


def int_field(fields: dict[str, Any], name: str, most: int) -> int:
    """One integer from 0 to ``most`` of a parsed object. Raises Malformed."""
    return whole_number(fields.get(name), name, most)


def whole_number(value: object, name: str, most: int) -> int:
    """The value, where it is an integer from 0 to ``most``. Raises Malformed."""
    if type(value) is not int or not 0 <= value <= most:
        raise Malformed(f"no possible {name}")
    return value


def pack_head(
    *,
    kind: RecordKind,
    number: int,
    sealed_length: int,
    start_us: int,
    duration_us: int,
    key_bytes: int,
    leaf: bytes,
    so_far: bytes,
) -> bytes:
    """The head without its checksum: this is what the seal's associated data ends with."""
    return _HEAD.pack(
        RECORD_MAGIC,
        kind,
        bytes(3),
        number,
        sealed_length,
        start_us,
        duration_us,
        key_bytes,
        leaf,
        so_far,
    )


def pack_crc(binding: bytes, head: bytes, sealed: bytes | bytearray | memoryview) -> bytes:
    """The four bytes after ``pack_head``: a stale block of another segment does not fit either."""
    return _CRC.pack(crc32(sealed, crc32(associated_data(binding, head))))


def parse_head(data: bytes) -> RecordHead:
    """From exactly the first 100 bytes of a record. Raises Torn or Malformed."""
    if len(data) < HEAD_SIZE:
        raise Torn("ends within a record's head")
    magic, kind, zero, number, length, start, duration, key_bytes, leaf, so_far = _HEAD.unpack_from(
        data
    )
    if magic != RECORD_MAGIC or zero != bytes(3) or number >= MAX_RECORDS:
        raise Malformed("not a record")
    if kind != (RecordKind.FRAGMENT if number else RecordKind.INIT):
        raise Malformed(f"record {number} is of kind {kind}")
    if not TAG_SIZE < length <= MAX_SEALED or key_bytes > length - TAG_SIZE:
        raise Malformed(f"record {number}: impossible length")
    if not 0 <= start <= MAX_INSTANT_US or duration > MAX_SPAN_US:
        raise Malformed(f"record {number}: impossible time")
    crc = _CRC.unpack_from(data, _HEAD.size)[0]
    return RecordHead(
        RecordKind(kind), number, length, start, duration, key_bytes, leaf, so_far, crc
    )


def crc_holds(binding: bytes, head_bytes: bytes, sealed: bytes | memoryview) -> bool:
    """Whether the record is the one that was written; needs no key."""
    return pack_crc(binding, head_bytes, sealed) == head_bytes[_HEAD.size : HEAD_SIZE]


def associated_data(binding: bytes, head_bytes: bytes) -> bytes:
    """What a record's seal is bound to besides its number: the file, its header, the clear head."""
    return binding + head_bytes[: _HEAD.size]


def nonce(number: int) -> bytes:
    """The record's number in 12 bytes: unique under the segment's own data key."""
    return number.to_bytes(12, "big")


def checksum_holds(data: bytes, crc: int) -> bool:
    """Whether this is the CRC-32 of the data."""
    return crc32(data) == crc


def pack_trailer(footer_offset: int, footer: bytes) -> bytes:
    return _TRAILER.pack(footer_offset, len(footer), crc32(footer), END_MAGIC)


def parse_trailer(data: bytes, file_size: int) -> Trailer | None:
    """From the file's last 24 bytes; None where the file does not end as a finished segment
    does.
    """
    if len(data) != TRAILER_SIZE:
        return None
    offset, length, crc, magic = _TRAILER.unpack(data)
    if magic != END_MAGIC or length > MAX_FOOTER or offset + length + TRAILER_SIZE != file_size:
        return None
    return Trailer(offset, length, crc)
