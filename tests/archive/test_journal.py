"""A journal line is outside text: whatever it holds, it becomes a fact or is refused by name."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, Store
from vonggac.archive import spool
from vonggac.archive.journal import LONGEST_LINE, GapLine, Malformed, SegmentLine, parse
from vonggac.kernel.clock import HOUR_US

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A real segment's line."""
    store = Store.at(tmp_path_factory.mktemp("store"))
    store.record(GATE, NOON_US)
    (path,) = (store.data.spool / GATE).iterdir()
    fields: dict[str, Any] = json.loads(path.read_bytes())
    return fields


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_and_nothing_else_happens(raw: bytes) -> None:
    """No other exception than Malformed leaves the parser."""
    with pytest.raises(Malformed):
        parse(b"!" + raw, GATE)


@given(st.data())
def test_a_line_with_one_value_replaced_is_a_segment_or_refused(
    line: dict[str, Any], data: st.DataObject
) -> None:
    """Whatever stands in one field, what comes out is well-formed."""
    name = data.draw(st.sampled_from(sorted(line)))
    changed = line | {name: data.draw(values)}
    try:
        said = parse(json.dumps(changed).encode(), GATE)
    except Malformed:
        return
    if isinstance(said, SegmentLine):
        assert said.facts.start_us < said.facts.end_us
        assert ".." not in said.path
    elif isinstance(said, GapLine):
        assert said.to_us is None or said.from_us <= said.to_us


@pytest.mark.parametrize("missing", ["segment", "volume", "path", "stream", "n", "fragments"])
def test_a_segment_without_a_needed_field_is_refused(line: dict[str, Any], missing: str) -> None:
    """What is not said is not guessed."""
    with pytest.raises(Malformed):
        parse(json.dumps({k: v for k, v in line.items() if k != missing}).encode(), GATE)


def test_a_password_in_a_detail_stays_out_of_the_index() -> None:
    """The recorder's words for the technician pass the one redaction (I11)."""
    said = {
        "t": "gap.open", "n": 1, "camera": GATE, "stream": "main", "cause": "credentials_refused",
        "from_us": NOON_US, "detail": "rtsp://admin:hunter2@10.0.0.9/ refused",
    }  # fmt: skip
    read = parse(json.dumps(said).encode(), GATE)
    assert isinstance(read, GapLine)
    assert "hunter2" not in read.detail


def test_lines_come_in_the_order_of_the_journals_from_where_the_cursor_stands(
    tmp_path: Path,
) -> None:
    """Oldest hour first, whole lines only, at most as many as asked for."""
    store = Store.at(tmp_path)
    store.raw_line(GATE, b"one\ntwo\n")
    name = store.raw_line(GATE, b"three\nfour", at_us=NOON_US + HOUR_US).name
    lines = list(spool.unread(store.data.spool, GATE, {}, 10))
    assert [each.raw for each in lines] == [b"one", b"two", b"three"]
    assert lines[-1].end == len(b"three\n")
    again = spool.unread(store.data.spool, GATE, {(GATE, lines[0].name): lines[0].end}, 1)
    assert [each.raw for each in again] == [b"two"]
    assert name == lines[-1].name


def test_a_line_without_end_is_skipped_up_to_the_next_one(tmp_path: Path) -> None:
    """A megabyte of garbage costs one finding and no memory."""
    store = Store.at(tmp_path)
    store.raw_line(GATE, b"x" * (LONGEST_LINE * 3) + b"\nnext\n")
    lines = list(spool.unread(store.data.spool, GATE, {}, 10))
    assert [(each.raw, bool(each.fault)) for each in lines] == [(b"", True), (b"next", False)]


def test_a_journal_that_shrank_is_told_and_read_again(tmp_path: Path) -> None:
    """Somebody restored an old copy: what is known is recognised by what it says."""
    store = Store.at(tmp_path)
    name = store.raw_line(GATE, b"one\n").name
    (line,) = spool.unread(store.data.spool, GATE, {(GATE, name): 99}, 10)
    assert (line.end, bool(line.fault)) == (0, True)


def test_folders_that_are_no_camera_are_left_alone(tmp_path: Path) -> None:
    """A foreign folder in the spool is nobody's journal."""
    store = Store.at(tmp_path)
    store.raw_line(GATE, b"one\n")
    (store.data.spool / "Lost+Found").mkdir()
    (store.data.spool / "notes.txt").write_text("hello")
    assert spool.cameras(store.data.spool) == [GATE]
