"""What waits for this person, of every room, the most pressing first."""

from collections.abc import Callable
from uuid import UUID

from vonggac.web.attention.waiting import waiting as attention
from vonggac.web.breaches.waiting import waiting as breaches
from vonggac.web.closing.waiting import waiting as closing
from vonggac.web.directives.waiting import waiting as directives
from vonggac.web.disclosures.waiting import waiting as disclosures
from vonggac.web.duties.waiting import waiting as duties
from vonggac.web.duty.waiting import waiting as duty
from vonggac.web.exports.waiting import waiting as exports
from vonggac.web.holds.waiting import waiting as holds
from vonggac.web.incidents.waiting import waiting as incidents
from vonggac.web.inspections.waiting import waiting as inspections
from vonggac.web.maintenance.waiting import waiting as maintenance
from vonggac.web.network.waiting import waiting as network
from vonggac.web.people.waiting import waiting as people
from vonggac.web.regulations.waiting import waiting as regulations
from vonggac.web.repairs.waiting import waiting as repairs
from vonggac.web.reports.waiting import waiting as reports
from vonggac.web.stocktakes.waiting import waiting as stocktakes
from vonggac.web.suggestions.waiting import waiting as suggestions
from vonggac.web.takeover.waiting import waiting as takeover
from vonggac.web.violations.waiting import waiting as violations
from vonggac.web.waiting import Waiting

Provider = Callable[[UUID, UUID, int], list[Waiting]]
PROVIDERS: tuple[Provider, ...] = (
    incidents,
    directives,
    disclosures,
    exports,
    holds,
    duty,
    closing,
    duties,
    people,
    takeover,
    regulations,
    violations,
    breaches,
    attention,
    reports,
    suggestions,
    network,
    maintenance,
    stocktakes,
    repairs,
    inspections,
)
"""A room that has something to wait for adds its own here."""
_NEVER = 1 << 62


def tasks(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Late ones first, then by the instant at which they run out, then in the order of the rooms."""
    found = [each for provider in PROVIDERS for each in provider(person, school, at_us)]
    return sorted(found, key=lambda each: (not each.red, each.due_us or _NEVER))
