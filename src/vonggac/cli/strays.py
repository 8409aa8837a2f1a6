"""Files under ``papers/``, ``pictures/`` and ``exports/`` that no row tells of: a crash between the file and its row.

The clerk moves them to ``aside/<day>/``, where nothing reads them, and erases a day's thirty days later; ``doctor``
counts both. Asked is the office's database itself, read-only: no room needs to be loaded for it.
"""

import contextlib
import logging
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from vonggac.archive import status
from vonggac.kernel.clock import DAY_US, HOUR_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import sync_folder
from vonggac.kernel.instants import day_folder

log = logging.getLogger(__name__)

OWNERS = {
    "papers": ("papers_scan", "disclosures_paper"),
    "pictures": ("pictures_snapshot",),
    "exports": ("exports_export",),
}
"""Folder → the tables whose ids its files bear."""
SURE_US = DAY_US
"""No transaction lasts so long: what has no row by then gets none."""
KEPT_ASIDE = timedelta(days=30)
_NAME = re.compile(r"([0-9a-f]{32})(\.part)?")


@dataclass(frozen=True, slots=True)
class Stray:
    """A file, or an export's folder, without a row."""

    kind: str
    path: Path


def find(data: DataFolder, *, at_us: int) -> list[Stray]:
    """Older than a day, and named as ours are. Raises sqlite3.Error, OSError: then nothing is known."""
    found = [
        Stray(kind, path)
        for kind in OWNERS
        for path in sorted(_entries(data.root / kind))
        if _NAME.fullmatch(path.name) and _is_old(path, at_us)
    ]
    if not found:
        return []
    with contextlib.closing(_office(data)) as office:
        return [each for each in found if not _has_row(office, each)]


def move_aside(data: DataFolder, *, at_us: int) -> int:
    """How many were moved. Raises sqlite3.Error, OSError."""
    moved = 0
    for each in find(data, at_us=at_us):
        folder = data.aside / _day(at_us).isoformat() / each.kind
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        each.path.rename(folder / each.path.name)
        sync_folder(folder)
        sync_folder(each.path.parent)
        log.warning("%s/%s: no row tells of it: moved aside", each.kind, each.path.name)
        moved += 1
    return moved


def erase_old(data: DataFolder, *, at_us: int) -> int:
    """Days that have lain aside long enough; how many. Raises OSError."""
    erased = 0
    for folder in _entries(data.aside):
        day = _day_of(folder.name)
        if day is not None and day + KEPT_ASIDE < _day(at_us):
            shutil.rmtree(folder)
            log.warning("aside/%s: erased after %d days", folder.name, KEPT_ASIDE.days)
            erased += 1
    return erased


def lying_aside(data: DataFolder) -> int:
    """Files and folders that wait there."""
    return sum(1 for day in _entries(data.aside) for kind in _entries(day) for _ in _entries(kind))


class StrayRound:
    """The clerk's share: once an hour, and only while the time is known."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._looked_us: int | None = None

    def run(self) -> None:
        """What cannot be asked or moved now is left for the next hour."""
        if self._looked_us is not None and monotonic_us() - self._looked_us < HOUR_US:
            return
        at_us, said = now_us(), status.read(self._data)
        if said is None or not said.fresh(at_us) or said.clock_ahead_us:
            return
        self._looked_us = monotonic_us()
        try:
            move_aside(self._data, at_us=at_us)
            erase_old(self._data, at_us=at_us)
        except (OSError, sqlite3.Error):
            log.exception("files without a row could not be looked for; tried again in an hour")


def _entries(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() and not folder.is_symlink() else iter(())


def _is_old(path: Path, at_us: int) -> bool:
    """Never one whose time lies ahead: a clock was set back."""
    try:
        changed_us = path.lstat().st_mtime_ns // 1000
    except FileNotFoundError:
        return False
    return changed_us < at_us - SURE_US


def _office(data: DataFolder) -> sqlite3.Connection:
    return sqlite3.connect(f"{data.office_db.as_uri()}?mode=ro", uri=True, timeout=5)


def _has_row(office: sqlite3.Connection, stray: Stray) -> bool:
    """An unfinished copy beside a whole file has none of its own."""
    name = _NAME.fullmatch(stray.path.name)
    if name is None or name[2]:
        return False
    return any(
        office.execute(f"SELECT 1 FROM {table} WHERE id = ?", (name[1],)).fetchone()  # noqa: S608  (OWNERS)
        for table in OWNERS[stray.kind]
    )


def _day(at_us: int) -> date:
    return date.fromisoformat(day_folder(at_us)[0])


def _day_of(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
