"""Every test of the room has a clock of its own."""

from collections.abc import Iterator

import pytest

from tests.scenes.times import HandClock, hand_clock


@pytest.fixture(autouse=True)
def hands() -> Iterator[HandClock]:
    with hand_clock() as moved:
        yield moved
