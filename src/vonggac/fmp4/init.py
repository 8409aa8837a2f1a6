"""The init segment (``ftyp`` + ``moov``) by hand: no sample, no edit list, track id =
``Track.index`` + 1.

Called once a run of a stream, and again when its parameter sets change. The same tracks give the
same bytes.
"""

import struct
from collections.abc import Sequence

from vonggac.fmp4.boxes import box, full_box
from vonggac.fmp4.configuration import (
    JPEG,
    MPEG4_AUDIO,
    avc_record,
    es_descriptor,
    hevc_record,
    picture,
)
from vonggac.kernel.streams import Codec, Track

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_LANGUAGE_UNDETERMINED = 0x55C4
_TIMESCALE = 1000
_EMPTY_TABLES = (
    full_box(b"stts", 0, 0, bytes(4)),
    full_box(b"stsc", 0, 0, bytes(4)),
    full_box(b"stsz", 0, 0, bytes(8)),
    full_box(b"stco", 0, 0, bytes(4)),
)
_DATA_HERE = box(b"dinf", full_box(b"dref", 0, 0, struct.pack(">I", 1), full_box(b"url ", 0, 1)))
_G711 = {Codec.PCMU: b"ulaw", Codec.PCMA: b"alaw"}


def init_segment(tracks: Sequence[Track]) -> bytes:
    """Raises ValueError when a track lacks what its sample entry must say (an SPS, a size, a
    configuration).
    """
    if not tracks:
        raise ValueError("an init segment needs a track")
    brands = {b"iso5", b"iso6", b"mp41"}
    brands |= {b"avc1" for track in tracks if track.codec is Codec.H264}
    file_type = box(b"ftyp", b"iso5", struct.pack(">I", 512), *sorted(brands))
    next_id = min(max(track.index for track in tracks) + 2, 0xFFFFFFFF)
    movie = box(
        b"moov",
        full_box(b"mvhd", 0, 0, _movie_header(next_id)),
        *(_track(track) for track in tracks),
        box(b"mvex", *(_extends(track) for track in tracks)),
    )
    return file_type + movie


def _movie_header(next_track_id: int) -> bytes:
    head = struct.pack(">IIIIIH", 0, 0, _TIMESCALE, 0, 0x10000, 0x100)
    return head + bytes(10) + _MATRIX + bytes(24) + struct.pack(">I", next_track_id)


def _extends(track: Track) -> bytes:
    # Every fragment says duration, size and flags of each sample itself.
    return full_box(b"trex", 0, 0, struct.pack(">IIIII", track.index + 1, 1, 0, 0, 0))


def _track(track: Track) -> bytes:
    video = track.codec.kind == "video"
    width, height, aspect = _shape(track) if video else (0, 0, (1, 1))
    # A presentation is as wide as its pixels are; tkhd counts square ones (§8.3.2).
    shown = width * aspect[0] // aspect[1]
    header = struct.pack(">IIIII", 0, 0, track.index + 1, 0, 0) + bytes(8)
    header += struct.pack(">hhhh", 0, 0, 0 if video else 0x100, 0) + _MATRIX
    header += struct.pack(">II", min(shown, 0xFFFF) << 16, height << 16)
    entry = _video_entry(track, width, height, aspect) if video else _audio_entry(track)
    media_header = full_box(b"vmhd", 0, 1, bytes(8)) if video else full_box(b"smhd", 0, 0, bytes(4))
    samples = box(b"stbl", full_box(b"stsd", 0, 0, struct.pack(">I", 1), entry), *_EMPTY_TABLES)
    handler, name = (b"vide", b"Video\0") if video else (b"soun", b"Sound\0")
    return box(
        b"trak",
        full_box(b"tkhd", 0, 3, header),
        box(
            b"mdia",
            full_box(
                b"mdhd",
                *(0, 0),
                struct.pack(">IIIIHH", 0, 0, track.clock_hz, 0, _LANGUAGE_UNDETERMINED, 0),
            ),
            full_box(b"hdlr", 0, 0, bytes(4), handler, bytes(12), name),
            box(b"minf", media_header, _DATA_HERE, samples),
        ),
    )


def _shape(track: Track) -> tuple[int, int, tuple[int, int]]:
    """Width, height, pixel aspect: as the parameter set says, or the track if it is unreadable."""
    if track.codec in (Codec.H264, Codec.H265):
        parsed = picture(track).parsed
        if parsed is not None:
            return parsed.width, parsed.height, parsed.sample_aspect
    if not (0 < track.width <= 0xFFFF and 0 < track.height <= 0xFFFF):
        raise ValueError(f"a picture of {track.width} × {track.height}")
    return track.width, track.height, (1, 1)


def _video_entry(track: Track, width: int, height: int, aspect: tuple[int, int]) -> bytes:
    fields = bytes(6) + struct.pack(">H", 1) + bytes(16) + struct.pack(">HH", width, height)
    # 72 dpi, one frame a sample, no compressor name, depth 24, -1 as it was before
    fields += struct.pack(">IIIH32sHh", 0x480000, 0x480000, 0, 1, b"", 0x18, -1)
    pixel = () if aspect[0] == aspect[1] else (box(b"pasp", struct.pack(">II", *aspect)),)
    if track.codec is Codec.H264:
        return box(b"avc1", fields, box(b"avcC", avc_record(track)), *pixel)
    if track.codec is Codec.H265:
        return box(b"hvc1", fields, box(b"hvcC", hevc_record(track)), *pixel)
    return box(b"mp4v", fields, full_box(b"esds", 0, 0, es_descriptor(JPEG, b"", audio=False)))


def _audio_entry(track: Track) -> bytes:
    rate = track.clock_hz if track.clock_hz < 0x10000 else 0
    fields = bytes(6) + struct.pack(">H", 1) + bytes(8)
    fields += struct.pack(">HHII", max(track.channels, 1), 16, 0, rate << 16)
    if track.codec is not Codec.AAC:
        return box(_G711[track.codec], fields)
    if len(track.config) < 2:
        raise ValueError("an AAC track without AudioSpecificConfig")
    descriptor = es_descriptor(MPEG4_AUDIO, track.config, audio=True)
    return box(b"mp4a", fields, full_box(b"esds", 0, 0, descriptor))
