"""Reads of the usage book: pages as of the printed book, filters and search, months that wait to be closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from vonggac.duty.models import MonthClosing, UsageIndex, UsageLine
from vonggac.duty.years import local, school_year
from vonggac.kernel import clock
from vonggac.kernel.text import fold
from vonggac.people import selectors as people
from vonggac.people.tally import from_the_last
from vonggac.places import selectors as places
from vonggac.prepared import Prepared

MOST_FOUND = 2000
"""A search finds so many of the newest lines: who finds more, looks for something narrower."""
VOLUME = 1000
"""Lines of one volume (quyển) of the printed book."""


@dataclass(frozen=True, slots=True)
class BookFilter:
    """What is left empty filters nothing. ``person``: only lines of that person's use."""

    text: str = ""
    person: UUID | None = None
    camera: str = ""
    form: str = ""
    basis: str = ""
    from_us: int | None = None
    to_us: int | None = None

    @property
    def narrows(self) -> bool:
        """Whether some lines of the book are left out."""
        return self != BookFilter()


def usage_lines(
    school: UUID,
    *,
    year: str | None = None,
    person: UUID | None = None,
    before_number: int | None = None,
) -> QuerySet[UsageLine]:
    """Lines of one school year's book, newest first; ``person`` limits to his own (◐ in the matrix)."""
    found = UsageLine.objects.filter(school_id=school).select_related("corrects")
    if year is not None:
        found = found.filter(school_year=year)
    if person is not None:
        found = found.filter(person_id=person)
    if before_number is not None:
        found = found.filter(number__lt=before_number)
    return found.order_by("-school_year", "-number")


def usage_line(line: UUID) -> UsageLine:
    """Raises UsageLine.DoesNotExist."""
    return UsageLine.objects.get(pk=line)


def numbers(school: UUID, year: str, wanted: BookFilter) -> QuerySet[UsageIndex, int]:
    """Numbers of the lines of a year's book that match, by number; ``lines_of`` brings the lines of a page."""
    found = UsageIndex.objects.filter(school_id=school, school_year=year)
    if wanted.person is not None:
        found = found.filter(person_id=wanted.person)
    if wanted.form:
        found = found.filter(form=wanted.form)
    if wanted.basis:
        found = found.filter(basis=wanted.basis)
    if wanted.from_us is not None:
        found = found.filter(started_us__gte=wanted.from_us)
    if wanted.to_us is not None:
        found = found.filter(started_us__lt=wanted.to_us)
    if wanted.camera:
        found = found.filter(GreaterThan(StrIndex("cameras", Value(f" {wanted.camera} ")), 0))
    for word in fold(wanted.text).split()[:6]:
        # Not LIKE: it folds case once more, letter by letter, and takes several times as long.
        found = found.filter(GreaterThan(StrIndex("text", Value(word)), 0))
    return found.order_by("number").values_list("number", flat=True)


def newest_found(school: UUID, year: str, wanted: BookFilter) -> list[int]:
    """As ``numbers``, newest first, at most ``MOST_FOUND``: one pass over the book."""
    return list(numbers(school, year, wanted).order_by("-number")[:MOST_FOUND])


def any_use(school: UUID, from_us: int, to_us: int) -> bool:
    """Whether a use began in the range; from the index alone."""
    years = {school_year_of(school, from_us), school_year_of(school, to_us)}
    found = UsageIndex.objects.filter(school_id=school, school_year__in=years)
    found = found.filter(started_us__gte=from_us, started_us__lt=to_us)
    return found.exclude(form="correction").exists()


def lines_of(school: UUID, year: str, wanted: Iterable[int]) -> list[UsageLine]:
    """The lines of these numbers, by number."""
    found = UsageLine.objects.filter(school_id=school, school_year=year, number__in=list(wanted))
    return list(found.select_related("corrects").order_by("number"))


def last_number(school: UUID, year: str) -> int:
    """0 for an empty book."""
    book = UsageLine.objects.filter(school_id=school, school_year=year)
    return book.order_by("-number").values_list("number", flat=True).first() or 0


def school_years(school: UUID) -> list[str]:
    """Years that the book has lines of, newest first."""
    return from_the_last(lambda year: _year_before(school, year))


@Prepared
def _year_before(school: UUID, year: str) -> QuerySet[UsageLine, Any]:
    found = UsageLine.objects.filter(school_id=school, school_year__lt=year)
    return found.order_by("-school_year").values_list("school_year", flat=True)[:1]


def school_year_of(school: UUID, at_us: int) -> str:
    """``2026-2027``, by the school's own first day."""
    row = places.school(school)
    return school_year(at_us, month=row.year_month, day=row.year_day)


def person_in_book(person: UUID, school: UUID, at_us: int) -> tuple[str, str]:
    """Column (3): the full name, and the role code that the person had then."""
    return people.person(person).full_name, people.role_at(person, school, at_us)


def users(school: UUID) -> list[tuple[UUID, str]]:
    """Everybody who may stand in the book, by given name."""
    return [(each.id, each.full_name) for each in people.people(school)]


# --------------------------------------------------------------------------- months


@dataclass(frozen=True, slots=True)
class DueMonth:
    """A month that is over and not closed: its lines, and how many of each form."""

    month: str
    from_number: int
    to_number: int
    counts: dict[str, int]


def months_to_close(school: UUID, year: str) -> list[DueMonth]:
    """Months of the book that are over and not closed, in their order; months without a line have no total.

    Of a school year that is over all are: a book gets no line after its year, be the month over or not.
    """
    begun = max(_closed_to(school, year), default=0)
    rows = UsageIndex.objects.filter(school_id=school, school_year=year, number__gt=begun)
    at_us = clock.now_us()
    if year >= school_year_of(school, at_us):
        rows = rows.filter(month__lt=month_of(at_us))
    told = rows.values("month", "form").annotate(
        n=Count("number"), first=Min("number"), last=Max("number")
    )
    months: dict[str, list[dict[str, Any]]] = {}
    for each in told.order_by("month", "form"):
        months.setdefault(each["month"], []).append({**each})
    return [
        DueMonth(
            month,
            min(each["first"] for each in forms),
            max(each["last"] for each in forms),
            {each["form"]: each["n"] for each in forms},
        )
        for month, forms in months.items()
    ]


@Prepared
def _closed_to(school: UUID, year: str) -> QuerySet[MonthClosing, Any]:
    found = MonthClosing.objects.filter(school_id=school, school_year=year)
    return found.order_by("-to_number").values_list("to_number", flat=True)[:1]


def month_of(at_us: int) -> str:
    """``2026-11``, on the school's wall clock."""
    return local(at_us).strftime("%Y-%m")


def closings(school: UUID, year: str) -> list[MonthClosing]:
    """Of one year's book, in their order, with their second signature where it is there."""
    found = MonthClosing.objects.filter(school_id=school, school_year=year)
    return list(found.select_related("keeper", "check_row__checker").order_by("to_number"))


def closing(school: UUID, closing_id: UUID) -> MonthClosing | None:
    return MonthClosing.objects.filter(school_id=school, pk=closing_id).first()


def closings_to_check(school: UUID) -> list[MonthClosing]:
    """What waits for a member of the Board, oldest first."""
    found = MonthClosing.objects.filter(school_id=school, check_row=None)
    return list(found.order_by("closed_us"))
