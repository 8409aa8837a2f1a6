"""What the index can say of a segment and of a stretch of time. The values stand in the database."""

from enum import IntEnum


class SegmentState(IntEnum):
    PRESENT = 1
    """The file is where the index says, with the size that was sealed: it is footage."""
    MISSING = 2
    """No such file, or its volume cannot be read: looked for again; no footage until it is back."""
    DAMAGED = 3
    """A file of another size, or no regular file: kept and reported, never served."""
    ERASED = 4
    """Gone by rule, with a tombstone in the ledger."""


class StretchKind(IntEnum):
    FOOTAGE = 1
    ERASED = 2
