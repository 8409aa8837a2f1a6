"""Every test of the room has both databases, a clock of its own, and footage that is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.scenes.requests import footage_left
from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock, hand_clock
from vonggac.kernel.data_folder import DataFolder


@pytest.fixture(autouse=True)
def hands(db: None) -> Iterator[HandClock]:
    with hand_clock() as moved, footage_left():
        yield moved


@pytest.fixture
def school(hands: HandClock) -> SchoolScene:
    return yen_cuong()


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sealed papers are kept in this test."""
    folder = DataFolder(tmp_path)
    monkeypatch.setattr(settings, "DATA", folder)
    return folder.papers
