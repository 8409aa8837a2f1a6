"""A disk is pulled while it is written, and put back: recorder and archivist together (I4, I6)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.archivist import ArchivistProcess, report
from tests.faults.recorder import Recorder, camera, wait_for
from tests.scenes.witnesses import CLEAN_HERE
from vonggac.archive import status
from vonggac.simcam.process import Served, SimProcess
from vonggac.vault.volumes import MARKER, Volume, make_marker, write_list

pytestmark = pytest.mark.slow

NAME = "gate"


@pytest.fixture
def gate(clip: Path) -> Iterator[SimProcess]:
    with SimProcess([Served(f"{NAME}/main", clip)]) as process:
        yield process


def lies_on(recorder: Recorder, volume: Path) -> bool:
    return any(each["volume"] == str(volume) for each in recorder.segments(NAME))


def test_a_pulled_disk_fails_over_and_brings_its_footage_back(
    tmp_path: Path, gate: SimProcess, clips: tuple[Path, Path]
) -> None:
    """The empty folder where it was mounted gets not a byte; put back, every second is there and nothing is a fault."""
    usb, inside = tmp_path / "usb", tmp_path / "inside"
    marked = [Volume(each, make_marker(each)) for each in (usb, inside)]
    with Recorder(tmp_path / "data", (usb, inside)) as recorder:
        write_list(recorder.data.volumes_file, marked)
        with ArchivistProcess(recorder.folder) as archivist:
            recorder.plan(camera(NAME, gate.url(f"{NAME}/main")))
            recorder.all_record([NAME])
            gate.do("switch", path=f"{NAME}/main", file=str(clips[1]))
            wait_for("a segment on the first disk", lambda: lies_on(recorder, usb))

            usb.rename(tmp_path / "pulled")
            usb.mkdir()
            gate.do("switch", path=f"{NAME}/main", file=str(clips[0]))
            wait_for("recording on the second disk", lambda: list(inside.rglob("*.vgs*")))
            archivist.stop()
            archivist.start()
            wait_for(
                "the archivist says which disk is away",
                lambda: _there(recorder) == {str(usb): False, str(inside): True},
            )
            assert list(usb.iterdir()) == []

            usb.rmdir()
            (tmp_path / "pulled").rename(usb)
            gate.do("switch", path=f"{NAME}/main", file=str(clips[1]))
            wait_for("a segment on the second disk", lambda: lies_on(recorder, inside))
            recorder.stop()
            archivist.stop()
            archivist.start()
            wait_for(
                "the disk is there again",
                lambda: _there(recorder) == {str(usb): True, str(inside): True},
            )
        code, said = report(recorder.folder, "verify")
    assert (code, said["findings"]) == (CLEAN_HERE, [])
    assert said["segments"] == len(recorder.segments(NAME)) >= 2
    assert (usb / MARKER).is_file()


def _there(recorder: Recorder) -> dict[str, bool]:
    said = status.read(recorder.data)
    return {each.path: each.there for each in said.volumes} if said else {}
