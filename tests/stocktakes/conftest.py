"""Every test of the room has both databases and a clock that it moves by hand."""

from collections.abc import Iterator

import pytest

from tests.scenes.times import HandClock, hand_clock


@pytest.fixture
def hands() -> Iterator[HandClock]:
    with hand_clock() as clock:
        yield clock
