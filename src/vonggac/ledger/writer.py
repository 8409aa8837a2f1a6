"""The only thing that writes the ledger (I7, I8): append, checkpoint.

There is no update and no delete (FORMATS §5).

One process at a time holds it, by a lock that dies with its holder. After a crash at any instant at
most the last, never acknowledged records are torn; they are set aside and reported at the next
start. A disk that holds less than what was signed, or something else, raises LedgerDamaged, and
nothing is signed.
"""

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from vonggac.kernel.clock import boot_id, monotonic_us, now_us
from vonggac.kernel.files import sync_folder
from vonggac.kernel.locks import ProcessLock
from vonggac.ledger import canonical, entries, repair
from vonggac.ledger.checkpoints import Checkpoint, SignedCheckpoint, open_checkpoint
from vonggac.ledger.entries import Peer
from vonggac.ledger.halting import require_not_halted
from vonggac.ledger.notes import Signer, Verifier
from vonggac.ledger.repair import Repair
from vonggac.ledger.store import (
    CHECKPOINTS,
    MAX_FILE,
    NOTE_END,
    RESERVE,
    LedgerDamaged,
    entries_path,
    pack_record,
)
from vonggac.ledger.timekeeping import clock_state
from vonggac.ledger.tree import leaf_hash

__all__ = ["LedgerBroken", "LedgerDamaged", "LedgerWriter", "Repair"]

RESERVE_BYTES = 1 << 20
CHECKPOINT_ENTRIES = 100
CHECKPOINT_US = 10_000_000
_BINARY: int = getattr(os, "O_BINARY", 0)


class LedgerBroken(Exception):
    """An fsync failed: what is on the disk is unknown. Open the ledger anew; the start looks."""


@dataclass(slots=True)
class _Open:
    """The entry file that grows."""

    number: int
    descriptor: int
    size: int


class LedgerWriter:
    """Use as a context manager, or ``close``. Used by one thread at a time."""

    def __init__(
        self,
        folder: Path,
        *,
        key: Signer,
        earlier: Sequence[Verifier] = (),
        anew: bool = False,
        clock: Callable[[], dict[str, Any]] = clock_state,
    ) -> None:
        """Looks at the whole ledger, cuts a torn tail, and starts a new log with its ``genesis``.

        ``earlier``: keys of shards that are over. ``anew``: begins one although the log is halted (``shards`` alone).

        Raises ``locks.Held`` where another process writes, LedgerDamaged, BadNote, OSError.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._key = key
        self._clock = clock
        self._broken = False
        self._file: _Open | None = None
        lock = ProcessLock(folder / "writer.lock")
        lock.__enter__()
        self._lock: ProcessLock | None = lock
        try:
            if not anew:
                require_not_halted(folder)
            state = repair.start_up(folder, key.verifier, *earlier)
            self._tree, self._signed = state.tree, state.signed
            self.repairs: list[Repair] = state.repairs
            """What the start had to cut: to be reported as findings."""
            self._signed_at_us = 0
            self._open_last(state.files)
            self._make_reserve()
            if not self._tree.size:
                self.append([{"t": "genesis", "origin": key.name, "vkey": key.verifier.vkey}])
                self.checkpoint()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets the next writer in. Signs nothing. Safe to repeat."""
        if self._file is not None:
            os.close(self._file.descriptor)
            self._file = None
        if self._lock is not None:
            self._lock.__exit__(None, None, None)
            self._lock = None

    @property
    def size(self) -> int:
        """Entries; also the index of the next one."""
        return self._tree.size

    @property
    def signed(self) -> SignedCheckpoint | None:
        """The last checkpoint, None before the first."""
        return self._signed

    @property
    def unsigned(self) -> int:
        """Entries since the last checkpoint."""
        return self.size - (self._signed.checkpoint.size if self._signed else 0)

    def append(self, new: Iterable[Mapping[str, Any]], *, peer: Peer | None = None) -> list[int]:
        """Appends in order; when it returns, all of them survive a power cut. Returns their indices.

        Fills ``v``, ``utc_us``, ``mono_us``, ``boot`` and ``clock``, whatever the caller put there. Raises Refused or
        NotCanonical, and then nothing was written; OSError or LedgerBroken, and then a beginning of them may stand
        where the batch crossed the border of a file: ``size`` says how many.
        """
        filled = self._filled()
        records: list[bytes] = []
        for each in new:
            entry = {**each, **filled}
            entries.check(entry, peer=peer)
            records.append(canonical.dumps(entry))
        first = self.size
        if records:
            self._write(records)
        return list(range(first, self.size))

    def checkpoint(self) -> SignedCheckpoint:
        """Signs the tree as it is now; the last checkpoint again where nothing came since.

        Raises LedgerDamaged where somebody outside has proved that this log is an old copy. OSError passes.
        """
        self._require_whole()
        require_not_halted(self._folder)
        self._signed_at_us = monotonic_us()
        if self._signed is not None and self._signed.checkpoint.size == self.size:
            return self._signed
        note = Checkpoint(self._key.name, self.size, self._tree.root()).sign(self._key)
        descriptor = self._open_file(self._folder / CHECKPOINTS)
        try:
            size = os.fstat(descriptor).st_size
            self._put(descriptor, size, note + NOTE_END)
        finally:
            os.close(descriptor)
        self._signed = open_checkpoint(note, [self._key.verifier])
        return self._signed

    def checkpoint_if_due(self) -> SignedCheckpoint | None:
        """Signs where 100 entries or 10 s have passed since the last one and something came
        (FORMATS §5).
        """
        waited_us = monotonic_us() - self._signed_at_us
        if self.unsigned and (self.unsigned >= CHECKPOINT_ENTRIES or waited_us >= CHECKPOINT_US):
            return self.checkpoint()
        return None

    def _filled(self) -> dict[str, Any]:
        return {
            "v": 1,
            "utc_us": now_us(),
            "mono_us": monotonic_us(),
            "boot": boot_id(),
            "clock": self._clock(),
        }

    def _write(self, records: list[bytes]) -> None:
        """Cuts the batch at the border of a file; each piece is one write and one fsync."""
        start = 0
        while start < len(records):
            file = self._current(len(records[start]))
            packed: list[bytes] = []
            room = MAX_FILE - file.size
            end = start
            while end < len(records) and len(record := pack_record(records[end])) <= room:
                packed.append(record)
                room -= len(record)
                end += 1
            data = b"".join(packed)
            self._put(file.descriptor, file.size, data)
            file.size += len(data)
            for entry in records[start:end]:
                self._tree.append(leaf_hash(entry))
            start = end

    def _current(self, length: int) -> _Open:
        """The file that takes a record of this length next."""
        self._require_whole()
        file = self._file
        if file is None or file.size + 4 + length > MAX_FILE:
            number = 0 if file is None else file.number + 1
            descriptor = self._open_file(entries_path(self._folder, number))
            if file is not None:
                os.close(file.descriptor)
            self._file = file = _Open(number, descriptor, 0)
        return file

    def _put(self, descriptor: int, size: int, data: bytes) -> None:
        """Appends and syncs; a write that fails leaves the file as it was."""
        try:
            self._write_all(descriptor, size, data)
        except OSError:
            try:
                os.ftruncate(descriptor, size)
            except OSError:
                self._broken = True
            raise
        try:
            os.fsync(descriptor)
        except OSError as fault:
            self._broken = True
            raise LedgerBroken("an fsync failed") from fault

    def _write_all(self, descriptor: int, size: int, data: bytes) -> None:
        try:
            _write_whole(descriptor, data)
        except OSError as fault:
            reserve = self._folder / RESERVE
            if fault.errno != errno.ENOSPC or not reserve.exists():
                raise
            # The reserve is for this: the full disk's own entries must still be written.
            reserve.unlink()
            os.ftruncate(descriptor, size)
            _write_whole(descriptor, data)

    def _open_last(self, files: list[Path]) -> None:
        if files:
            descriptor = self._open_file(files[-1])
            self._file = _Open(len(files) - 1, descriptor, os.fstat(descriptor).st_size)

    def _open_file(self, path: Path) -> int:
        new = not path.exists()
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | _BINARY
        descriptor = os.open(path, flags, 0o600)
        if new:
            sync_folder(self._folder)
        return descriptor

    def _make_reserve(self) -> None:
        reserve = self._folder / RESERVE
        if reserve.exists() and reserve.stat().st_size == RESERVE_BYTES:
            return
        try:
            reserve.write_bytes(bytes(RESERVE_BYTES))
        except OSError:
            # No room for a reserve: the ledger works without one as long as there is any room.
            reserve.unlink(missing_ok=True)

    def _require_whole(self) -> None:
        if self._broken:
            raise LedgerBroken("a write failed and could not be taken back")


def _write_whole(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
