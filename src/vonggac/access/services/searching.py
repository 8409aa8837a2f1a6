"""A search in the picture is a use of what was recorded: it leaves its entry before it is answered."""

from uuid import UUID

from django.db import transaction

from vonggac.kernel.authority import Grant
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.ledger import services as ledger


@transaction.atomic
def note_search(
    *,
    grant: Grant,
    viewing: UUID,
    camera: str,
    footage: Range,
    region: list[tuple[int, int]] | None,
    count: int,
) -> None:
    """Writes the ``search`` entry. ``region`` None: the whole picture. ``count``: stretches found."""
    asked = {"camera": camera, "region": [list(each) for each in region or ()]}
    ledger.record(
        "search",
        actor=actor_id(grant.person),
        grant=grant.id.hex,
        view=viewing.hex,
        cam=camera,
        ranges=[[footage.from_us, footage.to_us]],
        what="motion",
        digest=facts_digest(asked),
        count=count,
    )
