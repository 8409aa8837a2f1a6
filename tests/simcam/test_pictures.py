"""What the demo's cameras show: the drawn school, and the mark that machines read."""

import itertools
import shutil
import subprocess
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.streams import Codec
from vonggac.media.demux import read_file
from vonggac.simcam import barcode
from vonggac.simcam.scenes import PLACES, films, make_films
from vonggac.simcam.school.cast import Stop, Walker, perspective
from vonggac.simcam.school.company import AN
from vonggac.simcam.school.stage import Stage


def test_two_cameras_stand_in_each_of_four_areas() -> None:
    """Gate, yard, corridor, canteen."""
    assert [place.area for place in PLACES] == [
        area for area in ("gate", "yard", "corridor", "canteen") for _ in range(2)
    ]
    assert [film.main_codec for film in films(Path())].count(Codec.H265) == 1


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_a_minute_of_a_place_closes_on_itself(place: object) -> None:
    """Every actor is at 60 s where he was at 0 s, and somebody is always to be seen."""
    stage = Stage(place)  # type: ignore[arg-type]
    actors = place.cast()  # type: ignore[attr-defined]
    for actor in actors:
        for one, other in zip(actor.at(0.0), actor.at(60.0), strict=True):
            assert one.sprite is other.sprite
            assert (one.x, one.y) == pytest.approx((other.x, other.y))
    pictures = [stage.picture(second).pixels[60:720] for second in range(0, 60, 3)]
    for before, after in itertools.pairwise([*pictures, pictures[0]]):
        assert np.count_nonzero(before != after) > 1000


def test_the_second_in_the_corner_is_the_second_of_the_minute() -> None:
    """It changes with the second and at no other time."""
    stage = Stage(PLACES[0])

    def corner(time_s: float) -> bytes:
        return stage.picture(time_s).pixels[10:50, 20:90].tobytes()

    assert corner(7.0) == corner(7.99)
    assert corner(7.99) != corner(8.0)


def test_nobody_walks_for_longer_than_a_minute() -> None:
    """He would vanish in mid-step when the loop begins again."""
    with pytest.raises(ValueError, match="more than a minute"):
        Walker(AN, [Stop(0, 500), Stop(90_000, 500)], 0, perspective(200, 2))


@pytest.mark.slow
def test_films_are_made_once_and_appear_whole(tmp_path: Path) -> None:
    """Main at 15 pictures a second, sub at 5, a key frame every two seconds; kept afterwards."""
    told: list[tuple[int, int]] = []
    (film,) = make_films(
        tmp_path, count=1, seconds=2, progress=lambda ready, of: told.append((ready, of))
    )
    assert told == [(0, 1), (1, 1)]
    (main,), (sub,) = read_file(film.main), read_file(film.sub)
    assert (main.track.width, main.track.height, len(main.units), main.length) == (
        1280,
        720,
        30,
        180_000,
    )
    assert (sub.track.width, sub.track.height, len(sub.units), sub.length) == (
        640,
        360,
        10,
        180_000,
    )
    assert [unit.key for unit in main.units] == [True] + [False] * 29
    made_at = film.main.stat().st_mtime_ns
    make_films(tmp_path, count=1, seconds=2)
    assert film.main.stat().st_mtime_ns == made_at
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [film.main.name, film.sub.name]
    )


@given(number=st.integers(0, 65_535), width=st.integers(96, 400), height=st.integers(24, 200))
def test_a_mark_is_read_as_it_was_drawn(number: int, width: int, height: int) -> None:
    """At any size of picture."""
    luma = np.full((height, width), 128, np.uint8)
    barcode.draw(luma, number)
    assert barcode.read(luma) == number


def test_a_picture_without_a_mark_has_no_number() -> None:
    """Grey, and a mark with a wrong check."""
    assert barcode.read(np.full((100, 300), 128, np.uint8)) is None
    luma = np.full((96, 240), 128, np.uint8)
    barcode.draw(luma, 1234)
    luma[:8, 30:40] = 251 - luma[:8, 30:40]
    assert barcode.read(luma) is None


def test_marks_survive_the_encoder(tmp_path: Path) -> None:
    """Every frame of a clip with a sensor's noise tells its number, in order."""
    path = tmp_path / "a.mp4"
    barcode.make_barcode_clip(path, fps=10, gop=10, width=640, height=360, seconds=2, grain=8)
    with av.open(str(path)) as container:
        numbers = [
            barcode.read(np.asarray(frame.to_ndarray(format="gray")))
            for frame in container.decode(video=0)
        ]
    assert numbers == list(range(20))


@pytest.mark.skipif(shutil.which("node") is None, reason="no node on this machine")
def test_the_reader_for_the_browser_reads_the_same() -> None:
    """READ_JS on a canvas' pixels."""
    luma = np.full((90, 320), 128, np.uint8)
    barcode.draw(luma, 40_321)
    pixels = np.repeat(luma[..., None], 4, axis=2).reshape(-1).tolist()
    script = (
        f"{barcode.READ_JS}\nconsole.log(readBarcode({{width: 320, height: 90, data: {pixels}}}))"
    )
    done = subprocess.run(["node", "-"], input=script, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "40321"
