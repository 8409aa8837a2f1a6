"""What a recorder with a plan leaves is adopted: excused is excused, and nothing is unexplained (invariant I4)."""

import json
from pathlib import Path
from threading import Event

import pytest

from tests.scenes.gates import CAMERA, FAR_S, Stage, at, planned
from vonggac.archive import selectors
from vonggac.archive.archivist import opened
from vonggac.archive.verification import verify_store
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range, total_us
from vonggac.kernel.streams import GapCause

pytestmark = pytest.mark.django_db(databases=["default", "archive"], transaction=True)


def test_a_day_of_school_hours_events_faults_and_kills_is_explained_to_the_microsecond(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Always until 40, events until 200, nothing until 300, then always; a fault, an event in it, two kills."""
    plan = planned(
        (0, 40, "always"), (40, 200, "event"), (300, FAR_S, "always"), pre_roll_s=8, post_roll_s=6
    )
    stage = Stage(tmp_path, monkeypatch, plan)
    stage.gops(0, 40)
    stage.fire()
    stage.gops(40, 60)
    stage.until(125)
    stage.fault(GapCause.STREAM_STALLED)
    stage.fire()
    stage.until(135)
    stage.gops(68, 80, run="run-2")
    stage.now_s = 180
    stage.begin(alive_s=161)
    stage.gops(90, 120, run="run-3")
    stage.now_s = 310
    stage.begin()
    stage.gops(156, 160, run="run-4")
    stage.stop()

    data = DataFolder(tmp_path)
    data.volumes_file.write_text(json.dumps([str(stage.gate.volume)]))
    done = Event()
    done.set()
    with opened(data) as archivist:
        archivist.run(done)
    until_us = at(320)
    assert verify_store(data, deep=True, at_us=until_us).findings == []
    span = Range(at(0), until_us)
    coverage = selectors.coverage(CAMERA, "main", span, at_us=until_us)
    assert coverage.unexplained == coverage.pending == []
    lasted: dict[str, int] = {}
    for gap in coverage.gaps:
        lasted[gap.cause.value] = lasted.get(gap.cause.value, 0) + gap.range.length_us
    assert sum(lasted.values()) + total_us(coverage.footage) == span.length_us
    assert lasted["not_scheduled"] == pytest.approx(100e6, abs=2)
    assert lasted["recorder_stopped"] == pytest.approx((180 - 161 + 312 - 300) * 1e6, abs=2)
    assert lasted["stream_stalled"] == pytest.approx((136 - 120) * 1e6, abs=2)
    assert set(lasted) == {"no_event", "not_scheduled", "recorder_stopped", "stream_stalled"}
