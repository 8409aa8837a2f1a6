"""One picture out of a fragment, decoded elsewhere."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from tests.fmp4.test_init import film
from tests.scenes.clips import h265, mjpeg
from tests.scenes.footage import BOTTLES, CARS, HZ, PEOPLE, START_TICKS, footage, recorded
from vonggac.fmp4.fragment import TrackRun, fragment
from vonggac.fmp4.reader import read_fragment
from vonggac.media.stills import StillDecoder, StillFailed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def decoder() -> Iterator[StillDecoder]:
    with StillDecoder() as warm:
        warm.warm()
        yield warm


def picture(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def true_picture(name: str, seconds: float) -> Image.Image:
    """The picture on the screen at that time of the clip, by FFmpeg's own demuxer."""
    with av.open(str(footage(name)), "r") as container:
        best = None
        for frame in container.decode(video=0):
            if frame.time > seconds + 0.0001:
                break
            best = frame
        assert best is not None
        image = best.to_image()  # type: ignore[no-untyped-call]
        assert isinstance(image, Image.Image)
        return image


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean over all pixels and colours, of 255."""
    stat = ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB")))
    return sum(stat.mean) / 3


@pytest.mark.parametrize(("name", "size"), [(PEOPLE, (768, 432)), (BOTTLES, (640, 360))])
def test_the_key_picture_needs_only_the_first_sample(
    decoder: StillDecoder, name: str, size: tuple[int, int]
) -> None:
    """The bytes behind it may be missing."""
    init, fragments = recorded(name, at_most=2)
    first = read_fragment(fragments[1]).tracks[0].samples[0]
    cut = first.offset + first.size
    image = picture(decoder.decode(init, fragments[1][:cut]))
    assert image.size == size
    whole = picture(decoder.decode(init, fragments[1]))
    assert difference(image, whole) < 0.1


@pytest.mark.parametrize(("name", "seconds"), [(PEOPLE, 1.55), (CARS, 3.3), (BOTTLES, 2.21)])
def test_the_picture_of_an_instant_is_the_one_on_the_screen(
    decoder: StillDecoder, name: str, seconds: float
) -> None:
    """The last one shown at or before it, B frames or not."""
    init, fragments = recorded(name, at_most=3)
    at = START_TICKS + round(seconds * HZ)
    starts = [read_fragment(data).tracks[0].base_time for data in fragments]
    number = max(n for n, start in enumerate(starts) if start <= at)
    shown = picture(decoder.decode(init, fragments[number], at))
    assert difference(shown, true_picture(name, seconds)) < 3


def test_an_instant_outside_gives_the_nearest_end(decoder: StillDecoder) -> None:
    """Before the first picture the first; behind the last the last."""
    init, fragments = recorded(CARS, at_most=1)
    first = decoder.decode(init, fragments[0])
    assert decoder.decode(init, fragments[0], START_TICKS - HZ) == first
    last = picture(decoder.decode(init, fragments[0], START_TICKS + 99 * HZ))
    assert difference(last, true_picture(CARS, 4.72)) < 3


def test_a_picture_is_made_no_wider_than_asked(decoder: StillDecoder) -> None:
    """In proportion; a small one is left as it is."""
    init, fragments = recorded(PEOPLE, at_most=1)
    assert picture(decoder.decode(init, fragments[0], max_width=320)).size == (320, 180)
    assert picture(decoder.decode(init, fragments[0], max_width=4000)).size == (768, 432)


def test_h265_and_mjpeg_are_shown_too(decoder: StillDecoder) -> None:
    """What no browser plays can still be seen."""
    track, units = h265(6)
    data = film(track, units)
    at = data.index(b"moof") - 4
    assert picture(decoder.decode(data[:at], data[at:], HZ + 27_000)).size == (320, 192)
    track, frames = mjpeg(2)
    data = film(track, [(when, [unit], key) for when, unit, key in frames])
    at = data.index(b"moof") - 4
    assert picture(decoder.decode(data[:at], data[at:])).size == (320, 192)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0\0\0\x08moof", fragment(1, [TrackRun(1, 0, [(9, 1, True, 0)], [b"notvideo!"])])],
)
def test_what_cannot_be_decoded_is_said_and_the_next_picture_comes(
    decoder: StillDecoder, data: bytes
) -> None:
    """A damaged fragment costs nobody else a picture."""
    init, fragments = recorded(PEOPLE, at_most=1)
    with pytest.raises(StillFailed):
        decoder.decode(init, data)
    assert decoder.decode(init, fragments[0])


def test_a_child_that_was_killed_is_replaced() -> None:
    """By the next call, which does not notice."""
    init, fragments = recorded(PEOPLE, at_most=1)
    with StillDecoder() as decoder:
        before = decoder.decode(init, fragments[0])
        process = decoder._process
        assert process is not None
        process.kill()
        process.wait()
        assert decoder.decode(init, fragments[0]) == before


def test_a_child_that_hangs_is_given_up() -> None:
    """After the patience; then a new one does the work."""
    init, fragments = recorded(PEOPLE, at_most=1)
    with StillDecoder(patience_s=1) as decoder:
        decoder.warm()
        assert decoder._process is not None
        os.kill(decoder._process.pid, signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(StillFailed, match="crashed or hung"):
            decoder.decode(init, fragments[0])
        assert time.monotonic() - began < 4
        assert decoder._process is None


def test_many_threads_share_one_child(decoder: StillDecoder) -> None:
    """One after the other; each gets its own picture."""
    init, fragments = recorded(CARS, at_most=4)
    alone = [decoder.decode(init, data, max_width=160) for data in fragments]
    found: dict[int, bytes] = {}

    def one(number: int) -> None:
        found[number] = decoder.decode(init, fragments[number], max_width=160)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] for number in range(4)] == alone


def test_ffmpeg_stays_out_of_the_process_that_asks() -> None:
    """``import`` of both doors leaves ``av`` and Pillow to the child."""
    check = (
        "import sys, vonggac.media.pyav_source, vonggac.media.stills\n"
        "sys.exit(any(name in sys.modules for name in ('av', 'PIL', 'numpy')))"
    )
    environment = {**os.environ, "PYTHONPATH": "src"}
    done = subprocess.run([sys.executable, "-c", check], env=environment, timeout=60, check=False)
    assert done.returncode == 0
