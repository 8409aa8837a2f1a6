"""Clips that are made once for all tests of faults."""

from pathlib import Path

import pytest

from tests.scenes.virtual import made


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds with a key frame every second."""
    path = tmp_path_factory.mktemp("clips") / "yard.mp4"
    return made(path, fps=10, gop=10, pictures=100, size=(320, 192))


@pytest.fixture(scope="session")
def clips(clip: Path, small_clip: Path) -> tuple[Path, Path]:
    """The two resolutions of one camera."""
    return clip, small_clip


@pytest.fixture(scope="session")
def small_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same camera at another resolution."""
    path = tmp_path_factory.mktemp("clips") / "small.mp4"
    return made(path, fps=10, gop=10, pictures=100, size=(192, 128))
