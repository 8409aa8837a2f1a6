"""From the school's recording plans to absolute spans: what a recorder is told to want, some days back and ahead."""

from collections.abc import Iterable
from typing import NamedTuple

from vonggac.kernel.clock import DAY_US, HOUR_US, SECOND_US, now_us
from vonggac.places import selectors as places
from vonggac.places.schedule import Calendar, WeekPlan, spans
from vonggac.recorder.wanted import CameraPlan, Mode, Wanted

AHEAD_US = 49 * HOUR_US
"""Without its supervisor a recorder keeps to the plan at least 48 hours, then records everything."""
BACK_US = 7 * DAY_US
"""A recorder that was off over a weekend knows which hours of it were not scheduled."""


class Known(NamedTuple):
    plan: WeekPlan
    calendar: Calendar
    since_us: int
    hour: int
    made: CameraPlan


class SpanMaker:
    """Spans of every camera with a plan; the same objects until its plan or the hour changes."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}

    def of(self, rows: Iterable[places.CameraRow]) -> dict[str, CameraPlan]:
        """By camera; one without a plan is left out: always. May read the office's database."""
        hour = now_us() // HOUR_US
        found: dict[str, Known] = {}
        for row in rows:
            if row.plan is None:
                continue
            known = self._known.get(row.id)
            if known is None or (known.plan, known.calendar) != (row.plan, row.calendar):
                # What was wanted before is another plan's word, and not this one's.
                since_us = now_us() if known is not None else _decided_us(row.id)
                known = Known(row.plan, row.calendar, since_us, -1, CameraPlan())
            if known.hour != hour:
                made = spans_of(row.plan, row.calendar, hour * HOUR_US, known.since_us)
                known = known._replace(hour=hour, made=made)
            found[row.id] = known
        self._known = found
        return {camera: known.made for camera, known in found.items()}


def spans_of(plan: WeekPlan, calendar: Calendar, hour_us: int, since_us: int) -> CameraPlan:
    """``hour_us``: the whole hour of now. ``since_us``: since when the plan is in force."""
    from_us, until_us = max(hour_us - BACK_US, since_us), hour_us + AHEAD_US
    return CameraPlan(
        tuple(
            Wanted(each.from_us, each.to_us, Mode(each.mode.value))
            for each in spans(plan, calendar, from_us, until_us)
        ),
        planned_from_us=from_us,
        planned_until_us=until_us,
        pre_roll_us=plan.pre_roll_s * SECOND_US,
        post_roll_us=plan.post_roll_s * SECOND_US,
    )


def _decided_us(camera: str) -> int:
    newest = places.plan_history(camera).first()
    return newest.decided_us if newest is not None else now_us()
