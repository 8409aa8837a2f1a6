"""Reads the outbox: for the archivist, who appends it, and for ``verify``, which compares it."""

from dataclasses import dataclass
from typing import Any

from vonggac.ledger import canonical
from vonggac.ledger.models import Outbox


@dataclass(frozen=True, slots=True)
class PendingDeed:
    """A row of the outbox, as it is to be appended."""

    id: int
    deed: str
    """32 hex digits: the entry's field ``deed``."""
    entry_type: str
    entry: dict[str, Any]
    created_us: int


def pending(after_id: int, limit: int) -> list[PendingDeed]:
    """The next deeds after an outbox id, in order. Raises NotCanonical where a row was altered."""
    rows = Outbox.objects.filter(id__gt=after_id).order_by("id")[:limit]
    return [
        PendingDeed(
            row.id, row.deed.hex, row.entry_type, canonical.loads(row.body.encode()), row.created_us
        )
        for row in rows
    ]


def last_id() -> int:
    """The newest outbox id, 0 where there is none."""
    return Outbox.objects.order_by("-id").values_list("id", flat=True).first() or 0
