"""What can be wrong with the store: a closed list of kinds, and one thing found (FORMATS §11)."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    MODIFIED = "MODIFIED"
    """Bytes differ from the entry."""
    MISSING = "MISSING"
    """No file, and no tombstone."""
    UNLOGGED = "UNLOGGED"
    """A file without an entry: never served."""
    RESURRECTED = "RESURRECTED"
    """A file after its tombstone: never served."""
    SEQUENCE = "SEQUENCE"
    """A duplicate or a jump in ``seq``, or a stretch that nothing explains."""
    INDEX = "INDEX"
    """Database and ledger differ; the ledger prevails; ``reindex`` repairs."""
    LOG = "LOG"
    """Torn, cut, rewritten, badly signed, malformed entry."""
    CLOCK = "CLOCK"
    """UTC against monotonic time."""
    SPOOL = "SPOOL"
    """A journal line that cannot be read: skipped and kept."""
    VOLUME = "VOLUME"
    """A volume that cannot be read."""
    OFFICE = "OFFICE"
    """A deed in the office's database that differs from the ledger."""
    HELD = "HELD FOOTAGE MISSING"
    """Footage under a hold that is not there, or not as it was recorded: the gravest of all."""
    ROLLBACK = "ROLLBACK"
    """An outside anchor remembers more entries than are here: the ledger is an old copy."""
    FORK = "FORK"
    """An outside anchor remembers another history of the same length."""
    OVERDUE = "OVERDUE"
    """An outside anchor is late."""
    RETENTION = "RETENTION"
    """Footage that cannot be kept as long as decided, is kept longer, or whose days nobody can tell."""


@dataclass(frozen=True, slots=True)
class Found:
    """One finding. It does not spoil the judgement on anything else."""

    kind: FindingKind
    subject: str
    """A file, a spool line, a volume, ``entry 41``."""
    detail: str
    camera: str = ""
    ledger_idx: int | None = None
    from_us: int | None = None
    to_us: int | None = None
