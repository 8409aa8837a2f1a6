"""Every test of the room has both databases, a school, and a clock of its own."""

from collections.abc import Iterator

import pytest

from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock, hand_clock


@pytest.fixture(autouse=True)
def hands() -> Iterator[HandClock]:
    with hand_clock() as moved:
        yield moved


@pytest.fixture
def school(db: None, hands: HandClock) -> SchoolScene:
    return yen_cuong()
