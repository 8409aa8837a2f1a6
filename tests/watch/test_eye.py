"""The eye takes any picture, in any order of sizes, and says nothing without reason."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as pictures

from vonggac.watch.eye import Eye, EyeSettings
from vonggac.watch.judgement import Judge
from vonggac.watch.sighting import COLUMNS, ROWS, Zone

ANY = pictures.arrays(np.uint8, st.tuples(st.integers(1, 70), st.integers(1, 70)))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ANY, st.integers(0, 5), st.integers(-3_000_000, 90_000_000)), max_size=6))
def test_no_picture_and_no_clock_makes_it_stumble(
    said: list[tuple[np.ndarray, int, int]],
) -> None:
    """Any size down to one point, sizes that change in mid-stream, a clock that leaps back."""
    eye, judge, at_us = Eye(EyeSettings()), Judge("c7f3a", EyeSettings()), 1 << 50
    for picture, times, step_us in said:
        for _ in range(times):
            at_us += step_us
            sighting = eye.look(picture, at_us)
            judge.feed(sighting)
            assert sighting.cells.shape == (ROWS, COLUMNS)
            assert 0 <= sighting.motion <= 1
            assert all(0 <= sure <= 1 for sure in sighting.tamper.values())


@pytest.mark.parametrize(
    "picture",
    [np.zeros((4, 4, 3), np.uint8), np.zeros((4, 4), np.float32), np.zeros((0, 4), np.uint8)],
)
def test_what_is_no_gray_picture_is_refused(picture: np.ndarray) -> None:
    """Colour, other numbers, nothing at all."""
    with pytest.raises(ValueError, match="no gray picture"):
        Eye(EyeSettings()).look(picture, 0)


def test_a_zone_has_three_corners_inside_the_picture() -> None:
    """What the page sends is checked here too."""
    with pytest.raises(ValueError, match="three corners"):
        Zone("gate", ((0, 0), (10, 10)))
    with pytest.raises(ValueError, match="outside"):
        Zone("gate", ((0, 0), (10, 10), (10_001, 5)))
    with pytest.raises(ValueError, match="sensitivity"):
        EyeSettings(sensitivity=11)
