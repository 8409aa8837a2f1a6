"""Pages of long lists, and the days that a number of a report counts."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator

from vonggac.people.days import begin_of
from vonggac.web.viewer import PageRequest

PAGE_SIZE = 25
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Days:
    """What a link of a report narrows a list to; both days belong to it. ``instant``: the column that counts."""

    first: date
    last: date
    instant: str

    @property
    def of_parts(self) -> bool:
        """The number counts parts of the rows: the items of a shift's checklist, not shifts."""
        return "__" in self.instant


def page_of(
    request: PageRequest, rows: Any, size: int = PAGE_SIZE, *, instants: tuple[str, ...] = ()
) -> "Page[Any]":
    """The page that ``?page=`` names; the nearest where it names none.

    ``instants``: columns (``…_us``, or of days ``…_on``) by which ``?from_day=…&to_day=…&by=…`` narrows the list; the
    first where none is named. The page then has ``days``, and the frame says so (``base.html``).
    """
    days = _days(request, instants) if instants else None
    if days is not None:
        rows = rows.filter(**_within(days))
    page = Paginator(rows, size).get_page(request.GET.get("page"))
    page.days = days  # type: ignore[attr-defined]  # for the template
    return page


def _within(days: Days) -> dict[str, object]:
    if days.instant.endswith("_on"):
        return {f"{days.instant}__range": (days.first, days.last)}
    begins, ends = begin_of(days.first), begin_of(days.last + timedelta(days=1))
    return {f"{days.instant}__gte": begins, f"{days.instant}__lt": ends}


def days_asked(request: PageRequest) -> tuple[date, date] | None:
    """``?from_day=…&to_day=…``; None where they are not both days in their order."""
    try:
        first, last = (
            date.fromisoformat(request.GET.get(each, "")) for each in ("from_day", "to_day")
        )
    except ValueError:
        return None
    return (first, last) if EARLIEST <= first <= last <= LATEST else None


def _days(request: PageRequest, instants: tuple[str, ...]) -> Days | None:
    asked, by = days_asked(request), request.GET.get("by", "")
    return None if asked is None else Days(*asked, by if by in instants else instants[0])
