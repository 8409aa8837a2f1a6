"""Reads the outbox: for the archivist, who appends it, and for ``verify``, which compares it; the newest checkpoint."""

from dataclasses import dataclass
from typing import Any

from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger import canonical
from vonggac.ledger.checkpoints import Checkpoint, open_checkpoint
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.models import Outbox
from vonggac.ledger.notes import BadNote
from vonggac.ledger.store import notes_in

_TAIL = 64 << 10


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


def last_checkpoint(data: DataFolder) -> Checkpoint | None:
    """What the log says of itself now, for a printed line (FORMATS §7.3); None before the first, or where it fails."""
    try:
        notes = notes_in(data.ledger, last_bytes=_TAIL)
        return open_checkpoint(notes[-1], [log_verifier(data.keys)]).checkpoint if notes else None
    except (OSError, BadNote):
        return None
