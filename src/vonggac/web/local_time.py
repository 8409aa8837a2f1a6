"""Instants as the school reads them: Asia/Ho_Chi_Minh, 24 h, day before month (LANGUAGE §1).

Local time exists only here and in ``static/js/time.js``. Nothing depends on the operating system's locale.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext

from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from vonggac.kernel.instants import from_datetime, to_datetime
from vonggac.people.days import ROMAN

ZONE = ZoneInfo(settings.TIME_ZONE)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS_VI = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def local(at_us: int) -> datetime:
    return to_datetime(at_us).astimezone(ZONE)


def offset_minutes(at_us: int) -> int:
    """Minutes east of UTC then."""
    offset = local(at_us).utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0


def date_text(at_us: int) -> str:
    """``02/10/2025``."""
    return local(at_us).strftime("%d/%m/%Y")


def month_text(month: str) -> str:
    """``11/2026`` of ``2026-11``."""
    return f"{month[5:]}/{month[:4]}"


def quarter_text(quarter: str) -> str:
    """``Quý IV/2026`` of ``2026-Q4``."""
    year, _dash, number = quarter.partition("-Q")
    return gettext("Quarter %(n)s") % {"n": f"{ROMAN[int(number) - 1]}/{year}"}


def spaced_year(school_year: str) -> str:
    """``2026 - 2027`` of ``2026-2027`` (LANGUAGE: spaces round the hyphen)."""
    return school_year.replace("-", " - ")


def clock_text(at_us: int) -> str:
    """``08:15``."""
    return local(at_us).strftime("%H:%M")


def instant_text(at_us: int) -> str:
    """``08:15 02/10/2025``, for lists."""
    return local(at_us).strftime("%H:%M %d/%m/%Y")


def due_text(at_us: int) -> str:
    """A time limit: midnight belongs to the day that it ends, ``23:59 02/10/2025``."""
    at = local(at_us)
    midnight = (at.hour, at.minute, at.second, at.microsecond) == (0, 0, 0, 0)
    return instant_text(at_us - 1 if midnight else at_us)


def instant_text_seconds(at_us: int) -> str:
    """``08:15:07 02/10/2025``."""
    return local(at_us).strftime("%H:%M:%S %d/%m/%Y")


def long_date(at_us: int) -> str:
    """``Thứ Năm, ngày 9 tháng 10 năm 2025``; in English ``Thursday 9 October 2025``."""
    at = local(at_us)
    if get_language() == "vi":
        return f"{_WEEKDAYS_VI[at.weekday()]}, ngày {at.day} tháng {at.month} năm {at.year}"
    return f"{_WEEKDAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}"


def range_text(from_us: int, to_us: int) -> str:
    """``08:15 – 09:00 02/10/2025``; both dates where they differ; the date alone for a whole day."""
    if to_us - from_us == DAY_US and clock_text(from_us) == "00:00":
        return date_text(from_us)
    if date_text(from_us) == date_text(to_us):
        return f"{clock_text(from_us)} – {clock_text(to_us)} {date_text(from_us)}"
    return f"{instant_text(from_us)} – {instant_text(to_us)}"


def length_text(length_us: int) -> str:
    """``45 s``, ``12 min``, ``2 h 5 min``, ``4 days`` in the page's language."""
    if length_us < MINUTE_US:
        return gettext("%(n)d s") % {"n": length_us // SECOND_US}
    if length_us < HOUR_US:
        return gettext("%(n)d min") % {"n": length_us // MINUTE_US}
    if length_us < DAY_US:
        hours, minutes = length_us // HOUR_US, length_us % HOUR_US // MINUTE_US
        text = gettext("%(n)d h") % {"n": hours}
        return f"{text} {gettext('%(n)d min') % {'n': minutes}}" if minutes else text
    days = length_us // DAY_US
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def form_text(at_us: int) -> str:
    """``2025-10-02T08:15``: the value of ``<input type=datetime-local>``."""
    return local(at_us).strftime("%Y-%m-%dT%H:%M")


def instant_of(naive: datetime) -> int:
    """A wall-clock time that a person typed. Vietnam has no daylight saving: none is ambiguous."""
    return from_datetime(naive.replace(tzinfo=ZONE))


def day_start(at_us: int) -> int:
    """Local midnight before the instant."""
    return from_datetime(local(at_us).replace(hour=0, minute=0, second=0, microsecond=0))
