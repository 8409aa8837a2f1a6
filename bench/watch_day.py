"""A drawn day of 24 hours before one camera, with all that is not a person. Called by ``bench.watch_quality``.

Night under infrared light with insects and headlights, dawn, clouds' shadows, wind, a rainy
afternoon, dusk, lamps switched on and off; and a few people, to see that they are still seen.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from tests.scenes.watching.folk import Walker
from tests.scenes.watching.world import Weather, World

from vonggac.kernel.events import Event, EventKind
from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.judgement import Judge

FPS = 5
HOUR_S = 3600
_PEOPLE = 60
_CLOUDS, _BEAMS, _FLIES = 60, 12, 30


@dataclass
class Plan:
    """What happens when, drawn from a seed."""

    seed: int
    clouds: list[float] = field(default_factory=list)
    beams: list[float] = field(default_factory=list)
    flies: list[float] = field(default_factory=list)
    lamps: list[tuple[float, int]] = field(default_factory=list)
    people: list[Walker] = field(default_factory=list)

    def __post_init__(self) -> None:
        chance = np.random.default_rng(self.seed)
        self.clouds = sorted(float(x) * HOUR_S for x in chance.uniform(7, 17, _CLOUDS))
        nights = np.concatenate(
            [chance.uniform(0, 5, _BEAMS // 2), chance.uniform(19, 24, _BEAMS // 2)]
        )
        self.beams = sorted(float(x) * HOUR_S for x in nights)
        flies = np.concatenate(
            [chance.uniform(0, 5, _FLIES // 2), chance.uniform(22.1, 24, _FLIES // 2)]
        )
        self.flies = sorted(float(x) * HOUR_S for x in flies)
        # The caretaker and the cleaners: 14 times a lamp goes on or off, one by one.
        hours = sorted(chance.uniform(18.2, 21.8, 12))
        self.lamps = [(18.0 * HOUR_S, 0), (18.01 * HOUR_S, 1), (18.02 * HOUR_S, 2)]
        self.lamps += [(float(x) * HOUR_S, int(chance.integers(3))) for x in hours]
        for hour in np.sort(chance.uniform(0.2, 23.8, _PEOPLE)):
            height = float(chance.uniform(0.12, 0.4))
            self.people.append(Walker.by_chance(chance, float(hour) * HOUR_S, height))

    def weather(self, at_s: float) -> Weather:
        hour = at_s / HOUR_S
        sun = _ramp(hour, 5.2, 6.4) * (1 - _ramp(hour, 17.3, 18.5))
        wet = _ramp(hour, 14.0, 14.1) * (1 - _ramp(hour, 15.9, 16.0))
        lamps = [0.0, 0.0, 0.0]
        for when, which in self.lamps:
            if when <= at_s < 22 * HOUR_S:
                lamps[which] = 1.0 - lamps[which]
        dark = sun < 0.02 and not any(lamps)
        fly = any(0 <= at_s - each < 20 for each in self.flies)
        beam = next((at_s - each for each in self.beams if 0 <= at_s - each < 3), -1.0)
        cloud = next((at_s - each for each in self.clouds if 0 <= at_s - each < 40), -1.0)
        return Weather(
            sun=round(sun * (1 - 0.5 * wet), 3),
            cloud=0.0 if cloud < 0 or wet else min(1.0, cloud / 5) + max(0.0, cloud / 5 - 7),
            lamps=tuple(lamps),
            infrared=1.0 if dark and at_s % 1 >= 0 else 0.0,
            rain=wet * (0.6 + 0.4 * np.sin(at_s / 300)),
            wind=max(0.0, 0.6 * np.sin(at_s / 900) + 0.3 * wet + 0.2) if 8 < hour < 18 else 0.0,
            insects=3 if fly and dark else 0,
            beam=beam / 3 if beam >= 0 and dark else -1.0,
        )

    def what(self, at_s: float) -> str:
        """A word for what may have caused an alarm."""
        weather = self.weather(at_s)
        hour = at_s / HOUR_S
        near = [abs(at_s - when) for when, _ in self.lamps]
        if min(near) < 15 or abs(at_s - 22 * HOUR_S) < 15:
            return "lamp switched"
        if weather.beam >= 0 or any(0 <= at_s - each < 8 for each in self.beams):
            return "headlights"
        if weather.insects:
            return "insects"
        if weather.rain:
            return "rain"
        if any(0 <= at_s - each < 50 for each in self.clouds) and 7 < hour < 17.1:
            return "cloud's shadow"
        if 5 < hour < 6.5 or 17.2 < hour < 18.6:
            return "dawn or dusk"
        return "wind" if weather.wind else "nothing"


@dataclass
class Day:
    """What the eye made of it."""

    false_motion: list[tuple[float, str]] = field(default_factory=list)
    false_tamper: list[tuple[float, str]] = field(default_factory=list)
    people: int = 0
    seen: int = 0
    pictures: int = 0


def day(place: int, seed: int, from_h: float = 0.0, to_h: float = 24.0) -> Day:
    """Looks at every picture of the day at 5 a second. Some five minutes of one core."""
    plan, result = Plan(seed), Day()
    eye, judge = Eye(EyeSettings()), Judge("day1", EyeSettings())
    seen: set[int] = set()
    near_until = -1.0
    for at_s, inside, picture in _pictures(plan, place, seed, from_h, to_h):
        result.pictures += 1
        sighting = eye.look(picture, int(at_s * 1e6))
        if inside >= 0:
            near_until = at_s + 3
            if sighting.motion >= 0.5 and plan.people[inside].touches(sighting.cells, at_s):
                seen.add(inside)
        for event in judge.feed(sighting):
            _count(result, event, plan, at_s, at_s < near_until)
    walked = [each for each in plan.people if from_h <= each.from_s / HOUR_S < to_h]
    result.people, result.seen = len(walked), len(seen)
    return result


def _count(result: Day, event: Event, plan: Plan, at_s: float, person_near: bool) -> None:
    if event.to_us is not None or event.at_us != int(at_s * 1e6):
        return
    if event.kind is not EventKind.MOTION:
        result.false_tamper.append((at_s, f"{event.kind} ({plan.what(at_s)}: {event.detail})"))
    elif not person_near:
        result.false_motion.append((at_s, plan.what(at_s)))


def _pictures(
    plan: Plan, place: int, seed: int, from_h: float, to_h: float
) -> Iterator[tuple[float, int, np.ndarray]]:
    world = World(place, seed)
    begin = 0
    weather, whole = plan.weather(from_h * HOUR_S), -1
    for number in range(int(from_h * HOUR_S * FPS), int(to_h * HOUR_S * FPS)):
        at_s = number / FPS
        moving_light = weather.beam >= 0 or 0 < weather.cloud < 2
        if int(at_s) != whole or moving_light:
            whole, weather = int(at_s), plan.weather(at_s)
        while (
            begin < len(plan.people)
            and at_s > plan.people[begin].from_s + plan.people[begin].lasts_s
        ):
            begin += 1
        inside = begin if begin < len(plan.people) and at_s >= plan.people[begin].from_s else -1
        if inside < 0:
            yield at_s, -1, world.picture(at_s, weather)
            continue
        ground = world.ground(at_s, weather)
        plan.people[inside].draw(ground, at_s)
        yield at_s, inside, world.finished(ground, at_s, weather)


def _ramp(hour: float, start: float, end: float) -> float:
    share = min(1.0, max(0.0, (hour - start) / (end - start)))
    return share * share * (3 - 2 * share)
