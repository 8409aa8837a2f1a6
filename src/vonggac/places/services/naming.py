"""How the school is called at the head of its papers."""

from uuid import UUID

from django.db import transaction

from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.places.models import School


@transaction.atomic
def name_school(
    *, school: UUID, by: UUID, name: str, parent_body: str, symbol: str, locality: str
) -> School:
    """Numbers given before keep the old symbol on what was issued. Raises TextRefused, School.DoesNotExist."""
    row = School.objects.select_for_update().get(pk=school)
    row.name = one_line("name", name, max_length=160)
    row.parent_body = one_line("parent_body", parent_body, max_length=160)
    row.symbol = one_line("symbol", symbol, max_length=20)
    row.locality = one_line("locality", locality, max_length=80)
    fields = ("name", "parent_body", "symbol", "locality")
    row.save(update_fields=fields)
    facts = {each: getattr(row, each) for each in fields}
    ledger.record("config.change", actor=actor_id(by), what="school", digest=facts_digest(facts))
    return row
