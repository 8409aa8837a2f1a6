"""GOPs become sealed segments with an account without holes (invariants I3, I4)."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.scenes.streams import SMALL, START_US, gop
from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.instants import month
from vonggac.kernel.streams import GapCause
from vonggac.recorder import lane as lane_module
from vonggac.recorder.lane import Lane
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.recorder.spool import Journal
from vonggac.recorder.wanted import CameraPlan
from vonggac.recorder.writer import StreamWriter
from vonggac.vault import writer as vault_writer
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.reader import SegmentFile
from vonggac.vault.volumes import Volume


class Gate(NamedTuple):
    """One stream's writer in a folder of its own."""

    writer: StreamWriter
    volume: Path
    spool: Path
    keys: MachineKeyholder

    def facts(self) -> list[dict[str, Any]]:
        return [
            json.loads(line)
            for path in sorted(self.spool.glob("*/*.jsonl"))
            for line in path.read_text().splitlines()
            if '"t":"state"' not in line
        ]

    def kinds(self) -> list[str]:
        return [fact["t"] for fact in self.facts()]


def gate_at(
    root: Path, *, commissioned_us: int = START_US, cameras: dict[str, CameraPlan] | None = None
) -> Gate:
    keys = MachineKeyholder(root / "keys")
    epoch = keys.ensure(month(START_US))
    volume, spool = root / "volume", root / "spool"
    stream = StreamPlan("c7f3a", "main", "rtsp://camera/main", commissioned_us=commissioned_us)
    plan = Plan((stream,), (Volume(volume),), {epoch.epoch: epoch.public_bytes}, 0, cameras or {})
    journal = Journal(spool, "c7f3a")
    return Gate(StreamWriter(journal, stream, lambda: plan), volume, spool, keys)


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    return gate_at(tmp_path)


def accounted(facts: list[dict[str, Any]], until_us: int) -> bool:
    """Footage and gaps together leave no instant between commissioning and ``until_us``."""
    spans = [(f["start_us"], f["end_us"]) for f in facts if f["t"] == "segment"]
    spans += [(f["from_us"], f["to_us"]) for f in facts if f["t"] == "gap.close"]
    open_gaps = [f for f in facts if f["t"] == "gap.open"]
    closed = {(f["cause"], f["from_us"]) for f in facts if f["t"] == "gap.close"}
    spans += [
        (f["from_us"], until_us) for f in open_gaps if (f["cause"], f["from_us"]) not in closed
    ]
    at_us = next(f["from_us"] for f in facts if f["t"] == "commissioned")
    for start_us, end_us in sorted(spans):
        if start_us > at_us:
            return False
        at_us = max(at_us, end_us)
    return bool(at_us >= until_us)


def test_segments_are_cut_at_the_first_key_frame_of_a_minute(gate: Gate) -> None:
    gate.writer.start(START_US)
    for number in range(35):
        gate.writer.write(gop(number))
    gate.writer.stop(START_US + 70 * SECOND_US)
    segments = [fact for fact in gate.facts() if fact["t"] == "segment"]
    assert [(s["start_us"] - START_US) // SECOND_US for s in segments] == [0, 60]
    assert segments[0]["end_us"] == segments[1]["start_us"]
    assert segments[1]["start_us"] % MINUTE_US == 0
    assert accounted(gate.facts(), START_US + 70 * SECOND_US)


def test_what_was_written_opens_with_the_keys_and_only_with_them(gate: Gate) -> None:
    """The file on the disk holds no byte of picture in clear."""
    gate.writer.start(START_US)
    picture = gop(0)
    gate.writer.write(picture)
    gate.writer.stop(START_US + 2 * SECOND_US)
    path = next(gate.volume.rglob("*.vgs"))
    nal = picture.units[7].parts[0]
    assert nal not in path.read_bytes()
    with SegmentFile(path) as segment:
        plain = segment.unseal(1, gate.keys.data_key(segment.header))
    assert nal in plain


def test_new_parameter_sets_begin_a_new_segment_without_a_hole(gate: Gate) -> None:
    """A camera set to another resolution in mid-stream: a new init, not a broken file."""
    gate.writer.start(START_US)
    gate.writer.write(gop(0))
    gate.writer.write(gop(1, tracks=(SMALL,)))
    gate.writer.stop(START_US + 4 * SECOND_US)
    assert [f["width"] for f in gate.facts() if f["t"] == "segment"] == [1920, 640]
    assert accounted(gate.facts(), START_US + 4 * SECOND_US)


def test_a_piece_without_a_key_frame_goes_on_a_segment_but_never_begins_one(gate: Gate) -> None:
    gate.writer.start(START_US)
    gate.writer.write(gop(0, key=False))
    assert "opened" not in gate.kinds()
    gate.writer.write(gop(1))
    gate.writer.write(gop(2, key=False))
    gate.writer.stop(START_US + 6 * SECOND_US)
    (segment,) = (f for f in gate.facts() if f["t"] == "segment")
    assert segment["leaves"] == 3
    assert accounted(gate.facts(), START_US + 6 * SECOND_US)


def test_a_gap_whose_cause_changes_becomes_two_gaps_that_touch(gate: Gate) -> None:
    """First it stalled, then it could not be reached: both are in the account."""
    gate.writer.start(START_US)
    gate.writer.write(gop(0))
    gate.writer.gap(GapCause.STREAM_STALLED, START_US + 7 * SECOND_US, "")
    gate.writer.gap(GapCause.STREAM_STALLED, START_US + 8 * SECOND_US, "")
    gate.writer.gap(GapCause.CAMERA_UNREACHABLE, START_US + 9 * SECOND_US, "")
    gate.writer.write(gop(10, run="run-2"))
    gate.writer.stop(START_US + 22 * SECOND_US)
    causes = [
        (f["cause"], f["to_us"] - f["from_us"]) for f in gate.facts() if f["t"] == "gap.close"
    ]
    assert causes[-2:] == [
        ("stream_stalled", 7 * SECOND_US),
        ("camera_unreachable", 11 * SECOND_US),
    ]
    assert accounted(gate.facts(), START_US + 22 * SECOND_US)


@pytest.mark.parametrize("fragments", [0, 1, 5])
def test_a_killed_writer_loses_no_fragment_that_was_synced(tmp_path: Path, fragments: int) -> None:
    """The process dies in mid-segment; the next one ends the file without any key, and goes on (I3, I4)."""
    first = gate_at(tmp_path)
    first.writer.start(START_US)
    for number in range(fragments):
        first.writer.write(gop(number))
    again = gate_at(tmp_path)
    back_us = START_US + 30 * SECOND_US
    again.writer.start(back_us)
    again.writer.write(gop(15, run="run-2"))
    again.writer.stop(back_us + 2 * SECOND_US)
    segments = [fact for fact in again.facts() if fact["t"] == "segment"]
    assert sum(fact["leaves"] - 1 for fact in segments) == fragments + 1
    assert not list(again.volume.rglob("*.part"))
    assert accounted(again.facts(), back_us + 2 * SECOND_US)


def test_a_file_renamed_but_not_journalled_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between the rename and the journal line."""
    first = gate_at(tmp_path)
    first.writer.start(START_US)
    first.writer.write(gop(0))

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "append", die)
    with pytest.raises(KeyboardInterrupt):
        first.writer.stop(START_US + 2 * SECOND_US)
    monkeypatch.undo()
    again = gate_at(tmp_path)
    again.writer.start(START_US + 10 * SECOND_US)
    assert again.kinds().count("segment") == 1
    third = gate_at(tmp_path)
    third.writer.start(START_US + 20 * SECOND_US)
    assert third.kinds().count("segment") == 1
    (segment,) = (fact for fact in third.facts() if fact["t"] == "segment")
    assert len(segment["sealed_sha256"]) == 64


def refusing(code: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize(
    ("code", "cause"), [(28, "disk_full"), (5, "disk_failed"), (30, "disk_failed")]
)
def test_a_disk_that_refuses_in_mid_segment_is_a_gap_with_its_cause(
    gate: Gate, monkeypatch: pytest.MonkeyPatch, code: int, cause: str
) -> None:
    """ENOSPC, EIO, EROFS: what was written stays, the rest has a cause, and recording goes on when the disk does."""
    gate.writer.start(START_US)
    gate.writer.write(gop(0))
    monkeypatch.setattr(vault_writer.SegmentWriter, "append", refusing(code))
    gate.writer.write(gop(1))
    monkeypatch.undo()
    gate.writer.write(gop(2))
    assert gate.kinds().count("opened") == 1, "it must not knock at a refusing disk with every GOP"
    gate.writer._retry_at_us = 0
    gate.writer._shelves._shunned.clear()
    gate.writer.write(gop(3))
    gate.writer.stop(START_US + 8 * SECOND_US)
    facts = gate.facts()
    assert [f["cause"] for f in facts if f["t"] == "gap.close"][-1] == cause
    assert sum(f["leaves"] - 1 for f in facts if f["t"] == "segment") == 2
    assert accounted(facts, START_US + 8 * SECOND_US)


def test_a_full_volume_is_left_for_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = gate_at(tmp_path)
    other = tmp_path / "second"
    stream = StreamPlan("c7f3a", "main", "rtsp://camera/main", commissioned_us=START_US)
    epoch = gate.keys.ensure(month(START_US))
    plan = Plan(
        (stream,),
        (Volume(gate.volume), Volume(other)),
        {epoch.epoch: epoch.public_bytes},
        reserve_bytes=1 << 20,
    )
    usage = shutil.disk_usage

    def seen(path: Path) -> Any:
        return usage(path) if path == other else usage(path)._replace(free=1 << 19)

    monkeypatch.setattr("shutil.disk_usage", seen)
    writer = StreamWriter(Journal(gate.spool, "c7f3a"), stream, lambda: plan)
    writer.start(START_US)
    writer.write(gop(0))
    writer.stop(START_US + 2 * SECOND_US)
    assert len(list(other.rglob("*.vgs"))) == 1
    assert not list(gate.volume.rglob("*.vgs"))


def test_a_lane_goes_on_after_a_job_that_fails() -> None:
    """A fault in one stream's bookkeeping does not stop the other streams of the lane."""
    done: list[int] = []
    lane = Lane("lane")
    lane.start()
    lane.put(lambda: done.append(1 // 0))
    lane.put(lambda: done.append(7), 100)
    lane.finish()
    assert done == [7]
    assert lane.waiting_bytes == 0


def test_a_lane_takes_no_more_than_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane_module, "BACKLOG_BYTES", 1000)
    lane = Lane("lane")
    assert lane.put(lambda: None, 800)
    assert not lane.put(lambda: None, 300)
    assert lane.put(lambda: None), "facts are always taken"
    lane.start()
    lane.finish()


@pytest.mark.parametrize("open_gap", ["", GapCause.STREAM_STALLED])
def test_a_journal_that_is_gone_makes_no_gap_of_what_was_recorded(
    tmp_path: Path, open_gap: str
) -> None:
    """After a restore: the account goes on where the index ends, not where the camera was commissioned (G5)."""
    gate = gate_at(tmp_path, commissioned_us=START_US)
    known_us, now_us = START_US + 900 * SECOND_US, START_US + 1000 * SECOND_US
    stream = replace(gate.writer._stream, known_until_us=known_us, known_gap=str(open_gap))
    plan = Plan((stream,), (Volume(gate.volume),), {}, 0, {})
    writer = StreamWriter(Journal(gate.spool, "c7f3a"), stream, lambda: plan)
    writer.start(now_us)
    facts = gate.facts()
    assert [f["from_us"] for f in facts if f["t"] == "commissioned"] == [known_us]
    gaps = [(f["cause"], f["from_us"]) for f in facts if f["t"] == "gap.open"]
    stopped = GapCause.RECORDER_STOPPED.value
    assert gaps == (
        [(open_gap, known_us), (stopped, now_us)] if open_gap else [(stopped, known_us)]
    )
    assert accounted(facts, now_us)
