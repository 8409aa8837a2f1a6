"""The eye on motion: who crosses is seen, where he is meant to be seen, and nothing else."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from tests.scenes.watching.folk import Walker
from tests.scenes.watching.world import Weather, World
from vonggac.kernel.events import Event, EventKind
from vonggac.watch.eye import Eye, EyeSettings, Zone
from vonggac.watch.judgement import LONGEST_MOTION_US, MOTION_HOLE_US, Judge
from vonggac.watch.sighting import COLUMNS, ROWS, Gray, Sighting

FPS = 5
MAI = Walker(12.0, 0.2, 0.8, 1.0, 0.5, 0.4, 0.0)
"""Walks through from left to right, a fifth of the picture's height, feet at four fifths of it."""
BEFORE_HER = Zone("path", ((0, 5500), (10000, 5500), (10000, 9000), (0, 9000)))
ABOVE_HER = Zone("sky", ((0, 0), (10000, 0), (10000, 4500), (0, 4500)))


def walking(weather: Weather, walker: Walker = MAI, until_s: float = 32) -> Iterator[Gray]:
    world = World(2, 5)
    for number in range(int(until_s * FPS)):
        ground = world.ground(number / FPS, weather)
        walker.draw(ground, number / FPS)
        yield world.finished(ground, number / FPS, weather)


def events(pictures: Iterator[Gray], settings: EyeSettings) -> list[Event]:
    eye, judge = Eye(settings), Judge("c7f3a", settings)
    return [
        event
        for number, picture in enumerate(pictures)
        for event in judge.feed(eye.look(picture, number * 200_000))
    ]


def test_a_person_who_crosses_is_one_event_that_begins_and_ends() -> None:
    """Begun without end, ended under the same id, within two seconds of the truth."""
    said = events(walking(Weather()), EyeSettings())
    assert {event.id for event in said} == {said[0].id}
    assert said[0].kind is EventKind.MOTION and said[0].to_us is None
    assert 12_000_000 <= said[0].from_us <= 15_000_000
    assert said[-1].to_us is not None
    leaves_us = (MAI.from_s + MAI.lasts_s) * 1_000_000
    assert abs(said[-1].to_us - leaves_us) <= 2_000_000


@pytest.mark.parametrize("zone", [BEFORE_HER, ABOVE_HER])
def test_motion_counts_inside_zones_only_and_names_them(zone: Zone) -> None:
    """Mai walks on the path, not in the sky."""
    said = events(walking(Weather()), EyeSettings(zones=(zone,)))
    assert [event.zones for event in said[:1]] == ([("path",)] if zone is BEFORE_HER else [])


def test_a_masked_part_is_never_motion() -> None:
    """The mask lies over the path."""
    assert events(walking(Weather()), EyeSettings(masks=(BEFORE_HER,))) == []


def test_motion_switched_off_is_not_looked_for() -> None:
    """Tampering still is."""
    assert events(walking(Weather()), EyeSettings(motion=False)) == []


def test_the_cells_follow_the_person() -> None:
    """Heat maps show where she went, and nowhere else."""
    eye, heat = Eye(EyeSettings()), np.zeros((ROWS, COLUMNS), int)
    for number, picture in enumerate(walking(Weather())):
        heat += eye.look(picture, number * 200_000).cells
    assert heat[11:14, 6:30].any(axis=0).all()
    assert not heat[:8].any() and not heat[16:].any()


LIGHTS: dict[str, Callable[[float], Weather]] = {
    "noise": lambda s: Weather(),
    "lamps switched": lambda s: Weather(sun=0.1, lamps=(1.0 if s > 15 else 0.0, 1.0, 0.0)),
    "dusk": lambda s: Weather(sun=round(1 - s / 30, 2)),
    "a cloud's shadow": lambda s: Weather(cloud=min(1.0, max(0.0, (s - 15) / 5))),
}


@pytest.mark.parametrize("name", LIGHTS)
def test_light_is_no_motion(name: str) -> None:
    """Nobody is there."""
    world = World(2, 5)
    scene = (world.picture(n / FPS, LIGHTS[name](n / FPS)) for n in range(26 * FPS))
    assert events(scene, EyeSettings()) == []


@pytest.mark.parametrize(
    "weather", [Weather(sun=0.4, rain=0.9), Weather(wind=0.8)], ids=["rain", "tree"]
)
def test_weather_that_goes_on_is_no_motion(weather: Weather) -> None:
    """The first seconds of it may be."""
    said = events(walking(weather, Walker(900, 0.2, 0.8, 1, 1, 1, 0), 50), EyeSettings())
    assert all(event.from_us < 12_000_000 for event in said)


def sighting(at_s: float, motion: float) -> Sighting:
    return Sighting(round(at_s * 1e6), motion, np.zeros((ROWS, COLUMNS), np.bool_))


def test_a_pause_of_ten_seconds_is_the_same_event_a_longer_one_is_not() -> None:
    """So a person who stops to talk is one event."""
    judge = Judge("c7f3a", EyeSettings())
    said = []
    for at_s, motion in ((1, 1.0), (10, 0.0), (11, 1.0), (15, 0.0), (22, 0.0), (40, 1.0)):
        said += judge.feed(sighting(at_s, motion))
    assert [(event.from_us, event.to_us) for event in said] == [
        (1_000_000, None),
        (1_000_000, 11_000_000),
        (40_000_000, None),
    ]
    assert MOTION_HOLE_US == 10_000_000


def test_a_busy_gate_gives_an_event_every_ten_minutes() -> None:
    """None stays open for a whole break."""
    judge = Judge("c7f3a", EyeSettings())
    said = [event for second in range(0, 1500, 2) for event in judge.feed(sighting(second, 1.0))]
    ended = [event for event in said if event.to_us is not None]
    assert len(ended) == 2
    assert all(e.to_us is not None and e.to_us - e.from_us <= LONGEST_MOTION_US for e in ended)


def test_closing_ends_what_is_open() -> None:
    """The stream ended in the midst of it."""
    judge = Judge("c7f3a", EyeSettings())
    (begun,) = judge.feed(sighting(5, 1.0))
    assert judge.going_on() == [begun]
    (ended,) = judge.close(9_000_000)
    assert (ended.id, ended.to_us) == (begun.id, 5_000_000)
    assert judge.going_on() == []


def test_a_stream_of_which_only_key_frames_are_looked_at_shows_who_walks() -> None:
    """One picture in two seconds: she is in several of them."""
    eye, moving = Eye(EyeSettings()), 0
    slow = Walker(60.0, 0.2, 0.8, 0.8, 0.5, 0.4, 0.0)
    for number, picture in enumerate(walking(Weather(), slow, 80)):
        if number % (2 * FPS) == 0:
            moving += eye.look(picture, number * 200_000).motion > 0.5
    assert moving >= 2
