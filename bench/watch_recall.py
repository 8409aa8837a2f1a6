"""People of known height cross drawn places: how many the eye sees. Called by ``bench.watch_quality``."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from tests.scenes.watching.coded import FPS, through_encoder
from tests.scenes.watching.folk import Walker
from tests.scenes.watching.world import Weather, World

from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.sighting import Gray

HEIGHTS = (0.05, 0.08, 0.10, 0.15, 0.20, 0.30, 0.60)
QUIET_S = 12.0
WEATHERS = {
    "day": Weather(),
    "dull, windy": Weather(sun=0.4, wind=0.7),
    "rain": Weather(sun=0.4, rain=0.8, wind=0.4),
    "lamps": Weather(sun=0.0, lamps=(1.0, 1.0, 1.0)),
    "infrared": Weather(sun=0.0, infrared=1.0),
}


@dataclass
class Count:
    crossings: int = 0
    seen: int = 0
    waited_s: list[float] = field(default_factory=list)
    """From coming into the picture to being seen."""
    false: int = 0
    """Motion said while nobody was in the picture."""
    quiet_s: float = 0.0

    def add(self, other: "Count") -> None:
        self.crossings += other.crossings
        self.seen += other.seen
        self.waited_s += other.waited_s
        self.false += other.false
        self.quiet_s += other.quiet_s


def crossings(
    height: float, count: int, weather: Weather, seed: int, *, coded: bool, faint: bool, place: int
) -> Count:
    """``count`` people one after the other before one camera."""
    chance = np.random.default_rng(seed)
    walkers, clock = [], 15.0
    for _ in range(count):
        walker = Walker.by_chance(chance, clock, height, faint=faint)
        walkers.append(walker)
        clock += walker.lasts_s + QUIET_S
    truth: list[int] = []
    pictures = _pictures(World(place, seed), weather, walkers, clock, truth)
    return _looked(through_encoder(pictures) if coded else pictures, truth, walkers)


def _pictures(
    world: World, weather: Weather, walkers: list[Walker], until_s: float, truth: list[int]
) -> Iterator[Gray]:
    for number in range(int(until_s * FPS)):
        at_s = number / FPS
        ground = world.ground(at_s, weather)
        inside = [index for index, each in enumerate(walkers) if each.draw(ground, at_s)]
        truth.append(inside[0] if inside else -1)
        yield world.finished(ground, at_s, weather)


def _looked(pictures: Iterator[Gray], truth: list[int], walkers: list[Walker]) -> Count:
    eye, result = Eye(EyeSettings()), Count(crossings=len(walkers))
    seen: dict[int, float] = {}
    last_inside, last_false = -100.0, -100.0
    for number, picture in enumerate(pictures):
        at_s = number / FPS
        sighting = eye.look(picture, int(at_s * 1e6))
        moving = sighting.motion >= 0.5
        if truth[number] >= 0:
            last_inside = at_s
            # Something that moves elsewhere is not the person who was looked for.
            if moving and walkers[truth[number]].touches(sighting.cells, at_s):
                seen.setdefault(truth[number], at_s - walkers[truth[number]].from_s)
        else:
            result.quiet_s += 1 / FPS
            if moving and at_s - last_inside > 2.0 and at_s - last_false > 10.0:
                last_false = at_s
                result.false += 1
    result.seen, result.waited_s = len(seen), list(seen.values())
    return result
