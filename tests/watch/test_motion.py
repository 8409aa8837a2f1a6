"""The eye on motion: who crosses is seen, where he is meant to be seen."""

import numpy as np

from vonggac.kernel.events import EventKind
from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.judgement import Judge
from vonggac.watch.sighting import Gray


def crossing(number: int, chance: np.random.Generator) -> Gray:
    picture = chance.normal(110, 3, (180, 320)).clip(0, 255).astype(np.uint8)
    x = (number - 30) * 6
    if 0 <= x < 320:
        picture[80:120, x : x + 14] = 60
    return picture


def test_a_person_who_crosses_is_one_event_that_begins_and_ends() -> None:
    """Begun with no end, ended under the same id, while he was in the picture."""
    eye, judge, chance = Eye(EyeSettings()), Judge("c7f3a", EyeSettings()), np.random.default_rng(1)
    said = []
    for number in range(200):
        said += judge.feed(eye.look(crossing(number, chance), number * 200_000))
    assert [event.to_us is None for event in said] == [True, False]
    assert {event.id for event in said} == {said[0].id}
    assert said[0].kind is EventKind.MOTION
    assert 6_000_000 <= said[0].from_us <= 9_000_000
    assert said[1].to_us is not None and 14_000_000 <= said[1].to_us <= 17_500_000
