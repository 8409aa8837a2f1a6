"""What goes into a backup, as it stood at one moment, while everything goes on writing.

The order makes it whole: checkpoints, then the ledger, then the office's database, then the files that its rows name.
So every signed size is there, every deed of the ledger has its row, and every row its file.
"""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from vonggac.backup.faults import BackupFault, Why
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.keys import log_verifiers
from vonggac.ledger.store import (
    CHECKPOINTS,
    CUT_FOLDER,
    NOTE_END,
    LedgerDamaged,
    Records,
    entry_files,
)
from vonggac.ledger.verify import verify_log

LIVE = ("keys", "papers", "pictures", "templates")
"""Folders whose files are written once and whole."""
ROOM_BYTES = 256 << 20
"""So much stays free on the data folder's disk: a copy for the backup must not end the recording."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the backup: its name there, and where it is read."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Staged:
    members: list[Member]
    entries: int
    """Of the ledger."""


@contextmanager
def staged(data: DataFolder) -> Iterator[Staged]:
    """Copies beside the data, checked, and gone afterwards. Raises BackupFault, OSError."""
    stage = data.run / "backup"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(mode=0o700, parents=True)
    try:
        _require_room(data)
        _stage_ledger(data.ledger, stage / "ledger")
        _stage_office(data.office_db, stage / "office.sqlite3")
        entries = check_ledger(stage / "ledger", data.keys)
        check_office(stage / "office.sqlite3")
        yield Staged([*_files(stage, stage), *_live(data)], entries)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def check_office(path: Path) -> None:
    """The database's own check of itself. Raises BackupFault."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as office:
            said = [row[0] for row in office.execute("PRAGMA integrity_check(3)")]
    except sqlite3.Error as fault:
        raise BackupFault(Why.OFFICE_DAMAGED, str(fault)) from fault
    if said != ["ok"]:
        raise BackupFault(Why.OFFICE_DAMAGED, "; ".join(said)[:200])


def check_ledger(folder: Path, keys: Path) -> int:
    """How many entries it has, all of which hold. Raises BackupFault. An installation that never ran has none."""
    if not (folder / CHECKPOINTS).exists():
        return 0
    report = verify_log(folder, *log_verifiers(keys))
    if not report.clean:
        raise BackupFault(Why.LEDGER_DAMAGED, report.findings[0].detail[:200])
    return report.size


def _require_room(data: DataFolder) -> None:
    wanted = data.office_db.stat().st_size + ROOM_BYTES
    if shutil.disk_usage(data.root).free < wanted:
        raise BackupFault(Why.DISK_FULL, str(data.root))


def _stage_office(path: Path, copy: Path) -> None:
    """SQLite's own backup: one moment of it, and nobody who writes waits."""
    try:
        with (
            contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as live,
            contextlib.closing(sqlite3.connect(copy)) as made,
        ):
            live.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as fault:
        raise BackupFault(Why.OFFICE_DAMAGED, str(fault)) from fault


def _stage_ledger(folder: Path, copy: Path) -> None:
    copy.mkdir(mode=0o700)
    notes = folder / CHECKPOINTS
    if notes.exists():
        said = notes.read_bytes()
        whole = said[: said.rfind(NOTE_END) + 1]
        (copy / CHECKPOINTS).write_bytes(whole)
    try:
        found = entry_files(folder)
    except LedgerDamaged as fault:
        raise BackupFault(Why.LEDGER_DAMAGED, str(fault)) from fault
    for path in found[:-1]:
        _link(path, copy / path.name)
    for path in found[-1:]:
        shutil.copyfile(path, copy / path.name)
        _cut_torn(copy / path.name)
    if (folder / CUT_FOLDER).is_dir():
        shutil.copytree(folder / CUT_FOLDER, copy / CUT_FOLDER)


def _cut_torn(path: Path) -> None:
    """The last entry was perhaps being written."""
    records = Records(path)
    for _each in records:
        pass
    os.truncate(path, records.end)


def _link(path: Path, copy: Path) -> None:
    """A full entry file is never written again."""
    try:
        copy.hardlink_to(path)
    except OSError:
        shutil.copyfile(path, copy)


def _live(data: DataFolder) -> Iterator[Member]:
    if data.volumes_file.is_file():
        yield Member(data.volumes_file.name, data.volumes_file)
    for each in LIVE:
        yield from _files(data.root / each, data.root)


def _files(folder: Path, root: Path) -> Iterator[Member]:
    """Regular files, in the order of their names; a link or a half-written one is none."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if path.is_file() and not path.is_symlink() and path.suffix != ".part":
            yield Member(path.relative_to(root).as_posix(), path)
