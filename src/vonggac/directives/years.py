"""The calendar year that directives are numbered by: the school's, not Greenwich's."""

from zoneinfo import ZoneInfo

from django.conf import settings

from vonggac.kernel.instants import to_datetime


def calendar_year(at_us: int) -> int:
    return to_datetime(at_us).astimezone(ZoneInfo(settings.TIME_ZONE)).year
