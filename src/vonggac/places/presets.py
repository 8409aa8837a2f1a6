"""Recording plans that most schools begin with, by code; the page has their words."""

from vonggac.places.schedule import CELLS_A_DAY, CELLS_A_WEEK, Mode, WeekPlan, painted

_MON_TO_SAT = range(6)
_EVENTS_ALL_DAY = "e" * CELLS_A_DAY

PRESETS: dict[str, WeekPlan] = {
    "continuous": WeekPlan("a" * CELLS_A_WEEK),
    "school_hours_then_events": WeekPlan(
        painted((_MON_TO_SAT, "06:00", "18:00", Mode.ALWAYS), base=Mode.EVENT),
        holiday=_EVENTS_ALL_DAY,
    ),
    "school_hours": WeekPlan(
        painted((_MON_TO_SAT, "06:00", "18:00", Mode.ALWAYS)), holiday="-" * CELLS_A_DAY
    ),
    "outside_school_hours": WeekPlan(
        painted((_MON_TO_SAT, "06:00", "18:00", Mode.OFF), base=Mode.ALWAYS),
        holiday="a" * CELLS_A_DAY,
    ),
    "events": WeekPlan("e" * CELLS_A_WEEK),
}
