"""The school's plan as the recorder is told of it: days ahead, and the same words as long as nothing changed."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.scenes.times import HandClock, hand_clock
from vonggac.cli import spans as spans_module
from vonggac.cli.spans import SpanMaker, spans_of
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from vonggac.places.schedule import CELLS_A_WEEK, WeekPlan
from vonggac.places.selectors import CameraRow
from vonggac.recorder.wanted import CameraPlan

SCHOOL_HOURS = WeekPlan(
    (("-" * 28 + "a" * 40 + "-" * 28) * 5 + "e" * 192), pre_roll_s=5, post_roll_s=30
)
"""7:00 to 17:00 on weekdays, around events on Saturday and Sunday."""
SUNDAY_SEVEN_US = 1_795_330_800_000_000 // HOUR_US * HOUR_US


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Iterator[HandClock]:
    with hand_clock() as hands:
        monkeypatch.setattr(spans_module, "now_us", hands.now_us)
        monkeypatch.setattr(spans_module, "_decided_us", lambda _: hands.now_us() - 30 * DAY_US)
        yield hands


def row(plan: WeekPlan | None = SCHOOL_HOURS, name: str = "gate") -> CameraRow:
    return cast(CameraRow, SimpleNamespace(id=name, plan=plan, calendar=()))


def made(maker: SpanMaker, *rows: CameraRow) -> dict[str, CameraPlan]:
    return maker.of(rows or [row()])


def test_the_plan_reaches_two_days_ahead_and_a_week_back(hands: HandClock) -> None:
    plan = made(SpanMaker())["gate"]
    assert plan.planned_until_us - hands.now_us() >= 48 * HOUR_US
    assert hands.now_us() - plan.planned_from_us >= 7 * DAY_US - HOUR_US
    assert (plan.pre_roll_us, plan.post_roll_us) == (5 * SECOND_US, 30 * SECOND_US)


def test_it_is_the_same_text_until_the_hour_turns(hands: HandClock) -> None:
    """Otherwise every recorder would be told a new plan every two seconds."""
    maker = SpanMaker()
    first = made(maker)["gate"]
    hands.pass_by(seconds=2)
    assert made(maker)["gate"] is first
    hands.pass_by(hours=1)
    later = made(maker)["gate"]
    assert later.planned_until_us == first.planned_until_us + HOUR_US


def test_a_changed_plan_counts_at_once_and_says_nothing_of_before(hands: HandClock) -> None:
    maker = SpanMaker()
    made(maker)
    hands.pass_by(minutes=20)
    never = WeekPlan("-" * CELLS_A_WEEK)
    plan = made(maker, row(never))["gate"]
    assert plan.planned_from_us == hands.now_us()
    assert plan.mode_at(hands.now_us() - 1) == "always", "unknown, so nothing is excused"
    assert plan.mode_at(hands.now_us()) == "off"
    hands.pass_by(hours=2)
    assert made(maker, row(never))["gate"].planned_from_us == plan.planned_from_us


def test_a_camera_without_a_plan_is_left_out(hands: HandClock) -> None:
    assert made(SpanMaker(), row(None), row(name="yard")).keys() == {"yard"}


def test_hours_of_the_school_are_hours_of_viet_nam(hands: HandClock) -> None:
    """The scene is a Sunday in Việt Nam; Monday's seven o'clock is midnight in Greenwich."""
    plan = spans_of(SCHOOL_HOURS, (), SUNDAY_SEVEN_US, 0)
    monday_us = next(
        each.from_us
        for each in plan.wanted
        if each.mode == "always" and each.from_us > SUNDAY_SEVEN_US
    )
    assert monday_us % DAY_US == 0
    assert plan.mode_at(monday_us - MINUTE_US) == "off"
    assert plan.mode_at(monday_us - 8 * HOUR_US) == "event"


def test_a_plan_crosses_the_new_year(hands: HandClock) -> None:
    """From the 31st of December into the new year: one span, no seam at midnight."""
    new_year_us = 1_798_736_400_000_000  # 2027-01-01 00:00 in Việt Nam
    nights = WeekPlan("a" * CELLS_A_WEEK)
    plan = spans_of(nights, (), new_year_us - 5 * HOUR_US, 0)
    (span,) = plan.wanted
    assert span.from_us < new_year_us < span.to_us
    changed: Any = replace(plan)
    assert changed == plan
