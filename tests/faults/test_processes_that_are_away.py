"""No supervisor, no archivist, no database: the recorder goes on, and its facts are adopted later (invariant I5)."""

import itertools
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.archivist import ArchivistProcess, report
from tests.faults.recorder import Recorder, camera, wait_for
from tests.scenes.witnesses import CLEAN_HERE
from vonggac.simcam.process import Served, SimProcess

pytestmark = pytest.mark.slow
NAMES = ("gate", "yard")


class Scene:
    """Two cameras that are recorded all the time, and a way to end the segment of the one named gate."""

    def __init__(self, folder: Path, cameras: SimProcess, clips: tuple[Path, Path]) -> None:
        self.folder = folder
        self.recorder = Recorder(folder)
        self._cameras = cameras
        self._clips = itertools.cycle((clips[1], clips[0]))

    def new_segment(self) -> str:
        """The id of a segment of the gate that was just finished and journalled."""
        before = len(self.recorder.segments("gate"))
        self._cameras.do("switch", path="gate/main", file=str(next(self._clips)))
        wait_for("a segment ends", lambda: len(self.recorder.segments("gate")) > before)
        return str(self.recorder.segments("gate")[-1]["segment"])

    def untouched(self) -> bool:
        """Both cameras are recorded, and were all the time."""
        return set(self.recorder.states().values()) == {"recording"} and not any(
            self.recorder.causes(name) for name in NAMES
        )


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, clips: tuple[Path, Path]) -> Iterator[Scene]:
    served = [Served(f"{name}/main", clips[0]) for name in NAMES]
    with SimProcess(served) as cameras:
        scene = Scene(tmp_path_factory.mktemp("faults"), cameras, clips)
        with scene.recorder as recorder:
            recorder.plan(*(camera(name, cameras.url(f"{name}/main")) for name in NAMES))
            recorder.all_record(NAMES)
            recorder.supervisor_dies()
            yield scene
        assert all(recorder.unbroken(name) for name in NAMES)
        _verified(scene.folder)


def test_without_its_supervisor_the_recorder_goes_on_with_the_last_plan(scene: Scene) -> None:
    first = scene.new_segment()
    time.sleep(2)
    assert scene.new_segment() != first
    assert scene.untouched()
    assert "the supervisor is gone" in scene.recorder.log()


def test_without_an_archivist_the_spool_grows_and_is_adopted_later(scene: Scene) -> None:
    """Killed, away for a while, started again: not a fact is lost or doubled."""
    with ArchivistProcess(scene.folder) as archivist:
        archivist.adopts(scene.new_segment())
        archivist.kill()
        entered = archivist.ledger()
        waiting = [scene.new_segment() for _ in range(3)]
        assert archivist.ledger() == entered
        assert scene.untouched()
        archivist.start()
        for segment in waiting:
            archivist.adopts(segment)
    assert all(archivist.ledger().count(each.encode()) == 1 for each in waiting)


def test_a_locked_index_makes_the_archivist_wait_and_nobody_else(scene: Scene) -> None:
    with ArchivistProcess(scene.folder) as archivist:
        archivist.adopts(scene.new_segment())
        lock = sqlite3.connect(archivist.data.archive_db, isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        waiting = scene.new_segment()
        wait_for(
            "the archivist says so",
            lambda: "the archivist waits: database is locked" in archivist.log(),
            30,
        )
        assert archivist.runs()
        assert scene.untouched()
        lock.execute("ROLLBACK")
        lock.close()
        archivist.adopts(waiting)


def test_an_index_that_cannot_be_read_is_said_and_rebuilt_from_the_disk(scene: Scene) -> None:
    """Garbage where the index was: the recorder does not notice, ``reindex`` brings everything back."""
    with ArchivistProcess(scene.folder) as archivist:
        archivist.adopts(scene.new_segment())
    database = archivist.data.archive_db
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    database.write_bytes(b"this is no database at all. " * 400)
    archivist.start()
    words = "the archivist waits: file is not a database"
    wait_for("the archivist says so", lambda: words in archivist.log())
    archivist.stop()
    waiting = scene.new_segment()
    assert scene.untouched()

    database.unlink()
    code, _ = report(scene.folder, "reindex")
    assert code == 0
    with archivist:
        archivist.adopts(waiting)


def _verified(folder: Path) -> None:
    """The ledger, the files and the index agree, and no second is without an explanation."""
    with ArchivistProcess(folder) as archivist:
        last = Recorder(folder).segments("gate")[-1]
        archivist.adopts(last["segment"])
    code, verdict = report(folder, "verify", "--deep")
    assert verdict["findings"] == []
    assert code == CLEAN_HERE
