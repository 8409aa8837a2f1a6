"""What an encoder makes of drawn pictures: a sub stream of 640×360, as cameras send it. Loads FFmpeg."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import av
import cv2
import numpy as np
from av.packet import Packet
from av.stream import Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame

from vonggac.watch.sighting import Gray

FPS = 5


def encoded(pictures: Iterable[Gray], kbit_s: int = 250) -> "Iterator[Packet[Stream]]":
    """H.264 packets of ``pictures``, twice as wide and high; a key frame every two seconds."""
    coder = av.CodecContext.create("libx264", "w")
    assert isinstance(coder, VideoCodecContext)
    coder.width, coder.height, coder.pix_fmt = 640, 360, "yuv420p"
    coder.time_base, coder.framerate = Fraction(1, FPS), Fraction(FPS)
    coder.bit_rate, coder.gop_size, coder.thread_count = kbit_s * 1000, 2 * FPS, 1
    coder.options = {
        "preset": "veryfast",
        "tune": "zerolatency",
        "maxrate": f"{kbit_s}k",
        "bufsize": f"{2 * kbit_s}k",
    }
    for number, picture in enumerate(pictures):
        whole = np.full((540, 640), 128, np.uint8)
        cv2.resize(picture, (640, 360), dst=whole[:360], interpolation=cv2.INTER_LINEAR)
        frame = VideoFrame.from_ndarray(whole, format="yuv420p")
        frame.pts = number
        yield from coder.encode(frame)
    yield from coder.encode(None)


def decoder() -> VideoCodecContext:
    """One thread and no loop filter, as ``media.decoding`` has it."""
    context = av.CodecContext.create("h264", "r")
    assert isinstance(context, VideoCodecContext)
    context.thread_count = 1
    context.options = {"skip_loop_filter": "all"}
    return context


def luma(frame: VideoFrame) -> Gray:
    """The brightness of a decoded frame at half its size, as ``media.decoding`` hands it out."""
    plane = frame.planes[0]
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    small = cv2.resize(
        lines[: frame.height, : frame.width], (320, 180), interpolation=cv2.INTER_AREA
    )
    return np.asarray(small, np.uint8)


def through_encoder(pictures: Iterable[Gray], kbit_s: int = 250) -> Iterator[Gray]:
    """``pictures`` as they come out of a camera's sub stream: the same number of them."""
    context = decoder()
    for packet in encoded(pictures, kbit_s):
        for frame in context.decode(packet):
            yield luma(frame)
    for frame in context.decode(None):
        yield luma(frame)
