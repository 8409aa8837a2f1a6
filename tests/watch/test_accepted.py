"""What a person accepted in the office reaches ``watch`` while it runs: streams to compare with, and a new view."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.faults.recorder import Recorder, camera, wait_for
from tests.scenes.watcher import FPS, Watcher, walk
from vonggac.kernel.clock import now_us
from vonggac.kernel.events import EventKind
from vonggac.media.encode import Picture, VideoSettings, write_file
from vonggac.simcam.process import Served, SimProcess
from vonggac.watch.plan import StreamFacts, WatchedCamera

pytestmark = pytest.mark.slow
GATE, YARD = (
    WatchedCamera("gate01", "main", loops=False),
    WatchedCamera("yard02", "main", loops=False),
)


def nothing(seconds: int) -> Iterator[Picture]:
    """Paper before the lens."""
    dice = np.random.default_rng(3)
    for _ in range(seconds * FPS):
        yield (170 + dice.integers(-2, 3, (360, 640, 3))).astype(np.uint8)


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    yard = walk(tmp_path / "yard.mp4", seconds=12, walks=((5, 10),))
    paper = tmp_path / "paper.mp4"
    write_file(paper, nothing(12), VideoSettings(640, 360, fps=FPS, gop=10, quality=24))
    with (
        SimProcess([Served("gate01", paper), Served("yard02", yard)]) as served,
        Recorder(tmp_path / "data") as running,
    ):
        running.plan(*(camera(name, served.url(name)) for name in ("gate01", "yard02")))
        running.all_record(["gate01", "yard02"])
        yield running


def test_what_is_accepted_is_what_counts_within_seconds(recorder: Recorder) -> None:
    """A wrong size is told at once, until the present one is accepted; the alarm of a view ends with a new view."""
    with Watcher(recorder.data) as watch:
        other = replace(YARD, commissioned=StreamFacts("h264", 1920, 1080))
        watch.plan(GATE, other)
        changed = watch.event("yard02", EventKind.STREAM_CHANGED, 20)
        assert "instead of 1920x1080" in changed.detail
        covered = watch.event("gate01", EventKind.COVERED, 60)
        assert covered.to_us is None
        watch.plan(
            replace(GATE, view_since_us=now_us()),
            replace(YARD, commissioned=StreamFacts("h264", 640, 360)),
        )
        wait_for("the new view", lambda: watch.event("gate01", EventKind.COVERED).to_us, 15)
        wait_for("the size", lambda: watch.event("yard02", EventKind.STREAM_CHANGED).to_us, 60)
        assert watch.event("yard02", EventKind.STREAM_CHANGED).id == changed.id
