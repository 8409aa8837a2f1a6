"""Small moving pictures and tones, encoded for one test: what the real footage lacks."""

import io
import math
from array import array
from fractions import Fraction

import av
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from tests.scenes.nal_units import split_annex_b
from vonggac.kernel.nal import is_parameter_set
from vonggac.kernel.streams import Codec, Track

WIDTH, HEIGHT = 320, 192


def moving_picture(number: int, *, width: int = WIDTH, height: int = HEIGHT) -> VideoFrame:
    """Stripes that move a little from picture to picture."""
    line = bytes((x * 3 + number * 7) & 255 for x in range(width))
    frame = VideoFrame(width, height, "yuv420p")
    for plane, lines in zip(frame.planes, (height, height // 2, height // 2), strict=True):
        row = line[: plane.line_size].ljust(plane.line_size, b"\x80")
        plane.update(row * lines)
    return frame


def encoded(
    encoder: str, pictures: int, *, gop: int = 5, options: dict[str, str] | None = None
) -> tuple[bytes, list[tuple[int, bytes, bool]]]:
    """The encoder's extradata, and (presentation time in 90 kHz at 10 pictures a second, bytes,
    key) in decode order.
    """
    context = av.CodecContext.create(encoder, "w")
    assert isinstance(context, av.VideoCodecContext)
    context.width, context.height = WIDTH, HEIGHT
    context.pix_fmt = "yuvj420p" if encoder == "mjpeg" else "yuv420p"
    context.time_base, context.framerate = Fraction(1, 10), Fraction(10)
    context.gop_size = gop
    context.thread_count = 1
    context.options = options or {}
    packets = []
    for number in range(pictures):
        frame = moving_picture(number)
        if encoder == "mjpeg":
            frame = frame.reformat(format="yuvj420p")
        frame.pts, frame.time_base = number, Fraction(1, 10)
        packets += context.encode(frame)
    packets += context.encode(None)
    units = [(int(p.pts or 0) * 9000, bytes(p), p.is_keyframe) for p in packets]
    return context.extradata or b"", units


def h265(pictures: int = 10, *, gop: int = 5) -> tuple[Track, list[tuple[int, list[bytes], bool]]]:
    """A track and its (time, NAL units without parameter sets, key)."""
    options = {
        "x265-params": "log-level=none:pools=none:frame-threads=1:bframes=2:repeat-headers=1"
    }
    _, packets = encoded("libx265", pictures, gop=gop, options=options)
    sets = [u for u in split_annex_b(packets[0][1]) if is_parameter_set(Codec.H265, u)]
    units = [
        (time, [u for u in split_annex_b(data) if not is_parameter_set(Codec.H265, u)], key)
        for time, data, key in packets
    ]
    return Track(0, Codec.H265, 90_000, tuple(sets), width=WIDTH, height=HEIGHT), units


def mjpeg(pictures: int = 5) -> tuple[Track, list[tuple[int, bytes, bool]]]:
    _, packets = encoded("mjpeg", pictures)
    return Track(0, Codec.MJPEG, 90_000, width=WIDTH, height=HEIGHT), packets


def tone(encoder: str, frames: int, *, rate: int, index: int = 1) -> tuple[Track, list[bytes]]:
    """A track of 440 Hz, mono, and its frames; ``encoder`` is aac, pcm_mulaw or pcm_alaw."""
    context = av.CodecContext.create(encoder, "w")
    assert isinstance(context, av.AudioCodecContext)
    context.sample_rate, context.layout = rate, "mono"
    context.format = "fltp" if encoder == "aac" else "s16"
    found: list[bytes] = []
    for number in range(frames):
        values = (math.sin((number * 1024 + n) * 2764.6 / rate) / 4 for n in range(1024))
        frame = AudioFrame(context.format.name, "mono", 1024)
        if encoder == "aac":
            frame.planes[0].update(array("f", values).tobytes())
        else:
            frame.planes[0].update(array("h", (int(v * 32000) for v in values)).tobytes())
        frame.sample_rate, frame.pts = rate, number * 1024
        found += [bytes(packet) for packet in context.encode(frame)]
    codec = {"aac": Codec.AAC, "pcm_mulaw": Codec.PCMU, "pcm_alaw": Codec.PCMA}[encoder]
    config = (context.extradata or b"") if codec is Codec.AAC else b""
    return Track(index, codec, rate, config=config, channels=1), found


def decoded(data: bytes, kind: str) -> list[object]:
    """All pictures or sounds that FFmpeg finds in the file."""
    with av.open(io.BytesIO(data), "r") as container:
        return list(container.decode(**{kind: 0}))
