"""What the journal said survives, what it did not finish saying was not said (invariant I3)."""

import json
from pathlib import Path

import pytest

from vonggac.kernel.instants import compact
from vonggac.recorder import spool
from vonggac.recorder.spool import Journal

HOUR_US = 3600 * 1_000_000
NOON_US = 497_000 * HOUR_US


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "now_us", lambda: NOON_US)


def lines(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted(folder.glob("c7f3a/*.jsonl"))
        for line in path.read_text().splitlines()
    ]


def test_line_numbers_rise_over_files_and_restarts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line of a camera has its number once, whichever process wrote it, whichever hour."""
    for hour in range(3):
        monkeypatch.setattr(spool, "now_us", lambda hour=hour: NOON_US + hour * HOUR_US)
        journal = Journal(tmp_path, "c7f3a")
        journal.append("gap.open", stream="main", cause="host_off", from_us=1, detail="")
        journal.close()
    numbers = [line["n"] for line in lines(tmp_path)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(list(tmp_path.glob("c7f3a/*.jsonl"))) == 3


@pytest.mark.usefixtures("at_noon")
def test_a_new_process_knows_the_open_gap_and_the_open_segment(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "c7f3a")
    journal.append("commissioned", stream="main", from_us=10)
    journal.append("gap.open", stream="sub", cause="camera_unreachable", from_us=77, detail="")
    journal.append("opened", stream="main", volume="/v", path="a/b.vgs", start_us=20)
    journal.close()
    again = Journal(tmp_path, "c7f3a").state
    assert (again.streams["sub"].gap_cause, again.streams["sub"].gap_from_us) == (
        "camera_unreachable",
        77,
    )
    assert (again.streams["main"].open_volume, again.streams["main"].open_path) == ("/v", "a/b.vgs")
    assert again.streams["main"].last_end_us == 10


@pytest.mark.usefixtures("at_noon")
def test_a_torn_line_at_any_byte_is_as_if_never_said(tmp_path: Path) -> None:
    """Whatever part of the line reached the disk, the journal goes on after the last whole one."""
    journal = Journal(tmp_path, "c7f3a")
    journal.append("commissioned", stream="main", from_us=10)
    path = next(tmp_path.glob("c7f3a/*.jsonl"))
    whole = path.read_bytes()
    journal.append("gap.open", stream="main", cause="host_off", from_us=10, detail="")
    journal.close()
    torn = path.read_bytes()
    for length in range(len(whole), len(torn)):
        path.write_bytes(torn[:length])
        again = Journal(tmp_path, "c7f3a")
        assert again.state.streams["main"].gap_cause == ""
        again.append("gap.open", stream="main", cause="disk_full", from_us=10, detail="")
        again.close()
        said = lines(tmp_path)
        assert [line["n"] for line in said] == [1, 2, 3]
        assert said[-1]["cause"] == "disk_full"


def test_a_clock_set_back_leads_into_the_newest_file_not_an_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The archivist reads files in the order of their names: facts must never appear before ones already adopted."""
    monkeypatch.setattr(spool, "now_us", lambda: NOON_US)
    journal = Journal(tmp_path, "c7f3a")
    journal.append("commissioned", stream="main", from_us=10)
    monkeypatch.setattr(spool, "now_us", lambda: NOON_US - 5 * HOUR_US)
    journal.append("gap.open", stream="main", cause="clock_step", from_us=10, detail="")
    journal.close()
    assert [line["t"] for line in lines(tmp_path)] == ["state", "commissioned", "gap.open"]
    assert len(list(tmp_path.glob("c7f3a/*.jsonl"))) == 1


def test_a_disk_that_refuses_the_line_leaves_the_journal_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(tmp_path, "c7f3a")
    journal.append("commissioned", stream="main", from_us=10)
    before = lines(tmp_path)

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        journal.append("gap.open", stream="main", cause="host_off", from_us=10, detail="")
    monkeypatch.undo()
    assert lines(tmp_path) == before
    journal.append("gap.open", stream="main", cause="disk_full", from_us=10, detail="")
    assert [line["n"] for line in lines(tmp_path)] == [1, 2, 3]


@pytest.mark.parametrize("first_line", [b"", b'{"t":"state","n":9,"cam', b"\0" * 40])
def test_a_newest_file_without_its_first_line_forgets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first_line: bytes
) -> None:
    """Killed, or the disk full, between the making of the hour's file and its first line."""
    monkeypatch.setattr(spool, "now_us", lambda: NOON_US)
    journal = Journal(tmp_path, "c7f3a")
    journal.append("commissioned", stream="main", from_us=10)
    journal.append("opened", stream="main", volume="/v", path="a/b.vgs", start_us=20)
    journal.close()
    newest = tmp_path / "c7f3a" / f"{compact(NOON_US + HOUR_US)}.jsonl"
    newest.write_bytes(first_line)
    monkeypatch.setattr(spool, "now_us", lambda: NOON_US + HOUR_US)
    again = Journal(tmp_path, "c7f3a")
    assert again.state.streams["main"].open_path == "a/b.vgs"
    again.append("abandoned", stream="main", path="a/b.vgs")
    again.close()
    assert [line["n"] for line in lines(tmp_path)] == [1, 2, 3, 4, 5]
    assert b'"t":"state"' in newest.read_bytes().split(b"\n")[0]
    assert Journal(tmp_path, "c7f3a").state.line == 5


def test_an_hour_that_turns_on_a_full_disk_is_turned_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No file goes on without its state, however the first line failed."""
    monkeypatch.setattr(spool, "now_us", lambda: NOON_US)
    journal = Journal(tmp_path, "c7f3a")
    journal.append("commissioned", stream="main", from_us=10)
    monkeypatch.setattr(spool, "now_us", lambda: NOON_US + HOUR_US)

    def refuse(descriptor: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.write", refuse)
        for _ in range(2):
            with pytest.raises(OSError, match="No space"):
                journal.append("gap.open", stream="main", cause="disk_full", from_us=10, detail="")
    journal.append("gap.open", stream="main", cause="disk_full", from_us=10, detail="")
    assert [line["t"] for line in lines(tmp_path)] == ["state", "commissioned", "state", "gap.open"]
    state = Journal(tmp_path, "c7f3a").state.streams["main"]
    assert (state.last_end_us, state.gap_cause) == (10, "disk_full")


@pytest.mark.usefixtures("at_noon")
def test_a_segment_whose_volume_is_away_stays_owed_over_others_and_restarts(tmp_path: Path) -> None:
    """Ended late, it says nothing of where the stream stands now."""
    journal = Journal(tmp_path, "c7f3a")
    journal.append("commissioned", stream="main", from_us=10)
    journal.append("opened", stream="main", volume="/away", path="old.vgs", start_us=20)
    journal.append("opened", stream="main", volume="/v", path="new.vgs", start_us=80)
    journal.append("segment", stream="main", volume="/v", path="new.vgs", end_us=140)
    journal.close()
    again = Journal(tmp_path, "c7f3a")
    assert again.state.streams["main"].owed == [["/away", "old.vgs"]]
    again.append("segment", stream="main", volume="/away", path="old.vgs", end_us=60)
    assert again.state.streams["main"].owed == []
    assert again.state.streams["main"].last_end_us == 140
