"""Invariant I4: every second is footage, a gap with a cause, erased, pending, or said to be unexplained."""

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vonggac.archive.coverage import (
    GapFact,
    Pair,
    Pieces,
    as_coverage,
    carve,
    compose,
    lengths,
    merge,
)
from vonggac.archive.timeline import count
from vonggac.kernel.streams import GapCause

SPAN = (100, 200)
pairs = st.lists(
    st.tuples(st.integers(50, 250), st.integers(1, 60)).map(lambda each: (each[0], sum(each))),
    max_size=12,
)
gap_facts = st.lists(
    st.builds(
        lambda low, length, cause: GapFact(low, None if length is None else low + length, cause),
        st.integers(50, 250),
        st.none() | st.integers(1, 60),
        st.sampled_from(list(GapCause)),
    ),
    max_size=8,
)


def instants(ranges: list[Pair]) -> list[int]:
    return [at for low, high in ranges for at in range(low, high)]


def everything(pieces: Pieces) -> list[int]:
    gaps = [(low, high) for low, high, _ in pieces.gaps]
    parts = (pieces.footage, pieces.erased, gaps, pieces.pending, pieces.unexplained)
    return sorted(at for part in parts for at in instants(part))


@given(pairs, pairs, gap_facts, st.none() | st.integers(50, 199).map(lambda low: (low, 200)))
def test_the_pieces_sum_exactly_to_the_time_asked_for(
    footage: list[Pair], erased: list[Pair], gaps: list[GapFact], pending: Pair | None
) -> None:
    """Whatever overlaps, every instant of the span stands in exactly one piece (I4)."""
    pieces = compose(SPAN, footage=footage, erased=erased, gaps=gaps, pending=pending)
    assert everything(pieces) == list(range(*SPAN))


@given(pairs, pairs, gap_facts)
def test_footage_wins_over_erased_and_erased_over_a_gap(
    footage: list[Pair], erased: list[Pair], gaps: list[GapFact]
) -> None:
    """What can be seen is footage, whatever else was reported about that instant."""
    pieces = compose(SPAN, footage=footage, erased=erased, gaps=gaps)
    inside = set(range(*SPAN))
    seen = set(instants(footage)) & inside
    gone = (set(instants(erased)) & inside) - seen
    told = {at for each in gaps for at in inside if each.from_us <= at < (each.to_us or 10**9)}
    assert set(instants(pieces.footage)) == seen
    assert set(instants(pieces.erased)) == gone
    assert {at for low, high, _ in pieces.gaps for at in range(low, high)} == told - seen - gone


@given(gap_facts)
def test_a_piece_of_gap_carries_a_cause_that_was_reported_then(gaps: list[GapFact]) -> None:
    """A cause is never spread over time that its own report does not cover."""
    for low, high, fact in compose(SPAN, footage=[], erased=[], gaps=gaps).gaps:
        assert fact in gaps
        assert fact.from_us <= low
        assert high <= (SPAN[1] if fact.to_us is None else fact.to_us)


def test_an_open_gap_runs_until_now() -> None:
    """A camera that fell silent and was not heard of again is one gap up to the present."""
    silent = GapFact(150, None, GapCause.CAMERA_UNREACHABLE)
    pieces = compose(SPAN, footage=[(90, 150)], erased=[], gaps=[silent])
    assert pieces.gaps == [(150, 200, silent)]
    assert pieces.unexplained == []


def test_of_two_gaps_the_one_that_began_first_keeps_the_time() -> None:
    """A full disk during an outage does not hide that the camera was gone already."""
    outage = GapFact(110, 140, GapCause.CAMERA_UNREACHABLE)
    full = GapFact(120, 160, GapCause.DISK_FULL)
    pieces = compose(SPAN, footage=[], erased=[], gaps=[full, outage])
    assert pieces.gaps == [(110, 140, outage), (140, 160, full)]


@given(pairs, pairs)
def test_carving_is_set_difference(whole: list[Pair], taken: list[Pair]) -> None:
    """What is carved away is exactly what was taken."""
    left = carve(merge(whole), merge(taken))
    assert set(instants(left)) == set(instants(whole)) - set(instants(taken))


@given(pairs, pairs, gap_facts, st.integers(1, 100))
def test_the_columns_of_a_timeline_lose_no_instant(
    footage: list[Pair], erased: list[Pair], gaps: list[GapFact], buckets: int
) -> None:
    """The sums of the columns are the sums of the coverage, and each column is full."""
    pieces = compose(SPAN, footage=footage, erased=erased, gaps=gaps)
    columns = count(SPAN, buckets, pieces)
    assert len(columns) == buckets
    assert sum(each.footage_us for each in columns) == len(instants(pieces.footage))
    for each in columns:
        parts = each.footage_us, each.gap_us, each.erased_us, each.pending_us, each.unexplained_us
        assert sum(parts) == each.to_us - each.from_us
        assert (each.cause is None) == (each.gap_us == 0)
        shown = [
            (min(high, each.to_us) - max(low, each.from_us), fact.cause)
            for low, high, fact in pieces.gaps
            if low < each.to_us and high > each.from_us
        ]
        totals = {cause: sum(us for us, c in shown if c == cause) for _, cause in shown}
        if each.cause:
            assert totals[each.cause] == max(totals.values())


@st.composite
def facts_apart(draw: st.DrawFn) -> dict[str, Any]:
    """No two overlap: as a camera's year is."""
    borders = sorted(draw(st.lists(st.integers(50, 250), unique=True, max_size=20)))
    found: dict[str, Any] = {"footage": [], "erased": [], "gaps": []}
    for low, high in itertools.pairwise(borders):
        kind = draw(st.sampled_from(["footage", "erased", "gaps", ""]))
        if kind:
            cause = draw(st.sampled_from(list(GapCause)))
            found[kind].append(GapFact(low, high, cause) if kind == "gaps" else (low, high))
    return found


@given(facts_apart())
def test_the_lengths_of_facts_apart_are_those_of_the_coverage(facts: dict[str, Any]) -> None:
    assert_same_lengths(facts)


@given(pairs, pairs, gap_facts, st.none() | st.integers(50, 199).map(lambda low: (low, 200)))
def test_the_lengths_are_those_of_the_coverage(
    footage: list[Pair], erased: list[Pair], gaps: list[GapFact], pending: Pair | None
) -> None:
    """Numbers of reports are the sheet's, counted without its ranges (I4, I10)."""
    facts = {"footage": footage, "erased": erased, "gaps": gaps, "pending": pending}
    assert_same_lengths(facts)


def assert_same_lengths(facts: dict[str, Any]) -> None:
    known, whole = lengths(SPAN, **facts), as_coverage(compose(SPAN, **facts))
    by_cause: dict[GapCause, int] = {}
    for gap in whole.gaps:
        by_cause[gap.cause] = by_cause.get(gap.cause, 0) + gap.range.length_us
    there = [*whole.footage, *whole.erased, *whole.pending]
    assert whole.span is not None
    assert known.span_us == whole.span.length_us
    assert known.recorded_us == sum(each.length_us for each in there)
    assert known.gaps_us == by_cause
    assert known.unexplained_us == sum(each.length_us for each in whole.unexplained)
    assert known.unexplained == len(whole.unexplained)
