"""The Board's evaluation page: a school year on one screen (khoản 1 Điều 3)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.disclosures import selectors as disclosures
from vonggac.equipment import selectors as equipment
from vonggac.incidents import selectors as incidents
from vonggac.kernel.clock import now_us
from vonggac.people.days import day_of
from vonggac.reports import numbers, periods, selectors
from vonggac.reports.figures import Unit
from vonggac.reports.periods import Period
from vonggac.reports.states import PeriodKind
from vonggac.violations import selectors as violations
from vonggac.web import deeds
from vonggac.web.reports import shown
from vonggac.web.reports.charts import columns
from vonggac.web.reports.links import linker
from vonggac.web.reports.words import period_text, value_text
from vonggac.web.viewer import PageRequest

_YEARS = 5
_KEY = (
    "cameras.recorded_share",
    "cameras.unexplained_us",
    "failures.down_us",
    "book.days",
    "book.days_missing",
    "shifts.rostered",
    "shifts.missed",
    "requests.open",
    "requests.late",
    "cases.noted",
    "cases.late",
    "violations.reported",
    "violations.open",
    "inspections.concluded",
    "inspections.sampled",
    "inspections.deviations",
    "people.reviews",
    "access.refused",
)
"""Besides what is shown by month; “of these” stands below what it is of."""


@require_GET
def evaluation(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.INSPECT)
    school, today = request.viewer.school, day_of(now_us())
    year = numbers.year_of(school)
    period = periods.of(PeriodKind.SCHOOL_YEAR, _asked(request, year, today), year)
    known = numbers.count(school, period, {*_KEY, *selectors.PER_MONTH})
    context = {
        "title": period_text(period),
        "years": _choices(year, today),
        "first": period.from_day.year,
        "months": _months(school, period, periods.before(period, year), known),
        "sections": _key(known, request, period),
        "open": _open(request, school),
        "cameras": shown.camera_rows(known.cameras),
    }
    return render(request, "reports/evaluation.html", context)


def _asked(request: PageRequest, year: periods.Year, today: date) -> date:
    wanted = request.GET.get("year", "")
    if wanted.isascii() and wanted.isdigit() and 2000 <= int(wanted[:5]) <= 2200:
        return date(int(wanted), year.month, year.day)
    return today


def _choices(year: periods.Year, today: date) -> list[tuple[int, str]]:
    first, _last = year.around(today)
    return [(first.year - n, f"{first.year - n} - {first.year - n + 1}") for n in range(_YEARS)]


def _months(
    school: UUID, period: Period, earlier: Period, known: numbers.Numbers
) -> list[dict[str, Any]]:
    """A chart for each figure that the rooms count by month; both years have as many."""
    months, before = list(periods.months(period)), list(periods.months(earlier))
    now = selectors.by_month(school, [each.span for each in months])
    then = selectors.by_month(school, [each.span for each in before])
    labels = [str(each.from_day.month) for each in months]
    found = []
    for code, counts in now.items():
        name = shown.name_of(code)
        found.append(
            {
                "name": name[:1].upper() + name[1:],
                "now": value_text(known.now[code], Unit.COUNT),
                "before": value_text(known.before[code], Unit.COUNT),
                "svg": columns(counts, then[code][: len(counts)], labels, name),
            }
        )
    return found


def _key(known: numbers.Numbers, request: PageRequest, period: Period) -> list[shown.Shown]:
    rows = {
        row.code: row
        for each in shown.sections(known, linker(request, period))
        for row in each.rows
    }
    return [rows[code] for code in _KEY]


def _open(request: PageRequest, school: UUID) -> list[tuple[str, int, str]]:
    """Matters that wait, with the page that has them."""
    viewer, at_us = request.viewer, now_us()
    found = (
        (
            _("Requests that wait for the Board"),
            len(disclosures.waiting_for(viewer.person, school)),
            "requests",
        ),
        (_("Cases that wait for the Board"), len(incidents.awaiting_board(school)), "cases"),
        (
            _("Violations that wait for the Board"),
            len(violations.awaiting_board(school)),
            "violations",
        ),
        (_("Failures that are not closed"), equipment.waiting(school).count(), "failures"),
        (_("Reports due"), len(selectors.due(school, at_us)), "reports"),
    )
    return list(found)
