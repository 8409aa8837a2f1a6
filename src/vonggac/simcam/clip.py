"""A file as RTP packets, cut once: what is left to do per send is to write sequence, time, SSRC."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import AccessUnit, Codec, Track
from vonggac.media.demux import MediaTrack, read_file
from vonggac.rtsp.packetise import MAX_PAYLOAD, Payload, packetise
from vonggac.rtsp.rtp import RTP_HEADER, interleaved_header, rtp_header
from vonggac.rtsp.sdp import payload_type_of

_INTERLEAVED = 4
_PATCH = struct.Struct("!HII")
"""Sequence, timestamp and SSRC, two bytes into an RTP header."""


@dataclass(frozen=True, slots=True)
class PreparedUnit:
    """One access unit as a run of interleaved RTP packets."""

    blob: bytearray
    """``$``, channel 2 × track, length, RTP header, payload; once a packet, one after the other."""
    headers: tuple[int, ...]
    """Where in ``blob`` each packet's RTP header begins."""
    time: int
    """Presentation time within the loop, in the track's ticks."""
    due_us: int
    """When it is sent, after the loop's beginning: never before it was seen, in decode order."""
    key: bool

    def stamp(self, sequence: int, timestamp: int, ssrc: int) -> bytes:
        """The packets with these numbers in their headers, as they go on a TCP connection."""
        blob, patch = self.blob, _PATCH.pack_into
        for at in self.headers:
            patch(blob, at + 2, sequence & 0xFFFF, timestamp, ssrc)
            sequence += 1
        return bytes(blob)

    def packets(self, data: bytes) -> list[bytes]:
        """What ``stamp`` returned, as RTP packets."""
        ends = [at - _INTERLEAVED for at in self.headers[1:]] + [len(data)]
        return [data[at:end] for at, end in zip(self.headers, ends, strict=True)]


@dataclass(frozen=True, slots=True)
class PreparedTrack:
    """One track of a clip."""

    track: Track
    units: tuple[PreparedUnit, ...]
    length: int
    """Ticks after which the loop begins again."""

    def loop_start_us(self, turn: int) -> int:
        """Microseconds from the first beginning to that of turn ``turn``: exact for ever."""
        return turn * self.length * SECOND_US // self.track.clock_hz


@dataclass(frozen=True, slots=True)
class Clip:
    """A file that virtual cameras can play; any number of streams may share one."""

    tracks: tuple[PreparedTrack, ...]
    length_us: int
    """Of the first track: one turn of the loop."""

    @classmethod
    def load(
        cls,
        path: Path,
        *,
        audio: bool = True,
        max_payload: int = MAX_PAYLOAD,
        aggregate: bool = False,
        sets_in_band: bool = True,
    ) -> "Clip":
        """Reads any file with H.264, H.265, MJPEG, AAC or G.711 in it.

        Raises ValueError where there is no such track. ``aggregate`` packs small NAL units
        together, ``sets_in_band`` repeats the parameter sets before each key frame, as most cameras
        do.
        """
        return cls.of(
            read_file(path),
            audio=audio,
            max_payload=max_payload,
            aggregate=aggregate,
            sets_in_band=sets_in_band,
        )

    @classmethod
    def of(
        cls,
        media: Sequence[MediaTrack],
        *,
        audio: bool = True,
        max_payload: int = MAX_PAYLOAD,
        aggregate: bool = False,
        sets_in_band: bool = True,
    ) -> "Clip":
        """The same from units that are in memory already. Raises ValueError without a track."""
        chosen = [each for each in media if audio or each.track.codec.kind == "video"]
        if not chosen:
            raise ValueError("a clip without a track")
        cut = _Cut(max_payload, aggregate, sets_in_band)
        tracks = tuple(cut.track(index, each) for index, each in enumerate(chosen))
        return cls(tracks, tracks[0].loop_start_us(1))


@dataclass(frozen=True, slots=True)
class _Cut:
    """How a file is cut into packets."""

    max_payload: int
    aggregate: bool
    sets_in_band: bool

    def track(self, index: int, media: MediaTrack) -> PreparedTrack:
        given = media.track
        track = Track(
            index,
            given.codec,
            given.clock_hz,
            given.parameter_sets,
            given.config,
            given.channels,
            given.width,
            given.height,
        )
        units, due_us = [], 0
        for unit in media.units:
            # A picture that others refer to backwards is sent as soon as it was seen, those
            # between follow at once: an encoder with B frames does just that.
            due_us = max(due_us, unit.time * SECOND_US // track.clock_hz)
            units.append(self._unit(track, unit, due_us))
        return PreparedTrack(track, tuple(units), media.length)

    def _unit(self, track: Track, unit: AccessUnit, due_us: int) -> PreparedUnit:
        parts = unit.parts
        if unit.key and self.sets_in_band and track.parameter_sets:
            parts = [*track.parameter_sets, *parts]
        payloads = packetise(
            track.codec, parts, max_payload=self.max_payload, aggregate=self.aggregate
        )
        blob, headers = _blob(track, payloads)
        return PreparedUnit(blob, headers, unit.time, due_us, unit.key)


def _blob(track: Track, payloads: Sequence[Payload]) -> tuple[bytearray, tuple[int, ...]]:
    payload_type = payload_type_of(track)
    blob, headers = bytearray(), []
    for payload in payloads:
        blob += interleaved_header(2 * track.index, RTP_HEADER + len(payload.data))
        headers.append(len(blob))
        blob += rtp_header(payload_type, 0, 0, 0, marker=payload.marker)
        blob += payload.data
    return blob, tuple(headers)


def is_picture(codec: Codec) -> bool:
    return codec.kind == "video"
