"""Which volume takes a segment: the one that it should be, with room; the reserve before nothing (invariant I6)."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.recorder.test_writer import Gate, accounted, gate_at
from tests.scenes.streams import START_US, gop
from vonggac.kernel.clock import SECOND_US
from vonggac.recorder import shelves
from vonggac.recorder.plan import FLOOR_BYTES, RESERVE_BYTES, Plan
from vonggac.recorder.writer import StreamWriter
from vonggac.vault.volumes import MARKER, Volume, make_marker


class Shelf:
    """One camera's writer on volumes whose room the test sets."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch, *names: str) -> None:
        self.gate: Gate = gate_at(root)
        self.folders = [root / name for name in names]
        self.free: dict[Path, int] = {}
        self.plan = replace(
            self.gate.writer._plan(),
            volumes=tuple(Volume(each, make_marker(each)) for each in self.folders),
            reserve_bytes=RESERVE_BYTES,
        )
        usage = shutil.disk_usage
        patch.setattr(
            "shutil.disk_usage",
            lambda path: usage(path)._replace(free=self.free.get(Path(path), 1 << 40)),
        )
        self.writer = StreamWriter(self.gate.writer._journal, self.gate.writer._stream, self._plan)
        self.writer.start(START_US)

    def _plan(self) -> Plan:
        return self.plan

    def minute(self, number: int) -> None:
        """One GOP in a minute of its own, after every volume was forgiven."""
        self.writer._shelves._shunned.clear()
        self.writer._retry_at_us = 0
        self.writer.write(gop(number * 30))

    def facts(self, kind: str) -> list[dict[str, Any]]:
        return [fact for fact in self.gate.facts() if fact["t"] == kind]

    def low(self) -> bool:
        return self.writer.low

    def used(self) -> list[str]:
        return [Path(fact["volume"]).name for fact in self.facts("opened")]


def test_a_folder_without_the_marker_is_not_the_volume(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is not mounted leaves its folder: nothing is written there, and the cause says so."""
    shelf = Shelf(tmp_path, monkeypatch, "usb")
    shelf.minute(0)
    (shelf.folders[0] / MARKER).rename(tmp_path / "away")
    shelf.minute(1)
    assert shelf.writer.trouble == "disk_failed"
    (shelf.folders[0] / MARKER).write_text('{"id": "another"}')
    shelf.minute(2)
    (tmp_path / "away").replace(shelf.folders[0] / MARKER)
    shelf.minute(3)
    shelf.writer.stop(START_US + 182 * SECOND_US)
    (gap,) = (f for f in shelf.facts("gap.open") if f["cause"] == "disk_failed")
    assert gap["detail"] == "volume is not there"
    assert len(shelf.used()) == 2
    assert accounted(shelf.gate.facts(), START_US + 182 * SECOND_US)


@pytest.mark.parametrize("back", [False, True])
def test_a_disk_unmounted_after_its_marker_was_read_gets_nothing_below_its_mount_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, back: bool
) -> None:
    """Between the question and the folder: the pictures are on the next volume, and not even a folder is left.

    ``back``: mounted again before the marker is asked a second time.
    """
    shelf = Shelf(tmp_path, monkeypatch, "usb", "inside")
    usb, away = shelf.folders[0], tmp_path / "unplugged"
    say, ask = shelf.writer._say, shelves.require_marker

    def unmount(kind: str, **fields: Any) -> None:
        say(kind, **fields)
        if kind == "opened" and not away.exists() and fields["volume"] == str(usb):
            usb.rename(away)
            usb.mkdir()

    def ask_again(volume: Volume) -> None:
        if back and volume.path == usb and away.exists():
            usb.rename(tmp_path / "below")
            away.rename(usb)
        ask(volume)

    monkeypatch.setattr(shelf.writer, "_say", unmount)
    monkeypatch.setattr(shelves, "require_marker", ask_again)
    shelf.minute(0)
    shelf.writer.stop(START_US + 2 * SECOND_US)
    (whole,) = shelf.facts("segment")
    assert whole["volume"] == str(shelf.folders[1])
    assert not list(usb.rglob("*.vgs*"))
    assert back or not list(usb.iterdir())
    assert accounted(shelf.gate.facts(), START_US + 2 * SECOND_US)


def test_a_volume_that_is_not_there_is_left_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even its folder is made."""
    shelf = Shelf(tmp_path, monkeypatch, "usb", "inside")
    shutil.rmtree(shelf.folders[0])
    shelf.minute(0)
    assert shelf.used() == ["inside"]
    assert not shelf.folders[0].exists()


def test_a_segment_left_on_a_disk_that_is_away_is_not_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something else lies in the folder now: the marker tells, and the segment is ended when the disk is back."""
    shelf = Shelf(tmp_path, monkeypatch, "usb", "inside")
    shelf.minute(0)
    usb, away = shelf.folders[0], tmp_path / "unplugged"
    usb.rename(away)
    usb.mkdir()
    (usb / "holiday.mp4").write_bytes(b"x")
    shelf.writer._segment.close()  # type: ignore[union-attr]  # the process dies
    again = gate_at(tmp_path)
    writer = StreamWriter(again.writer._journal, again.writer._stream, lambda: shelf.plan)
    writer.start(START_US + 60 * SECOND_US)
    assert not [f for f in again.facts() if f["t"] in ("abandoned", "segment")]
    shutil.rmtree(usb)
    away.rename(usb)
    writer.write(gop(60, run="run-2"))
    writer.stop(START_US + 122 * SECOND_US)
    assert len([f for f in again.facts() if f["t"] == "segment"]) == 2
    assert accounted(again.facts(), START_US + 122 * SECOND_US)


def test_recording_goes_on_into_the_reserve_and_stops_at_the_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the next volume, then the reserve with a word, then the gap; and back again."""
    shelf = Shelf(tmp_path, monkeypatch, "first", "second")
    first, second = shelf.folders
    shelf.minute(0)
    shelf.free[first] = RESERVE_BYTES
    shelf.minute(1)
    assert not shelf.low()
    shelf.free[second] = RESERVE_BYTES - 1
    shelf.minute(2)
    assert shelf.low()
    shelf.free[first] = FLOOR_BYTES
    shelf.minute(3)
    assert (shelf.low(), shelf.writer.trouble) == (True, "")
    shelf.free[second] = FLOOR_BYTES
    shelf.minute(4)
    assert shelf.writer.trouble == "disk_full"
    shelf.free[second] = RESERVE_BYTES + 1
    shelf.minute(5)
    shelf.writer.stop(START_US + 302 * SECOND_US)
    assert shelf.used() == ["first", "second", "first", "second", "second"]
    assert not shelf.low()
    (gap,) = (f for f in shelf.facts("gap.close") if f["cause"] == "disk_full")
    assert gap["to_us"] == START_US + 300 * SECOND_US
    assert accounted(shelf.gate.facts(), START_US + 302 * SECOND_US)


def test_a_volume_may_have_a_reserve_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path, monkeypatch, "small", "large")
    small, large = shelf.plan.volumes
    shelf.plan = replace(shelf.plan, volumes=(replace(small, reserve_bytes=2 << 40), large))
    shelf.minute(0)
    assert shelf.used() == ["large"]


def test_a_plan_comes_over_the_pipe_as_it_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path, monkeypatch, "a", "b")
    assert Plan.from_json(shelf.plan.to_json()) == shelf.plan
