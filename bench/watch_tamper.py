"""Each kind of tampering before each drawn place, and what must not be taken for it. For ``watch_quality``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from tests.scenes.watching.coded import FPS, through_encoder
from tests.scenes.watching.sabotage import DEEDS, black_cloth, hand
from tests.scenes.watching.world import Weather, World

from bench.watch_recall import WEATHERS
from vonggac.kernel.events import EventKind
from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.judgement import Judge
from vonggac.watch.sighting import Gray

BEGINS_S, ENDS_S = 40, 75
PLACES = 4
Pictures = Iterator[Gray]


@dataclass
class Row:
    name: str
    kind: str
    """Empty: nothing may be said."""
    scenes: int = 0
    right: int = 0
    other: int = 0
    """Alarms of another kind than the deed's, and every alarm where nothing may be said."""
    waited_s: list[float] = field(default_factory=list)


def deed_rows() -> Iterator[Row]:
    for name, (kind, deed) in DEEDS.items():
        yield _deed(name, kind, deed)
    yield _row("frozen", "frozen", _frozen)
    yield _row("replaced by a loop of 12 s", "looped", _looped)


def innocent_rows() -> Iterator[Row]:
    for name, scene in INNOCENT.items():
        yield _row(name, "", scene)


def _deed(name: str, kind: str, deed: Callable[..., Gray]) -> Row:
    def scene(place: int) -> Pictures:
        chance = np.random.default_rng(place)
        for number, picture in enumerate(_true(place)):
            since = number / FPS - BEGINS_S
            yield deed(picture, since, chance) if since >= 0 else picture

    return _row(name, kind, scene)


def _true(place: int) -> Pictures:
    weather = list(WEATHERS.values())[place % len(WEATHERS)]
    world = World(place, place)
    for number in range(ENDS_S * FPS):
        yield world.picture(number / FPS, weather)


def _row(name: str, kind: str, scene: Callable[[int], Pictures]) -> Row:
    row = Row(name, kind)
    for place in range(PLACES):
        row.scenes += 1
        began = dict(_alarms(through_encoder(scene(place))))
        if kind in began:
            row.right += 1
            row.waited_s.append(began.pop(kind) - BEGINS_S)
        row.other += len(began)
    return row


def _alarms(pictures: Pictures) -> Iterator[tuple[str, float]]:
    eye, judge = Eye(EyeSettings()), Judge("bench", EyeSettings())
    for number, picture in enumerate(pictures):
        at_us = number * 1_000_000 // FPS
        for event in judge.feed(eye.look(picture, at_us)):
            if event.to_us is None and event.kind is not EventKind.MOTION:
                yield str(event.kind), event.at_us / 1e6


def _frozen(place: int) -> Pictures:
    last: Gray | None = None
    for number, picture in enumerate(_true(place)):
        if last is None or number <= BEGINS_S * FPS:
            last = picture
        yield last


def _looped(place: int) -> Pictures:
    kept: list[Gray] = []
    for number, picture in enumerate(_true(place)):
        if number < BEGINS_S * FPS:
            kept.append(picture)
        yield picture if number < BEGINS_S * FPS else kept[-60:][(number - BEGINS_S * FPS) % 60]


def _before_the_lens(place: int) -> Pictures:
    """A person stands right before the lens for 9 s, three times."""
    chance = np.random.default_rng(place)
    deed = (hand, black_cloth)[place % 2]
    for number, picture in enumerate(_true(place)):
        since = number / FPS % 22 - 10
        yield deed(picture, since, chance) if 0 <= since < 9 else picture


def _changing(weather: Callable[[float], Weather]) -> Callable[[int], Pictures]:
    def scene(place: int) -> Pictures:
        world = World(place, place)
        for number in range(ENDS_S * FPS):
            yield world.picture(number / FPS, weather(number // FPS))

    return scene


INNOCENT: dict[str, Callable[[int], Pictures]] = {
    "person before the lens for 9 s": _before_the_lens,
    "dusk within a minute": _changing(lambda s: Weather(sun=round(max(0.01, 1 - s / 60), 3))),
    "lamps off, dim light stays": _changing(
        lambda s: Weather(sun=0.01, lamps=(1.0, 1.0, 1.0) if s < BEGINS_S else ())
    ),
    "infrared on": _changing(
        lambda s: Weather(sun=0.01) if s < BEGINS_S else Weather(sun=0.0, infrared=1.0)
    ),
    "lamps on in the dark": _changing(
        lambda s: Weather(sun=0.01, lamps=() if s < BEGINS_S else (1.0, 1.0, 1.0))
    ),
    "cloudburst and storm": _changing(
        lambda s: Weather() if s < BEGINS_S else Weather(sun=0.3, rain=1.0, wind=1.0)
    ),
    "mist": _changing(lambda s: Weather(contrast=round(max(0.35, 1 - s / 80), 2))),
}
