"""What the services of the room share: who may, whom to tell, what is wrong with a field."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.equipment.models import Asset
from vonggac.equipment.states import AssetState
from vonggac.kernel import clock
from vonggac.maintenance.models import Order
from vonggac.notices import selectors as notice_selectors
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import Role

LONGEST = 2000
WEEK_US = 7 * clock.DAY_US


def invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})


def not_due() -> ValidationError:
    return ValidationError(
        _("This step is not due: the page shows where it stands now."), "not_due"
    )


def colleague(school: UUID, person: UUID) -> UUID:
    """Raises ValidationError for who holds no position at the school."""
    held = people.holders(school, list(Role), clock.now_us()).filter(pk=person)
    if not held.exists():
        raise invalid("responsible", _("Somebody who holds a position at the school."))
    return person


def in_use(school: UUID, asset: UUID) -> Asset:
    """Raises ValidationError for a device that is not the school's or out of use."""
    row = Asset.objects.filter(school_id=school, pk=asset).exclude(state=AssetState.OUT).first()
    if row is None:
        raise invalid("asset", _("Choose a device in use at the school."))
    return row


def tell(
    row: Order,
    kind: NoticeKind,
    persons: set[UUID],
    *,
    urgency: Urgency = Urgency.RAISED,
) -> None:
    """The number only; the same within a week is the same notice."""
    notices.tell(
        persons=list(persons),
        kind=kind,
        params={"no": row.label},
        key=_key(row, kind),
        url=f"/maintenance/orders/{row.id}",
        urgency=urgency,
        merge_us=WEEK_US,
    )


def told_today(row: Order, kind: NoticeKind) -> bool:
    """The clerk's round comes every few seconds; once a day is enough."""
    return notice_selectors.told_since(_key(row, kind), clock.now_us() - clock.DAY_US)


def _key(row: Order, kind: NoticeKind) -> str:
    return f"maintenance:{row.id.hex}:{kind.value}"


def holders(school: UUID, *roles: Role) -> set[UUID]:
    return set(people.holders(school, roles, clock.now_us()).values_list("id", flat=True))
