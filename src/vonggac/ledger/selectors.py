"""Reads the outbox: for the archivist, who appends it, and for ``verify``, which compares it; the newest checkpoint."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger import canonical
from vonggac.ledger.checkpoints import Checkpoint, open_checkpoint
from vonggac.ledger.keys import log_verifier, log_verifiers
from vonggac.ledger.models import Outbox
from vonggac.ledger.notes import BadNote, Verifier
from vonggac.ledger.printed import NotALine, Printed
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.store import notes_in
from vonggac.ledger.tree import Frontier, leaf_hash

_TAIL = 64 << 10
PAGE_ENTRIES = 2_000_000
"""So many are read while somebody waits for a page: some seconds."""


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
    return [_deed(row) for row in rows]


def _deed(row: Outbox) -> PendingDeed:
    entry = canonical.loads(row.body.encode())
    return PendingDeed(row.id, row.deed.hex, row.entry_type, entry, row.created_us)


def deeds(from_us: int, to_us: int, *, types: Collection[str]) -> list[PendingDeed]:
    """What was done in the range, whether it is appended already or not; the newest first.

    A row that was altered has an empty ``entry``: ``verify`` says what it was.
    """
    rows = Outbox.objects.filter(
        created_us__gte=from_us, created_us__lt=to_us, entry_type__in=types
    ).order_by("-id")
    return [_deed_as_it_is(row) for row in rows]


def _deed_as_it_is(row: Outbox) -> PendingDeed:
    try:
        return _deed(row)
    except canonical.NotCanonical:
        return PendingDeed(row.id, row.deed.hex, row.entry_type, {}, row.created_us)


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


def log_key(data: DataFolder) -> Verifier | None:
    """The log's public key, for who is to recognise its signatures; None before the first start."""
    try:
        return log_verifier(data.keys)
    except (OSError, BadNote):
        return None


class PrintedAnswer(StrEnum):
    """What the ledger says to a line typed from a paper."""

    AGREES = "agrees"
    SHORTER = "shorter"
    DIFFERS = "differs"
    MISTYPED = "mistyped"
    LARGE = "large"

    @property
    def tone(self) -> str:
        return {"agrees": "good", "shorter": "bad", "differs": "bad"}.get(self.value, "warn")

    @property
    def icon(self) -> str:
        return "shield" if self is PrintedAnswer.AGREES else "warning"


def check_printed(data: DataFolder, typed: str, *, most: int = PAGE_ENTRIES) -> PrintedAnswer:
    """Reads the ledger up to the line's size; ``LARGE`` where that is more than a page may wait for."""
    try:
        line = Printed.parse(typed)
        origins = [each.name for each in log_verifiers(data.keys)]
    except (NotALine, OSError, BadNote):
        return PrintedAnswer.MISTYPED
    if line.size > most:
        return PrintedAnswer.LARGE
    reader = LedgerReader(data.ledger)
    if line.size > reader.size:
        return PrintedAnswer.SHORTER
    tree = Frontier(leaf_hash(raw) for _index, raw in reader.entries(0, line.size))
    agrees = line.agrees(tree.root(), origins)
    return PrintedAnswer.AGREES if agrees else PrintedAnswer.DIFFERS
