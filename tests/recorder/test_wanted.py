"""What is wanted, instant by instant, whatever the spans (no I/O)."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.clock import DAY_US, HOUR_US
from vonggac.recorder.wanted import ALWAYS, CameraPlan, Mode, Wanted

MIDNIGHT_US = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp()) * 1_000_000
"""The new year in Greenwich; in Việt Nam it began seven hours before."""
NIGHT = CameraPlan(
    (Wanted(MIDNIGHT_US - 8 * HOUR_US, MIDNIGHT_US + HOUR_US, Mode.ALWAYS),
     Wanted(MIDNIGHT_US + HOUR_US, MIDNIGHT_US + 2 * HOUR_US, Mode.EVENT)),
    MIDNIGHT_US - DAY_US,
    MIDNIGHT_US + DAY_US,
    pre_roll_us=5,
    post_roll_us=7,
)  # fmt: skip


@pytest.mark.parametrize(
    ("hours", "mode"),
    [(-25, "always"), (-24, "off"), (-9, "off"), (-8, "always"), (-7, "always"), (0, "always"),
     (0.9, "always"), (1, "event"), (2, "off"), (23.9, "off"), (24, "always"), (9999, "always")],
)  # fmt: skip
def test_a_span_over_midnight_and_the_new_year_is_a_span_like_any_other(
    hours: float, mode: str
) -> None:
    """Before and after what was planned everything is wanted: a dead supervisor never stops recording (I5)."""
    assert NIGHT.mode_at(MIDNIGHT_US + round(hours * HOUR_US)) == mode


def test_a_stretch_wants_the_most_that_any_of_its_instants_wants() -> None:
    """A GOP over an edge is written whole, on both sides."""
    on_us = MIDNIGHT_US - 8 * HOUR_US
    assert NIGHT.mode_over(on_us - 2, on_us) is Mode.OFF
    assert NIGHT.mode_over(on_us - 1, on_us + 1) is Mode.ALWAYS
    off_us = MIDNIGHT_US + 2 * HOUR_US
    assert NIGHT.mode_over(off_us - 1, off_us + 1) is Mode.EVENT
    assert NIGHT.mode_over(off_us, off_us + 1) is Mode.OFF
    assert NIGHT.mode_over(on_us - DAY_US, off_us + DAY_US) is Mode.ALWAYS


def test_the_parts_of_a_night_are_told_apart() -> None:
    day = (MIDNIGHT_US - DAY_US, MIDNIGHT_US + DAY_US - 1)
    assert list(NIGHT.scheduled(*day)) == [
        (MIDNIGHT_US - DAY_US, False),
        (MIDNIGHT_US - 8 * HOUR_US, True),
        (MIDNIGHT_US + 2 * HOUR_US, False),
    ]


def test_a_camera_without_a_plan_is_always_recorded() -> None:
    assert ALWAYS.mode_at(0) is ALWAYS.mode_over(5, 6) is Mode.ALWAYS
    assert list(ALWAYS.scheduled(5, 9)) == [(5, True)]


def test_spans_that_overlap_are_no_plan() -> None:
    with pytest.raises(ValueError, match="overlap"):
        CameraPlan((Wanted(5, 9, Mode.ALWAYS), Wanted(7, 11, Mode.EVENT)), 0, 20)


@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=12, unique=True).map(sorted),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_every_instant_has_the_mode_of_its_span(
    edges: list[int], from_us: int, until_us: int
) -> None:
    spans = tuple(
        Wanted(a, b, Mode.EVENT if n % 3 else Mode.ALWAYS)
        for n, (a, b) in enumerate(zip(edges[::2], edges[1::2], strict=False))
    )
    plan = CameraPlan(spans, from_us, until_us)
    for at_us in range(62):
        inside = [each.mode for each in spans if each.from_us <= at_us < each.to_us]
        planned = from_us <= at_us < until_us
        expected = (inside or [Mode.OFF])[0] if planned else Mode.ALWAYS
        assert plan.mode_at(at_us) is expected
        assert plan.mode_over(at_us, at_us + 1) is expected
    assert CameraPlan.from_fields(plan.to_fields()) == plan
