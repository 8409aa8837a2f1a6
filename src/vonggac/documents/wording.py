"""Dates and times in the words of documents (DOCUMENT-FORMAT §1, LANGUAGE §1); integer microseconds UTC come in.

Zone +07:00: Vietnam has no summer time.
"""

from datetime import date, datetime, timedelta, timezone

from vonggac.kernel.instants import to_datetime

VIETNAM = timezone(timedelta(hours=7), "+07:00")


def local(at_us: int) -> datetime:
    """The wall clock of the school."""
    return to_datetime(at_us).astimezone(VIETNAM)


def day_in_words(day: date) -> str:
    """``ngày 05 tháng 3 năm 2026``: a leading zero for days below 10 and for months 1 and 2 only."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date) -> str:
    """``Yên Cường, ngày 09 tháng 10 năm 2025``."""
    return f"{place}, {day_in_words(day)}"


def moment_in_words(at_us: int) -> str:
    """``08 giờ 15 phút, ngày 02 tháng 10 năm 2025``."""
    at = local(at_us)
    return f"{at:%H} giờ {at:%M} phút, {day_in_words(at.date())}"


def moment(at_us: int, *, seconds: bool = False) -> str:
    """``08:15 02/10/2025``."""
    return f"{local(at_us):{'%H:%M:%S' if seconds else '%H:%M'} %d/%m/%Y}"


def span(from_us: int, to_us: int) -> str:
    """``16:30 – 17:15 08/10/2025``, or both days where they differ."""
    start, end = local(from_us), local(to_us)
    if start.date() == end.date():
        return f"{start:%H:%M} – {end:%H:%M} {end:%d/%m/%Y}"
    return f"{start:%H:%M %d/%m/%Y} – {end:%H:%M %d/%m/%Y}"


def number(value: int) -> str:
    """Numbers below 10 get a zero: ``05``."""
    return f"{value:02d}"
