"""Taking a backup back into an empty folder: opened, held against its own list, checked, and only then there."""

import os
import shutil
import sqlite3
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyrage

from vonggac.backup.faults import FULL, BackupFault, Why
from vonggac.backup.staging import LIVE, check_ledger, check_office
from vonggac.backup.stream import MANIFEST, Sink, read_manifest
from vonggac.kernel.data_folder import DataFolder

_TOP = frozenset({*LIVE, "ledger", "office.sqlite3", "volumes.json"})
_LARGEST_MANIFEST = 256 << 20


@dataclass(frozen=True, slots=True)
class Restored:
    made_us: int
    version: str
    files: int
    entries: int


def restore(file: Path, target: Path, identity: Any) -> Restored:
    """``target``: not there yet, or empty. Raises BackupFault, OSError; then nothing stands there."""
    if not file.is_file():
        raise BackupFault(Why.NO_FILE, str(file))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise BackupFault(Why.NOT_EMPTY, str(target))
    beside = target.with_name(f".{target.name}.restoring")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700, parents=True)
    try:
        manifest, found = _unpacked(file, beside, identity)
        _require_whole(manifest, found)
        data = DataFolder(beside)
        check_office(data.office_db)
        entries = check_ledger(data.ledger, data.keys)
        if target.exists():
            target.rmdir()
        beside.rename(target)
    except OSError as fault:
        if fault.errno in FULL:
            raise BackupFault(Why.DISK_FULL, str(target)) from fault
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Restored(manifest["made_us"], manifest["version"], len(found), entries)


def _unpacked(
    file: Path, folder: Path, identity: Any
) -> tuple[dict[str, Any], dict[str, tuple[int, str]]]:
    raw, found = b"", {}
    try:
        with _opened(file, identity) as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
            for each in tar:
                source = tar.extractfile(each)
                if source is None:
                    raise BackupFault(Why.DAMAGED, f"{each.name} is no file")
                if each.name == MANIFEST:
                    raw = source.read(_LARGEST_MANIFEST)
                else:
                    found[each.name] = _put(source, folder / _safe(each.name))
        return read_manifest(raw), found
    except (tarfile.TarError, ValueError, sqlite3.Error) as fault:
        raise BackupFault(Why.DAMAGED, str(fault)) from fault


@contextmanager
def _opened(file: Path, identity: Any) -> Iterator[IO[bytes]]:
    """What is inside, as a thread opens it. Raises BackupFault where the key is another one, or the file is damaged."""
    readable, writable = os.pipe()
    opening = _Opening(file, writable, identity)
    opening.start()
    try:
        with os.fdopen(readable, "rb") as plain:
            try:
                yield plain
            finally:
                while plain.read(1 << 20):  # the thread must come to its end
                    pass
    except (tarfile.TarError, ValueError):
        opening.join()
        if opening.fault is not None:
            raise opening.fault from None
        raise
    opening.join()
    if opening.fault is not None:
        raise opening.fault


class _Opening(threading.Thread):
    def __init__(self, file: Path, writable: int, identity: Any) -> None:
        super().__init__(name="opening", daemon=True)
        self._file, self._writable, self._identity = file, writable, identity
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            # The pipe's end first: whatever else fails, the reader comes to an end.
            with os.fdopen(self._writable, "wb") as plain, self._file.open("rb") as sealed:
                pyrage.decrypt_io(sealed, Sink(plain.write), [self._identity])
        except pyrage.DecryptError as fault:
            other = "matching" in str(fault).lower()
            self.fault = BackupFault(Why.WRONG_KEY if other else Why.DAMAGED, str(fault))
        except OSError as fault:
            # Without a number it is not the system's but age's word: a piece that does not hold.
            damaged = fault.errno is None
            self.fault = BackupFault(Why.DAMAGED, str(fault)) if damaged else fault


def _safe(name: str) -> str:
    path = PurePosixPath(name)
    if (
        path.is_absolute()
        or ".." in path.parts
        or path.parts[:1] == ()
        or path.parts[0] not in _TOP
    ):
        raise BackupFault(Why.DAMAGED, f"{name!r} does not belong into a backup")
    return name


def _put(source: IO[bytes], path: Path) -> tuple[int, str]:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    digest, size = sha256(), 0
    with os.fdopen(descriptor, "wb") as file:
        while piece := source.read(1 << 20):
            digest.update(piece)
            size += file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()


def _require_whole(manifest: dict[str, Any], found: dict[str, tuple[int, str]]) -> None:
    listed = {each["path"]: (each["size"], each["sha256"]) for each in manifest["files"]}
    if listed != found or "office.sqlite3" not in found:
        differ = sorted({each for each, _ in listed.items() ^ found.items()})
        raise BackupFault(Why.DAMAGED, ", ".join(differ[:5]))
