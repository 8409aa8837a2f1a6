"""The demo's films: eight places, a minute each, drawn at first run and kept.

Main stream 1280×720 at 15 pictures a second, sub stream 640×360 at 5, a key frame every two
seconds. A film lasts 60 s exactly and begins with the wall-clock minute, so that the seconds in the
picture are true wherever ``SimServer`` plays it with phase 0. One place's main stream is H.265, as
some cameras of a real school are.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from vonggac.kernel.files import sync_folder
from vonggac.kernel.streams import Codec
from vonggac.media.encode import MediaWriter, Picture, VideoSettings
from vonggac.simcam.school import canteen, corridor, gate, yard
from vonggac.simcam.school.stage import PERIOD_S, Place, Stage

PLACES: tuple[Place, ...] = (*gate.PLACES, *yard.PLACES, *corridor.PLACES, *canteen.PLACES)

MAIN_FPS, SUB_FPS = 15, 5
_KEY_EVERY_S = 2
_H265_PLACE = "corridor-2"
_EDITION = "2"
"""Part of the file names: a change of the drawings makes the films anew."""

Progress = Callable[[int, int], None]
"""Called with the films that are ready and the films wanted."""


@dataclass(frozen=True, slots=True)
class Film:
    """The files of one place."""

    place: Place
    main: Path
    sub: Path

    @property
    def main_codec(self) -> Codec:
        return Codec.H265 if self.place.key == _H265_PLACE else Codec.H264


def films(folder: Path, count: int = len(PLACES)) -> list[Film]:
    """Where the first ``count`` places' films lie, or will."""
    return [
        Film(
            place,
            folder / f"{place.key}-main-{_EDITION}.mp4",
            folder / f"{place.key}-sub-{_EDITION}.mp4",
        )
        for place in PLACES[:count]
    ]


def make_films(
    folder: Path,
    *,
    count: int = len(PLACES),
    processes: int = 2,
    progress: Progress | None = None,
    seconds: int = PERIOD_S,
) -> list[Film]:
    """Draws what is missing; a film appears whole or not at all. Raises OSError (full disk).

    ``seconds`` below 60 is for tests: the film then repeats sooner, and its clock is wrong.
    """
    wanted = films(folder, count)
    missing = [film for film in wanted if not (film.main.exists() and film.sub.exists())]
    folder.mkdir(parents=True, exist_ok=True)
    report = progress or (lambda ready, of: None)
    ready = len(wanted) - len(missing)
    report(ready, len(wanted))
    if processes <= 1 or len(missing) <= 1:
        for film in missing:
            make_film(film, seconds)
            ready += 1
            report(ready, len(wanted))
        return wanted
    # A fresh interpreter a process: FFmpeg and threads do not survive a fork.
    with ProcessPoolExecutor(min(processes, len(missing)), mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(make_film, film, seconds) for film in missing]
        for future in as_completed(waiting):
            future.result()
            ready += 1
            report(ready, len(wanted))
    return wanted


def make_film(film: Film, seconds: int = PERIOD_S) -> None:
    """Draws and encodes one place's two streams. Raises OSError."""
    stage = Stage(film.place)
    # Beside with the same ending: the container's kind is known by it.
    beside = [path.with_name(f".{path.name}") for path in (film.main, film.sub)]
    h265 = film.main_codec is Codec.H265
    main = VideoSettings(
        1280,
        720,
        MAIN_FPS,
        film.main_codec,
        gop=_KEY_EVERY_S * MAIN_FPS,
        quality=27,
        preset="ultrafast" if h265 else "superfast",
        pixels="yuv420p" if h265 else "nv12",
        bt709=True,
    )
    sub = VideoSettings(640, 360, SUB_FPS, gop=_KEY_EVERY_S * SUB_FPS, quality=27, bt709=True)
    with MediaWriter(beside[0], main) as main_file, MediaWriter(beside[1], sub) as sub_file:
        for number, picture in enumerate(_pictures(stage, seconds)):
            main_file.picture(picture)
            if number % (MAIN_FPS // SUB_FPS) == 0:
                sub_file.picture(picture)
    for made, path in zip(beside, (film.main, film.sub), strict=True):
        made.replace(path)
    sync_folder(film.main.parent)


def _pictures(stage: Stage, seconds: int) -> Iterator[Picture]:
    for number in range(seconds * MAIN_FPS):
        yield stage.picture(number / MAIN_FPS).pixels
