"""What keeps a camera from seeing is an alarm within thirty seconds; dusk, rain and a person are not."""

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pytest

from tests.scenes.watching.sabotage import DEEDS, hand
from tests.scenes.watching.world import Weather, World
from vonggac.kernel.events import Event, EventKind
from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.judgement import Judge
from vonggac.watch.sighting import Gray

FPS = 5
BEGINS_S, ENDS_S = 26, 56
PLACE = 2


def alarms(pictures: Iterable[Gray], settings: EyeSettings | None = None) -> list[Event]:
    settings = settings or EyeSettings(motion=False)
    eye, judge = Eye(settings), Judge("c7f3a", settings)
    return [
        event
        for number, picture in enumerate(pictures)
        for event in judge.feed(eye.look(picture, number * 200_000))
    ]


def weathers(weather: Callable[[float], Weather]) -> Iterator[Gray]:
    world = World(PLACE, 3)
    for number in range(ENDS_S * FPS):
        yield world.picture(number / FPS, weather(number / FPS))


def plain() -> Iterator[Gray]:
    return weathers(lambda at_s: Weather())


@pytest.mark.parametrize("name", DEEDS)
def test_each_deed_is_noticed_under_its_name_within_thirty_seconds(name: str) -> None:
    """Measured from its first picture; and under no other name."""
    kind, deed = DEEDS[name]
    chance = np.random.default_rng(4)
    done = (
        deed(true, at_s - BEGINS_S, chance) if (at_s := number / FPS) >= BEGINS_S else true
        for number, true in enumerate(plain())
    )
    said = alarms(done)
    assert [str(event.kind) for event in said] == [kind]
    assert said[0].from_us >= (BEGINS_S - 1) * 1_000_000
    assert said[0].at_us <= (BEGINS_S + 30) * 1_000_000
    assert said[0].to_us is None


def test_a_picture_that_stands_still_is_frozen() -> None:
    """Bit for bit the same while the stream goes on."""
    true = list(plain())
    said = alarms(true[: BEGINS_S * FPS] + [true[BEGINS_S * FPS]] * (30 * FPS))
    assert [event.kind for event in said] == [EventKind.FROZEN]
    assert said[0].at_us <= (BEGINS_S + 30) * 1_000_000


def looped() -> Iterator[Gray]:
    true = list(plain())[: BEGINS_S * FPS]
    yield from true
    for number in range(28 * FPS):
        yield true[-50 + number % 50]


def test_a_stream_that_plays_its_past_again_is_a_loop() -> None:
    """The sensor's noise comes back in the same order."""
    said = alarms(looped())
    assert [event.kind for event in said] == [EventKind.LOOPED]
    assert said[0].at_us <= (BEGINS_S + 30) * 1_000_000


def test_a_source_that_is_known_to_repeat_itself_is_no_loop() -> None:
    """A virtual camera's film begins anew each minute."""
    assert alarms(looped(), EyeSettings(motion=False, loops=False)) == []


def test_a_person_before_the_lens_for_nine_seconds_is_no_alarm() -> None:
    """He hides the picture, and goes."""
    chance = np.random.default_rng(4)
    seen = (
        hand(true, since, chance) if 0 <= (since := number / FPS - BEGINS_S) < 9 else true
        for number, true in enumerate(plain())
    )
    assert alarms(seen) == []


INNOCENT: dict[str, Callable[[float], Weather]] = {
    "dusk": lambda s: Weather(sun=round(max(0.01, 1 - s / 45), 3)),
    "rain and storm": lambda s: Weather() if s < BEGINS_S else Weather(sun=0.4, rain=1, wind=1),
    "infrared": lambda s: Weather(sun=0.01) if s < BEGINS_S else Weather(sun=0, infrared=1.0),
    "lamps off": lambda s: Weather(sun=0.01, lamps=(1.0, 1.0, 1.0) if s < BEGINS_S else ()),
    "one lamp is left": lambda s: (
        Weather(sun=0.2, lamps=(1.0, 1.0, 1.0))
        if s < BEGINS_S
        else Weather(sun=0, lamps=(1.0, 0, 0))
    ),
    "lamps on": lambda s: Weather(sun=0.01, lamps=() if s < BEGINS_S else (1.0, 1.0, 1.0)),
}


@pytest.mark.parametrize("name", INNOCENT)
def test_light_and_weather_are_no_alarm(name: str) -> None:
    """However suddenly they change."""
    assert alarms(weathers(INNOCENT[name])) == []


def test_an_alarm_ends_when_the_camera_sees_again() -> None:
    """The same id, from the hand's coming to its going."""
    chance = np.random.default_rng(4)
    seen = (
        hand(true, since, chance) if 0 <= (since := number / FPS - BEGINS_S) < 20 else true
        for number, true in enumerate(plain())
    )
    begun, ended = alarms(seen)
    assert begun.id == ended.id and begun.kind is EventKind.COVERED
    assert begun.to_us is None
    assert ended.to_us is not None
    assert 44_000_000 <= ended.to_us <= 50_000_000
