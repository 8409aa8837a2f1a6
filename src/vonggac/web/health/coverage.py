"""The coverage sheet: where every second of a day went, by camera; or of a camera's month, by day (khoản 4 Điều 5).

Times and causes only: no picture, and nothing of footage but that it exists.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.archive.sheets import Part, Sheet, coverage_sheet
from vonggac.holds import selectors as holds
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.instants import from_datetime
from vonggac.kernel.ranges import total_us
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.local_time import local
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.places.models import Camera

ZONE = ZoneInfo(settings.TIME_ZONE)
_FIRST_YEAR = 2020


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the page."""

    title: str
    camera: "Camera"
    day: date
    sheet: Sheet

    @property
    def causes(self) -> list[tuple[str, int]]:
        """Causes of what must be explained, most first, in seconds."""
        failed = [
            (cause.value, seconds) for cause, seconds in self.sheet.by_cause(Part.FAILED).items()
        ]
        unknown = self.sheet.seconds(Part.UNKNOWN)
        return [*failed, ("unknown", unknown)] if unknown else failed

    @property
    def other_s(self) -> int:
        """Not yet in service, being written, still to come."""
        return self.sheet.seconds(Part.PENDING, Part.BEFORE, Part.TO_COME)

    @property
    def held_s(self) -> int:
        """Of the day, under a hold, whether recorded or not."""
        return total_us(holds.held_ranges(self.camera.id, self.sheet.day)) // SECOND_US

    @property
    def whole_s(self) -> int:
        return self.sheet.seconds(*Part)


@require_GET
def day_sheet(request: PageRequest) -> HttpResponse:
    """Every camera in use, one day: today unless another is named."""
    deeds.require(request, Deed.SEE_SYSTEM)
    day = _day(request.GET.get("day", ""))
    cameras = places.cameras(request.viewer.school)
    lines = [Line(each.name, each, day, _sheet(each.id, day)) for each in cameras]
    today = local(now_us()).date()
    context = {
        "lines": lines,
        "day": day,
        "day_us": _begin_us(day),
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < today else None,
        "today": today,
    }
    return render(request, "health/coverage.html", context)


@require_GET
def month_sheet(request: PageRequest, camera: str) -> HttpResponse:
    """One camera, every day of a month up to today."""
    deeds.require(request, Deed.SEE_SYSTEM)
    row = places.cameras_named([camera]).get(camera)
    if row is None or row.area.school_id != request.viewer.school:
        raise Http404
    first = _month(request.GET.get("month", ""))
    today = local(now_us()).date()
    days = [first + timedelta(days=n) for n in range(31)]
    shown = [each for each in days if each.month == first.month and each <= today]
    after = (first + timedelta(days=32)).replace(day=1)
    context = {
        "camera": row,
        "lines": [
            Line(each.strftime("%d/%m/%Y"), row, each, _sheet(row.id, each)) for each in shown
        ],
        "month": first,
        "before": (first - timedelta(days=1)).replace(day=1),
        "after": after if after <= today else None,
    }
    return render(request, "health/coverage.html", context)


def _sheet(camera: str, day: date) -> Sheet:
    return coverage_sheet(camera, _begin_us(day), _begin_us(day + timedelta(days=1)))


def _begin_us(day: date) -> int:
    return from_datetime(datetime.combine(day, time(), ZONE))


def _day(text: str) -> date:
    """A day that somebody named in the address; today for what is none."""
    today = local(now_us()).date()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if date(_FIRST_YEAR, 1, 1) <= day <= today else today


def _month(text: str) -> date:
    """Its first day; this month's for what is no month."""
    return _day(f"{text}-01" if text else "").replace(day=1)
