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
    """Không cần ngừng, and reported, in one step."""
    STOPPED = "stopped"
    """Đã ngừng thiết bị."""
    RUNNING = "running"
    """Không cần ngừng, and why."""
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    """A member of the school board knows of it."""
    DIRECTED = "directed"
    TOLD = "told"
    """The Board's direction by word of mouth, written down by who received it."""
    REPAIRING = "repairing"
    TESTING = "testing"
    """Chờ kiểm tra."""
    FAILED = "failed"
    """Kiểm tra: Không đạt."""
    PASSED = "passed"
    """Kiểm tra: Đạt."""
    TESTED = "tested"
    """Kiểm tra: Đạt, and in operation again with it: where nothing was stopped and no footage can tell."""
    REPLACED = "replaced"
    CLOSED = "closed"


BOOK = "SC"
"""``book`` of the ledger's entries: ``no`` is the failure's number, one entry a line."""
SYSTEM = "s-clerk"
"""The ledger's actor where no person did it."""
