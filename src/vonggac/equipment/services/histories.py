"""A line of an asset's history, and its entry in the ledger. Not for outside."""

from collections.abc import Mapping
from uuid import UUID

from vonggac.equipment.models import Asset, AssetChange
from vonggac.equipment.states import AssetDeed
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger


def note(
    row: Asset,
    what: AssetDeed,
    by: UUID | None,
    *,
    basis: str = "",
    changed: Mapping[str, tuple[str, str]] | None = None,
) -> AssetChange:
    """One more line, in the caller's transaction. ``changed``: field → old and new, as texts."""
    made = AssetChange.objects.create(
        asset=row,
        place=row.changes.count() + 1,
        at_us=clock.now_us(),
        person_id=by,
        what=what,
        changed={name: list(pair) for name, pair in (changed or {}).items()},
        basis=basis,
    )
    facts = {
        "asset": row.id.hex,
        "code": row.code,
        "what": what.value,
        "state": row.state,
        "changed": made.changed,
        "place": made.place,
    }
    ledger.record("config.change", actor=actor_id(by), what="asset", digest=facts_digest(facts))
    return made
