"""Streams that stand, then stall, die, jump in time, change or become garbage; and one beside them that does not."""

import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.recorder import Recorder, camera, wait_for
from vonggac.kernel.clock import now_us
from vonggac.simcam.process import Served, SimProcess
from vonggac.vault.reader import SegmentFile

pytestmark = pytest.mark.slow

GONE = {
    "stalls": "stream_stalled",
    "rests": "stream_stalled",
    "dies": "camera_unreachable",
    "garbles": "stream_stalled",
    "leaves": "camera_unreachable",
}
"""Cameras that are away for a while, and the cause in the books."""
JUMPS = {"backhour": -3600.0, "backlittle": -1.5, "backtiny": -0.4, "ahead": 86_400.0}
GOES_ON = (*JUMPS, "camclock", "lossy", "dirty", "shuffled", "switches")
"""Cameras whose oddity is no reason for a gap."""
AWAY_S = 8.0


class Scene:
    """Everything goes wrong at once, for eight seconds, and is over; then the recorder is stopped in order."""

    def __init__(self, folder: Path, clip: Path, small: Path) -> None:
        names = ("good", *GONE, *GOES_ON)
        served = [Served(f"{name}/main", clip) for name in names]
        with SimProcess(served) as cameras, Recorder(folder) as self.recorder:
            self.recorder.plan(*(camera(name, cameras.url(f"{name}/main")) for name in names))
            self.recorder.all_record(names)
            time.sleep(2.5)
            self._misbehave(cameras, small)
            self.states: set[tuple[str, str]] = set()
            until = time.monotonic() + AWAY_S
            while time.monotonic() < until:
                self.states |= set(self.recorder.states().items())
                time.sleep(0.2)
            self.back_us = now_us()
            cameras.do("resume", path="stalls/main")
            cameras.do("resume", path="leaves/main")
            for name in ("garbles", "lossy", "dirty", "shuffled"):
                for fault in ("garbage", "drop", "reorder"):
                    cameras.do(fault, path=f"{name}/main", fraction=0)
            self.recorder.all_record(names, 10)
            time.sleep(4)
            self.figures = self.recorder.streams()

    def _misbehave(self, cameras: SimProcess, small: Path) -> None:
        cameras.do("stall", path="stalls/main")
        cameras.do("stall", path="rests/main", seconds=3)
        cameras.do("kill", path="dies/main", seconds=AWAY_S - 0.5)
        cameras.do("kill", path="leaves/main", seconds=None)
        cameras.do("garbage", path="garbles/main", fraction=1.0)
        cameras.do("drop", path="lossy/main", fraction=0.2)
        cameras.do("garbage", path="dirty/main", fraction=0.2)
        cameras.do("reorder", path="shuffled/main", fraction=0.3)
        cameras.do("switch", path="switches/main", file=str(small))
        cameras.do("jump_clock", path="camclock/main", seconds=-7200, media_time=False)
        for name, seconds in JUMPS.items():
            cameras.do("jump_clock", path=f"{name}/main", seconds=seconds)

    def fragments(self, name: str) -> list[tuple[int, int]]:
        """(start, end) of every group of pictures that was written, in the order of writing."""
        found = []
        for line in self.recorder.segments(name):
            with SegmentFile.open(Path(line["volume"]) / line["path"]) as file:
                found += [(f.start_us, f.start_us + f.duration_us) for f in file.facts.fragments]
        return found


@pytest.fixture(scope="module")
def scene(
    tmp_path_factory: pytest.TempPathFactory, clip: Path, small_clip: Path
) -> Iterator[Scene]:
    yield Scene(tmp_path_factory.mktemp("faults"), clip, small_clip)


def test_the_good_camera_beside_them_is_recorded_without_a_gap(scene: Scene) -> None:
    assert scene.recorder.unbroken("good")
    assert scene.figures["good"]["interruptions"] == 0


@pytest.mark.parametrize(("name", "cause"), GONE.items())
def test_a_stream_that_goes_away_is_a_gap_with_its_cause(
    scene: Scene, name: str, cause: str
) -> None:
    assert cause in scene.recorder.causes(name)
    assert set(scene.recorder.causes(name)) <= {cause, "camera_unreachable"}
    assert scene.recorder.seconds_without_account(name) == 0
    assert scene.figures[name]["interruptions"] >= 1
    assert "interrupted" in scene.recorder.log()


def test_a_silence_too_short_for_a_new_connection_is_a_gap_all_the_same(scene: Scene) -> None:
    """Recorded time has all of its pictures (I4): none of them stands for three seconds."""
    fragments = scene.fragments("rests")
    assert max(end - start for start, end in fragments) < 1_500_000
    (silence,) = (b[0] - a[1] for a, b in pairwise(fragments) if b[0] - a[1] > 120_000)
    assert 2_100_000 < silence < 5_500_000
    assert scene.figures["rests"]["interruptions"] == 1


@pytest.mark.parametrize("name", ["stalls", "leaves", "garbles"])
def test_it_is_recorded_again_within_five_seconds(scene: Scene, name: str) -> None:
    """From the instant the camera is back to the first picture on the disk."""
    again_us = min(
        s["start_us"] for s in scene.recorder.segments(name) if s["end_us"] > scene.back_us + 1
    )
    assert (again_us - scene.back_us) / 1e6 <= 5


@pytest.mark.parametrize(
    ("name", "codes"),
    [("stalls", {"stalled"}), ("leaves", {"ended", "unreachable"}), ("garbles", {"stalled"})],
)
def test_the_status_page_names_the_fault_until_there_are_pictures_again(
    scene: Scene, name: str, codes: set[str]
) -> None:
    """A connection that stands and brings nothing is not "recording"."""
    seen = {state for camera_name, state in scene.states if camera_name == name}
    assert seen <= {"recording", *codes}
    assert seen & codes


@pytest.mark.parametrize("name", GOES_ON)
def test_an_oddity_that_leaves_pictures_is_no_gap(scene: Scene, name: str) -> None:
    assert scene.recorder.causes(name) == []
    assert scene.figures[name]["interruptions"] == 0
    assert scene.recorder.seconds_without_account(name) == 0


@pytest.mark.parametrize("name", ["good", *JUMPS, "camclock", "switches"])
def test_pictures_follow_each_other_whatever_the_cameras_clock_does(
    scene: Scene, name: str
) -> None:
    """Not a group of pictures is lost, none is told twice, none is longer than it was."""
    fragments = scene.fragments(name)
    first_us, last_us = fragments[0][0], fragments[-1][1]
    assert len(fragments) == pytest.approx((last_us - first_us) / 1e6, abs=2.5)
    for (_, end_us), (start_us, _) in pairwise(fragments):
        assert abs(start_us - end_us) < 120_000
    assert max(end - start for start, end in fragments) < 2_600_000


def test_a_clock_of_the_camera_that_is_wrong_is_measured_and_changes_nothing(scene: Scene) -> None:
    assert scene.figures["camclock"]["camera_offset_us"] == pytest.approx(-7200e6, abs=2e6)
    assert scene.recorder.unbroken("camclock")


def test_lost_and_garbled_packets_are_counted(scene: Scene) -> None:
    """What arrived is recorded, and the technician sees that it is damaged."""
    assert scene.figures["lossy"]["damaged_units"] > 0
    assert scene.figures["dirty"]["damaged_units"] > 0
    assert scene.figures["good"]["damaged_units"] == 0


def test_another_resolution_in_mid_stream_is_another_segment_without_a_gap(scene: Scene) -> None:
    segments = scene.recorder.segments("switches")
    sizes = list(dict.fromkeys((each["width"], each["height"]) for each in segments))
    assert sizes == [(320, 192), (192, 128)]
    assert scene.recorder.unbroken("switches")


def test_sixteen_cameras_that_lost_power_are_all_recorded_again_within_five_seconds(
    tmp_path: Path, clip: Path
) -> None:
    """Figures for each way of being away, printed: power lost (nobody listens), and silence on a line that stands."""
    names = [f"cam{number:02d}" for number in range(16)]
    served = [Served(f"{name}/main", clip, phase_us=137_000 * n) for n, name in enumerate(names)]
    with Recorder(tmp_path) as recorder:
        with SimProcess(served) as cameras:
            port = cameras.port
            recorder.plan(*(camera(name, cameras.url(f"{name}/main")) for name in names))
            recorder.all_record(names)
            for name in names:
                cameras.do("stall", path=f"{name}/main")
            wait_for("all stalled", lambda: set(recorder.states().values()) == {"stalled"})
            time.sleep(3)
            stall_over_us = now_us()
            for name in names:
                cameras.do("resume", path=f"{name}/main")
            recorder.all_record(names, 8)
        wait_for("all are gone", lambda: "recording" not in recorder.states().values())
        time.sleep(2)
        with SimProcess(served, port=port):
            power_back_us = now_us()
            recorder.all_record(names, 8)
            time.sleep(1.5)
            recorder.stop()
    for what, since_us in (("stalled", stall_over_us), ("without power", power_back_us)):
        took = sorted(_took_s(recorder, name, since_us) for name in names)
        figures = f"recorded again after {took[8]:.1f} s median, {took[-1]:.1f} s longest"
        print(f"16 cameras {what}: {figures}")  # noqa: T201  (a figure for the reader of the run)
        assert took[-1] <= 5
    for name in names:
        assert recorder.seconds_without_account(name) == 0


def _took_s(recorder: Recorder, name: str, since_us: int) -> float:
    begun = [int(each["start_us"]) for each in recorder.facts(name, "opened")]
    return (min(at for at in begun if at > since_us - 200_000) - since_us) / 1e6
