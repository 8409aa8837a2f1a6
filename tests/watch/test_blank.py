"""A lens that was covered before anybody looked; and dark corridors and white walls, which are none."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest

from tests.scenes.watching.sabotage import black_cloth, hand, white_paper
from tests.scenes.watching.world import Weather, World
from tests.watch.test_tamper import FPS, alarms
from vonggac.kernel.events import EventKind
from vonggac.watch.sighting import Gray

SECONDS = 34


def covered(
    deed: Callable[..., Gray], until_s: float = SECONDS, *, seconds: int = SECONDS
) -> Iterator[Gray]:
    """From the first picture on, until somebody takes it away."""
    chance, world = np.random.default_rng(1), World(2, 3)
    for number in range(seconds * FPS):
        true = world.picture(number / FPS, Weather())
        yield deed(true, 10 + number / FPS, chance) if number < until_s * FPS else true


def place(index: int, weather: Weather) -> Iterator[Gray]:
    world = World(index, 3)
    for number in range(SECONDS * FPS):
        yield world.picture(number / FPS, weather)


def painted(level: float, spread: float, *parts: tuple[slice, slice, float]) -> Iterator[Gray]:
    chance, wall = np.random.default_rng(1), np.full((180, 320), level, np.float32)
    for rows, columns, change in parts:
        wall[rows, columns] += change
    for _ in range(SECONDS * FPS):
        noisy = wall + chance.normal(0, spread, wall.shape) if spread else wall
        yield np.asarray(np.clip(noisy, 0, 255), np.uint8)


NOTHING: dict[str, tuple[Callable[[], Iterator[Gray]], EventKind]] = {
    "a black cloth": (lambda: covered(black_cloth), EventKind.COVERED),
    "a hand": (lambda: covered(hand), EventKind.COVERED),
    "paper": (lambda: covered(white_paper), EventKind.COVERED),
    "black to the last bit": (lambda: painted(0, 0), EventKind.COVERED),
    "white": (lambda: painted(252, 2), EventKind.BLINDED),
    "black with the camera’s name and time": (
        lambda: painted(10, 1, (slice(4, 14), slice(10, 200), 150.0)),
        EventKind.COVERED,
    ),
}


@pytest.mark.parametrize("name", NOTHING)
def test_a_lens_that_was_covered_before_the_first_look_is_said(name: str) -> None:
    """Within thirty seconds, once, and it goes on."""
    pictures, kind = NOTHING[name]
    (said,) = alarms(pictures())
    assert said.kind is kind
    assert 15_000_000 <= said.at_us <= 30_000_000
    assert said.to_us is None


SOMETHING: dict[str, Callable[[], Iterator[Gray]]] = {
    "a night without light": lambda: place(1, Weather(sun=0.0)),
    "another night": lambda: place(3, Weather(sun=0.0)),
    "infrared light": lambda: place(0, Weather(sun=0.0, infrared=1.0)),
    "mist": lambda: place(3, Weather(contrast=0.2)),
    "a white wall with a socket": lambda: painted(
        225, 1.5, (slice(100, 112), slice(60, 74), -25.0)
    ),
    "a wall with a dim corner": lambda: painted(200, 1.5, (slice(0, 180), slice(200, 320), -4.0)),
    "a dark corridor": lambda: painted(
        9, 5, (slice(60, 180), slice(100, 130), -3.0), (slice(120, 180), slice(0, 320), 2.0)
    ),
    "a dark corridor that drowns in noise": lambda: painted(
        9, 10, (slice(60, 180), slice(100, 130), -3.0), (slice(120, 180), slice(0, 320), 2.0)
    ),
    "darkness of which nothing can be told": lambda: painted(12, 8),
}


@pytest.mark.parametrize("name", SOMETHING)
def test_a_place_with_little_to_see_is_no_covered_lens(name: str) -> None:
    assert alarms(SOMETHING[name]()) == []


def test_a_lens_that_is_uncovered_sees_and_learns() -> None:
    """The alarm ends, and what comes to light is no other alarm."""
    begun, ended = alarms(covered(black_cloth, until_s=28, seconds=66))
    assert begun.kind is ended.kind is EventKind.COVERED
    assert (ended.id, ended.to_us is not None) == (begun.id, True)


def test_what_is_covered_for_some_seconds_at_first_is_no_alarm() -> None:
    """A ladder before the lens while the camera is mounted."""
    assert alarms(covered(hand, until_s=10, seconds=50)) == []
