"""Numbers of papers and records: one series a calendar year of the school, from 1, without gaps (FORMS §2)."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, QuerySet

from vonggac.kernel.instants import to_datetime


def calendar_year(at_us: int) -> int:
    """The school's, not Greenwich's."""
    return to_datetime(at_us).astimezone(ZoneInfo(settings.TIME_ZONE)).year


def next_number(series: QuerySet[Any]) -> int:
    """The one after the highest ``number`` of the series (a school's rows of one year).

    Safe because every writer holds SQLite's write lock from BEGIN IMMEDIATE on (STYLE §8).
    """
    return int(series.aggregate(last=Max("number"))["last"] or 0) + 1


def label(code: str, year: int, number: int) -> str:
    """``SC-2026-001``."""
    return f"{code}-{year}-{number:03d}"
