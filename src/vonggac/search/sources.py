"""The books that are searched: what is found of each (the room's own data), and who may read which rows of it.

A new room joins by a line here. Who reads what is what the room's list page decides; a book without a rule has none.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from vonggac.access import selectors as access
from vonggac.access.deeds import MATRIX, Deed
from vonggac.breaches import selectors as breaches
from vonggac.breaches import sought as of_breaches
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
from vonggac.maintenance import sought as of_maintenance
from vonggac.notices import selectors as notices
from vonggac.notices import sought as of_notices
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.regulations import sought as of_regulations
from vonggac.repairs import sought as of_repairs
from vonggac.reports import sought as of_reports
from vonggac.stocktakes import sought as of_stocktakes
from vonggac.suggestions import selectors as suggestions
from vonggac.suggestions import sought as of_suggestions
from vonggac.violations import selectors as violations
from vonggac.violations import sought as of_violations


class All:
    """Every row of the school."""


ALL: Final = All()
Rows = QuerySet[Any]


class Reader:
    """Who asks: positions are read once for all books."""

    def __init__(self, person: UUID, school: UUID, at_us: int) -> None:
        self.person, self.school, self.at_us = person, school, at_us

    @cached_property
    def roles(self) -> frozenset[Role]:
        """At this school, now."""
        held = people.positions_now(self.person, self.at_us)
        return frozenset(each.role for each in held if each.school == self.school)

    @property
    def reads_all_directives(self) -> bool:
        return bool(self.roles & (BOARD | {Role.IT_TEACHER}))

    def may(self, deed: Deed) -> bool:
        """As ``access`` answers; it is not asked where no role of the reader's stands in the deed's row."""
        if not self.roles & (MATRIX[deed].roles | MATRIX[deed].ticket):
            return False
        refusal = access.refusal_for(
            person=self.person, school=self.school, deed=deed, at_us=self.at_us
        )
        return refusal is None


Readable = Callable[[Reader], "Rows | All | None"]
"""All, these rows, or nothing."""


@dataclass(frozen=True, slots=True)
class Source:
    sought: Sought
    readable: Readable


def whole(deed: Deed) -> Readable:
    """The whole book to whose position includes the deed; nothing to anybody else."""
    return lambda reader: ALL if reader.may(deed) else None


def _staff(reader: Reader) -> All | None:
    return ALL if reader.roles else None


def _usage(reader: Reader) -> Rows | All | None:
    if reader.may(Deed.READ_USAGE_BOOK):
        return ALL
    own = reader.may(Deed.READ_OWN_USAGE)
    return duty.usage_lines(reader.school, person=reader.person) if own else None


def _directives(reader: Reader) -> Rows | All | None:
    if not reader.may(Deed.READ_DIRECTIVES):
        return None
    if reader.reads_all_directives:
        return ALL
    return directives.directives(reader.school, person=reader.person)


def _proposals(reader: Reader) -> Rows | All | None:
    if not reader.may(Deed.SEARCH):
        return None
    if reader.reads_all_directives:
        return ALL
    return directives.proposals(reader.school, person=reader.person)


def _requests(reader: Reader) -> Rows | None:
    if not reader.roles:
        return None
    return disclosures.for_page(reader.person, reader.school, state="all")


def _violations(reader: Reader) -> Rows | None:
    """Files that the person reads whole. Who is concerned by one has a notice of it, and finds nothing here."""
    return violations.readable(reader.school, reader.person) if reader.roles else None


def _breaches(reader: Reader) -> Rows | None:
    return breaches.readable(reader.school, reader.person) if reader.roles else None


def _suggestions(reader: Reader) -> Rows | None:
    return suggestions.suggestions(reader.school, reader.person) if reader.roles else None


def _reminders(reader: Reader) -> Rows | All | None:
    if reader.may(Deed.INSPECT):
        return ALL
    return inspections.reminders(reader.school, reader.person) if reader.roles else None


def _notices(reader: Reader) -> Rows:
    return notices.recent(reader.person)


SOURCES: tuple[Source, ...] = (
    Source(of_duty.SOUGHT, _usage),
    Source(of_equipment.BOOK, whole(Deed.READ_DEVICE_BOOK)),
    Source(of_equipment.FAILURES, whole(Deed.READ_FAILURES)),
    Source(of_maintenance.SOUGHT, whole(Deed.READ_MAINTENANCE)),
    Source(of_repairs.SOUGHT, whole(Deed.READ_REPAIRS)),
    Source(of_equipment.ASSETS, whole(Deed.READ_ASSETS)),
    Source(of_disclosures.SOUGHT, _requests),
    Source(of_directives.SOUGHT, _directives),
    Source(of_directives.PROPOSALS, _proposals),
    Source(of_incidents.SOUGHT, whole(Deed.READ_CASES)),
    Source(of_violations.SOUGHT, _violations),
    Source(of_breaches.SOUGHT, _breaches),
    Source(of_stocktakes.SOUGHT, whole(Deed.READ_STOCKTAKES)),
    Source(of_suggestions.SOUGHT, _suggestions),
    Source(of_inspections.SOUGHT, _reminders),
    Source(of_reports.SOUGHT, whole(Deed.READ_REPORTS)),
    Source(of_regulations.DOCUMENTS, _staff),
    Source(of_regulations.REGULATION, _staff),
    Source(of_holds.SOUGHT, whole(Deed.READ_HOLDS)),
    Source(of_notices.SOUGHT, _notices),
)
