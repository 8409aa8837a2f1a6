"""In the child: one picture of a fragment as JPEG. Decodes the one sample where it can, and keeps
the decoder warm.
"""

import io
from fractions import Fraction

import av
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from PIL import Image

from vonggac.fmp4.boxes import Malformed
from vonggac.fmp4.configuration import avc_record, hevc_record
from vonggac.fmp4.reader import SampleAt, TrackFragment, read_fragment, read_init
from vonggac.kernel.streams import Codec, Track

_DECODERS = {Codec.H264: "h264", Codec.H265: "hevc", Codec.MJPEG: "mjpeg"}
_RECORDS = {Codec.H264: avc_record, Codec.H265: hevc_record}
_QUALITY = 85
_BT709, _UNSAID, _HD_LINES = 1, 2, 720


class NoPicture(Exception):
    """Nothing can be shown, with the reason."""


class StillPictures:
    """Fragments of the same init go through the same decoder."""

    def __init__(self) -> None:
        self._init = b""
        self._track: Track | None = None
        self._context: VideoCodecContext | None = None

    def jpeg(
        self, init: bytes, fragment: bytes, at_ticks: int | None, max_width: int | None
    ) -> bytes:
        """The picture that is on the screen at ``at_ticks`` (the first one when None). Raises
        NoPicture.
        """
        try:
            track, context = self._decoder(init)
            run = read_fragment(fragment, cut=True).track(track.index + 1)
            frame = _decode(context, track, run, fragment, at_ticks)
            return _jpeg(frame, context, max_width)
        except (Malformed, ValueError, FFmpegError) as error:
            self._init, self._context = b"", None
            raise NoPicture(f"{type(error).__name__}: {error}") from error

    def _decoder(self, init: bytes) -> tuple[Track, VideoCodecContext]:
        if self._context is not None and self._track is not None and init == self._init:
            return self._track, self._context
        track = next((each for each in read_init(init) if each.codec.kind == "video"), None)
        if track is None:
            raise NoPicture("no video in the init segment")
        context = av.CodecContext.create(_DECODERS[track.codec], "r")
        if not isinstance(context, VideoCodecContext):
            raise NoPicture("no decoder of video")
        record = _RECORDS.get(track.codec)
        if record is not None:
            context.extradata = record(track)
        # One thread: further ones hold pictures back, and the machine has other work.
        context.thread_count = 1
        self._init, self._track, self._context = init, track, context
        return track, context


def _decode(
    context: VideoCodecContext, track: Track, run: TrackFragment, data: bytes, at: int | None
) -> VideoFrame:
    placed = _placed(run, len(data))
    if not placed:
        raise NoPicture("no whole sample in the fragment")
    target = 0
    if at is not None:
        shown = [number for number, (_, time, _) in enumerate(placed) if time <= at]
        target = max(shown, key=lambda number: placed[number][1], default=0)
    start = max((n for n in range(target + 1) if placed[n][2].key), default=0)
    wanted, best = placed[target][1], None
    packets: list[Packet[Stream] | None] = [
        _packet(data, track, *placed[number]) for number in range(start, target + 1)
    ]
    try:
        for packet in [*packets, None]:
            for frame in context.decode(packet):
                if frame.pts is None or frame.pts <= wanted:
                    best = frame
    finally:
        context.flush_buffers()
    if best is None:
        raise NoPicture("the decoder gave no picture")
    return best


def _placed(run: TrackFragment, size: int) -> list[tuple[int, int, SampleAt]]:
    """Decode time, presentation time and place of each sample that lies whole in the data, up to
    the first that does not.
    """
    found, decode = [], run.base_time
    for sample in run.samples:
        if sample.offset + sample.size > size:
            break
        found.append((decode, decode + sample.cts, sample))
        decode += sample.duration
    return found


def _packet(
    data: bytes, track: Track, decode: int, time: int, sample: SampleAt
) -> "Packet[Stream]":
    packet: Packet[Stream] = Packet(data[sample.offset : sample.offset + sample.size])
    packet.dts, packet.pts = decode, time
    packet.time_base = Fraction(1, track.clock_hz)
    return packet


def _jpeg(frame: VideoFrame, context: VideoCodecContext, max_width: int | None) -> bytes:
    aspect = context.sample_aspect_ratio or 1
    width, height = max(1, round(frame.width * aspect)), frame.height
    if max_width is not None and width > max_width:
        width, height = max_width, max(1, round(height * max_width / width))
    unsaid_hd = frame.colorspace == _UNSAID and frame.height >= _HD_LINES
    matrix = "ITU709" if frame.colorspace == _BT709 or unsaid_hd else "ITU601"
    picture = frame.reformat(width, height, "rgb24", src_colorspace=matrix, interpolation="AREA")
    plane = picture.planes[0]
    # Not ``to_image``, which copies the picture line by line in Python first.
    image = Image.frombuffer("RGB", (width, height), bytes(plane), "raw", "RGB", plane.line_size, 1)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
