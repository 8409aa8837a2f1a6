"""What can be wrong with a segment file.

An ``OSError`` is the disk's own word and passes through unchanged.
"""


class SegmentError(Exception):
    """Any fault of a segment file; the three kinds below say which finding it is (FORMATS §11)."""


class Malformed(SegmentError):
    """Not a segment file, or one that says impossible things: never read any further."""


class UnknownVersion(Malformed):
    """A segment file of a later product."""


class Torn(SegmentError):
    """The file ends before it should: a crash, a full disk, a copy that stopped."""


class FooterMissing(Torn):
    """Records without an end: ``recovery.recover`` finishes such a file."""


class Altered(SegmentError):
    """Whole in form, and not the bytes that were written: a checksum, a hash or a seal does not
    hold.
    """


class KeyGone(SegmentError):
    """No private key for this epoch here: destroyed with the epoch, or never on this machine."""


class WriterFailed(SegmentError):
    """An earlier write failed: this file takes no more records (a record number is never sealed
    twice).
    """
