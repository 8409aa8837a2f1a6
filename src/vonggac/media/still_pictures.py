"""In the child: one picture of a fragment as JPEG. Decodes the one sample where it can, and keeps
the decoder warm.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

import av
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from PIL import Image

from vonggac.fmp4.boxes import Malformed
from vonggac.fmp4.configuration import avc_record, hevc_record
from vonggac.fmp4.reader import TrackFragment, read_fragment, read_init
from vonggac.kernel.streams import Codec, Track

_DECODERS = {Codec.H264: "h264", Codec.H265: "hevc", Codec.MJPEG: "mjpeg"}
_RECORDS = {Codec.H264: avc_record, Codec.H265: hevc_record}
_QUALITY = 85
_BT709, _UNSAID, _HD_LINES = 1, 2, 720


class NoPicture(Exception):
    """Nothing can be shown, with the reason."""


class _Placed(NamedTuple):
    """A sample: decode time, presentation time, and its bytes."""

    decode: int
    time: int
    key: bool
    data: memoryview


@dataclass(frozen=True, slots=True)
class Exact:
    """The picture on the screen at an instant."""

    image: Image.Image
    time: int
    """Presentation time, in ticks of the video's own clock."""
    clock_hz: int
    sha256: str
    """Of its sample as recorded: whoever has the recording finds the same, with any decoder or none."""


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
            frame, _ = _decode(context, track, _placed(run, fragment), at_ticks)
            return _jpeg(_image(frame, context, max_width))
        except (Malformed, ValueError, FFmpegError) as error:
            self._init, self._context = b"", None
            raise NoPicture(f"{type(error).__name__}: {error}") from error

    def exact(self, init: bytes, fragments: Sequence[bytes], at_ticks: int) -> Exact:
        """The picture on the screen at ``at_ticks``, whole and unscaled; the last one where they end before.

        ``fragments``: in order, the first begins with a key picture. Raises NoPicture.
        """
        try:
            track, context = self._decoder(init)
            placed: list[_Placed] = []
            for each in fragments:
                placed += _placed(read_fragment(each).track(track.index + 1), each)
            frame, shown = _decode(context, track, placed, at_ticks)
            image = _image(frame, context, None)
            return Exact(image, shown.time, track.clock_hz, sha256(shown.data).hexdigest())
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
    context: VideoCodecContext, track: Track, placed: list[_Placed], at: int | None
) -> tuple[VideoFrame, _Placed]:
    if not placed:
        raise NoPicture("no whole sample in the fragment")
    target = 0
    if at is not None:
        shown = [number for number, each in enumerate(placed) if each.time <= at]
        target = max(shown, key=lambda number: placed[number].time, default=0)
    start = max((n for n in range(target + 1) if placed[n].key), default=0)
    wanted, best = placed[target].time, None
    packets: list[Packet[Stream] | None] = [
        _packet(track, placed[number]) for number in range(start, target + 1)
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
    return best, placed[target]


def _placed(run: TrackFragment, data: bytes) -> list[_Placed]:
    """Each sample that lies whole in the data, up to the first that does not."""
    found, decode, whole = [], run.base_time, memoryview(data)
    for sample in run.samples:
        end = sample.offset + sample.size
        if end > len(whole):
            break
        found.append(_Placed(decode, decode + sample.cts, sample.key, whole[sample.offset : end]))
        decode += sample.duration
    return found


def _packet(track: Track, sample: _Placed) -> "Packet[Stream]":
    packet: Packet[Stream] = Packet(bytes(sample.data))
    packet.dts, packet.pts = sample.decode, sample.time
    packet.time_base = Fraction(1, track.clock_hz)
    return packet


def _image(frame: VideoFrame, context: VideoCodecContext, max_width: int | None) -> Image.Image:
    aspect = context.sample_aspect_ratio or 1
    width, height = max(1, round(frame.width * aspect)), frame.height
    if max_width is not None and width > max_width:
        width, height = max_width, max(1, round(height * max_width / width))
    unsaid_hd = frame.colorspace == _UNSAID and frame.height >= _HD_LINES
    matrix = "ITU709" if frame.colorspace == _BT709 or unsaid_hd else "ITU601"
    picture = frame.reformat(width, height, "rgb24", src_colorspace=matrix, interpolation="AREA")
    plane = picture.planes[0]
    # Not ``to_image``, which copies the picture line by line in Python first.
    return Image.frombuffer("RGB", (width, height), bytes(plane), "raw", "RGB", plane.line_size, 1)


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
