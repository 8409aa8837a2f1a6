"""Making one: staged, streamed, sealed, read back, and only then under its good name; the oldest go."""

import contextlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyrage

from vonggac.backup.faults import FULL, BackupFault, Why
from vonggac.backup.sealing_key import recipient
from vonggac.backup.staging import Staged, staged
from vonggac.backup.stream import Pieces, Sink, tar_of
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import sync_folder
from vonggac.kernel.instants import compact
from vonggac.kernel.locks import Held, ProcessLock
from vonggac.ledger.keys import log_verifier

KEPT = 14
"""Generations: the newest so many of this installation."""
ENDING = ".vgbackup"
_SPARE_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Made:
    path: Path
    size: int
    sha256: str
    """Of the sealed file."""
    files: int
    entries: int


def make(data: DataFolder, folder: Path, *, at_us: int, version: str, keep: int = KEPT) -> Made:
    """One more generation in ``folder``. Raises BackupFault; then nothing new stands there under a good name."""
    key = recipient(data.keys)
    _require_folder(data, folder)
    try:
        with ProcessLock(data.run / "backup.lock"), staged(data) as found:
            made = _written(data, folder, found, (key, at_us, version))
    except Held as fault:
        raise BackupFault(Why.BUSY) from fault
    except OSError as fault:
        why = Why.DISK_FULL if fault.errno in FULL else Why.NOT_WRITTEN
        raise BackupFault(why, str(fault)) from fault
    _forget_old(folder, _installation(data), keep)
    return made


def generations(folder: Path, installation: str) -> list[Path]:
    """Finished ones of this installation, the oldest first."""
    shape = re.compile(rf"vonggac-{installation}-\d{{8}}T\d{{12}}Z{re.escape(ENDING)}")
    return sorted(each for each in folder.iterdir() if shape.fullmatch(each.name))


def _written(data: DataFolder, folder: Path, found: Staged, told: tuple[Any, int, str]) -> Made:
    key, at_us, version = told
    name = f"vonggac-{_installation(data)}-{compact(at_us)}{ENDING}"
    for old in folder.glob(f"vonggac-{_installation(data)}-*{ENDING}.part"):
        old.unlink()  # of a run that was killed: the lock says that none goes on
    needed = sum(each.path.stat().st_size for each in found.members if each.path.exists())
    if shutil.disk_usage(folder).free < needed + needed // 50 + _SPARE_BYTES:
        raise BackupFault(Why.DISK_FULL, str(folder))
    part = folder / f"{name}.part"
    facts = {"made_us": at_us, "version": version, "entries": found.entries}
    pieces = Pieces(tar_of(found.members, facts))
    try:
        sealed = _sealed(pieces, part, key)
        part.replace(folder / name)
    finally:
        part.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # a network share has no such call
        sync_folder(folder)
    return Made(
        folder / name, sealed.size, sealed.digest.hexdigest(), len(found.members), found.entries
    )


def _sealed(pieces: Pieces, part: Path, key: Any) -> Sink:
    """Written and read back: it opens to exactly what went in. A second key for that is made here and forgotten."""
    check = pyrage.x25519.Identity.generate()
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        sink = Sink(file.write)
        try:
            pyrage.encrypt_io(pieces, sink, [key, check.to_public()])
            file.flush()
            os.fsync(file.fileno())
        except (pyrage.EncryptError, OSError) as fault:
            raise pieces.fault or sink.fault or fault from fault
    back = Sink()
    try:
        with part.open("rb") as file:
            pyrage.decrypt_io(file, back, [check])
    except pyrage.DecryptError as fault:
        raise BackupFault(Why.NOT_WRITTEN, str(fault)) from fault
    if (back.size, back.digest.digest()) != (pieces.size, pieces.digest.digest()):
        raise BackupFault(Why.NOT_WRITTEN, "it reads back otherwise")
    return sink


def _require_folder(data: DataFolder, folder: Path) -> None:
    if not folder.is_dir():
        raise BackupFault(Why.NO_FOLDER, str(folder))
    if data.root.resolve() in (folder.resolve(), *folder.resolve().parents):
        raise BackupFault(Why.INSIDE, str(folder))


def _forget_old(folder: Path, installation: str, keep: int) -> None:
    for old in generations(folder, installation)[: -max(1, keep)]:
        old.unlink(missing_ok=True)


def _installation(data: DataFolder) -> str:
    """The same for all backups of one installation: from the log's key; ``new`` before its first start."""
    try:
        return (
            re.sub("[^0-9a-z]", "", log_verifier(data.keys).vkey.split("/")[0].lower())[:24]
            or "new"
        )
    except FileNotFoundError:
        return "new"
