"""Every test of the room has the office's database and a clock of its own."""

from collections.abc import Iterator

import pytest

from tests.scenes.times import HandClock, hand_clock


@pytest.fixture(autouse=True)
def _office(db: None) -> None:
    """The office's database."""


@pytest.fixture(autouse=True)
def hands() -> Iterator[HandClock]:
    with hand_clock() as moved:
        yield moved
