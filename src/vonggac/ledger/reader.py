"""Reads the ledger while it grows.

Never writes, needs no lock, trusts nothing: ``verify`` is what checks.
"""

import bisect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vonggac.ledger import canonical
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.notes import Verifier
from vonggac.ledger.store import Records, entries_path, notes_in
from vonggac.ledger.tree import Levels, leaf_hash

_STEP = 256
"""One place in so many is remembered: the rest is skipped over."""
_TAIL = 64 << 10


class LedgerReader:
    """Entries by index.

    ``refresh`` sees what was appended since; a record still being written is not there yet.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._marks: list[tuple[int, int, int]] = []
        """(index, file number, offset), rising."""
        self._size = 0
        self._number = 0
        self._end = 0
        self.refresh()

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def size(self) -> int:
        """Entries that were seen."""
        return self._size

    def refresh(self) -> int:
        """Looks for new entries; returns the size. OSError passes."""
        here = entries_path(self._folder, self._number)
        if self._end and (not here.exists() or here.stat().st_size < self._end):
            # The writer took back what was never acknowledged: look again from the beginning.
            self._marks, self._size, self._number, self._end = [], 0, 0, 0
        while (path := entries_path(self._folder, self._number)).exists():
            records = Records(path, self._end)
            for offset, _entry in records:
                if self._size % _STEP == 0 or not offset:
                    self._marks.append((self._size, self._number, offset))
                self._size += 1
            self._end = records.end
            if not entries_path(self._folder, self._number + 1).exists():
                break
            self._number, self._end = self._number + 1, 0
        return self._size

    def entry(self, index: int) -> bytes:
        """The stored bytes of one entry. Raises IndexError."""
        for _index, raw in self.entries(index, index + 1):
            return raw
        raise IndexError(f"no entry {index} of {self._size}")

    def parsed(self, index: int) -> dict[str, Any]:
        """One entry as an object. Raises IndexError, NotCanonical."""
        return canonical.loads(self.entry(index))

    def entries(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, bytes]]:
        """(index, stored bytes) of ``start`` … ``end``-1, of those that were seen."""
        end = self._size if end is None else min(end, self._size)
        if not 0 <= start < end:
            return
        mark = bisect.bisect_right(self._marks, (start, 1 << 62, 0)) - 1
        index, number, offset = self._marks[mark]
        while index < end:
            for _offset, raw in Records(entries_path(self._folder, number), offset):
                if index >= end:
                    return
                if index >= start:
                    yield index, raw
                index += 1
            number, offset = number + 1, 0

    def objects(
        self, start: int = 0, end: int | None = None
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """As ``entries``, parsed. Raises NotCanonical at an entry that is none."""
        for index, raw in self.entries(start, end):
            yield index, canonical.loads(raw)

    def levels(self) -> Levels:
        """The tree over all entries seen, able to prove; 64 bytes an entry."""
        return Levels(leaf_hash(raw) for _index, raw in self.entries())

    def last_checkpoint(self, log: Verifier) -> SignedCheckpoint | None:
        """The newest checkpoint; None before the first. Raises BadNote where it does not hold."""
        notes = notes_in(self._folder, last_bytes=_TAIL)
        return open_checkpoint(notes[-1], [log]) if notes else None
