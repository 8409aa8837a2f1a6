"""A drawn scene with an object whose place is known in every picture, recorded as a camera's H.264 would be."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from tests.scenes.nal_units import split_annex_b
from tests.scenes.segments import SECOND_US
from tests.scenes.store import Store
from vonggac.fmp4.configuration import read_avc_record
from vonggac.fmp4.fragment import TrackRun, fragment
from vonggac.fmp4.init import init_segment
from vonggac.kernel.nal import is_parameter_set
from vonggac.kernel.streams import Codec, Track
from vonggac.vault.keys import epoch_of
from vonggac.vault.paths import segment_path
from vonggac.vault.writer import SegmentWriter

WIDTH, HEIGHT, FPS = 480, 272, 10
SIDE = (48, 72)
"""Width and height of the object."""
_NOISE = np.random.default_rng(7)
_GROUND = np.kron(_NOISE.integers(90, 150, (HEIGHT // 8, WIDTH // 8)), np.ones((8, 8))).astype(
    np.uint8
)
_OBJECT = np.kron(_NOISE.integers(16, 235, (SIDE[1] // 8, SIDE[0] // 8)), np.ones((8, 8))).astype(
    np.uint8
)
Planes = NDArray[np.uint8]


def place(number: int, speed: int = 5) -> tuple[int, int]:
    """Left upper corner of the object in the picture of that number."""
    return 24 + speed * number % (WIDTH - SIDE[0] - 30), 96 + 8 * (number % 20 // 10)


def picture(number: int) -> Planes:
    """I420; the object is red, the ground is gray."""
    made = np.full((HEIGHT * 3 // 2, WIDTH), 128, np.uint8)
    made[:HEIGHT] = _GROUND
    x, y = place(number)
    made[y : y + SIDE[1], x : x + SIDE[0]] = _OBJECT
    red = made.reshape(-1)[WIDTH * HEIGHT * 5 // 4 :].reshape(HEIGHT // 2, WIDTH // 2)
    red[y // 2 : (y + SIDE[1]) // 2, x // 2 : (x + SIDE[0]) // 2] = 230
    return made


def clip(start_us: int, numbers: Sequence[int]) -> tuple[bytes, list[bytes]]:
    """Init and a fragment a second, of these pictures."""
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height, context.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    context.time_base, context.framerate = Fraction(1, FPS), Fraction(FPS)
    context.gop_size, context.thread_count = FPS, 1
    context.options = {"preset": "ultrafast", "crf": "16", "x264-params": "scenecut=0:bframes=0"}
    packets = []
    for at, number in enumerate(numbers):
        frame = VideoFrame.from_ndarray(picture(number), format="yuv420p")
        frame.pts, frame.time_base = at, Fraction(1, FPS)
        packets += context.encode(frame)
    packets += context.encode(None)
    sets = [u for u in split_annex_b(bytes(packets[0])) if is_parameter_set(Codec.H264, u)]
    if not sets:
        sets = list(read_avc_record(context.extradata or b""))
    track = Track(0, Codec.H264, 90_000, tuple(sets), width=WIDTH, height=HEIGHT)
    samples = [
        b"".join(
            len(unit).to_bytes(4, "big") + unit
            for unit in split_annex_b(bytes(each))
            if not is_parameter_set(Codec.H264, unit)
        )
        for each in packets
    ]
    fragments = []
    for first in range(0, len(samples), FPS):
        some = samples[first : first + FPS]
        base = (start_us + first * SECOND_US // FPS) * 9 // 100
        listed = [(len(each), 90_000 // FPS, at == 0, 0) for at, each in enumerate(some)]
        fragments.append(fragment(first // FPS + 1, [TrackRun(1, base, listed, some)]))
    return init_segment([track]), fragments


def record(store: Store, camera: str, start_us: int, numbers: Sequence[int]) -> Path:
    """A sealed segment of these pictures, and its line in the journal."""
    init, fragments = clip(start_us, numbers)
    segment = f"{start_us:032x}"
    path = segment_path(store.volume, camera, "main", start_us, segment)
    writer = SegmentWriter(
        path,
        camera=camera,
        stream="main",
        start_us=start_us,
        epoch=store.keyholder.ensure(epoch_of(start_us)),
        segment_id=segment,
        codec="h264",
        width=WIDTH,
        height=HEIGHT,
        run_id="run-1",
    )
    writer.init(init)
    for number, data in enumerate(fragments):
        at_us = start_us + number * SECOND_US
        writer.append(data, start_us=at_us, duration_us=SECOND_US)
    store.tell(path, writer.finish(start_us + len(fragments) * SECOND_US))
    return path
