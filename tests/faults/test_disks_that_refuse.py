"""Full and read-only disks: the next volume, a gap with its cause, and recording again when there is room."""

import hashlib
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults import disks
from tests.faults.disks import Disk
from tests.faults.recorder import Recorder, camera, wait_for
from vonggac.simcam.process import Served, SimProcess
from vonggac.vault.reader import SegmentFile

pytestmark = pytest.mark.slow

NAMES = ("gate", "yard")


def whole(recorder: Recorder, name: str) -> int:
    """Fragments of all segments of the journal, each file held against what the journal says of it."""
    fragments = 0
    for line in recorder.segments(name):
        path = Path(line["volume"]) / line["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == line["sealed_sha256"]
        with SegmentFile.open(path) as file:
            key = recorder.keys.data_key(file.header)
            assert all(file.unseal(number, key) for number in range(line["leaves"]))
        fragments += line["leaves"] - 1
    return fragments


def grows(recorder: Recorder, volume: Path) -> None:
    """Footage of every camera reaches the volume now."""

    def sizes() -> dict[str, int]:
        found = dict.fromkeys(NAMES, 0)
        for path in volume.rglob("*.vgs*"):
            found[path.name.split("_")[0]] += path.stat().st_size
        return found

    before = sizes()
    wait_for(
        f"footage on {volume.name}",
        lambda: all(now > before[name] for name, now in sizes().items()),
        15,
    )


def new_segments(cameras: SimProcess, clip: Path) -> None:
    """Every camera changes its resolution: a segment ends and another begins, without a gap."""
    for name in NAMES:
        cameras.do("switch", path=f"{name}/main", file=str(clip))


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Disk]:
    with Disk(tmp_path / "first") as disk:
        yield disk


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Disk]:
    with Disk(tmp_path / "second") as disk:
        yield disk


@pytest.fixture
def cameras(clip: Path) -> Iterator[SimProcess]:
    with SimProcess([Served(f"{name}/main", clip) for name in NAMES]) as process:
        yield process


def test_a_volume_that_fills_or_fails_is_left_for_the_other_and_no_picture_is_lost(
    tmp_path: Path, first: Disk, second: Disk, cameras: SimProcess, clips: tuple[Path, Path]
) -> None:
    """Then both refuse: the status says why, the gap has its cause, and footage begins again when there is room."""
    volumes = (first.folder, second.folder)
    environment = disks.environment(tmp_path, first, second)
    with Recorder(tmp_path / "data", volumes, environment=environment) as recorder:
        recorder.plan(*(camera(name, cameras.url(f"{name}/main")) for name in NAMES))
        recorder.all_record(NAMES)
        grows(recorder, first.folder)

        first.fill()
        grows(recorder, second.folder)
        first.make_room()
        first.read_only(True)
        time.sleep(5)
        new_segments(cameras, clips[1])
        wait_for("it was asked", lambda: recorder.log().count("Read-only file system") >= 2)
        grows(recorder, second.folder)
        assert set(recorder.states().values()) == {"recording"}

        second.fill()
        wait_for("no disk takes any", lambda: _all(recorder, "disk_failed", "disk_full"))
        time.sleep(4)
        second.make_room()
        recorder.all_record(NAMES, 10)
        grows(recorder, second.folder)
        first.read_only(False)
        new_segments(cameras, clips[0])
        grows(recorder, second.folder)
    log = recorder.log()
    assert "takes no footage" in log and "no footage is written" in log
    for name in NAMES:
        (hole,) = recorder.holes(name)
        assert 4 < hole < 13, "nothing is lost but while both refused"
        assert {cause.split("_")[0] for cause in recorder.causes(name)} == {"disk"}
        assert recorder.seconds_without_account(name) == 0
        assert whole(recorder, name) > 0
    assert list(tmp_path.rglob("*.part")) == [], (
        "what was begun on a disk that refused was ended later"
    )


def _all(recorder: Recorder, *states: str) -> bool:
    found = recorder.states()
    return set(found) == set(NAMES) and set(found.values()) <= set(states)


def test_a_full_disk_under_the_spool_is_a_gap_called_disk_full_without_a_second_left_over(
    tmp_path: Path, first: Disk, cameras: SimProcess
) -> None:
    """What cannot be journalled is not recorded; when there is room again, the account is made good."""
    with Recorder(
        first.folder / "data",
        (tmp_path / "volume",),
        environment=disks.environment(tmp_path, first),
    ) as recorder:
        recorder.plan(*(camera(name, cameras.url(f"{name}/main")) for name in NAMES))
        recorder.all_record(NAMES)
        grows(recorder, tmp_path / "volume")
        first.fill()
        # A line has to be said: the camera goes, and comes back while there is no room for it.
        until = time.monotonic() + 20
        while (
            "a fact could not be said" not in _log_elsewhere(recorder) and time.monotonic() < until
        ):
            for name in NAMES:
                cameras.do("kill", path=f"{name}/main", seconds=0)
            time.sleep(1)
        time.sleep(3)
        assert recorder.process is not None and recorder.process.poll() is None
        first.make_room()
        recorder.all_record(NAMES, 15)
        grows(recorder, tmp_path / "volume")
    for name in NAMES:
        assert recorder.seconds_without_account(name) == 0
        assert set(recorder.causes(name)) <= {"disk_full", "camera_unreachable"}
        assert whole(recorder, name) > 0
        numbers = [line["n"] for line in recorder.facts(name)]
        assert numbers == sorted(set(numbers))
    assert list((tmp_path / "volume").rglob("*.part")) == []


def _log_elsewhere(recorder: Recorder) -> str:
    try:
        return recorder.log()
    except OSError:
        return ""


def test_a_journal_that_cannot_be_opened_is_one_cameras_fault_and_no_others(
    tmp_path: Path, cameras: SimProcess
) -> None:
    """Something else lies where the camera's spool belongs: said, tried again, recorded once it is away."""
    with Recorder(tmp_path) as recorder:
        (recorder.data.spool / "gate").write_text("no folder")
        recorder.plan(*(camera(name, cameras.url(f"{name}/main")) for name in NAMES))
        recorder.all_record(["yard"])
        wait_for("the other one is told", lambda: recorder.state("gate") == "disk_failed")
        assert "gate/main: its journal cannot be opened" in recorder.log()
        (recorder.data.spool / "gate").unlink()
        recorder.all_record(["gate"], 8)
        time.sleep(1.5)
    assert recorder.unbroken("yard")
    assert recorder.seconds_without_account("gate") == 0


def test_a_volume_that_is_away_when_the_recorder_starts_keeps_what_lies_on_it(
    tmp_path: Path, cameras: SimProcess
) -> None:
    """Killed in mid-segment, then the disk is not mounted: the segment is ended when the disk is back."""
    away, other = tmp_path / "usb", tmp_path / "inside"
    with ExitStack() as stack:
        recorder = Recorder(tmp_path / "data", (away, other))
        stack.callback(recorder.stop)
        streams = [camera(name, cameras.url(f"{name}/main")) for name in NAMES]
        recorder.start()
        recorder.plan(*streams)
        recorder.all_record(NAMES)
        grows(recorder, away)
        recorder.kill()
        shutil.move(away, tmp_path / "unplugged")
        recorder.volumes = (other,)
        recorder.start()
        recorder.plan(*streams)
        recorder.all_record(NAMES)
        grows(recorder, other)
        assert "stays unfinished" in recorder.log()
        shutil.move(tmp_path / "unplugged", away)
        for name in NAMES:
            cameras.do("kill", path=f"{name}/main", seconds=0)
        wait_for("what lay on it is told", lambda: not list(away.rglob("*.part")))
        recorder.all_record(NAMES)
        time.sleep(1.5)
    for name in NAMES:
        volumes = {line["volume"] for line in recorder.segments(name)}
        assert volumes == {str(away), str(other)}
        assert recorder.seconds_without_account(name) == 0
        assert whole(recorder, name) > 0
