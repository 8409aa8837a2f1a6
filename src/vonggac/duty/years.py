"""School years, which books are numbered by. Local time exists here because a school's day does."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from vonggac.kernel.instants import to_datetime


def local(at_us: int) -> datetime:
    """The instant on the school's wall clock."""
    return to_datetime(at_us).astimezone(ZoneInfo(settings.TIME_ZONE))


def school_year(at_us: int, *, month: int, day: int) -> str:
    """``2026-2027`` for a year that begins on that day of that month, local time."""
    at = local(at_us)
    first = at.year if (at.month, at.day) >= (month, day) else at.year - 1
    return f"{first}-{first + 1}"
