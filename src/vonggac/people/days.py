"""Days and quarters of the school's calendar: papers are dated, accounts reviewed by the quarter."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from vonggac.kernel.instants import from_datetime, to_datetime

_ZONE = ZoneInfo(settings.TIME_ZONE)

ROMAN = ("I", "II", "III", "IV")
"""Quarters as they are written here: quý IV."""


def day_of(at_us: int) -> date:
    """The day at the school."""
    return to_datetime(at_us).astimezone(_ZONE).date()


def quarter_of(at_us: int) -> str:
    """``2026-Q4``."""
    day = day_of(at_us)
    return f"{day.year}-Q{(day.month + 2) // 3}"


def quarter_range(at_us: int) -> tuple[int, int]:
    """Begin and end of the quarter that the instant is in."""
    day = day_of(at_us)
    first = (day.month - 1) // 3 * 3 + 1
    after = (day.year + 1, 1) if first == 10 else (day.year, first + 3)
    return _midnight(day.year, first), _midnight(*after)


def begin_of(day: date) -> int:
    """The school's midnight that the day begins with."""
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=_ZONE))


def _midnight(year: int, month: int) -> int:
    return begin_of(date(year, month, 1))
