"""Reads of the device book: pages, days, years."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet

from vonggac.duty.selectors import school_year_of
from vonggac.duty.years import local
from vonggac.equipment.models import DayCheck, DeviceLine
from vonggac.equipment.states import LineKind
from vonggac.kernel import clock
from vonggac.people.tally import from_the_last
from vonggac.places import selectors as places
from vonggac.places.schedule import DayKind, day_kind
from vonggac.prepared import Prepared

VOLUME = 1000
"""Lines of one volume (quyển) of the printed book."""
_SATURDAY = 5


def device_lines(
    school: UUID,
    year: str,
    *,
    camera: str = "",
    days: tuple[date, date] | None = None,
    kind: str = "",
) -> QuerySet[DeviceLine]:
    """In the book's order. ``days``: first and last, both belong to it."""
    found = DeviceLine.objects.filter(school_id=school, school_year=year)
    if camera:
        found = found.filter(camera_id=camera)
    if days is not None:
        found = found.filter(day__range=days)
    if kind in LineKind.values:
        found = found.filter(kind=kind)
    return found.select_related("camera__area", "corrects").order_by("number")


def device_line(school: UUID, line: UUID) -> DeviceLine | None:
    return DeviceLine.objects.filter(school_id=school, pk=line).first()


def device_volume(school: UUID, year: str, volume: int) -> list[DeviceLine]:
    """The lines of one printed volume."""
    first = (volume - 1) * VOLUME + 1
    rows = device_lines(school, year).filter(number__gte=first, number__lt=first + VOLUME)
    return list(rows)


def last_device_number(school: UUID, year: str) -> int:
    rows = DeviceLine.objects.filter(school_id=school, school_year=year)
    return int(rows.aggregate(last=Max("number"))["last"] or 0)


def line_written_after(school: UUID, year: str, number: int) -> int | None:
    """When the first line behind that number was written; None: there is none."""
    return next(iter(_written_after(school, year, number)), None)


@Prepared
def _written_after(school: UUID, year: str, number: int) -> QuerySet[DeviceLine, Any]:
    found = DeviceLine.objects.filter(school_id=school, school_year=year, number__gt=number)
    return found.order_by("number").values_list("written_us", flat=True)[:1]


def device_years(school: UUID) -> list[str]:
    """Years of the book, this one always, newest first."""
    years = from_the_last(lambda year: _year_before(school, year))
    return sorted({*years, school_year_of(school, clock.now_us())}, reverse=True)


@Prepared
def _year_before(school: UUID, year: str) -> QuerySet[DeviceLine, Any]:
    found = DeviceLine.objects.filter(school_id=school, school_year__lt=year)
    return found.order_by("-school_year").values_list("school_year", flat=True)[:1]


@dataclass(frozen=True, slots=True)
class BookDay:
    """A day as the book has it."""

    day: date
    working: bool
    """A school day: Monday to Friday without holidays; an exam day always."""
    lines: int
    human: int
    """Lines by a person on the day itself."""
    late: int
    """Ghi bổ sung: written on a later day."""
    checked: tuple[str, ...]
    """Who of the Board has looked."""

    @property
    def missing(self) -> bool:
        """Red: a working day without any line by a person (khoản 4 Điều 2)."""
        return self.working and not self.human and not self.late


def book_days(school: UUID, from_day: date, to_day: date) -> list[BookDay]:
    """Every day of the range, newest first. Before the book's first line no day is asked for; nor is one to come."""
    rows = DeviceLine.objects.filter(school_id=school)
    first = rows.aggregate(first=Min("day"))["first"]
    daily = Q(kind=LineKind.DAILY)
    counts = {
        each["day"]: each
        for each in rows.filter(day__gte=from_day, day__lte=to_day)
        .values("day")
        .annotate(
            lines=Count("id"),
            human=Count("id", filter=daily & Q(late=False)),
            late_lines=Count("id", filter=daily & Q(late=True)),
        )
    }
    checks: dict[date, list[str]] = {}
    for each in DayCheck.objects.filter(school_id=school, day__gte=from_day, day__lte=to_day):
        checks.setdefault(each.day, []).append(each.checker_name)
    calendar, today = places.calendar_of(school), local(clock.now_us()).date()
    found = []
    for number in range((min(to_day, today) - from_day).days + 1):
        day = from_day + timedelta(days=number)
        kind = day_kind(calendar, day)
        works = kind is DayKind.EXAM or (kind is DayKind.ORDINARY and day.weekday() < _SATURDAY)
        has = counts.get(day, {"lines": 0, "human": 0, "late_lines": 0})
        asked = first is not None and day >= first
        found.append(
            BookDay(
                day,
                works and asked,
                has["lines"],
                has["human"],
                has["late_lines"],
                tuple(checks.get(day, ())),
            )
        )
    return found[::-1]


def days_without_line(school: UUID, from_day: date, to_day: date) -> list[date]:
    """Working days without a line by a person, today left out while it lasts: counted in the report."""
    today = local(clock.now_us()).date()
    return [
        each.day
        for each in book_days(school, from_day, to_day)
        if each.missing and each.day < today
    ]
