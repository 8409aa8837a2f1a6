"""What the addresses of search and player may hold."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.http import QueryDict
from django.utils.translation import gettext as _

from vonggac.kernel.clock import DAY_US, HOUR_US, SECOND_US
from vonggac.kernel.ids import require_camera_id
from vonggac.kernel.ranges import Range
from vonggac.web.local_time import day_start, instant_of, local

MOST_CAMERAS = 9
"""Players of one page, side by side in step."""
_FIRST_US, _LAST_US = 946_684_800_000_000, 4_102_444_800_000_000  # 2000 … 2100


@dataclass(frozen=True, slots=True)
class Wanted:
    """One to nine cameras and an instant. ``limits``: what was marked out, where the link marked something out."""

    cameras: tuple[str, ...]
    at_us: int
    limits: Range | None


class BadLink(ValueError):
    """The address says something impossible; the text says what, to a person."""


def wanted_of(query: QueryDict, now_us: int) -> Wanted | None:
    """None where the address names no camera. Raises BadLink."""
    cameras = tuple(dict.fromkeys(query.getlist("camera")))
    if not cameras:
        return None
    try:
        for each in cameras:
            require_camera_id(each)
    except ValueError:
        raise BadLink(_("The link names a camera in a way that cannot be read.")) from None
    if len(cameras) > MOST_CAMERAS:
        raise BadLink(
            _("The link names %(count)s cameras; at most %(most)s are played in step.")
            % {"count": len(cameras), "most": MOST_CAMERAS}
        )
    at_us = _instant(query, "at") or now_us - 60 * SECOND_US
    from_us, to_us = _instant(query, "from"), _instant(query, "to")
    if from_us and to_us and from_us >= to_us:
        raise BadLink(_("The stretch in the link ends before it begins."))
    limits = Range(from_us, to_us) if from_us and to_us else None
    return Wanted(cameras, min(at_us, now_us - SECOND_US), limits)


def _instant(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    at_us = instant_in(text)
    if at_us is None:
        raise BadLink(_("The instant in the link cannot be read."))
    return at_us


def instant_in(text: str) -> int | None:
    """Microseconds of this century, or None."""
    if not text.isdecimal() or len(text) > 17:
        return None
    at_us = int(text)
    return at_us if _FIRST_US <= at_us < _LAST_US else None


@dataclass(frozen=True, slots=True)
class DayAndHour:
    day: date
    hour: int | None
    """None: the whole day."""

    @property
    def range(self) -> Range:
        begin = instant_of(datetime.combine(self.day, time(self.hour or 0)))
        return Range(begin, begin + (DAY_US if self.hour is None else HOUR_US))


def day_and_hour(query: QueryDict, now_us: int) -> DayAndHour:
    """Today and the hour before this one, unless the address says another."""
    try:
        day = date.fromisoformat(query.get("day", ""))
        if not 2000 <= day.year < 2100:
            raise ValueError(day)
    except ValueError:
        day = local(now_us).date()
    text = query.get("hour", "")
    hour = int(text) if text.isdecimal() and len(text) < 3 and int(text) < 24 else None
    return DayAndHour(day, hour)


def last_days(now_us: int, count: int) -> list[Range]:
    """The last local days, today first."""
    today = day_start(now_us)
    return [Range(today - n * DAY_US, today - n * DAY_US + DAY_US) for n in range(count)]
