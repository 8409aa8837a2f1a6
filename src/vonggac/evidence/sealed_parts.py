"""A file that lies sealed until somebody lawfully takes it: AES-256-GCM in pieces of 1 MiB, under a key of its own.

A finished package waits on the disk; in clear it would be footage without a Grant (I1, I11). The nonce is the piece's
number and whether it is the last one: pieces can neither be exchanged nor left out. The key lies sealed in the office's
database, so erasing the row's key erases every copy.
"""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vonggac.evidence.lanes import WorkLane

PIECE = 1 << 20
_TAG = 16


class PartAltered(Exception):
    """The file on the disk is not the one that was written."""


class PartWriter:
    """Use as a context manager. ``write`` takes any amount; ``close`` seals the last piece and fsyncs.

    Sealing with writing, and hashing, run in a lane each: what was given to ``write`` must not be changed afterwards.
    """

    def __init__(self, path: Path, key: bytes, digest: Any = None) -> None:
        """``digest``: a hash object that is fed the plain bytes as they come; whole when ``close`` returns."""
        self._digest = digest
        self._bound = path.name.encode()
        self._cipher = AESGCM(key)
        self._number = 0
        self._held = bytearray()
        self._size = 0
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file = os.fdopen(descriptor, "wb", buffering=0)
        self._sealing = WorkLane("sealing")
        self._hashing = WorkLane("hashing") if digest is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._end()

    @property
    def size(self) -> int:
        """Plain bytes so far."""
        return self._size

    def write(self, data: bytes | memoryview) -> int:
        """OSError passes, of this piece or of an earlier one: a disk that is full."""
        self._size += len(data)
        self._sealing.put(partial(self._take, memoryview(data)))
        if self._hashing is not None:
            self._hashing.put(partial(self._digest.update, data))
        return len(data)

    def settle(self) -> None:
        """Returns when nothing of what was written is needed any more: its memory may go. Raises OSError."""
        self._sealing.settle()
        if self._hashing is not None:
            self._hashing.settle()

    def close(self) -> None:
        """The last piece; when it returns, the file survives a power cut. Raises OSError."""
        try:
            self._sealing.put(self._finish)
            self._sealing.finish()
            if self._hashing is not None:
                self._hashing.finish()
        finally:
            self._end()

    def _end(self) -> None:
        for lane in (self._sealing, self._hashing):
            if lane is not None:
                lane.end()
        self._file.close()

    def _take(self, rest: memoryview) -> None:
        if self._held:
            room = PIECE - len(self._held)
            self._held += rest[:room]
            rest = rest[room:]
            if not rest:
                return
            self._seal(bytes(self._held), last=False)
            self._held.clear()
        while len(rest) > PIECE:
            self._seal(rest[:PIECE], last=False)
            rest = rest[PIECE:]
        self._held += rest

    def _finish(self) -> None:
        self._seal(bytes(self._held), last=True)
        self._held.clear()
        os.fsync(self._file.fileno())

    def _seal(self, piece: bytes | memoryview, *, last: bool) -> None:
        sealed = memoryview(self._cipher.encrypt(_nonce(self._number, last), piece, self._bound))
        while sealed:
            sealed = sealed[self._file.write(sealed) :]
        self._number += 1


def read_part(path: Path, key: bytes) -> Iterator[bytes]:
    """The plain bytes, piece by piece. Raises PartAltered, OSError."""
    cipher, bound = AESGCM(key), path.name.encode()
    with path.open("rb") as file:
        number, sealed = 0, file.read(PIECE + _TAG)
        while True:
            following = file.read(PIECE + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, not following), sealed, bound)
            except InvalidTag:
                raise PartAltered(path.name) from None
            if not following:
                return
            number, sealed = number + 1, following


class PartsReader:
    """Several parts as one file-like object: for what wants to ``read``."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._held) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._held += piece
        given = self._held if size < 0 else self._held[:size]
        self._held = self._held[len(given) :]
        return given


def read_parts(paths: Sequence[Path], key: bytes) -> Iterator[bytes]:
    """One after the other."""
    for path in paths:
        yield from read_part(path, key)


def _nonce(number: int, last: bool) -> bytes:
    return bytes([last]) + number.to_bytes(11, "big")
