"""Reads the tracks back out of an init segment, ours or another muxer's."""

import struct

from vonggac.fmp4.boxes import Box, Data, Malformed, child, children, unpack, walk
from vonggac.fmp4.configuration import (
    JPEG,
    MPEG4_AUDIO,
    read_avc_record,
    read_es_descriptor,
    read_hevc_record,
)
from vonggac.kernel.streams import Codec, Track

_U32 = struct.Struct(">I")
_SIZE = struct.Struct(">HH")
_VIDEO_FIELDS, _AUDIO_FIELDS = 78, 28
_PLAIN = {b"ulaw": Codec.PCMU, b"alaw": Codec.PCMA}


def read_init(data: Data) -> list[Track]:
    """The tracks of an ``moov`` whose codecs this product knows, in the order of the file; others
    are passed over.

    ``Track.index`` is the track id less one. Raises Malformed.
    """
    movie = next((found for found in walk(data) if found.type == b"moov"), None)
    if movie is None:
        raise Malformed("no moov")
    tracks = [_read_track(data, part) for part in children(data, movie) if part.type == b"trak"]
    return [track for track in tracks if track is not None]


def _read_track(data: Data, trak: Box) -> Track | None:
    header = child(data, trak, b"tkhd")
    (head,) = unpack(_U32, data, header.body, header.end)
    (track_id,) = unpack(_U32, data, header.body + (20 if head >> 24 else 12), header.end)
    media = child(data, trak, b"mdia", b"mdhd")
    (head,) = unpack(_U32, data, media.body, media.end)
    (clock_hz,) = unpack(_U32, data, media.body + (20 if head >> 24 else 12), media.end)
    if not track_id or not clock_hz:
        raise Malformed("a track without id or time scale")
    described = child(data, trak, b"mdia", b"minf", b"stbl", b"stsd")
    entry = next(children(data, described, 8), None)
    if entry is None:
        raise Malformed("a track without sample entry")
    if entry.type in (b"avc1", b"avc3", b"hvc1", b"hev1", b"mp4v", b"jpeg"):
        return _read_video(data, entry, track_id - 1, clock_hz)
    if entry.type in (b"mp4a", b"ulaw", b"alaw"):
        return _read_audio(data, entry, track_id - 1, clock_hz)
    return None


def _read_video(data: Data, entry: Box, index: int, clock_hz: int) -> Track | None:
    width, height = unpack(_SIZE, data, entry.body + 24, entry.end)
    if entry.type == b"jpeg":
        return Track(index, Codec.MJPEG, clock_hz, width=width, height=height)
    inner = {part.type: part for part in children(data, entry, _VIDEO_FIELDS)}
    if b"avcC" in inner:
        sets = read_avc_record(_content(data, inner[b"avcC"]))
        return Track(index, Codec.H264, clock_hz, sets, width=width, height=height)
    if b"hvcC" in inner:
        sets = read_hevc_record(_content(data, inner[b"hvcC"]))
        return Track(index, Codec.H265, clock_hz, sets, width=width, height=height)
    if b"esds" in inner and read_es_descriptor(_content(data, inner[b"esds"])[4:])[0] == JPEG:
        return Track(index, Codec.MJPEG, clock_hz, width=width, height=height)
    return None


def _read_audio(data: Data, entry: Box, index: int, clock_hz: int) -> Track | None:
    channels, _ = unpack(_SIZE, data, entry.body + 16, entry.end)
    if entry.type in _PLAIN:
        return Track(index, _PLAIN[entry.type], clock_hz, channels=channels)
    parts = children(data, entry, _AUDIO_FIELDS)
    descriptor = next((part for part in parts if part.type == b"esds"), None)
    if descriptor is None:
        return None
    object_type, config = read_es_descriptor(_content(data, descriptor)[4:])
    if object_type != MPEG4_AUDIO:
        return None
    return Track(index, Codec.AAC, clock_hz, config=config, channels=channels)


def _content(data: Data, part: Box) -> bytes:
    return bytes(data[part.body : part.end])
