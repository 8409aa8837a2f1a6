"""The index finds footage by camera and time, and explains every second of a stream."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenes.index import indexed
from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import selectors, services, stretches
from vonggac.archive.coverage import merge
from vonggac.archive.models import Segment, Stream, Stretch
from vonggac.archive.states import SegmentState, StretchKind
from vonggac.kernel.clock import MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def minute(start: int, end: int) -> Range:
    """From minute to minute after noon."""
    return Range(NOON_US + start * MINUTE_US, NOON_US + end * MINUTE_US)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.at(tmp_path)


def test_a_range_finds_the_segments_that_have_an_instant_of_it(store: Store) -> None:
    """Half-open: a segment that ends when the range begins is not in it."""
    files = [store.seal(GATE, NOON_US + m * MINUTE_US) for m in range(5)]
    indexed(store, files)
    found = selectors.segments_between(GATE, "main", minute(1, 3))
    assert [each.path for each in found] == [path for path, _ in files[1:3]]
    found = selectors.segments_between(GATE, "main", Range(NOON_US + 1, NOON_US + 2))
    assert [each.path for each in found] == [files[0][0]]
    assert selectors.segments_between(YARD, "main", minute(0, 5)) == []


def test_the_row_gives_back_the_facts_of_the_file(store: Store) -> None:
    """Places of the fragments survive the packing into the index."""
    path, facts = store.seal(GATE, NOON_US)
    indexed(store, [(path, facts)])
    (row,) = selectors.segments_between(GATE, "main", minute(0, 1))
    assert tuple(row.fragments) == facts.fragments
    assert (row.init_offset, row.init_length) == (facts.init_offset, facts.init_length)
    assert selectors.segment_by_id(facts.segment) == row


@pytest.mark.parametrize(("second", "index"), [(0, 0), (19, 0), (20, 1), (59, 2)])
def test_an_instant_finds_the_fragment_on_the_screen(store: Store, second: int, index: int) -> None:
    """Fragments of twenty seconds: the one that began last before the instant."""
    indexed(store, [store.seal(GATE, NOON_US)])
    place = selectors.fragment_at(GATE, "main", NOON_US + second * SECOND_US)
    assert place is not None
    assert place.index == index
    assert selectors.fragment_at(GATE, "main", NOON_US + MINUTE_US) is None


def test_coverage_explains_every_second(store: Store) -> None:
    """Footage, a gap with its cause, and what nobody explained, exactly (I4)."""
    files = [store.seal(GATE, NOON_US + m * MINUTE_US) for m in (0, 1, 4)]
    gap = (GATE, GapCause.STREAM_STALLED, minute(2, 3).from_us, minute(2, 3).to_us)
    indexed(store, files, gaps=[gap])
    coverage = selectors.coverage(GATE, "main", minute(-10, 60), at_us=minute(0, 30).to_us)
    assert coverage.span == minute(0, 30)
    assert coverage.footage == [minute(0, 2), minute(4, 5)]
    assert [(each.range, each.cause) for each in coverage.gaps] == [
        (minute(2, 3), GapCause.STREAM_STALLED)
    ]
    assert coverage.unexplained == [minute(3, 4), minute(5, 30)]


def test_the_minute_being_written_is_pending_and_not_yet_a_fault(store: Store) -> None:
    """Footage is known when its segment is finished; longer silence is unexplained."""
    indexed(store, [store.seal(GATE, NOON_US)])
    coverage = selectors.coverage(GATE, "main", minute(0, 5), at_us=minute(0, 2).to_us)
    assert coverage.pending == [minute(1, 2)]
    assert coverage.unexplained == []
    later = selectors.coverage(GATE, "main", minute(0, 9), at_us=minute(0, 9).to_us)
    assert later.pending == []
    assert later.unexplained == [minute(1, 9)]


def test_time_before_commissioning_needs_no_explanation(store: Store) -> None:
    """A camera that nobody heard of has no gaps."""
    assert selectors.coverage(YARD, "main", minute(0, 5), at_us=NOON_US).span is None
    indexed(store, [store.seal(GATE, NOON_US)])
    before = selectors.coverage(GATE, "main", minute(-9, 0), at_us=minute(0, 9).to_us)
    assert before.span is None


def test_an_erased_segment_is_told_as_erased(store: Store) -> None:
    """What a rule took away is neither footage nor unexplained."""
    indexed(store, [store.seal(GATE, NOON_US + m * MINUTE_US) for m in range(3)])
    row = Segment.objects.get(start_us=NOON_US + MINUTE_US).pk
    services.set_state([row], SegmentState.ERASED)
    coverage = selectors.coverage(GATE, "main", minute(0, 3), at_us=minute(0, 3).to_us)
    assert coverage.footage == [minute(0, 1), minute(2, 3)]
    assert coverage.erased == [minute(1, 2)]


def test_the_timeline_names_the_cause_of_each_column(store: Store) -> None:
    """Five columns of a minute: footage, gap, footage, unexplained, and time still to come."""
    files = [store.seal(GATE, NOON_US + m * MINUTE_US) for m in (0, 2)]
    gap = (GATE, GapCause.DISK_FULL, minute(1, 2).from_us, minute(1, 2).to_us)
    indexed(store, files, gaps=[gap])
    columns = selectors.timeline(GATE, minute(0, 8), 8, at_us=minute(0, 7).to_us)
    assert [each.footage_us for each in columns[:4]] == [MINUTE_US, 0, MINUTE_US, 0]
    assert columns[1].cause is GapCause.DISK_FULL
    assert columns[3].unexplained_us == MINUTE_US
    assert columns[7].unexplained_us == columns[7].footage_us == 0


def test_the_recorded_span_reaches_across_gaps(store: Store) -> None:
    """From the first footage to the last; none where nothing was recorded."""
    indexed(store, [store.seal(GATE, NOON_US + m * MINUTE_US) for m in (0, 5)])
    assert selectors.recorded_span(GATE) == minute(0, 6)
    assert selectors.recorded_span(YARD) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 40)), max_size=25))
def test_stretches_are_the_union_of_what_was_added(pieces: list[tuple[int, int]]) -> None:
    """In whatever order segments come, overlapping or touching, stretches are their union."""
    Stretch.objects.all().delete()
    stream, _ = Stream.objects.get_or_create(camera=GATE, name="main")
    pairs = [(low, low + length) for low, length in pieces]
    for pair in pairs:
        stretches.add_stretch(stream.pk, StretchKind.FOOTAGE, [pair])
    rows = Stretch.objects.order_by("from_us").values_list("from_us", "to_us")
    assert list(rows) == merge(pairs)
