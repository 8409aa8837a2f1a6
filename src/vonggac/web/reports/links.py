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

_PAGES: Mapping[str, tuple[str, Deed | None, Query]] = {
    "directives": ("directives", Deed.READ_DIRECTIVES, {}),
    "requests": ("requests", None, {"state": "all"}),
    "exports": ("exports", Deed.SEARCH, {}),
    "pictures": ("pictures", Deed.READ_PICTURES, {}),
    "holds": ("holds", Deed.READ_HOLDS, {}),
    "cases": ("cases", Deed.READ_CASES, {"state": "all"}),
    "failures": ("failures", Deed.READ_FAILURES, {"state": "all"}),
    "book": ("device_book", Deed.READ_DEVICE_BOOK, {}),
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
    books = _usage(request, period)
    open_ = {
        room: f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)
        for room, (name, deed, query) in _PAGES.items()
        if deed is None or deeds.may(request, deed)
    }

    def link(code: str) -> str:
        room, _, name = code.partition(".")
        if room != "uses" or not books:
            return open_.get(room, "")
        return f"{books}&{urlencode(_kind(name))}" if name != "all" else books

    return link


def _kind(name: str) -> Query:
    if name.startswith("by_"):
        return {"basis": name.removeprefix("by_")}
    return {"form": name}


def _usage(request: PageRequest, period: Period) -> str:
    """The usage book is of one school year: a period of two has no one page."""
    first, last = year_of(request.viewer.school).around(period.from_day)
    if period.to_day > last or not deeds.may(request, Deed.READ_USAGE_BOOK):
        return ""
    query = {
        "year": f"{first.year}-{first.year + 1}",
        "from_day": period.from_day.isoformat(),
        "to_day": period.to_day.isoformat(),
    }
    return f"{reverse('usage_book')}?{urlencode(query)}"
