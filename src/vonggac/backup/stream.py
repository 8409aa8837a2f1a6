"""The inside of a backup: a tar, its last member a list of what is in it with sizes and digests."""

import io
import json
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any

from vonggac.backup.staging import Member

MANIFEST = "manifest.json"
FORMAT = 1
_PIECE = 256 << 10


class Pieces:
    """An iterator of bytes as something to ``read``; what it raised stands in ``fault``."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, b""
        self.digest, self.size = sha256(), 0
        self.fault: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            while size < 0 or len(self._held) < size:
                piece = next(self._pieces, None)
                if piece is None:
                    break
                self._held += piece
        except Exception as fault:
            self.fault = fault
            raise
        given = self._held if size < 0 else self._held[:size]
        self._held = self._held[len(given) :]
        self.digest.update(given)
        self.size += len(given)
        return given


class Sink:
    """Takes what is written: hashed, and passed on. What passing on raised stands in ``fault``."""

    def __init__(self, pass_on: Callable[[bytes], Any] = len) -> None:
        self._pass_on = pass_on
        self.digest, self.size = sha256(), 0
        self.fault: Exception | None = None

    def write(self, data: bytes) -> int:
        try:
            self._pass_on(data)
        except Exception as fault:
            self.fault = fault
            raise
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None: ...


def tar_of(members: Iterable[Member], facts: dict[str, Any]) -> Iterator[bytes]:
    """Piece by piece. A file that was taken away meanwhile is not in it; one that shrank raises OSError."""
    listed: list[dict[str, Any]] = []
    for each in members:
        yield from _member(each, listed)
    told = {"format": FORMAT, **facts, "files": listed}
    manifest = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    yield _head(MANIFEST, len(manifest))
    yield manifest + _padding(len(manifest))
    yield tarfile.NUL * (2 * tarfile.BLOCKSIZE)


def _member(member: Member, listed: list[dict[str, Any]]) -> Iterator[bytes]:
    try:
        file = member.path.open("rb")
    except FileNotFoundError:
        return
    with file:
        size = os.fstat(file.fileno()).st_size
        yield _head(member.name, size)
        digest, left = sha256(), size
        while left:
            piece = file.read(min(_PIECE, left))
            if not piece:
                raise OSError(f"{member.name} became shorter while it was read")
            digest.update(piece)
            left -= len(piece)
            yield piece
        yield _padding(size)
    listed.append({"path": member.name, "size": size, "sha256": digest.hexdigest()})


def _head(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(format=tarfile.PAX_FORMAT)


def _padding(size: int) -> bytes:
    return tarfile.NUL * (-size % tarfile.BLOCKSIZE)


def read_manifest(raw: bytes) -> dict[str, Any]:
    """Raises ValueError where it is none of ours."""
    told = json.load(io.BytesIO(raw))
    if not isinstance(told, dict) or told.get("format") != FORMAT or "files" not in told:
        raise ValueError("no manifest of a backup")
    return told
