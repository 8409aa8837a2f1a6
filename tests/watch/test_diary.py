"""No event stays open for ever: not after a kill between two writes, a full disk, or a lost memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenes.streams import START_US
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.events import Event, EventJournal, EventKind, EventSource, parse_event
from vonggac.watch import diary as diary_module
from vonggac.watch.diary import Diary
from vonggac.watch.memory import Memory, keep, recall
from vonggac.watch.plan import StreamFacts


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.prepare()
    return folder


@pytest.fixture
def diary(data: DataFolder) -> Iterator[Diary]:
    book = Diary(data)
    book.start()
    yield book
    book.finish()


def event(number: int, *, to_us: int | None = None, days_ago: int = 0) -> Event:
    from_us = START_US - days_ago * DAY_US
    return Event(
        f"{number:032x}", "gate01", EventKind.MOTION, EventSource.PICTURE, from_us, to_us, from_us
    )


def said(data: DataFolder) -> list[Event]:
    return [
        parse_event(line, "gate01")
        for path in sorted((data.events / "gate01").glob("*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]


def test_an_open_event_is_known_to_the_next_process(data: DataFolder, diary: Diary) -> None:
    diary.begin("gate01", "a")
    for each in (event(1), event(2), event(1, to_us=START_US + 5)):
        diary.say(each)
    assert diary.settled(5)
    assert [each.id for each in said(data)] == [event(1).id, event(2).id, event(1).id]
    assert set(Diary(data).begin("gate01", "a").open) == {event(2).id}


def test_facts_stand_until_another_camera_is_installed(data: DataFolder, diary: Diary) -> None:
    diary.begin("gate01", "a")
    diary.learn("gate01", "main", StreamFacts("h264", 1920, 1080, 25.0))
    assert diary.settled(5)
    assert Diary(data).begin("gate01", "a").facts["main"].fps == 25.0
    assert Diary(data).begin("gate01", "b").facts == {}


@pytest.mark.parametrize("memory", [None, b"", b"{", b'{"installed": 1, "facts": [], "open": {}}'])
def test_without_a_memory_the_journals_tell_what_is_open(
    data: DataFolder, memory: bytes | None
) -> None:
    """However long ago it began."""
    journal = EventJournal(data.events, "watch")
    for each in (event(1, days_ago=40), event(2), event(3), event(3, to_us=START_US + 1)):
        journal.append(each)
    EventJournal(data.events, "office").append(event(4))
    if memory is not None:
        (data.heat / "gate01").mkdir(parents=True)
        (data.heat / "gate01" / "memory.json").write_bytes(memory)
    assert set(recall(data.heat, data.events, "gate01").open) == {event(1).id, event(2).id}


def test_what_the_memory_missed_stands_in_the_newest_journals(data: DataFolder) -> None:
    """Killed between the memory's line and the journal's, either way round."""
    EventJournal(data.events, "watch").append(event(2))
    keep(data.heat, "gate01", Memory(open={event(1).id: event(1)}))
    assert set(recall(data.heat, data.events, "gate01").open) == {event(1).id, event(2).id}


def test_a_disk_that_refuses_is_asked_again_in_order(
    data: DataFolder, diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.begin("gate01", "a")
    full = True

    def refuse(*_: object) -> None:
        if full:
            raise OSError(28, "no space left")
        keep(data.heat, "gate01", Memory())

    monkeypatch.setattr(diary_module, "keep", refuse)
    diary.say(event(1))
    diary.say(event(1, to_us=START_US + 9))
    assert diary.settled(5)
    assert said(data) == []
    assert diary.refused >= 1
    full = False
    diary.retry()
    assert diary.settled(5)
    assert [each.to_us for each in said(data)] == [None, START_US + 9]
