"""A media file as tracks and access units, through FFmpeg: for virtual cameras, tests and the
bench.

Loads ``av``: never imported by a recorder or a page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from vonggac.kernel.streams import AccessUnit, Codec, Track

VIDEO_CLOCK_HZ = 90_000

_CODECS = {
    "h264": Codec.H264,
    "hevc": Codec.H265,
    "mjpeg": Codec.MJPEG,
    "aac": Codec.AAC,
    "pcm_mulaw": Codec.PCMU,
    "pcm_alaw": Codec.PCMA,
}
_H264_SETS = frozenset({7, 8})
_H265_SETS = frozenset({32, 33, 34})


@dataclass(frozen=True, slots=True)
class MediaTrack:
    """One track and all its units, in decode order."""

    track: Track
    units: tuple[AccessUnit, ...]
    """Times begin at 0 at the earliest picture or sound."""
    length: int
    """Ticks from the first unit's time to the end of the last."""


def read_file(path: Path) -> tuple[MediaTrack, ...]:
    """The file's tracks of codecs that we know, video first. Raises ValueError where there is none,
    or no unit.
    """
    with av.open(str(path)) as container:
        streams = [
            stream
            for stream in (*container.streams.video, *container.streams.audio)
            if stream.codec_context.name in _CODECS
        ]
        packets: dict[int, list[Packet[Stream]]] = {stream.index: [] for stream in streams}
        # Without streams given, demux would mean all of them.
        for packet in container.demux(streams) if streams else ():
            if packet.size:
                packets[packet.stream.index].append(packet)
        known = [stream for stream in streams if packets[stream.index]]
        if not known:
            raise ValueError(f"{path.name} holds no track of a codec that we know")
        return tuple(
            _media_track(index, stream, packets[stream.index]) for index, stream in enumerate(known)
        )


def _media_track(index: int, stream: Stream, packets: list["Packet[Stream]"]) -> MediaTrack:
    codec = _CODECS[stream.codec_context.name]
    configuration = bytes(stream.codec_context.extradata or b"")
    if isinstance(stream, AudioStream):
        track = Track(
            index,
            codec,
            stream.codec_context.sample_rate,
            config=configuration[:64] if codec is Codec.AAC else b"",
            channels=stream.codec_context.channels,
        )
        return _audio(track, packets)
    assert isinstance(stream, VideoStream)  # noqa: S101 - the caller asked for video and audio only
    size, sets = nal_configuration(codec, configuration)
    track = Track(
        index,
        codec,
        VIDEO_CLOCK_HZ,
        parameter_sets=sets,
        width=stream.codec_context.width,
        height=stream.codec_context.height,
    )
    return _video(track, packets, size)


def _ticks(value: int, packet: "Packet[Stream]", clock_hz: int) -> int:
    base: Fraction = packet.time_base
    return round(value * base * clock_hz)


def _length(track: Track, packets: list["Packet[Stream]"], times: list[int]) -> int:
    """To the end of the last unit; where the file does not say how long that is, as long as the
    mean.
    """
    latest = max(range(len(times)), key=times.__getitem__)
    last = packets[latest].duration
    if last:
        return times[latest] + _ticks(last, packets[latest], track.clock_hz)
    return times[latest] + (round(times[latest] / (len(times) - 1)) if len(times) > 1 else 1)


def _times(packets: list["Packet[Stream]"], clock_hz: int) -> list[int]:
    raw = [packet.pts if packet.pts is not None else packet.dts or 0 for packet in packets]
    times = [_ticks(value, packet, clock_hz) for value, packet in zip(raw, packets, strict=True)]
    first = min(times)
    return [time - first for time in times]


def _video(track: Track, packets: list["Packet[Stream]"], size: int) -> MediaTrack:
    times = _times(packets, track.clock_hz)
    sets = list(track.parameter_sets)
    units = []
    for packet, time in zip(packets, times, strict=True):
        parts = _parts(track.codec, bytes(packet), size, sets)
        units.append(AccessUnit(track.index, time, bool(packet.is_keyframe), parts))
    complete = Track(
        track.index,
        track.codec,
        track.clock_hz,
        parameter_sets=tuple(sets),
        width=track.width,
        height=track.height,
    )
    return MediaTrack(complete, tuple(units), _length(track, packets, times))


def _parts(codec: Codec, data: bytes, size: int, sets: list[bytes]) -> list[bytes]:
    """NAL units without parameter sets; those seen for the first time are added to ``sets``."""
    if codec is Codec.MJPEG:
        return [data]
    parts = []
    for unit in nal_units(data, size):
        if is_parameter_set(codec, unit):
            if unit not in sets:
                sets.append(unit)
        elif unit:
            parts.append(unit)
    return parts


def _audio(track: Track, packets: list["Packet[Stream]"]) -> MediaTrack:
    if track.codec is Codec.AAC:
        times = _times(packets, track.clock_hz)
        units = tuple(
            AccessUnit(track.index, time, True, [bytes(packet)])
            for packet, time in zip(packets, times, strict=True)
        )
        return MediaTrack(track, units, _length(track, packets, times))
    # Files hold G.711 in runs of any length; cameras send 20 ms a packet.
    samples = b"".join(bytes(packet) for packet in packets)
    step = track.clock_hz // 50 * max(1, track.channels)
    whole = len(samples) // step * step
    pieces = tuple(
        AccessUnit(track.index, at // max(1, track.channels), True, [samples[at : at + step]])
        for at in range(0, whole, step)
    )
    return MediaTrack(track, pieces, whole // max(1, track.channels))


def is_parameter_set(codec: Codec, unit: bytes) -> bool:
    if not unit:
        return False
    if codec is Codec.H264:
        return unit[0] & 31 in _H264_SETS
    return codec is Codec.H265 and unit[0] >> 1 & 63 in _H265_SETS


def nal_configuration(codec: Codec, data: bytes) -> tuple[int, tuple[bytes, ...]]:
    """``avcC`` or ``hvcC`` as (bytes of a length, sets); length 0: start codes (Annex B)."""
    if codec not in (Codec.H264, Codec.H265):
        return 0, ()
    if not data or data[0] != 1:
        sets = [unit for unit in _by_start_code(data) if is_parameter_set(codec, unit)]
        return 0, tuple(sets)
    if codec is Codec.H264:
        return (data[4] & 3) + 1, tuple(_avcc_sets(data))
    return (data[21] & 3) + 1, tuple(_hvcc_sets(data))


def _avcc_sets(data: bytes) -> Iterable[bytes]:
    at, count = 6, data[5] & 31
    for turn in range(2):
        for _ in range(count):
            length = int.from_bytes(data[at : at + 2], "big")
            yield data[at + 2 : at + 2 + length]
            at += 2 + length
        if turn == 0:
            count, at = data[at], at + 1


def _hvcc_sets(data: bytes) -> Iterable[bytes]:
    at = 23
    for _ in range(data[22]):
        kind, count = data[at] & 63, int.from_bytes(data[at + 1 : at + 3], "big")
        at += 3
        for _ in range(count):
            length = int.from_bytes(data[at : at + 2], "big")
            if kind in _H265_SETS:
                yield data[at + 2 : at + 2 + length]
            at += 2 + length


def nal_units(data: bytes, size: int) -> Iterable[bytes]:
    """The NAL units of a packet: lengths of ``size`` bytes before each, or start codes where
    ``size`` is 0.
    """
    if size == 0:
        yield from _by_start_code(data)
        return
    at = 0
    while at + size <= len(data):
        length = int.from_bytes(data[at : at + size], "big")
        yield data[at + size : at + size + length]
        at += size + length


def _by_start_code(data: bytes) -> Iterable[bytes]:
    at = data.find(b"\0\0\1")
    while at >= 0:
        end = data.find(b"\0\0\1", at + 3)
        yield data[at + 3 : end if end >= 0 else len(data)].rstrip(b"\0")
        at = end
