"""Half-open ranges: what coverage and authority are made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.ranges import Range, subtract, total_us, union

instants = st.integers(min_value=0, max_value=60)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    from_us = draw(instants)
    return Range(from_us, from_us + draw(st.integers(min_value=1, max_value=20)))


many = st.lists(ranges(), max_size=8)


def instants_of(found: list[Range]) -> set[int]:
    return {at for each in found for at in range(each.from_us, each.to_us)}


@given(many)
def test_a_union_has_the_same_instants_and_its_ranges_neither_overlap_nor_touch(
    found: list[Range],
) -> None:
    merged = union(found)
    assert instants_of(merged) == instants_of(found)
    assert all(one.to_us < other.from_us for one, other in zip(merged, merged[1:], strict=False))  # noqa: RUF007


@given(many, many)
def test_subtraction_leaves_exactly_what_the_other_does_not_have(
    whole: list[Range], taken: list[Range]
) -> None:
    assert instants_of(subtract(whole, taken)) == instants_of(whole) - instants_of(taken)


@given(many, many)
def test_parts_and_rest_add_up_to_the_whole(whole: list[Range], taken: list[Range]) -> None:
    """Invariant I4 rests on this: nothing is counted twice, nothing is forgotten."""
    rest = subtract(whole, taken)
    assert total_us(rest) + total_us(subtract(whole, rest)) == total_us(whole)


@given(ranges(), ranges())
def test_an_overlap_is_what_both_have(one: Range, other: Range) -> None:
    both = one.overlap(other)
    assert instants_of([both] if both else []) == instants_of([one]) & instants_of([other])
    assert one.covers(other) == (both == other)


@pytest.mark.parametrize(("from_us", "to_us"), [(5, 5), (6, 5)])
def test_an_empty_or_backward_range_cannot_be_made(from_us: int, to_us: int) -> None:
    with pytest.raises(ValueError, match="end after it begins"):
        Range(from_us, to_us)
