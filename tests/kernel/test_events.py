"""Events and their journals: what is written is read again, and nothing else is believed."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.events import Event, EventJournal, EventKind, EventSource, parse_event

DAY_US = 86_400_000_000
SOMEBODY = Event(
    "a" * 32, "gate1", EventKind.MOTION, EventSource.PICTURE, 5, 9, 7, 80, "×2", ("Cổng",)
)


def lines(folder: Path) -> list[bytes]:
    return [
        line
        for path in sorted(folder.glob("gate1/*.jsonl"))
        for line in path.read_bytes().split(b"\n")
        if line
    ]


def test_what_was_appended_is_read_again(tmp_path: Path) -> None:
    """Under the day it began, in UTC, in the writer's own file."""
    journal = EventJournal(tmp_path, "watch")
    later = replace(SOMEBODY, from_us=DAY_US, at_us=DAY_US, to_us=None)
    journal.append(SOMEBODY)
    journal.append(later)
    assert [parse_event(each, "gate1") for each in lines(tmp_path)] == [SOMEBODY, later]
    assert [each.name for each in sorted((tmp_path / "gate1").iterdir())] == [
        "1970-01-01.watch.jsonl",
        "1970-01-02.watch.jsonl",
    ]


def test_a_torn_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    """After a power cut in the middle of a line, the events that follow are whole."""
    EventJournal(tmp_path, "watch").append(SOMEBODY)
    path = tmp_path / "gate1" / "1970-01-01.watch.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    EventJournal(tmp_path, "watch").append(SOMEBODY)
    assert parse_event(lines(tmp_path)[-1], "gate1") == SOMEBODY


@pytest.mark.parametrize(
    "change",
    [
        {"camera": "yard1"},
        {"kind": "nothing"},
        {"from_us": True},
        {"to_us": 1},
        {"id": "../../etc"},
        {"score": 101},
        {"zones": 3},
        {"t": "segment"},
        {"extra": 1},
    ],
)
def test_a_line_that_we_could_not_have_written_is_refused(change: dict[str, object]) -> None:
    """A journal is outside text until it has passed: it crossed a crash and another process."""
    fields = json.loads(SOMEBODY.to_line()) | change
    with pytest.raises(ValueError):
        parse_event(json.dumps(fields).encode(), "gate1")


@given(st.binary(max_size=200))
def test_garbage_is_refused_and_never_raises_anything_else(raw: bytes) -> None:
    """Whatever stands in the file."""
    with pytest.raises(ValueError):
        parse_event(raw, "gate1")
