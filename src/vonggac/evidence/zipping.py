"""A zip that is the same bytes every time: stored, sorted, with fixed times; Zip64 where it must be (FORMATS §10).

Written by hand because the footage, which is almost all of it, is written and hashed before the names that sort in
front of it are known: a record here is bytes, and where it lies is said when all are there.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_END64 = struct.Struct("<4sQHHIIQQQQ")
_LOCATOR = struct.Struct("<4sIQI")
_EXTRA64 = struct.Struct("<HHQ")
_DAY = 0x21
"""1980-01-01, the first day that a zip knows: a package's times stand in its entries, not in its envelope."""
_MODE = 0o100644 << 16
_UNIX = 3 << 8
_U32, _U16 = 0xFFFFFFFF, 0xFFFF
_VERSION, _VERSION64 = 20, 45
MAX_RECORD = _U32 - 1
"""One file of a package: a segment is at most an hour of one camera, far less."""


@dataclass(frozen=True, slots=True)
class Record:
    """One file as the archive lists it."""

    name: str
    size: int
    crc: int

    @property
    def length(self) -> int:
        """Of its local header and content."""
        return _LOCAL.size + len(self.name) + self.size


def record(name: str, content: Sequence[bytes | memoryview]) -> Record:
    """The record of a file whose pieces follow its local header. Raises ValueError where it is too long."""
    size, crc = 0, 0
    for piece in content:
        size += len(piece)
        crc = crc32(piece, crc)
    if size > MAX_RECORD:
        raise ValueError(f"{name}: too long for one file")
    return Record(name, size, crc)


def local_header(made: Record) -> bytes:
    """What stands before the content."""
    head = _LOCAL.pack(
        b"PK\3\4", _VERSION, 0, 0, 0, _DAY, made.crc, made.size, made.size, len(made.name), 0
    )
    return head + made.name.encode("ascii")


def directory(records: Iterable[Record]) -> bytes:
    """Central directory, sorted by name, and end; the records lie one after the other from the beginning."""
    entries: dict[str, bytes] = {}
    at = 0
    for each in records:
        entries[each.name] = _entry(each, at)
        at += each.length
    count, listing = len(entries), b"".join(entries[name] for name in sorted(entries))
    end = b""
    if at > MAX_RECORD or len(listing) > MAX_RECORD or count >= _U16:
        here = at + len(listing)
        end = _END64.pack(
            b"PK\6\6", _END64.size - 12, _UNIX | _VERSION64, _VERSION64, 0, 0, count, count,
            len(listing), at,
        ) + _LOCATOR.pack(b"PK\6\7", 0, here, 1)  # fmt: skip
    few = min(count, _U16)
    end += _END.pack(b"PK\5\6", 0, 0, few, few, min(len(listing), _U32), _U32 if end else at, 0)
    return listing + end


def _entry(each: Record, at: int) -> bytes:
    far = at > MAX_RECORD
    extra = _EXTRA64.pack(1, 8, at) if far else b""
    needs = _VERSION64 if far else _VERSION
    head = _CENTRAL.pack(
        b"PK\1\2", _UNIX | needs, needs, 0, 0, 0, _DAY, each.crc, each.size, each.size,
        len(each.name), len(extra), 0, 0, 0, _MODE, _U32 if far else at,
    )  # fmt: skip
    return head + each.name.encode("ascii") + extra
