"""Working days by the school's calendar, and by when a step is due (REQUIREMENTS §7.2). Pure.

Saturday, Sunday and entered holidays are no working days; an exam day always is one. Days between two terms are
ordinary here: the clerk's office is open when no child is there.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vonggac.kernel.instants import from_datetime, to_datetime
from vonggac.places.schedule import SCHOOL_ZONE, Calendar, RangeKind

_SATURDAY = 5
LONGEST_SEARCH_DAYS = 400


@dataclass(frozen=True, slots=True)
class Limits:
    """The defaults of REQUIREMENTS §7.2 and LAW §4, until the school decides others."""

    receive_days: int = 1
    decide_days: int = 3
    execute_days: int = 5
    hold_days: int = 7
    subject_receive_days: int = 2
    subject_complete_days: int = 10
    subject_extend_days: int = 10
    legal_basis: str = "Điều 5 Nghị định 356/2025/NĐ-CP"


def is_working_day(calendar: Calendar, day: date) -> bool:
    kinds = {each.kind for each in calendar if day in each}
    if RangeKind.EXAM in kinds:
        return True
    return day.weekday() < _SATURDAY and RangeKind.HOLIDAY not in kinds


def after_working_days(
    calendar: Calendar, at_us: int, days: int, zone: ZoneInfo = SCHOOL_ZONE
) -> int:
    """Midnight at the end of the so-manyth working day after the day of the instant, microseconds UTC.

    A calendar without working days ends the search after ``LONGEST_SEARCH_DAYS``: a deadline always comes.
    """
    day = _local_day(at_us, zone)
    last = day + timedelta(days=LONGEST_SEARCH_DAYS)
    while days > 0 and day < last:
        day += timedelta(days=1)
        days -= is_working_day(calendar, day)
    return _end_of(day, zone)


def after_days(at_us: int, days: int, zone: ZoneInfo = SCHOOL_ZONE) -> int:
    """Midnight at the end of the day so many days later."""
    return _end_of(_local_day(at_us, zone) + timedelta(days=days), zone)


def local_day(at_us: int) -> date:
    """The day on the school's wall."""
    return _local_day(at_us, SCHOOL_ZONE)


def end_of_day(day: date) -> int:
    """Midnight at its end."""
    return _end_of(day, SCHOOL_ZONE)


def receive_by(limits: Limits, calendar: Calendar, sent_us: int, *, own_image: bool) -> int:
    """By when it is to be received: the earlier of the school's limit and the law's."""
    ours = after_working_days(calendar, sent_us, limits.receive_days)
    if not own_image:
        return ours
    return min(ours, after_working_days(calendar, sent_us, limits.subject_receive_days))


def decide_by(
    limits: Limits, calendar: Calendar, received_us: int, legal_due_us: int | None
) -> int:
    """By when the Board is to have decided: never later than the law's outer limit."""
    ours = after_working_days(calendar, received_us, limits.decide_days)
    return ours if legal_due_us is None else min(ours, legal_due_us)


def _local_day(at_us: int, zone: ZoneInfo) -> date:
    return to_datetime(at_us).astimezone(zone).date()


def _end_of(day: date, zone: ZoneInfo) -> int:
    return from_datetime(datetime.combine(day + timedelta(days=1), time(), zone))
