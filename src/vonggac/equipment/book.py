"""What a line of a failure's history can tell: a closed list."""

from enum import StrEnum


class What(StrEnum):
    """The values stand in rows: never rename one."""

    OPENED = "opened"
    JOINED = "joined"
    """Another cause joined the same trouble."""
    AGAIN = "again"
    """It was back, and is not any more."""
    BACK = "back"
    ACKNOWLEDGED = "acknowledged"
    CONFIRMED = "confirmed"
    """A member of the school board knows of it."""
    DIRECTED = "directed"
    REPAIRING = "repairing"
    TESTED = "tested"
    """Kiểm tra: Đạt, by hand, where no footage can tell."""
    CLOSED = "closed"


BOOK = "SC"
"""``book`` of the ledger's entries: ``no`` is the failure's number, one entry a line."""
SYSTEM = "s-clerk"
"""The ledger's actor where no person did it."""
