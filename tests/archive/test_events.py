"""Event journals are followed into the index, whatever they hold, and can be found again."""

from dataclasses import replace
from pathlib import Path
from threading import Event as Flag

import pytest

from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import selectors
from vonggac.archive.archivist import opened
from vonggac.archive.findings import FindingKind
from vonggac.archive.models import EventFile
from vonggac.archive.reindex import reindex
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.events import Event, EventJournal, EventKind, EventSource
from vonggac.kernel.ranges import Range

pytestmark = pytest.mark.django_db(databases=["default", "archive"], transaction=True)

DAY = Range(NOON_US - 12 * HOUR_US, NOON_US + 12 * HOUR_US)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.at(tmp_path)


def adopt(store: Store) -> None:
    stop = Flag()
    stop.set()
    with opened(store.data) as archivist:
        archivist.run(stop)


def event(
    number: int,
    from_us: int,
    to_us: int | None,
    *,
    camera: str = GATE,
    kind: EventKind = EventKind.MOTION,
) -> Event:
    return Event(
        f"{number:032x}", camera, kind, EventSource.PICTURE, from_us, to_us, from_us, 40, zones=("Cổng",)
    )  # fmt: skip


def say(store: Store, *told: Event, writer: str = "watch") -> None:
    journal = EventJournal(store.data.events, writer)
    for each in told:
        journal.append(each)


def lines_of(store: Store) -> Path:
    return next((store.data.events / GATE).glob("*.jsonl"))


def test_an_event_is_found_as_it_was_told_last(store: Store) -> None:
    """It begins, goes on, ends: the last line of its id counts, whichever round reads it."""
    going = event(1, NOON_US, None)
    say(store, going)
    adopt(store)
    assert selectors.events([GATE], DAY) == [going]
    ended = replace(going, to_us=NOON_US + MINUTE_US, score=90)
    say(store, ended, event(2, NOON_US, NOON_US, camera=YARD), writer="watch")
    adopt(store)
    assert selectors.events([GATE], DAY) == [ended]
    assert len(selectors.events([GATE, YARD], DAY)) == 2


def test_the_pages_and_watch_write_beside_each_other(store: Store) -> None:
    """A button's event is in the office's journal, a motion's in watch's."""
    say(store, event(1, NOON_US, NOON_US + 1))
    say(store, event(2, NOON_US, NOON_US, kind=EventKind.BUTTON), writer="office")
    adopt(store)
    assert {each.kind for each in selectors.events([GATE], DAY)} == {
        EventKind.MOTION,
        EventKind.BUTTON,
    }
    (button,) = selectors.events([GATE], DAY, kinds=[EventKind.BUTTON])
    assert button.id == f"{2:032x}"


def test_a_range_has_the_events_with_an_instant_in_it(store: Store) -> None:
    """Ended before, begun after: not there; reaching in from days ago, or an instant at its begin: there."""
    day_us = DAY_US
    say(
        store,
        event(1, NOON_US - 3 * day_us, NOON_US + SECOND_US, kind=EventKind.COVERED),
        event(2, NOON_US - MINUTE_US, NOON_US),
        event(3, NOON_US, NOON_US),
        event(4, NOON_US + MINUTE_US, None),
        event(5, NOON_US - 2 * day_us, None, kind=EventKind.FROZEN),
        event(6, NOON_US - HOUR_US, NOON_US + 1),
        event(7, NOON_US - 2 * HOUR_US, NOON_US),
    )
    adopt(store)
    wanted = Range(NOON_US, NOON_US + MINUTE_US)
    assert [int(each.id, 16) for each in selectors.events([GATE], wanted)] == [1, 5, 6, 3]
    assert [int(each.id, 16) for each in selectors.events([GATE], wanted, limit=2)] == [6, 3]
    assert selectors.events([], wanted) == []
    assert selectors.events([GATE], wanted, kinds=[]) == []


def test_a_line_that_cannot_be_read_is_a_finding_and_blocks_nothing(store: Store) -> None:
    """Garbage, another camera's event, a line beyond any length; a line torn by a crash was never said."""
    say(store, event(1, NOON_US, NOON_US + 1))
    path = lines_of(store)
    with path.open("ab") as file:
        file.write(b"\x00garbage\n")
        file.write(event(2, NOON_US, None, camera=YARD).to_line())
        file.write(b"{" + b"x" * 70_000 + b"\n")
        file.write(event(3, NOON_US, None).to_line()[:40])
    say(store, event(4, NOON_US, NOON_US + 1))
    adopt(store)
    assert [int(each.id, 16) for each in selectors.events([GATE], DAY)] == [1, 4]
    assert [each.kind for each in selectors.findings()] == [FindingKind.SPOOL] * 3


def test_a_line_still_being_written_waits_for_its_end(store: Store) -> None:
    """Half a line at the end is no fault, and is read when it is whole."""
    say(store, event(1, NOON_US, NOON_US + 1), event(2, NOON_US, NOON_US + 1))
    path = lines_of(store)
    whole = path.read_bytes()
    path.write_bytes(whole[:-10])
    adopt(store)
    assert len(selectors.events([GATE], DAY)) == 1
    path.write_bytes(whole)
    adopt(store)
    assert len(selectors.events([GATE], DAY)) == 2
    assert selectors.findings() == []


def test_a_journal_that_shrank_is_told_and_read_again(store: Store) -> None:
    """Somebody replaced the file: what it says now counts, and the finding stays."""
    say(store, event(1, NOON_US, None), event(2, NOON_US, None))
    adopt(store)
    lines_of(store).write_bytes(event(1, NOON_US, NOON_US + 5).to_line())
    adopt(store)
    adopt(store)
    (first, _) = selectors.events([GATE], DAY)
    assert first.to_us == NOON_US + 5
    assert [each.kind for each in selectors.findings()] == [FindingKind.SPOOL]


def test_reading_twice_changes_nothing_and_reindex_reads_them_all(store: Store) -> None:
    """The journals are the truth; the index is a copy of them."""
    told = [
        event(n, NOON_US + n * MINUTE_US, None if n % 2 else NOON_US + HOUR_US) for n in range(9)
    ]
    say(store, *told)
    adopt(store)
    EventFile.objects.update(offset=0)
    adopt(store)
    assert selectors.events([GATE], DAY) == told
    reindex(store.data)
    assert selectors.events([GATE], DAY) == told


def test_an_events_folder_that_cannot_be_read_stops_nobody(store: Store) -> None:
    """Its camera is a finding; the other camera's events are there."""
    say(store, event(1, NOON_US, None, camera=YARD))
    (store.data.events / GATE).mkdir()
    (store.data.events / GATE / "2026-01-01.watch.jsonl").mkdir()
    (store.data.events / "Not A Camera").mkdir()
    adopt(store)
    assert len(selectors.events([YARD], DAY)) == 1
    assert [each.subject for each in selectors.findings()] == [f"events/{GATE}"]
