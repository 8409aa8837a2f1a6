"""A day's sheet sums to the day."""

from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, Store
from vonggac.archive.archivist import opened
from vonggac.archive.coverage import GapFact, Pair, as_coverage, compose, nothing
from vonggac.archive.sheets import Part, Sheet, _lines, coverage_sheet, dealt
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause

indexed = pytest.mark.django_db(databases=["default", "archive"], transaction=True)
MIDNIGHT_US = NOON_US - 12 * HOUR_US
DAY = Range(MIDNIGHT_US, MIDNIGHT_US + DAY_US)

instants = st.integers(MIDNIGHT_US - HOUR_US, MIDNIGHT_US + DAY_US + HOUR_US)
pairs = st.lists(
    st.tuples(instants, st.integers(1, 5 * HOUR_US)).map(lambda each: (each[0], sum(each))),
    max_size=20,
)
gaps = st.lists(
    st.builds(
        lambda low, length, cause: GapFact(low, None if length is None else low + length, cause),
        instants,
        st.none() | st.integers(0, 9 * HOUR_US),
        st.sampled_from(list(GapCause)),
    ),
    max_size=12,
)


@given(pairs, pairs, gaps, instants, instants)
def test_the_sheet_sums_to_the_day(
    footage: list[Pair], erased: list[Pair], facts: list[GapFact], begun_us: int, now_us: int
) -> None:
    """Exactly in microseconds, and in whole seconds too: 86 400 of them, each line within one of its own."""
    span = max(DAY.from_us, begun_us), min(DAY.to_us, now_us)
    found = nothing()
    if span[0] < span[1]:
        pending = now_us - HOUR_US, now_us
        pieces = compose(span, footage=footage, erased=erased, gaps=facts, pending=pending)
        found = as_coverage(pieces)
    sheet = Sheet(GATE, "main", DAY, tuple(_lines(DAY, now_us, found)))
    assert sum(each.us for each in sheet.lines) == DAY_US
    assert sum(each.seconds for each in sheet.lines) == 86_400
    assert all(abs(each.us - each.seconds * SECOND_US) < SECOND_US for each in sheet.lines)
    assert sheet.us(Part.TO_COME) == DAY.to_us - min(max(now_us, DAY.from_us), DAY.to_us)


@given(st.lists(st.integers(0, 10**12), max_size=30), st.integers(1, 10**7))
def test_what_is_dealt_out_sums_to_the_whole(amounts: list[int], unit: int) -> None:
    """Largest remainder: nobody is a unit or more away from what he should have."""
    wholes = dealt(amounts, unit)
    assert sum(wholes) == sum(amounts) // unit
    assert all(abs(n * unit - each) < unit for n, each in zip(wholes, amounts, strict=True))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.at(tmp_path)


def adopt(store: Store) -> None:
    stop = Event()
    stop.set()
    with opened(store.data) as archivist:
        archivist.run(stop)


def at(minutes: int) -> int:
    return NOON_US + minutes * MINUTE_US


@indexed
def test_a_running_day_counts_until_now(store: Store) -> None:
    """In service since 11:50; a minute recorded, an outage, not scheduled, the minute being written."""
    store.commissioned(GATE, at(-10))
    store.record(GATE, at(0))
    store.gap(GATE, at(-10), at(0), cause=GapCause.RECORDER_STOPPED)
    store.gap(GATE, at(1), at(4), cause=GapCause.CAMERA_UNREACHABLE)
    store.gap(GATE, at(4), at(9), cause=GapCause.NOT_SCHEDULED)
    store.record(GATE, at(10))
    adopt(store)
    sheet = coverage_sheet(GATE, DAY.from_us, DAY.to_us, at_us=at(12))
    assert (sheet.recorded_s, sheet.excused_s, sheet.seconds(Part.FAILED)) == (120, 300, 780)
    assert (sheet.seconds(Part.UNKNOWN), sheet.seconds(Part.PENDING), sheet.erased_s) == (60, 60, 0)
    assert sheet.before_s == 12 * 3600 - 600
    assert sheet.seconds(Part.TO_COME) == 12 * 3600 - 720
    assert sheet.by_cause(Part.FAILED) == {
        GapCause.RECORDER_STOPPED: 600,
        GapCause.CAMERA_UNREACHABLE: 180,
    }
    assert sheet.unexplained_s == 840


@indexed
def test_a_camera_that_never_was_and_a_day_still_to_come_have_sheets_too(store: Store) -> None:
    """All of it before its service, or to come."""
    assert coverage_sheet("unknwn", DAY.from_us, DAY.to_us, at_us=DAY.to_us).before_s == 86_400
    to_come = coverage_sheet("unknwn", DAY.from_us, DAY.to_us, at_us=0)
    assert to_come.seconds(Part.TO_COME) == 86_400
