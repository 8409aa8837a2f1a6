"""From a number to the rows behind it (I10): the list page of its book, filtered where it has filters."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.urls import reverse

from vonggac.access.deeds import Deed
from vonggac.reports.numbers import year_of
from vonggac.reports.periods import Period
from vonggac.web import deeds
from vonggac.web.viewer import PageRequest

Query = Mapping[str, str]

_BY: Mapping[str, str] = {
    **dict.fromkeys(("directives.issued", "directives.own_demand", "directives.oral"), "issued_us"),
    **dict.fromkeys(("directives.unconfirmed", "directives.completed"), "issued_us"),
    "directives.withdrawn": "issued_us",
    "directives.proposed": "proposed_us",
    **dict.fromkeys(("requests.sent", "requests.open", "requests.late"), "sent_us"),
    **dict.fromkeys(("requests.no_data", "requests.withdrawn"), "sent_us"),
    "exports.asked": "requested_us",
    "exports.declined": "requested_us",
    "exports.made": "ready_us",
    "pictures.snapshots": "at_us",
    "holds.placed": "placed_us",
    **dict.fromkeys(("cases.noted", "cases.late", "cases.open"), "noted_us"),
    "cases.closed": "closed_us",
    "cases.passed_on": "violation_us",
    **dict.fromkeys(("failures.opened", "failures.open"), "detected_us"),
    "failures.closed": "closed_us",
    "failures.stopped": "stopped_us",
    "violations.reported": "opened_us",
    "violations.open": "opened_us",
    "violations.concluded": "concluded_us",
    **dict.fromkeys(("breaches.found", "breaches.open", "breaches.late"), "opened_us"),
    "suggestions.sent": "opened_us",
    "suggestions.answered": "opened_us",
    "stocktakes.frozen": "frozen_us",
    "stocktakes.approved": "approved_us",
    **{f"shifts.{each}": "from_us" for each in ("rostered", "opened", "by_itself", "missed")},
    "shifts.checked": "checks__at_us",
    "shifts.complained": "complaints__at_us",
    **dict.fromkeys(("maintenance.due", "maintenance.overdue"), "due_on"),
    **dict.fromkeys(("maintenance.done", "maintenance.calibrated"), "confirmed_us"),
    "maintenance.failed": "not_passed__at_us",
    **{f"network.{each}": "found_us" for each in ("all", "unknown", "configuration", "open")},
    **{
        f"inspections.{each}": "conclusion__at_us"
        for each in ("concluded", "sampled", "deviations")
    },
    "inspections.reminders": "at_us",
    **dict.fromkeys(("book.lines_auto", "book.lines_daily", "book.lines_late"), "day"),
}
"""Figure → the instant by which its list is narrowed to the period; of the others the list has no such column."""

_PAGES: Mapping[str, tuple[str, Deed | None, Query]] = {
    "directives": ("directives", Deed.READ_DIRECTIVES, {}),
    "requests": ("requests", None, {"state": "all"}),
    "exports": ("exports", Deed.SEARCH, {}),
    "pictures": ("pictures", Deed.READ_PICTURES, {}),
    "holds": ("holds", Deed.READ_HOLDS, {}),
    "cases": ("cases", Deed.READ_CASES, {"state": "all"}),
    "failures": ("failures", Deed.READ_FAILURES, {"state": "all"}),
    "book": ("device_book", Deed.READ_DEVICE_BOOK, {}),
    "stocktakes": ("stocktakes", Deed.READ_STOCKTAKES, {}),
    "shifts": ("roster", None, {}),
    "violations": ("violations", Deed.DECIDE_VIOLATIONS, {}),
    "maintenance": ("maintenance", Deed.READ_MAINTENANCE, {}),
    "breaches": ("breaches", Deed.REPORT_BREACH, {}),
    "suggestions": ("suggestions", None, {}),
    "inspections": ("inspections", Deed.INSPECT, {}),
    "network": ("network", Deed.SEE_CONFIGURATION, {}),
    "cameras": ("coverage", Deed.SEE_SYSTEM, {}),
}


def linker(request: PageRequest, period: Period) -> Callable[[str], str]:
    """Code of a figure → address, empty where there is no such list or the reader may not open it."""
    year = _book_year(request, period)
    books = _usage(request, period, year)
    open_ = {
        room: (reverse(name), query)
        for room, (name, deed, query) in _PAGES.items()
        if deed is None or deeds.may(request, deed)
    }
    days = {"from_day": period.from_day.isoformat(), "to_day": period.to_day.isoformat()}

    def link(code: str) -> str:
        room, _, name = code.partition(".")
        if room == "uses" and books:
            return f"{books}&{urlencode(_kind(name))}" if name != "all" else books
        if room not in open_:
            return ""
        address, query = open_[room]
        if code == "directives.proposed":
            address = reverse("proposals")
        narrowed = {**query, **days, "by": _BY[code]} if code in _BY else query
        if room == "book" and year:
            narrowed = {"year": year, **narrowed}
        return f"{address}?{urlencode(narrowed)}" if narrowed else address

    return link


def _kind(name: str) -> Query:
    if name.startswith("by_"):
        return {"basis": name.removeprefix("by_")}
    return {"form": name}


def _book_year(request: PageRequest, period: Period) -> str:
    """Books are of one school year: a period of two has no one page, and none here."""
    first, last = year_of(request.viewer.school).around(period.from_day)
    return f"{first.year}-{first.year + 1}" if period.to_day <= last else ""


def _usage(request: PageRequest, period: Period, year: str) -> str:
    if not year or not deeds.may(request, Deed.READ_USAGE_BOOK):
        return ""
    query = {
        "year": year,
        "from_day": period.from_day.isoformat(),
        "to_day": period.to_day.isoformat(),
    }
    return f"{reverse('usage_book')}?{urlencode(query)}"
