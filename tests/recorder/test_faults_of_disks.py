"""Disks that refuse in the middle of things, and what lies about after a crash (invariants I3, I4)."""

from pathlib import Path
from typing import Any

import pytest

from tests.recorder.test_writer import Gate, accounted, gate_at, refusing
from tests.scenes.streams import START_US, gop
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.instants import month
from vonggac.kernel.streams import GapCause
from vonggac.recorder.gops import GopEncoder
from vonggac.recorder.lane import JournalRefused
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.recorder.spool import Journal
from vonggac.recorder.writer import StreamWriter
from vonggac.vault import writer as vault_writer
from vonggac.vault.volumes import Volume


def with_two_volumes(gate: Gate) -> StreamWriter:
    stream = StreamPlan("c7f3a", "main", "rtsp://camera/main", commissioned_us=START_US)
    epoch = gate.keys.ensure(month(START_US))
    volumes = (Volume(gate.volume), Volume(gate.volume.with_name("second")))
    plan = Plan((stream,), volumes, {epoch.epoch: epoch.public_bytes}, reserve_bytes=0)
    return StreamWriter(Journal(gate.spool, "c7f3a"), stream, lambda: plan)


def refuse_on(
    monkeypatch: pytest.MonkeyPatch, volume: Path, code: int, *methods: str
) -> pytest.MonkeyPatch:
    """These methods of the segments of one volume refuse from now on."""
    for method in methods:
        usual = getattr(vault_writer.SegmentWriter, method)

        def guarded(self: Any, *given: Any, usual: Any = usual, **more: Any) -> Any:
            if volume in self.path.parents:
                refusing(code)()
            return usual(self, *given, **more)

        monkeypatch.setattr(vault_writer.SegmentWriter, method, guarded)
    return monkeypatch


def segments(gate: Gate) -> list[dict[str, Any]]:
    return [fact for fact in gate.facts() if fact["t"] == "segment"]


@pytest.mark.parametrize("code", [28, 5, 30])
def test_the_group_of_pictures_that_one_volume_refused_is_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """ENOSPC, EIO, EROFS: not a picture is lost, and there is no gap."""
    gate = gate_at(tmp_path)
    writer = with_two_volumes(gate)
    writer.start(START_US)
    writer.write(gop(0))
    refuse_on(monkeypatch, gate.volume, code, "append", "init")
    writer.write(gop(1))
    writer.write(gop(2))
    assert writer.trouble == ""
    writer.stop(START_US + 6 * SECOND_US)
    assert [fact["leaves"] - 1 for fact in segments(gate)] == [1, 2]
    assert len({fact["volume"] for fact in segments(gate)}) == 2
    causes = [fact["cause"] for fact in gate.facts() if fact["t"].startswith("gap")]
    assert not [cause for cause in causes if cause.startswith("disk")]
    assert accounted(gate.facts(), START_US + 6 * SECOND_US)


def test_what_a_volume_did_not_let_end_is_the_disks_gap_until_it_can_be_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read-only in mid-segment: the part stays there, is ended when it can be, and is footage then."""
    gate = gate_at(tmp_path)
    writer = with_two_volumes(gate)
    writer.start(START_US)
    writer.write(gop(0))
    with monkeypatch.context() as patched:
        refuse_on(patched, gate.volume, 30, "append", "init", "finish")
        patched.setattr("vonggac.recorder.recovery.recover", refusing(30))
        writer.write(gop(1))
        writer.write(gop(31))
        (hole,) = (f for f in gate.facts() if f.get("cause") == "disk_failed")
        assert (hole["from_us"], hole["to_us"]) == (START_US + 1, START_US + 2 * SECOND_US)
        assert len(list(gate.volume.rglob("*.part"))) == 1
    writer.write(gop(61))
    writer.stop(START_US + 124 * SECOND_US)
    assert sum(fact["leaves"] - 1 for fact in segments(gate)) == 4
    assert not list(tmp_path.rglob("*.part"))
    assert accounted(gate.facts(), START_US + 124 * SECOND_US)


def test_an_account_that_could_not_be_begun_is_begun_when_the_journal_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk of the spool was full when the camera was taken up: no gap from 1970, no second unsaid."""
    gate = gate_at(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "append", refusing(28))
        with pytest.raises(JournalRefused):
            gate.writer.start(START_US)
        with pytest.raises(JournalRefused):
            gate.writer.gap(GapCause.CAMERA_UNREACHABLE, START_US, "")
        gate.writer.write(gop(0))
        assert gate.writer.trouble == "disk_full"
    gate.writer._retry_at_us = 0
    gate.writer.write(gop(4))
    gate.writer.stop(START_US + 10 * SECOND_US)
    assert gate.kinds()[:2] == ["commissioned", "gap.open"]
    assert all(fact.get("from_us", START_US) >= START_US for fact in gate.facts())
    assert accounted(gate.facts(), START_US + 10 * SECOND_US)


def test_a_group_of_pictures_that_no_file_can_hold_is_a_hole_with_a_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two segments and a gap between them; never a silent hole in the middle of one."""
    gate = gate_at(tmp_path)
    gate.writer.start(START_US)
    gate.writer.write(gop(0))
    with monkeypatch.context() as patched:

        def cannot(*_: object) -> None:
            raise ValueError("a size that no field holds")

        patched.setattr(GopEncoder, "encode", cannot)
        gate.writer.write(gop(1))
    gate.writer.write(gop(2))
    gate.writer.stop(START_US + 6 * SECOND_US)
    assert len(segments(gate)) == 2
    (hole,) = (f for f in gate.facts() if f.get("cause") == "stream_undecodable")
    assert (hole["from_us"], hole["to_us"]) == (START_US + 2 * SECOND_US, START_US + 4 * SECOND_US)
    assert accounted(gate.facts(), START_US + 6 * SECOND_US)


def test_a_group_of_pictures_from_before_the_last_one_begins_a_segment(tmp_path: Path) -> None:
    """Time that went back within a run, as far as the clock let it: both are kept."""
    gate = gate_at(tmp_path)
    gate.writer.start(START_US)
    for number in (1, 0, 2):
        gate.writer.write(gop(number))
    gate.writer.stop(START_US + 6 * SECOND_US)
    assert sum(fact["leaves"] - 1 for fact in segments(gate)) >= 2
    assert accounted(gate.facts(), START_US + 6 * SECOND_US)


def test_a_volume_that_opens_files_and_takes_no_footage_does_not_fill_the_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One gap, however often it is tried."""
    gate = gate_at(tmp_path)
    gate.writer.start(START_US)
    gate.writer.write(gop(0))
    with monkeypatch.context() as patched:
        refuse_on(patched, gate.volume, 5, "append")
        for number in range(1, 6):
            gate.writer._retry_at_us = 0
            gate.writer._shelves._shunned.clear()
            gate.writer.write(gop(number))
        assert gate.writer.trouble == "disk_failed"
    gate.writer._retry_at_us = 0
    gate.writer._shelves._shunned.clear()
    gate.writer.write(gop(6))
    gate.writer.stop(START_US + 14 * SECOND_US)
    opened = [f for f in gate.facts() if f["t"] == "gap.open" and f["cause"] == "disk_failed"]
    assert len(opened) == 1
    assert accounted(gate.facts(), START_US + 14 * SECOND_US)


@pytest.mark.parametrize(
    ("harm", "kept"),
    [
        (lambda data: b"", 0),
        (lambda data: data[:10], 0),
        (lambda data: data[: len(data) * 2 // 3], 1),
        (lambda data: data + b"\0" * 5000, 3),
        (lambda data: bytes(len(data)), 0),
    ],
    ids=["0 bytes", "torn header", "torn in the middle", "zeros behind", "zeros only"],
)
def test_a_part_that_a_crash_left_in_any_state_costs_no_more_than_its_tail(
    tmp_path: Path, harm: Any, kept: int
) -> None:
    """0 bytes, torn anywhere, zeros: what is whole is kept, and the stream goes on."""
    first = gate_at(tmp_path)
    first.writer.start(START_US)
    for number in range(3):
        first.writer.write(gop(number))
    (part,) = first.volume.rglob("*.part")
    part.write_bytes(harm(part.read_bytes()))
    foreign = part.with_name("holiday.mp4.part")
    foreign.write_bytes(b"x")
    again = gate_at(tmp_path)
    again.writer.start(START_US + 20 * SECOND_US)
    again.writer.write(gop(10, run="run-2"))
    again.writer.stop(START_US + 22 * SECOND_US)
    leaves = [fact["leaves"] - 1 for fact in segments(again)]
    assert leaves == ([kept] if kept else []) + [1]
    assert list(again.volume.rglob("*.part")) == [foreign], "what is not ours is not touched"
    assert accounted(again.facts(), START_US + 22 * SECOND_US)


def test_a_part_that_is_something_else_is_set_aside_for_verify(tmp_path: Path) -> None:
    first = gate_at(tmp_path)
    first.writer.start(START_US)
    first.writer.write(gop(0))
    (part,) = first.volume.rglob("*.part")
    whole = part.read_bytes()
    part.write_bytes(b"not the head of anything" + whole[24:])
    again = gate_at(tmp_path)
    again.writer.start(START_US + 20 * SECOND_US)
    again.writer.write(gop(10, run="run-2"))
    again.writer.stop(START_US + 22 * SECOND_US)
    assert len(segments(again)) == 1
    (aside,) = again.volume.rglob("*.damaged")
    assert aside.read_bytes()[24:] == whole[24:]
    assert accounted(again.facts(), START_US + 22 * SECOND_US)
