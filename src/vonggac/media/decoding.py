"""Fragments to small gray pictures, for ``watch``: the one process besides the workers that loads FFmpeg.

Gray is the luma plane as it was decoded, halved by OpenCV: measured on 640×360, decoding costs 0.77 ms, plane and
``INTER_AREA`` 0.03 ms, FFmpeg's own scaler 0.7 ms. Skipping the deblocking filter would save 0.12 ms of it and lets
pictures drift from key frame to key frame, which looks like motion: it stays on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import cv2
import numpy as np
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from vonggac.fmp4.boxes import Malformed
from vonggac.fmp4.configuration import avc_record, hevc_record
from vonggac.fmp4.reader import SampleAt, read_fragment, read_init
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import Codec, Track

GrayPicture = NDArray[np.uint8]
"""height × width, brightness; the reader owns it."""

LARGEST_SIDE = 8192
_DECODERS = {Codec.H264: "h264", Codec.H265: "hevc", Codec.MJPEG: "mjpeg"}
_RECORDS = {Codec.H264: avc_record, Codec.H265: hevc_record}
_GRAY_FIRST = ("yuv", "yuvj", "nv12", "nv21", "gray")
_EARLY_US = SECOND_US // 50
"""Pictures of a 5 fps stream come a little early or late: so much counts as in time."""


@dataclass(frozen=True, slots=True)
class Gray:
    """One decoded picture."""

    at_us: int
    picture: GrayPicture
    key: bool


class Undecodable(ValueError):
    """An init that no decoder takes: its stream cannot be watched."""


class GrayDecoder:
    """One stream's decoder, one thread. Not for several threads at once.

    ``faults`` counts samples that could not be read or decoded; after one, everything is skipped until a key frame.
    """

    def __init__(
        self, init: bytes, *, max_width: int = 320, every_us: int = 0, rough: bool = False
    ) -> None:
        """``every_us``: pictures nearer to each other are decoded and not handed out. Raises Undecodable.

        ``rough``: edges of blocks are left unsmoothed, which spares a fifth of the decoding: enough for motion, and
        never for pictures that a person is shown.
        """
        self.every_us = every_us
        self.keys_only = False
        """True: all but key frames are passed over undecoded."""
        self.faults = 0
        self._max_width = max_width
        self._track = _video_track(init)
        self._hz = Fraction(1, self._track.clock_hz)
        self._context = self._opened(rough=rough)
        self._waits = True
        self._last_us = -(1 << 62)

    @property
    def track(self) -> Track:
        """What the init says of the stream."""
        return self._track

    def resync(self) -> None:
        """Something was left out: what follows means nothing before the next key frame."""
        self._waits = True

    def take(self, fragment: bytes, *, unwanted: bool = False) -> list[Gray]:
        """The fragment's pictures in the order they are shown; never raises for what a camera sent.

        ``unwanted``: decoded, because later ones build on them, and not handed out. Times are the fragment's own:
        presentation time, UTC.
        """
        found: list[Gray] = []
        for frame in self.frames(fragment):
            gray = None if unwanted else self._gray(frame)
            if gray is not None:
                found.append(gray)
        return found

    def frames(self, fragment: bytes) -> Iterator[VideoFrame]:
        """The same as the decoder gave them, in colour; ``pts`` in ticks of the track's clock."""
        try:
            run = read_fragment(fragment).track(self._track.index + 1)
        except Malformed:
            self._fault()
            return
        decode = run.base_time
        for sample in run.samples:
            yield from self._decoded(fragment, sample, decode)
            decode += sample.duration

    def drained(self) -> list[VideoFrame]:
        """What the decoder still held back: nothing follows."""
        try:
            return self._context.decode(None)
        except FFmpegError:
            return []
        finally:
            self._context.flush_buffers()

    def _decoded(self, fragment: bytes, sample: SampleAt, decode: int) -> list[VideoFrame]:
        if sample.key and self._waits:
            self._waits = False
            self._context.flush_buffers()
        if self._waits or (self.keys_only and not sample.key):
            return []
        try:
            packet: Packet[Stream] = Packet(fragment[sample.offset : sample.offset + sample.size])
            packet.dts, packet.pts = decode, decode + sample.cts
            packet.time_base = self._hz
            frames = self._context.decode(packet)
            if self.keys_only:
                # A decoder that waits for pictures between would hold this one back until two key frames later.
                frames += self._context.decode(None)
                self._context.flush_buffers()
            return frames
        except (FFmpegError, ValueError, OverflowError):
            self._fault()
            return []

    def _fault(self) -> None:
        self.faults += 1
        self._waits = True

    def _gray(self, frame: VideoFrame) -> Gray | None:
        """None for a picture that comes too soon after the last one, or is of no kind that has a gray plane."""
        if frame.pts is None:
            return None
        at_us = frame.pts * SECOND_US // self._track.clock_hz
        if 0 <= at_us - self._last_us < self.every_us - _EARLY_US:
            return None
        if max(frame.width, frame.height) > LARGEST_SIDE:
            self._fault()
            return None
        lines = _luma(frame)
        self._last_us = at_us
        return Gray(at_us, self._small(lines), bool(frame.key_frame))

    def _small(self, lines: GrayPicture) -> GrayPicture:
        height, width = lines.shape
        if width <= self._max_width:
            return lines.copy()
        size = (self._max_width, max(1, round(height * self._max_width / width)))
        return np.asarray(cv2.resize(lines, size, interpolation=cv2.INTER_AREA), np.uint8)

    def _opened(self, *, rough: bool) -> VideoCodecContext:
        try:
            context = av.CodecContext.create(_DECODERS[self._track.codec], "r")
            if not isinstance(context, VideoCodecContext):
                raise Undecodable("no decoder of video")
            record = _RECORDS.get(self._track.codec)
            if record is not None:
                context.extradata = record(self._track)
            # One thread: further ones hold pictures back, and the machine has other cameras.
            context.thread_count = 1
            if rough:
                context.options = {"skip_loop_filter": "all"}
            context.open(strict=False)
        except (FFmpegError, ValueError) as error:
            raise Undecodable(f"{type(error).__name__}: {error}") from error
        return context


def _luma(frame: VideoFrame) -> GrayPicture:
    """A view of the frame's own memory where that begins with 8-bit brightness, else FFmpeg's conversion."""
    if not frame.format.name.startswith(_GRAY_FIRST) or frame.format.components[0].bits != 8:
        frame = frame.reformat(format="gray")
    plane = frame.planes[0]
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[
        : frame.height, : frame.width
    ]


def _video_track(init: bytes) -> Track:
    try:
        track = next((each for each in read_init(init) if each.codec.kind == "video"), None)
    except ValueError as error:
        raise Undecodable(str(error)) from error
    if track is None:
        raise Undecodable("no video in the init segment")
    return track
