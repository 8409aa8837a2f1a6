"""Each kind of camera that schools have, recorded end to end: what was stored plays, complete and in order."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Event

import pytest

from tests.cameras.recorded import FFMPEG, complaints, dropped, files, played
from tests.faults.recorder import Recorder, wait_for
from tests.scenes.virtual import made
from vonggac.archive.archivist import opened
from vonggac.archive.verification import verify_store
from vonggac.kernel.streams import Codec
from vonggac.recorder.plan import StreamPlan
from vonggac.simcam.process import Served, SimProcess

pytestmark = pytest.mark.slow

LASTS_S = 9


@dataclass(frozen=True)
class Oddity:
    clip: str
    codec: str
    oddities: dict[str, object] = field(default_factory=dict)
    transport: str = "tcp"
    audio: bool = False


CAMERAS = {
    "plain": Oddity("h264", "avc1"),
    "bframes": Oddity("bframes", "avc1"),
    "variable": Oddity("variable", "avc1"),
    "noreports": Oddity("h264", "avc1", {"reports": False}),
    "wrongsets": Oddity("h264", "avc1", {"wrong_sets": True}),
    "nosets": Oddity("h264", "avc1", {"sprop": False}),
    "changes": Oddity("h264", "avc1"),
    "reboots": Oddity("h264", "avc1"),
    "udponly": Oddity("h264", "avc1", {"tcp": False}, transport="udp"),
    "mjpeg": Oddity("mjpeg", "mjpeg"),
    "h265": Oddity("h265", "hvc1"),
    "aac": Oddity("aac", "avc1", audio=True),
    "g711": Oddity("g711", "avc1", audio=True),
    "muted": Oddity("aac", "avc1"),
}


def clips(folder: Path) -> dict[str, Path]:
    """Ten pictures a second, a key frame every second."""
    small = {"fps": 10, "gop": 10, "pictures": 50}
    plain = made(folder / "h264.mp4", **small)  # type: ignore[arg-type]  # numbers only
    return {
        "h264": plain,
        "small": made(folder / "small.mp4", size=(192, 128), **small),  # type: ignore[arg-type]
        "bframes": made(folder / "b.mp4", b_frames=2, **small),  # type: ignore[arg-type]
        "variable": dropped(plain, folder / "variable.mp4", every=10, last=4),
        "mjpeg": made(folder / "mjpeg.mp4", codec=Codec.MJPEG, **small),  # type: ignore[arg-type]
        "h265": made(folder / "h265.mp4", codec=Codec.H265, **small),  # type: ignore[arg-type]
        "aac": made(folder / "aac.mp4", sound=Codec.AAC, **small),  # type: ignore[arg-type]
        "g711": made(folder / "g711.mov", sound=Codec.PCMA, **small),  # type: ignore[arg-type]
    }


class Scene:
    """All of them at once, for a few seconds; one is rebooted meanwhile, one changes its resolution."""

    def __init__(self, folder: Path) -> None:
        known = clips(folder)
        served = [
            Served(f"{name}/main", known[each.clip], oddities=each.oddities)
            for name, each in CAMERAS.items()
        ]
        with SimProcess(served) as cameras, Recorder(folder / "data") as self.recorder:
            self.recorder.plan(*(self._plan(name, cameras) for name in CAMERAS))
            self.recorder.all_record(CAMERAS, 30)
            time.sleep(LASTS_S / 3)
            cameras.do("switch", path="changes/main", file=str(known["small"]))
            cameras.do("jump_clock", path="reboots/main", seconds=-86_400.0)
            cameras.do("kill", path="reboots/main", seconds=2)
            wait_for("it is away", lambda: self.recorder.state("reboots") != "recording")
            time.sleep(LASTS_S * 2 / 3)
            self.recorder.all_record(CAMERAS, 15)
            time.sleep(1.5)
            self.figures = self.recorder.streams()
        self.folder = folder / "plain"
        self.folder.mkdir()

    def _plan(self, name: str, cameras: SimProcess) -> StreamPlan:
        each = CAMERAS[name]
        url = cameras.url(f"{name}/main")
        return StreamPlan(name, "main", url, transport=each.transport, audio=each.audio)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    yield Scene(tmp_path_factory.mktemp("oddities"))


@pytest.mark.parametrize("name", CAMERAS)
def test_what_was_recorded_plays_complete_and_in_order(scene: Scene, name: str) -> None:
    """Every picture that came is there, none twice, none before the one before it."""
    pictures: list[float] = []
    for path in files(scene.recorder, name, scene.folder):
        times, _, sounds = played(path)
        assert sounds > 0 or not CAMERAS[name].audio
        assert sounds == 0 or CAMERAS[name].audio
        pictures += [float(each) for each in times]
    steps = [later - earlier for earlier, later in pairwise(pictures)]
    assert min(steps) > 0.01
    usual = 0.55 if name == "variable" else 0.15
    assert sum(step > usual for step in steps) <= (1 if name in ("reboots", "changes") else 0)
    rate = 6.6 if name == "variable" else 10
    away_s = max(steps) if name == "reboots" else 0.0
    assert len(pictures) == pytest.approx((pictures[-1] - pictures[0] - away_s) * rate, abs=rate)


@pytest.mark.parametrize("name", CAMERAS)
@pytest.mark.skipif(FFMPEG is None, reason="python -m tests.setup installs ffmpeg")
def test_another_player_has_nothing_to_say_of_it(scene: Scene, name: str) -> None:
    for path in files(scene.recorder, name, scene.folder):
        assert complaints(path) == ""


@pytest.mark.parametrize("name", CAMERAS)
def test_its_codec_is_named_and_its_account_is_whole(scene: Scene, name: str) -> None:
    segments = scene.recorder.segments(name)
    assert all(each["codec"].startswith(CAMERAS[name].codec) for each in segments)
    assert scene.recorder.seconds_without_account(name) == 0
    expected = {"camera_unreachable"} if name == "reboots" else set()
    assert set(scene.recorder.causes(name)) == expected
    assert scene.figures[name]["damaged_units"] == 0


def test_another_size_in_mid_stream_and_wrong_words_about_it_are_found_in_the_stream(
    scene: Scene,
) -> None:
    """What the description said is not what came: what came counts."""
    sizes = [(each["width"], each["height"]) for each in scene.recorder.segments("changes")]
    assert list(dict.fromkeys(sizes)) == [(320, 192), (192, 128)]
    seen = [played(path)[1] for path in files(scene.recorder, "wrongsets", scene.folder)]
    assert {size for each in seen for size in each} == {(320, 192)}
    said = {(e["width"], e["height"]) for e in scene.recorder.segments("wrongsets")}
    assert said == {(320, 192)}


def test_without_reports_nobody_claims_to_know_the_cameras_clock(scene: Scene) -> None:
    assert scene.figures["noreports"]["camera_offset_us"] is None
    assert scene.figures["plain"]["camera_offset_us"] is not None


@pytest.mark.django_db(databases=["default", "archive"], transaction=True)
def test_the_archivist_adopts_them_all(scene: Scene) -> None:
    done = Event()
    done.set()
    with opened(scene.recorder.data) as archivist:
        archivist.run(done)
    verified = verify_store(scene.recorder.data, deep=True, keyholder=scene.recorder.keys)
    assert verified.findings == []
