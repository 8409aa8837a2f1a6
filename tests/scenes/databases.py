"""Both databases as the migrations leave them. Walking through the migrations takes seconds, and each worker and each
installation begins with the same empty tables: they are made once and copied.
"""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import Held, ProcessLock

ROOT = Path(__file__).parents[2]
KEPT = ROOT / ".pytest_cache" / "d"
"""``pytest --cache-clear`` empties it."""
LONGEST_S = 300.0


def lay(folder: DataFolder) -> None:
    """Puts both, migrated and empty, into a data folder that has none."""
    made = DataFolder(migrated())
    for source, copy in ((made.office_db, folder.office_db), (made.archive_db, folder.archive_db)):
        shutil.copy(source, copy)


def load(connection: Any, alias: str) -> None:
    """Fills a Django connection's empty database."""
    made = DataFolder(migrated())
    path = {"default": made.office_db, "archive": made.archive_db}[alias]
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as source:
        source.backup(connection.connection)


def migrated() -> Path:
    """A folder with both files. Made by ``vonggac migrate`` when a migration has changed, by one process at a time."""
    folder = KEPT / f"migrated-{_digest()}"
    until = time.monotonic() + LONGEST_S
    while not folder.exists():
        try:
            with ProcessLock(folder.with_suffix(".lock")):
                if not folder.exists():
                    _make(folder)
        except Held:
            assert time.monotonic() < until, "another process migrates and does not come to an end"
            time.sleep(0.1)
    return folder


def _make(folder: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | {
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        "VONGGAC_ROLE": "archivist",
    }
    with tempfile.TemporaryDirectory(dir=KEPT, ignore_cleanup_errors=True) as name:
        made = DataFolder(Path(name) / "data")
        command = [sys.executable, "-m", "vonggac", "migrate", "--data", str(made.root)]
        done = subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        ready = Path(name) / "ready"
        ready.mkdir()
        for path in (made.office_db, made.archive_db):
            # A write-ahead log is a property of the file: each copy chooses it anew when it is opened.
            with closing(sqlite3.connect(path)) as base:
                base.execute("PRAGMA journal_mode=DELETE")
            path.rename(ready / path.name)
        ready.rename(folder)


def _digest() -> str:
    """Of everything that the tables depend on."""
    rooms = ROOT / "src" / "vonggac"
    files = [
        *sorted(rooms.glob("*/migrations/*.py")),
        *sorted(rooms.glob("*/states.py")),
        *sorted(rooms.glob("*/guarding.py")),
        rooms / "ledger" / "growing.py",
        rooms / "proceedings" / "flow.py",
        rooms / "cli" / "tables.py",
        rooms / "kernel" / "ids.py",
        rooms / "web" / "routing.py",
        rooms / "web" / "settings.py",
        ROOT / "requirements" / "run.txt",
    ]
    total = hashlib.sha256(sys.version.encode())
    for path in files:
        total.update(path.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:24]
