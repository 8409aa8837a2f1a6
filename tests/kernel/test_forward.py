"""A clock set back prolongs nothing (ACCESS 2.6)."""

import pytest

from vonggac.kernel import clock
from vonggac.kernel.forward import ForwardClock


@pytest.fixture
def mono(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The monotonic clock, set by hand."""
    hand = [1_000]
    monkeypatch.setattr(clock, "monotonic_us", lambda: hand[0])
    return hand


def test_it_is_the_wall_clock_until_something_is_known(mono: list[int]) -> None:
    """And while the wall clock is ahead."""
    forward = ForwardClock()
    assert forward.not_before(5) == 5
    forward.learn(100)
    assert forward.not_before(500) == 500


def test_the_known_time_goes_on_with_the_monotonic_clock(mono: list[int]) -> None:
    """Set back to 5, it is at least what was known plus what has passed."""
    forward = ForwardClock()
    forward.learn(100)
    mono[0] += 30
    assert forward.not_before(5) == 130
    forward.learn(90)
    assert forward.not_before(5) == 130


def test_it_is_primed_once(mono: list[int]) -> None:
    """With what the rows knew before the process started."""
    forward = ForwardClock()
    forward.prime(lambda: 100)
    forward.prime(lambda: 1_000_000)
    assert forward.not_before(0) == 100
