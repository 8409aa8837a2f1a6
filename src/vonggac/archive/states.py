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
    ERASING = 5
    """Its tombstone is in the ledger; the file goes next, or once its volume is back. No footage any more."""

    @property
    def kept(self) -> bool:
        """Nothing in the ledger says that it goes."""
        return self in (SegmentState.PRESENT, SegmentState.MISSING, SegmentState.DAMAGED)


class StretchKind(IntEnum):
    FOOTAGE = 1
    ERASED = 2
