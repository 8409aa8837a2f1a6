"""What the services of the room share: who may, whom to tell, what is wrong with a field. Not for outside."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.proceedings import services as proceedings
from vonggac.stocktakes import refusals, selectors
from vonggac.stocktakes.models import Stocktake
from vonggac.stocktakes.states import StocktakeState

LONGEST = 2000


def require(by: UUID, school: UUID, deed: Deed) -> None:
    """Raises Refused."""
    refusal = access.refusal_for(person=by, school=school, deed=deed, at_us=clock.now_us())
    if refusal is not None:
        raise Refused(refusal)


def row_of(stocktake: UUID, by: UUID, deed: Deed) -> Stocktake:
    """Locked. Raises Refused."""
    row = proceedings.locked(Stocktake, stocktake)
    require(by, row.school_id, deed)
    return row


def member_row(stocktake: UUID, by: UUID, *states: StocktakeState) -> Stocktake:
    """Locked; for a member of its board, in one of the states. Raises Refused, ValidationError."""
    row = row_of(stocktake, by, Deed.TAKE_STOCK)
    if not selectors.is_member(row.id, by):
        raise Refused(refusals.not_member())
    at(row, *states)
    return row


def at(row: Stocktake, *states: StocktakeState) -> None:
    """Raises ValidationError where the row is in none of them."""
    if states and row.state not in states:
        raise ValidationError(
            _("This step is not due: the page shows where it stands now."), "not_due"
        )


def invalid(field: str | None, message: str) -> ValidationError:
    error = ValidationError(message, "invalid")
    return ValidationError({field: error}) if field else error


def next_place(rows: QuerySet) -> int:  # type: ignore[type-arg]
    return int(rows.aggregate(last=Max("place"))["last"] or 0) + 1


def holders(school: UUID, roles: Iterable[Role]) -> set[UUID]:
    return set(people.holders(school, roles, clock.now_us()).values_list("id", flat=True))


def board_of(row: Stocktake) -> set[UUID]:
    """The members with an account."""
    return {each.person_id for each in selectors.members(row.id) if each.person_id is not None}


def tell(row: Stocktake, kind: NoticeKind, persons: set[UUID], *, but: UUID) -> None:
    """The number only."""
    notices.tell(
        persons=sorted(persons - {but}),
        kind=kind,
        params={"no": row.label},
        key=f"stocktake:{row.id.hex}:{kind.value}",
        url=f"/stocktakes/{row.id}",
        urgency=Urgency.RAISED,
    )
