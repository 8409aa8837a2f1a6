"""In the child: reads one stream through FFmpeg and writes tracks, units and the fault that ends
it.

What goes out is what ``rtsp.source`` would say of the same camera: NAL units without start codes or
lengths, parameter sets in the track, 90 kHz for pictures. A stream without times of its own (motion
JPEG over HTTP) is timed by this machine's clock.
"""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlsplit, urlunsplit

import av
from av import error as ffmpeg
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream

from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.kernel.nal import is_key, is_parameter_set, nal_type
from vonggac.kernel.redaction import redact
from vonggac.kernel.streams import AccessUnit, Codec, SourceFault, Track
from vonggac.media.demux import nal_configuration, nal_units
from vonggac.media.framing import StreamRequest, fault_message, tracks_message, unit_message
from vonggac.rtsp import faults
from vonggac.rtsp.parameter_sets import complete, merged, size_of

VIDEO_HZ = 90_000

_VIDEO = {"h264": Codec.H264, "hevc": Codec.H265, "mjpeg": Codec.MJPEG}
_AUDIO = {"aac": Codec.AAC, "pcm_mulaw": Codec.PCMU, "pcm_alaw": Codec.PCMA}
_TIMELESS = {"mjpeg", "mpjpeg", "h264", "hevc", "image2pipe", "jpeg_pipe"}
"""Formats that carry no times: FFmpeg makes some up from a frame rate that nobody said."""
_FILLER = {Codec.H264: 12, Codec.H265: 38}
_NETWORK = "rtsp,rtsps,rtp,srtp,udp,tcp,tls,http,https,httpproxy,crypto,rtmp,rtmps,srt,mmsh"
_FORMATS = (
    "mjpeg,mpjpeg,jpeg_pipe,image2pipe,h264,hevc,m4v,mpegts,mpeg,flv,live_flv,asf,avi,matroska,webm,"
    "mov,mp4,m4a,3gp,3g2,mj2,ogg,wav,aac"
)
"""None that is a list of further addresses (HLS, DASH, SDP): nobody has judged those (ACCESS §3.4)."""
_PARAMETERS_S = 30
_ANALYSE_US = "500000"
"""How long FFmpeg may look for what we find ourselves; by default five seconds of every reconnect.
"""
_REFUSED = (ffmpeg.HTTPUnauthorizedError, ffmpeg.HTTPForbiddenError)
_MALFORMED = (ffmpeg.InvalidDataError, ffmpeg.ProtocolNotFoundError, ffmpeg.DemuxerNotFoundError)


def read_stream(request: StreamRequest, write: Callable[[bytes], object]) -> None:
    """Until the stream ends; the last thing written is the fault. Passes on what ``write`` raises."""
    reading = _Reading(request, write)
    try:
        reading.run()
    except SourceFault as fault:
        write(fault_message(fault))
    except ffmpeg.FFmpegError as error:
        write(fault_message(fault_of(error, began=reading.began, silent=reading.silent)))


def fault_of(error: Exception, *, began: bool, silent: bool) -> SourceFault:
    """What an error of FFmpeg means for a camera. ``began``: pictures had come before it.
    ``silent``: it came only when the time to wait for an answer was over.
    """
    detail = redact(f"{type(error).__name__}: {getattr(error, 'strerror', None) or error}")
    if isinstance(error, _REFUSED):
        return faults.refused(detail)
    if isinstance(error, ffmpeg.HTTPNotFoundError):
        return faults.not_found(detail)
    if began:
        if isinstance(error, ffmpeg.TimeoutError):
            return faults.stalled(detail)
        garbage = isinstance(error, ffmpeg.InvalidDataError)
        return faults.garbage(detail) if garbage else faults.ended(detail)
    # An RTSP server that says nothing is "invalid data" to FFmpeg.
    if isinstance(error, _MALFORMED) and not silent:
        return faults.not_rtsp(detail)
    if "Protocol not supported" in detail:
        return faults.transport_refused(detail)
    return faults.unreachable(detail)


def address(request: StreamRequest) -> str:
    """The address with the credentials in it, as FFmpeg wants it: never leaves this process."""
    if not request.username and not request.password:
        return request.url
    parts = urlsplit(request.url)
    pair = quote(request.username, safe="") + ":" + quote(request.password, safe="")
    return urlunsplit(parts._replace(netloc=f"{pair}@{parts.netloc.rpartition('@')[2]}"))


def options(request: StreamRequest) -> dict[str, str]:
    """For FFmpeg's demuxers and protocols. Times out by the demuxer's own option: PyAV's takes the
    GIL (MEDIA §8).
    """
    stall_us = str(int(request.stall_s * SECOND_US))
    scheme = request.url.partition(":")[0].lower()
    if scheme in ("rtsp", "rtsps"):
        return {
            "rtsp_transport": request.transport,
            "allowed_media_types": "video+audio" if request.audio else "video",
            "timeout": stall_us,
            "analyzeduration": _ANALYSE_US,
            "protocol_whitelist": _NETWORK,
        }
    # A network stream must not be able to name a file of this machine; an address of a file may.
    whitelist = _NETWORK + ",file" if scheme == "file" else _NETWORK
    return {
        "rw_timeout": stall_us,
        "analyzeduration": _ANALYSE_US,
        "protocol_whitelist": whitelist,
        "format_whitelist": _FORMATS,
        "max_redirects": "0",
    }


class _Reading:
    """One stream, opened once."""

    def __init__(self, request: StreamRequest, write: Callable[[bytes], object]) -> None:
        self._request = request
        self._write = write
        self._tracks: list[Track] = []
        self._announced = False
        self._length_size = 0
        self._timeless = False
        self._last: dict[int, int] = {}
        self._untimed: list[AccessUnit] = []
        self._asked_us = monotonic_us()
        self.began = False

    @property
    def silent(self) -> bool:
        return monotonic_us() - self._asked_us >= self._request.stall_s * SECOND_US

    def run(self) -> None:
        with av.open(address(self._request), "r", options=options(self._request)) as container:
            streams = self._choose(container)
            opened_us = monotonic_us()
            for packet in container.demux(streams):
                # An empty packet flushes decoders at the end; one without times is not empty.
                if packet.size:
                    self._take(packet, streams.index(packet.stream))
                if not self._announced and monotonic_us() - opened_us > _PARAMETERS_S * SECOND_US:
                    raise faults.no_parameters("no parameter sets")
        raise faults.ended("the stream ended") if self.began else faults.no_video("no picture")

    def _choose(self, container: InputContainer) -> list[Stream]:
        """The first video of a codec that we record, and sound if it was asked for."""
        self._timeless = container.format.name in _TIMELESS
        videos = list(container.streams.video)
        if not videos:
            raise faults.no_video("no video stream")
        video = next((each for each in videos if each.codec_context.name in _VIDEO), None)
        if video is None:
            raise faults.unknown_codec(", ".join(each.codec_context.name for each in videos))
        self._tracks = [self._video_track(video)]
        chosen: list[Stream] = [video]
        for audio in container.streams.audio if self._request.audio else ():
            track = _audio_track(audio)
            if track is not None:
                self._tracks.append(track)
                chosen.append(audio)
                break
        self._announce()
        return chosen

    def _video_track(self, stream: VideoStream) -> Track:
        context = stream.codec_context
        codec = _VIDEO[context.name]
        track = Track(0, codec, VIDEO_HZ, width=context.width, height=context.height)
        self._length_size, sets = nal_configuration(codec, bytes(context.extradata or b""))
        return _with_sets(track, merged(codec, (), sets)) if sets else track

    def _announce(self) -> None:
        video = self._tracks[0]
        if video.codec is Codec.MJPEG or complete(video.codec, video.parameter_sets):
            self._announced = True
            self._write(tracks_message(self._tracks))

    def _take(self, packet: "Packet[Stream]", number: int) -> None:
        track = self._tracks[number]
        parts, key = [bytes(packet)], True
        if track.codec in (Codec.H264, Codec.H265):
            parts, key = self._pictures(packet, track)
        if not parts or not self._announced:
            return
        if number == 0:
            self.began = True
        time = self._time(packet, track)
        unit = AccessUnit(number, time or 0, key, parts, packet.is_corrupt)
        if time is None:
            self._untimed.append(unit)
            return
        for earlier in [each for each in self._untimed if each.track == number]:
            # FFmpeg leaves the time of a camera's first packet unsaid, and counts from it.
            earlier.time = 0 if abs(time) <= track.clock_hz else time - 1
            self._untimed.remove(earlier)
            self._write(unit_message(earlier))
        self._write(unit_message(unit))

    def _pictures(self, packet: "Packet[Stream]", track: Track) -> tuple[list[bytes], bool]:
        codec, sets, parts = track.codec, [], []
        for unit in nal_units(bytes(packet), self._length_size):
            if is_parameter_set(codec, unit):
                sets.append(unit)
            elif unit and nal_type(codec, unit) != _FILLER[codec]:
                parts.append(unit)
        if any(unit not in track.parameter_sets for unit in sets):
            now = merged(codec, track.parameter_sets, sets)
            if now != track.parameter_sets:
                self._tracks[0] = _with_sets(track, now)
                self._announce()
        # FFmpeg also knows recovery points: some cameras send no other key pictures.
        return parts, packet.is_keyframe or any(is_key(codec, unit) for unit in parts)

    def _time(self, packet: "Packet[Stream]", track: Track) -> int | None:
        """None: unsaid, for the first packet of a track."""
        if self._timeless and track.codec.kind == "video":
            return monotonic_us() * 9 // 100
        ticks = packet.pts if packet.pts is not None else packet.dts
        base = packet.time_base
        if ticks is not None and base:
            time = ticks * base.numerator * track.clock_hz // base.denominator
        elif track.index in self._last:
            time = self._last[track.index] + 1
        else:
            return None
        self._last[track.index] = time
        return time


def _with_sets(track: Track, sets: tuple[bytes, ...]) -> Track:
    width, height = size_of(track.codec, sets) or (track.width, track.height)
    return replace(track, parameter_sets=sets, width=width, height=height)


def _audio_track(stream: AudioStream) -> Track | None:
    context = stream.codec_context
    codec = _AUDIO.get(context.name)
    config = bytes(context.extradata or b"") if codec is Codec.AAC else b""
    if codec is None or (codec is Codec.AAC and len(config) < 2):
        return None
    return Track(1, codec, context.sample_rate, config=config, channels=context.channels)
