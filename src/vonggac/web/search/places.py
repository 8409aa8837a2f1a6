"""What each book is called on the page of the search, and where a row of it stands."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.search.selectors import Hit
from vonggac.web.duty.book import PAGE_LINES as USAGE_LINES
from vonggac.web.equipment.device_book import PAGE_LINES as DEVICE_LINES


@dataclass(frozen=True, slots=True)
class Place:
    label: str | Promise
    url: Callable[[Hit], str]
    numbered: bool = True
    """Whether what the row calls itself is for people."""


def _row(name: str) -> Callable[[Hit], str]:
    return lambda hit: reverse(name, args=[hit.row])


def _list(name: str) -> Callable[[Hit], str]:
    return lambda hit: reverse(name)


def _line(name: str, on_a_page: int) -> Callable[[Hit], str]:
    """The page of the book that the line stands on; ``2026-2027/12`` is what a line calls itself."""

    def url(hit: Hit) -> str:
        year, _slash, number = hit.label.partition("/")
        page = (int(number) - 1) // on_a_page + 1
        return f"{reverse(name)}?year={year}&page={page}#line-{number}"

    return url


PLACES: dict[str, Place] = {
    "usage": Place(_("Usage book"), _line("usage_book", USAGE_LINES)),
    "device": Place(_("Device book"), _line("device_book", DEVICE_LINES)),
    "failure": Place(_("Failures"), _row("failure")),
    "request": Place(_("Viewing requests"), _row("request")),
    "directive": Place(_("Directives"), _row("directive")),
    "proposal": Place(_("Proposals to check data"), _row("proposal"), numbered=False),
    "case": Place(_("Cases"), _row("case")),
    "violation": Place(_("Violations"), _row("violation")),
    "breach": Place(_("Personal-data breaches"), _row("breach")),
    "stocktake": Place(_("Stocktakes"), _row("stocktake")),
    "suggestion": Place(_("Suggestions"), _row("suggestion")),
    "reminder": Place(_("Reminders"), _row("reminder")),
    "report": Place(_("Reports"), _row("report")),
    "document": Place(_("Documents"), _row("decision")),
    "regulation": Place(_("Regulation"), _list("regulations")),
    "hold": Place(_("Holds"), _row("hold")),
    "maintenance": Place(_("Maintenance"), _row("maintenance_order")),
    "repair": Place(_("Repair, replacement"), _row("repair")),
    "asset": Place(_("Assets"), _row("asset")),
    "notice": Place(_("Notices"), _list("notices"), numbered=False),
}
"""In the order of the list on the page. A test holds it to ``search.sources``."""
