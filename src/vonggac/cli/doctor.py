"""``vonggac doctor``: is this machine fit to record, and does everything that should run, run?"""

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Literal

import typer

from vonggac.archive import status
from vonggac.backup import status as backup_status
from vonggac.cli import strays
from vonggac.cli.output import DEFAULT_DATA, FINDINGS, DataOption, JsonOption, as_json, as_table
from vonggac.cli.volumes import registered
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.locks import Held, ProcessLock
from vonggac.ledger.halting import halted
from vonggac.recorder.plan import FLOOR_BYTES
from vonggac.recorder.status import WELL, silent_recorders, stream_figures
from vonggac.tls import pair
from vonggac.vault.volumes import read_marker

app = typer.Typer()

LOW_BYTES = 5 << 30
JOURNAL_BYTES = 16 << 20
"""Below this much room journals and databases can hardly grow: without them nothing is recorded."""
# The WAL-reset race of SQLite needs two checkpointing writers of one file; ours has one, so it is a warning.
SQLITE_MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


Verdict = Literal["ok", "warning", "fault"]
SOON_DAYS = 30
"""Our own certificates are renewed long before; one from elsewhere is the school's to renew."""


@dataclass(frozen=True, slots=True)
class Finding:
    check: str
    verdict: Verdict
    detail: str


@app.command()
def doctor(data: DataOption = DEFAULT_DATA, json: JsonOption = False) -> None:
    """Checks the machine, the data folder and the processes. Exit 1 when something is a fault."""
    folder = DataFolder(data.absolute())
    checks: tuple[Callable[[DataFolder], Finding], ...] = (
        _python, _sqlite, _folder, _space, _store, _strays, _backup, _outside, _certificate, _running, _streams
    )  # fmt: skip
    findings = [check(folder) for check in checks]
    if json:
        as_json([asdict(each) for each in findings])
    else:
        as_table(
            "Doctor",
            ("check", "verdict", "detail"),
            [tuple(asdict(each).values()) for each in findings],
        )
    if any(each.verdict == "fault" for each in findings):
        raise typer.Exit(FINDINGS)


def _python(_: DataFolder) -> Finding:
    return Finding("Python", "ok", sys.version.split()[0])


def _sqlite(_: DataFolder) -> Finding:
    has = sqlite3.sqlite_version_info
    mended = (
        any(has[:2] == fixed[:2] and has >= fixed for fixed in SQLITE_MENDED)
        or has >= SQLITE_MENDED[-1]
    )
    detail = sqlite3.sqlite_version + (
        "" if mended else ": has the WAL-reset race; one writer a file avoids it"
    )
    return Finding("SQLite", "ok" if mended else "warning", detail)


def _folder(data: DataFolder) -> Finding:
    if not data.office_db.exists():
        return Finding("data folder", "fault", f"{data.root} holds no installation")
    open_to_others = data.keys.exists() and data.keys.stat().st_mode & 0o077
    if open_to_others:
        return Finding(
            "data folder", "fault", f"{data.keys} can be read by other users of this machine"
        )
    if not os.access(data.root, os.W_OK):
        return Finding("data folder", "fault", f"{data.root} cannot be written")
    if shutil.disk_usage(data.root).free < JOURNAL_BYTES:
        return Finding("data folder", "fault", f"the disk of {data.root} is full")
    return Finding("data folder", "ok", str(data.root))


def _space(data: DataFolder) -> Finding:
    lines, faults, low = [], [], False
    for each in registered(data):
        volume = each.path
        if not volume.exists() or (each.id is not None and read_marker(volume) != each.id):
            return Finding("volumes", "fault", f"{volume} is not there")
        free = shutil.disk_usage(volume).free
        if not os.access(volume, os.W_OK):
            faults.append(f"{volume} cannot be written")
        elif free <= FLOOR_BYTES:
            faults.append(f"{volume} is full")
        low = low or free < LOW_BYTES
        lines.append(f"{volume}: {free / 1e9:.1f} GB free")
    if faults:
        return Finding("volumes", "fault", "; ".join(faults))
    return Finding("volumes", "warning" if low else "ok", "; ".join(lines))


def _store(data: DataFolder) -> Finding:
    """What the archivist says of keeping footage."""
    said = status.read(data)
    if said is None or not said.fresh(now_us()):
        return Finding("retention", "warning", "the archivist has not told lately")
    faults = [f"{each.path}: {each.why}" for each in said.volumes if not each.there]
    if said.disk_full:
        faults.append("the disks are full")
    if said.clock_ahead_us:
        faults.append("the clock jumped ahead: footage --confirm-date, if the date is right")
    if faults:
        return Finding("retention", "fault", "; ".join(faults))
    days, enough = said.forecast.get("days_possible"), said.forecast.get("enough", True)
    detail = "too little recorded to tell" if days is None else f"{days} days fit"
    return Finding("retention", "ok" if enough else "warning", detail)


def _strays(data: DataFolder) -> Finding:
    """Files that no row of the office's database tells of."""
    if not data.office_db.exists():
        return Finding("files without a row", "ok", "")
    try:
        found, aside = len(strays.find(data, at_us=now_us())), strays.lying_aside(data)
    except (sqlite3.Error, OSError) as error:
        return Finding("files without a row", "warning", f"cannot be looked for: {error}")
    if not found and not aside:
        return Finding("files without a row", "ok", "none")
    kept = strays.KEPT_ASIDE.days
    detail = (
        f"{found} found; {aside} in {data.aside}, erased {kept} days after they were moved there"
    )
    return Finding("files without a row", "warning", detail)


def _backup(data: DataFolder) -> Finding:
    """The last good one; footage is in none."""
    known = backup_status.read(data)
    failed = f"; the last try failed: {known.fault}" if known.fault else ""
    if known.good_us is None:
        return Finding("backup", "warning", f"none was made{failed}")
    when = f"{to_datetime(known.good_us):%Y-%m-%d %H:%M} UTC, {known.path}{failed}"
    late = known.is_old(now_us(), 0) or bool(failed)
    return Finding("backup", "warning" if late else "ok", when)


def _outside(data: DataFolder) -> Finding:
    """Who else holds the ledger, as the office's database says; no witness is asked here."""
    name = "outside anchors"
    why = halted(data.ledger)
    if why is not None:
        return Finding(
            name, "fault", f"{why.alarm}: {why.name} holds {why.size} entries; nothing is signed"
        )
    if not data.office_db.exists():
        return Finding(name, "ok", "")
    try:
        with contextlib.closing(
            sqlite3.connect(f"file:{data.office_db}?mode=ro", uri=True)
        ) as office:
            count, seen_us, size, late = office.execute(_OUTSIDE).fetchone()
    except sqlite3.Error as error:
        return Finding(name, "warning", f"cannot be looked for: {error}")
    if not count:
        return Finding(name, "warning", "none: this machine alone vouches for its ledger")
    last = (
        f"last at {to_datetime(seen_us):%Y-%m-%d %H:%M} UTC, {size} entries"
        if seen_us
        else "never yet"
    )
    return Finding(name, "warning" if late or not seen_us else "ok", last)


_OUTSIDE = (
    "SELECT COUNT(*), MAX(s.seen_us), MAX(s.size), COUNT(s.overdue_us) FROM anchors_standing s"
    " JOIN anchors_witness w ON w.id = s.witness_id WHERE w.ended_us IS NULL"
)


def _certificate(data: DataFolder) -> Finding:
    """Nothing is made here: what is missing is made when the pages are opened to the network."""
    given = pair.given_fault(data.keys)
    if given is not None:
        detail = f"the school's other certificate is not shown ({given.value}); vonggac tls show says more"
        return Finding("certificate", "warning", detail)
    now = pair.shown(data.keys)
    if now is None:
        return Finding("certificate", "ok", "none yet: pages are open to this machine only")
    days = (now.to_us - now_us()) // DAY_US
    verdict: Verdict = "warning" if days < SOON_DAYS else "ok"
    return Finding("certificate", verdict, f"{', '.join(now.names)}; {days} days left")


def _running(data: DataFolder) -> Finding:
    try:
        with ProcessLock(data.run / "supervisor.lock"):
            return Finding("processes", "warning", "Vọng Gác is not running on this folder")
    except Held:
        return Finding("processes", "ok", "running")
    except OSError as fault:
        return Finding("processes", "fault", str(fault))


def _streams(data: DataFolder) -> Finding:
    figures = stream_figures(data.run)
    silent = [
        f"{each['camera']}/{each['stream']}: {each['state']}"
        for each in figures
        if each["state"] not in WELL
    ]
    silent += [f"{name} says nothing of itself" for name in silent_recorders(data.run)]
    if silent:
        return Finding("streams", "fault", "; ".join(silent))
    return Finding("streams", "ok", f"{len(figures)} recording")
