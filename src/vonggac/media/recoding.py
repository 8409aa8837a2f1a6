"""Recorded clips to plain pictures, and plain pictures to an MP4 that any player opens. Loads ``av``: children only.

Pictures are I420: the brightness plane, then both colour planes of half its width and height, as one array.
"""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from statistics import median

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Interpolation
from av.video.stream import VideoStream
from numpy.typing import NDArray

from vonggac.fmp4.boxes import Malformed, walk
from vonggac.fmp4.reader import read_fragment
from vonggac.kernel.clock import SECOND_US
from vonggac.media.decoding import GrayDecoder, Undecodable

Planes = NDArray[np.uint8]
"""One and a half heights × width."""


def split_clip(clip: bytes) -> tuple[bytes, list[bytes]]:
    """``ftyp+moov``, and each ``moof`` with what follows it. Raises Malformed."""
    starts = [part.start for part in walk(clip) if part.type == b"moof"]
    if not starts:
        raise Malformed("no fragment")
    ends = [*starts[1:], len(clip)]
    return clip[: starts[0]], [clip[low:high] for low, high in zip(starts, ends, strict=True)]


class ClipReader:
    """Clips of one camera, in order, to pictures of one size: the first picture's, at most ``max_width`` wide."""

    def __init__(self, max_width: int) -> None:
        self._max_width = max_width
        self._init = b""
        self._decoder: GrayDecoder | None = None
        self.size = (0, 0)
        """(width, height), even; of the first picture on."""
        self.fps = 0
        """Of the first clip, rounded up; 0: not known yet."""

    @property
    def faults(self) -> int:
        """Samples that could not be decoded, of the present decoder."""
        return self._decoder.faults if self._decoder else 0

    def pictures(self, clip: bytes) -> Iterator[tuple[int, Planes]]:
        """(instant in µs UTC, picture). What cannot be decoded is left out."""
        try:
            init, fragments = split_clip(clip)
            if self._decoder is None or init != self._init:
                yield from self.rest()
                self._decoder, self._init = GrayDecoder(init), init
        except (Malformed, Undecodable):
            return
        self._learn_pace(fragments)
        for fragment in fragments:
            for frame in self._decoder.frames(fragment):
                yield from self._made(frame)

    def rest(self) -> Iterator[tuple[int, Planes]]:
        """What the decoder holds back: nothing of this camera follows."""
        if self._decoder is not None:
            for frame in self._decoder.drained():
                yield from self._made(frame)

    def _made(self, frame: VideoFrame) -> Iterator[tuple[int, Planes]]:
        if frame.pts is None or self._decoder is None:
            return
        at_us = frame.pts * SECOND_US // self._decoder.track.clock_hz
        if not self.size[0]:
            self.size = _even_size(frame.width, frame.height, self._max_width)
        made = frame.reformat(
            *self.size,
            "yuv420p",
            interpolation=Interpolation.AREA,
            dst_color_range=ColorRange.MPEG,
        )
        yield at_us, np.asarray(made.to_ndarray(), np.uint8)

    def _learn_pace(self, fragments: list[bytes]) -> None:
        if self.fps or self._decoder is None:
            return
        try:
            run = read_fragment(fragments[0]).track(self._decoder.track.index + 1)
        except Malformed:
            return
        ticks = median([each.duration for each in run.samples] or [0])
        if ticks > 0:
            self.fps = max(1, round(self._decoder.track.clock_hz / ticks + 0.3))


class CopyWriter:
    """H.264 in ``yuv420p``, constant rate, times from zero, the index in front. Use as a context manager."""

    def __init__(self, path: Path, width: int, height: int, fps: int) -> None:
        self._container = av.open(str(path), "w", options={"movflags": "+faststart"})
        stream = self._container.add_stream("libx264", rate=fps)
        assert isinstance(stream, VideoStream)  # noqa: S101  (a video encoder's)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, fps)
        stream.codec_context.thread_count = 1
        stream.codec_context.gop_size = 2 * fps
        stream.codec_context.options = {"preset": "veryfast", "crf": "24", "profile": "main"}
        self._stream, self._fps, self.count = stream, fps, 0

    def picture(self, planes: Planes) -> None:
        frame = VideoFrame.from_ndarray(planes, format="yuv420p")
        frame.pts, frame.time_base = self.count, Fraction(1, self._fps)
        self.count += 1
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """The file is whole when it returns."""
        try:
            self._container.mux(self._stream.encode(None))
        finally:
            self._container.close()


def _even_size(width: int, height: int, max_width: int) -> tuple[int, int]:
    if width > max_width:
        width, height = max_width, round(height * max_width / width)
    return max(16, width // 2 * 2), max(16, height // 2 * 2)
