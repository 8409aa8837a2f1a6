"""What the system can measure of a handing over: counts of the rows, nothing kept beside them (I10).

Open matters are those of every room that has some; people answer for the rest.
"""

from typing import Any
from uuid import UUID

from django.conf import settings

from vonggac.archive import checked
from vonggac.backup import status as backup
from vonggac.breaches import selectors as breaches
from vonggac.directives import selectors as directives
from vonggac.disclosures import selectors as disclosures
from vonggac.disclosures.states import OPEN
from vonggac.duty import selectors as duty
from vonggac.equipment import selectors as equipment
from vonggac.holds import selectors as holds
from vonggac.incidents import selectors as incidents
from vonggac.inspections import selectors as inspections
from vonggac.kernel.clock import now_us
from vonggac.maintenance import selectors as maintenance
from vonggac.network import selectors as network
from vonggac.places import selectors as places
from vonggac.regulations import selectors as regulations
from vonggac.violations import selectors as violations

Measured = dict[str, Any]


def measure(school: UUID, changed_us: int | None) -> Measured:
    """``year`` of the books, and counts. ``changed_us``: since when passwords must be new; None: not yet."""
    year = duty.school_year_of(school, now_us())
    since_us = now_us() if changed_us is None else changed_us
    return {
        "year": year,
        "cameras": places.cameras(school).count(),
        "passwords": len(places.passwords_not_changed_since(school, since_us)),
        "assets": equipment.assets(school).count(),
        **_open_matters(school),
        "usage_lines": duty.last_number(school, year),
        "device_lines": equipment.last_device_number(school, year),
        "decisions": regulations.decisions(school).count(),
        "months": len(duty.months_to_close(school, year)),
        **_checked(),
    }


def _checked() -> dict[str, int | None]:
    """Instants of the last verify and the last good backup; None: none is known."""
    verified = checked.last(settings.DATA)
    return {
        "verified_us": verified.at_us if verified else None,
        "findings": verified.findings if verified else None,
        "backup_us": backup.read(settings.DATA).good_us,
    }


def _open_matters(school: UUID) -> dict[str, int]:
    return {
        "failures": equipment.waiting(school).count(),
        "orders": maintenance.open_orders(school).count(),
        "requests": disclosures.sent_requests(school).filter(state__in=OPEN).count(),
        "unconfirmed": len(directives.unconfirmed(school)),
        "cases": incidents.cases(school, state="open").count(),
        "violations": len(violations.awaiting_board(school)),
        "breaches": len(breaches.awaiting(school)),
        "holds": holds.active(school).count(),
        "sightings": network.waiting(school).count(),
        "reminders": inspections.reminders(school).filter(acknowledged__isnull=True).count(),
    }
