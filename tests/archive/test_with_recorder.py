"""What the real recorder leaves is what the archivist adopts: no line of it is a finding."""

import json
from pathlib import Path
from threading import Event

import pytest

from tests.recorder.test_writer import gate_at
from tests.scenes.index import grant
from tests.scenes.streams import START_US, gop
from vonggac.archive import selectors
from vonggac.archive.archivist import opened
from vonggac.archive.verification import verify_store
from vonggac.kernel.clock import DAY_US, HOUR_US, SECOND_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.playback.opening import Opener
from vonggac.playback.reading import read, read_init
from vonggac.playback.window import open_range

pytestmark = pytest.mark.django_db(databases=["default", "archive"], transaction=True)


def test_a_recording_with_an_outage_is_adopted_explained_and_played(tmp_path: Path) -> None:
    """Two minutes, an outage, one more run: every second is footage or a gap, and the fragments open."""
    gate = gate_at(tmp_path)
    data = DataFolder(tmp_path)
    data.volumes_file.write_text(json.dumps([str(gate.volume)]))
    gate.writer.start(START_US)
    for number in range(70):
        gate.writer.write(gop(number))
    lost_us = START_US + 140 * SECOND_US
    gate.writer.gap(GapCause.CAMERA_UNREACHABLE, lost_us, "no answer")
    for number in range(100, 110):
        gate.writer.write(gop(number, run="second"))
    gate.writer.stop(START_US + 230 * SECOND_US)
    stop = Event()
    stop.set()
    with opened(data) as archivist:
        archivist.run(stop)

    until_us = START_US + 230 * SECOND_US
    assert selectors.findings() == []
    assert verify_store(data, deep=True, at_us=until_us).findings == []
    whole = Range(START_US, until_us)
    coverage = selectors.coverage("c7f3a", "main", whole, at_us=until_us)
    assert coverage.unexplained == []
    assert coverage.pending == []
    assert {each.cause for each in coverage.gaps} == {
        GapCause.CAMERA_UNREACHABLE,
        GapCause.RECORDER_STOPPED,
    }

    allowed = grant("c7f3a", footage=whole, valid=Range(START_US, START_US + DAY_US))
    now_us, opener = START_US + HOUR_US, Opener(gate.keys)
    window = open_range(allowed, "c7f3a", "main", whole, now_us)
    assert window.footage == coverage.footage
    assert [each.fresh for each in window.entries].count(True) == 2
    for each in window.entries:
        given = read(allowed, each.segment, each.first, each.last, at_us=now_us, opener=opener)
        assert len(given.data) == each.bytes
        assert read_init(allowed, each.init, at_us=now_us, opener=opener)[4:8] == b"ftyp"
