"""The simulator as a child process, and the demo's cameras as ``cli`` starts them."""

import asyncio
from pathlib import Path
from unittest.mock import patch

import pytest
from tests.scenes.virtual import Kept, made, watch

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.streams import GapCause, SourceFault
from vonggac.rtsp.source import RtspSource
from vonggac.simcam import main
from vonggac.simcam.process import Served, SimProcess
from vonggac.simcam.scenes import films


@pytest.mark.slow
def test_a_child_serves_misbehaves_and_ends(tmp_path: Path) -> None:
    """Deeds by name, refusals as errors, and nobody there afterwards."""
    streams = [Served("gate/main", made(tmp_path / "a.mp4"))]

    def seen() -> Kept:
        return asyncio.run(watch(RtspSource(cameras.url("gate/main")), 5, units=8))

    with SimProcess(streams) as cameras:
        assert len(seen().units) == 8
        cameras.do("kill", path="gate/main", seconds=60)
        with pytest.raises(SourceFault):
            seen()
        cameras.do("resume", path="gate/main")
        assert len(seen().units) == 8
        with pytest.raises(ValueError, match="no such deed"):
            cameras.do("close")
        with pytest.raises(ValueError, match="KeyError"):
            cameras.do("stall", path="nowhere")
    with pytest.raises(SourceFault) as caught:
        seen()
    assert caught.value.cause is GapCause.CAMERA_UNREACHABLE


def test_a_child_that_cannot_start_says_so(tmp_path: Path) -> None:
    """Instead of waiting for ever."""
    with (
        pytest.raises(RuntimeError, match="ended with 1"),
        SimProcess([Served("a", tmp_path / "absent.mp4")]),
    ):
        pass


def _drawn(folder: Path, *, count: int = 8, **_: object) -> object:
    """Small clips in the films' places: how they are drawn is held by ``test_pictures``."""
    folder.mkdir(parents=True)
    wanted = films(folder, count)
    for film in wanted:
        for path in (film.main, film.sub):
            made(
                path,
                pictures=5,
                codec=film.main_codec if path == film.main else films(folder)[0].main_codec,
            )
    return wanted


@pytest.mark.slow
def test_the_demo_cameras_keep_port_and_password(tmp_path: Path) -> None:
    """Ten cameras in eight places; started again, the registry's addresses still hold."""
    data = DataFolder(tmp_path / "data")

    async def start() -> list[main.VirtualCamera]:
        server, described = await main.start_virtual_cameras(data, 10)
        camera = described[9]
        source = RtspSource(camera.sub_url, username=camera.username, password=camera.password)
        assert len((await watch(source, 5, units=3)).units) == 3
        await server.close()
        return described

    with patch.object(main, "make_films", _drawn):
        first = asyncio.run(start())
    with patch.object(main, "make_films", lambda folder, **_: films(folder)):
        assert asyncio.run(start()) == first
    assert len({camera.main_url for camera in first} | {camera.sub_url for camera in first}) == 20
    assert {camera.area_name for camera in first} == {
        "Cổng trường",
        "Sân trường",
        "Hành lang",
        "Nhà ăn",
    }
    assert first[8].name == "Cổng chính (2)"
    assert first[0].password not in repr(first[0])
