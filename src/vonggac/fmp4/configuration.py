"""Decoder configuration records: ``avcC``, ``hvcC`` (ISO 14496-15 §5.3.3, §8.3.3) and ``esds`` (ISO
14496-14 §5.6), both ways.

Parameter sets come from cameras. Profile and level stand at fixed places in them; the fields that
need a whole set to be read (chroma, bit depth) fall back to 4:2:0 with 8 bits when it cannot be
read, which is what such cameras send.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from vonggac.fmp4.boxes import Malformed
from vonggac.kernel.nal import (
    H265_PPS,
    H265_SPS,
    H265_VPS,
    Sps,
    SpsError,
    nal_type,
    parse_sps,
    unescape,
)
from vonggac.kernel.streams import Codec, Track

_H264_SPS, _H264_PPS, _H264_SPS_EXT = 7, 8, 13
_LENGTH = struct.Struct(">H")
_WITHOUT_CHROMA = (66, 77, 88)
"""Baseline, Main, Extended: the only profiles whose ``avcC`` ends before the chroma fields."""

MPEG4_AUDIO, JPEG = 0x40, 0x6C
"""Object type indications of ``esds``."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the first sequence parameter set of a track says, as far as it can be read."""

    sps: bytes
    parsed: Sps | None

    @property
    def chroma(self) -> tuple[int, int, int]:
        """chroma_format_idc, and bits less eight of luma and chroma."""
        if self.parsed is None:
            return 1, 0, 0
        known = self.parsed
        return known.chroma_format_idc, known.bit_depth_luma - 8, known.bit_depth_chroma - 8


def picture(track: Track) -> Picture:
    """The track's first SPS. Raises ValueError when it has none, or one too short to name its
    profile.
    """
    wanted, least = (_H264_SPS, 4) if track.codec is Codec.H264 else (H265_SPS, 15)
    for unit in track.parameter_sets:
        if nal_type(track.codec, unit) == wanted and len(unit) >= least:
            try:
                return Picture(unit, parse_sps(track.codec, unit))
            except SpsError:
                return Picture(unit, None)
    raise ValueError(f"an {track.codec} track without a sequence parameter set")


def profile_tier_level(sps: bytes) -> bytes:
    """The twelve bytes from general_profile_space to general_level_idc of an H.265 SPS."""
    return unescape(sps[2:48])[1:13].ljust(12, b"\0")


def avc_record(track: Track) -> bytes:
    """AVCDecoderConfigurationRecord with four-byte lengths. Raises ValueError."""
    shown = picture(track)
    sets = _of_type(track, _H264_SPS)
    pictures = _of_type(track, _H264_PPS)
    if len(sets) > 31 or len(pictures) > 255:
        raise ValueError("too many parameter sets")
    record = b"\x01" + shown.sps[1:4] + bytes((0xFC | 3, 0xE0 | len(sets))) + _sized(sets)
    record += bytes((len(pictures),)) + _sized(pictures)
    if shown.sps[1] not in _WITHOUT_CHROMA:
        chroma, luma_depth, chroma_depth = shown.chroma
        extensions = _of_type(track, _H264_SPS_EXT)
        record += bytes((0xFC | chroma, 0xF8 | luma_depth, 0xF8 | chroma_depth, len(extensions)))
        record += _sized(extensions)
    return record


def hevc_record(track: Track) -> bytes:
    """HEVCDecoderConfigurationRecord; complete arrays, as ``hvc1`` asks. Raises ValueError."""
    shown = picture(track)
    chroma, luma_depth, chroma_depth = shown.chroma
    layers, nested = (shown.sps[2] >> 1 & 7) + 1, shown.sps[2] & 1
    arrays = [(kind, _of_type(track, kind)) for kind in (H265_VPS, H265_SPS, H265_PPS)]
    arrays = [(kind, units) for kind, units in arrays if units]
    return b"".join(
        (
            b"\x01" + profile_tier_level(shown.sps),
            # Reserved bits are ones; segmentation and parallelism 0: unsaid.
            struct.pack(">HB", 0xF000, 0xFC),
            bytes((0xFC | chroma, 0xF8 | luma_depth, 0xF8 | chroma_depth)),
            # Average frame rate unsaid; layers, nesting, four-byte lengths.
            struct.pack(">HBB", 0, layers << 3 | nested << 2 | 3, len(arrays)),
            *(
                struct.pack(">BH", 0x80 | kind, len(units)) + _sized(units)
                for kind, units in arrays
            ),
        )
    )


def es_descriptor(object_type: int, config: bytes, *, audio: bool) -> bytes:
    """The content of ``esds`` behind version and flags. ``config`` may be empty (JPEG has none)."""
    stream_type = (5 if audio else 4) << 2 | 1
    decoder = bytes((object_type, stream_type)) + bytes(11)
    if config:
        decoder += _descriptor(0x05, config)
    return _descriptor(0x03, b"\0\0\0" + _descriptor(0x04, decoder) + _descriptor(0x06, b"\x02"))


def read_avc_record(record: bytes) -> tuple[bytes, ...]:
    """The parameter sets of an ``avcC``. Raises Malformed."""
    if len(record) < 7 or record[0] != 1:
        raise Malformed("no avcC")
    sets, at = _read_sized(record, 6, record[5] & 31)
    if at >= len(record):
        raise Malformed("an avcC without picture parameter sets")
    pictures, _ = _read_sized(record, at + 1, record[at])
    return (*sets, *pictures)


def read_hevc_record(record: bytes) -> tuple[bytes, ...]:
    """The parameter sets of an ``hvcC``. Raises Malformed."""
    if len(record) < 23:
        raise Malformed("no hvcC")
    found: list[bytes] = []
    at = 23
    for _ in range(record[22]):
        if at + 3 > len(record):
            raise Malformed("an hvcC that breaks off")
        units, at = _read_sized(record, at + 3, _LENGTH.unpack_from(record, at + 1)[0])
        found += units
    return tuple(
        unit for unit in found if nal_type(Codec.H265, unit) in range(H265_VPS, H265_PPS + 1)
    )


def read_es_descriptor(content: bytes) -> tuple[int, bytes]:
    """Object type and decoder specific information. Raises Malformed."""
    body = _find_descriptor(content, 0x03)
    if len(body) < 3:
        raise Malformed("an esds that breaks off")
    flags = body[2]
    at = 3 + (2 if flags & 0x80 else 0)
    if flags & 0x40:
        at += 1 + (body[at] if at < len(body) else 0)
    at += 2 if flags & 0x20 else 0
    decoder = _find_descriptor(body[at:], 0x04)
    if len(decoder) < 13:
        raise Malformed("an esds that breaks off")
    config = _find_descriptor(decoder[13:], 0x05) if len(decoder) > 13 else b""
    return decoder[0], config


def _of_type(track: Track, kind: int) -> list[bytes]:
    return [unit for unit in track.parameter_sets if nal_type(track.codec, unit) == kind]


def _sized(units: Sequence[bytes]) -> bytes:
    if any(len(unit) > 0xFFFF for unit in units):
        raise ValueError("a parameter set beyond 64 KiB")
    return b"".join(_LENGTH.pack(len(unit)) + unit for unit in units)


def _read_sized(record: bytes, at: int, count: int) -> tuple[list[bytes], int]:
    units: list[bytes] = []
    for _ in range(count):
        if at + 2 > len(record):
            raise Malformed("a parameter set breaks off")
        (size,) = _LENGTH.unpack_from(record, at)
        units.append(record[at + 2 : at + 2 + size])
        at += 2 + size
    if at > len(record):
        raise Malformed("a parameter set breaks off")
    return units, at


def _descriptor(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size >= 1 << 14:
        raise ValueError("a decoder configuration beyond 16 KiB")
    sizes = bytes((size,)) if size < 128 else bytes((0x80 | size >> 7, size & 127))
    return bytes((tag,)) + sizes + content


def _find_descriptor(content: bytes, tag: int) -> bytes:
    """The content of the descriptor with this tag among those that lie side by side."""
    at = 0
    while at < len(content):
        found, size, at = content[at], 0, at + 1
        for _ in range(4):
            if at >= len(content):
                raise Malformed("a descriptor breaks off")
            more, size, at = content[at] & 0x80, size << 7 | content[at] & 127, at + 1
            if not more:
                break
        if at + size > len(content):
            raise Malformed("a descriptor breaks off")
        if found == tag:
            return content[at : at + size]
        at += size
    raise Malformed(f"no descriptor {tag:#x}")
