"""The books that are searched: what is found of each (the room's own data), and who may read which rows of it.

A new room joins by a line here. Who reads what is what the room's list page decides; a book without a rule has none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.directives import selectors as directives
from vonggac.directives import sought as of_directives
from vonggac.disclosures import selectors as disclosures
from vonggac.disclosures import sought as of_disclosures
from vonggac.duty import selectors as duty
from vonggac.duty import sought as of_duty
from vonggac.equipment import sought as of_equipment
from vonggac.holds import sought as of_holds
from vonggac.incidents import sought as of_incidents
from vonggac.inspections import selectors as inspections
from vonggac.inspections import sought as of_inspections
from vonggac.kernel.sought import Sought
from vonggac.notices import selectors as notices
from vonggac.notices import sought as of_notices
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.regulations import sought as of_regulations
from vonggac.suggestions import selectors as suggestions
from vonggac.suggestions import sought as of_suggestions
from vonggac.violations import selectors as violations
from vonggac.violations import sought as of_violations


class All:
    """Every row of the school."""


ALL: Final = All()
Rows = QuerySet[Any]
Readable = Callable[[UUID, UUID, int], "Rows | All | None"]
"""School, person, now → all, these rows, or nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    sought: Sought
    readable: Readable


def whole(deed: Deed) -> Readable:
    """The whole book to whose position includes the deed; nothing to anybody else."""

    def rule(school: UUID, person: UUID, at_us: int) -> All | None:
        return ALL if _may(school, person, deed, at_us) else None

    return rule


def _may(school: UUID, person: UUID, deed: Deed, at_us: int) -> bool:
    return access.refusal_for(person=person, school=school, deed=deed, at_us=at_us) is None


def _roles(school: UUID, person: UUID, at_us: int) -> set[Role]:
    return {each.role for each in people.positions_now(person, at_us) if each.school == school}


def _staff(school: UUID, person: UUID, at_us: int) -> All | None:
    return ALL if _roles(school, person, at_us) else None


def _usage(school: UUID, person: UUID, at_us: int) -> Rows | All | None:
    if _may(school, person, Deed.READ_USAGE_BOOK, at_us):
        return ALL
    own = _may(school, person, Deed.READ_OWN_USAGE, at_us)
    return duty.usage_lines(school, person=person) if own else None


def _directives(school: UUID, person: UUID, at_us: int) -> Rows | All | None:
    if not _may(school, person, Deed.READ_DIRECTIVES, at_us):
        return None
    all_of_them = _roles(school, person, at_us) & (BOARD | {Role.IT_TEACHER})
    return ALL if all_of_them else directives.directives(school, person=person)


def _proposals(school: UUID, person: UUID, at_us: int) -> Rows | All | None:
    if not _may(school, person, Deed.SEARCH, at_us):
        return None
    all_of_them = _roles(school, person, at_us) & (BOARD | {Role.IT_TEACHER})
    return ALL if all_of_them else directives.proposals(school, person=person)


def _requests(school: UUID, person: UUID, at_us: int) -> Rows | None:
    held = _roles(school, person, at_us)
    return disclosures.for_page(person, school, state="all") if held else None


def _violations(school: UUID, person: UUID, at_us: int) -> Rows | None:
    """Files that the person reads whole. Who is concerned by one has a notice of it, and finds nothing here."""
    held = _roles(school, person, at_us)
    return violations.readable(school, person) if held else None


def _suggestions(school: UUID, person: UUID, at_us: int) -> Rows | None:
    return suggestions.suggestions(school, person) if _roles(school, person, at_us) else None


def _reminders(school: UUID, person: UUID, at_us: int) -> Rows | All | None:
    if _may(school, person, Deed.INSPECT, at_us):
        return ALL
    return inspections.reminders(school, person) if _roles(school, person, at_us) else None


def _notices(school: UUID, person: UUID, at_us: int) -> Rows:
    return notices.recent(person)


SOURCES: tuple[Source, ...] = (
    Source(of_duty.SOUGHT, _usage),
    Source(of_equipment.BOOK, whole(Deed.READ_DEVICE_BOOK)),
    Source(of_equipment.FAILURES, whole(Deed.READ_FAILURES)),
    Source(of_equipment.ASSETS, whole(Deed.READ_ASSETS)),
    Source(of_disclosures.SOUGHT, _requests),
    Source(of_directives.SOUGHT, _directives),
    Source(of_directives.PROPOSALS, _proposals),
    Source(of_incidents.SOUGHT, whole(Deed.READ_CASES)),
    Source(of_violations.SOUGHT, _violations),
    Source(of_suggestions.SOUGHT, _suggestions),
    Source(of_inspections.SOUGHT, _reminders),
    Source(of_regulations.DOCUMENTS, _staff),
    Source(of_regulations.REGULATION, _staff),
    Source(of_holds.SOUGHT, whole(Deed.READ_HOLDS)),
    Source(of_notices.SOUGHT, _notices),
)
