"""Instants as text sort by time and come back exactly."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.instants import (
    compact,
    day_folder,
    from_datetime,
    iso,
    month,
    parse_compact,
    to_datetime,
)

AT_US = 1_795_330_800_123_456
any_instant = st.integers(min_value=0, max_value=4_102_444_800_000_000)


@given(any_instant)
def test_a_compact_name_comes_back_to_the_microsecond(at_us: int) -> None:
    assert parse_compact(compact(at_us)) == at_us
    assert from_datetime(to_datetime(at_us)) == at_us


@given(any_instant, any_instant)
def test_compact_names_sort_by_time(one_us: int, other_us: int) -> None:
    """The newest journal file is the one whose name is greatest."""
    assert (compact(one_us) < compact(other_us)) == (one_us < other_us)


def test_folders_and_epochs_go_by_utc() -> None:
    assert iso(AT_US) == "2026-11-22T07:00:00.123456Z"
    assert day_folder(AT_US) == ("2026-11-22", "07")
    assert month(AT_US) == "2026-11"


@pytest.mark.parametrize(
    "text", ["", "20261122T070000Z", "20261322T070000000000Z", "2026-11-22T07:00:00.0000Z"]
)
def test_anything_else_is_not_a_name(text: str) -> None:
    with pytest.raises(ValueError, match=r"compact|match|month"):
        parse_compact(text)


def test_a_datetime_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        from_datetime(datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None))
