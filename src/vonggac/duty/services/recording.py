"""What the writes of shifts share: the entry of a change, and complaints beside fields."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.duty.models import Shift
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger


def record_shift(
    shift: Shift, by: UUID | None, how: str, more: Mapping[str, object] | None = None
) -> None:
    """One entry: what the shift is, what was done with it, and a digest of all that belongs to that."""
    facts = {
        "shift": shift.id.hex,
        "person": shift.person_id.hex,
        "areas": sorted(each.hex for each in shift.areas.values_list("id", flat=True)),
        "from": shift.from_us,
        "to": shift.to_us,
        "how": how,
        **(more or {}),
    }
    ledger.record("config.change", actor=actor_id(by), what="shift", digest=facts_digest(facts))


def refuse_foreign(row: Shift, person: UUID) -> None:
    """Raises Refused: a shift is its person's."""
    if row.person_id != person:
        raise Refused(
            Refusal(
                code="another_persons_shift",
                reason=_("The shift is another person’s."),
                clause="khoản 2 Điều 3",
                next_step=_("Ask the school board to change the roster."),
            )
        )


def invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
