"""``vonggac backup`` and ``restore``; the clerk's nightly one. Composed here (DESIGN §3)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from vonggac.backup import status
from vonggac.backup.faults import BackupFault, Why
from vonggac.backup.making import KEPT, Made, make
from vonggac.backup.restoring import restore as take_back
from vonggac.backup.sealing_key import has_key, identity, new_key
from vonggac.cli.children import verb
from vonggac.cli.office import enter, prepare_databases
from vonggac.cli.output import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    as_called,
    as_json,
    could_not_run,
)
from vonggac.cli.version import version
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import to_datetime

app = typer.Typer()

NIGHT_HOURS = range(1, 5)
"""Of the school's clock."""
WORDS = {
    Why.NO_KEY: "There is no key for backups yet. Make one first: vonggac backup --new-key",
    Why.NO_FOLDER: "The folder for backups is not there: is the disk plugged in?",
    Why.INSIDE: "The folder for backups lies inside the data folder: choose one on another disk.",
    Why.BUSY: "Another backup is being made.",
    Why.DISK_FULL: "The disk is full: nothing was kept under a good name. Free room, or choose another folder.",
    Why.NOT_WRITTEN: "The disk did not take the backup as it was written: nothing was kept. Try another disk.",
    Why.OFFICE_DAMAGED: "The office's database does not pass its own check: nothing was kept. Keep the older backups.",
    Why.LEDGER_DAMAGED: "The ledger does not hold: nothing was kept. Keep the older backups, and run vonggac verify.",
    Why.WRONG_KEY: "This is not the key that the backup was sealed for.",
    Why.DAMAGED: "This is no whole backup: nothing was taken back.",
    Why.NO_FILE: "There is no such backup: is the disk plugged in, and the name right?",
    Why.NOT_EMPTY: "There are files in that folder, and they stay. Restore into one that is empty or not there yet.",
}
_SAID_WHOLE = (Why.NO_KEY, Why.WRONG_KEY)
"""The words say all: what the system said of it would only puzzle."""


@app.command()
def backup(
    folder: Annotated[
        Path | None,
        typer.Argument(envvar="VONGGAC_BACKUP", help="Where to, best on another disk."),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    keep: Annotated[int, typer.Option(min=1, help="Generations that stay there.")] = KEPT,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make the key for backups, and show it once.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Backs up all but footage, sealed and verified, while everything runs. Exit 2 where it could not."""
    home = DataFolder(data.absolute())
    if not home.office_db.exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.")
    if new_key:
        _show_new_key(home)
        return
    if folder is None:
        could_not_run(as_called("Say where to: vonggac backup FOLDER"))
    made = _made(home, folder.absolute(), keep)
    if json:
        as_json({"path": made.path, "bytes": made.size, "sha256": made.sha256, "files": made.files})
    else:
        print(f"{made.path}: {made.size / 1e6:.1f} MB, {made.files} files, {made.entries} entries.")
        print("Read back and checked. It opens with the school's backup key only.")


def _made(home: DataFolder, folder: Path, keep: int) -> Made:
    at_us = now_us()
    if hasattr(os, "nice"):
        os.nice(10)  # recording comes first
    try:
        made = make(home, folder, at_us=at_us, version=version(), keep=keep)
        status.told_good(home, made, at_us)
    except BackupFault as fault:
        if fault.why != Why.BUSY:
            status.told_fault(home, fault.why, at_us)
        could_not_run(_words(fault))
    enter(home)
    _record("backup", made.sha256)
    return made


def _show_new_key(home: DataFolder) -> None:
    if has_key(home.keys):
        print("There is a key already. Another one seals all later backups; who keeps only the")
        print("old one on paper cannot open those.")
        if not typer.confirm("Make another one?"):
            could_not_run("Nothing was changed: the key that there is stays.")
    secret = new_key(home.keys)
    print("The key for backups. Write it down twice, and keep both away from this machine:")
    print(f"\n    {secret}\n")
    print("It is not kept here and not shown again. Without it no backup opens.")
    print("Backups made with an older key still need that one.")
    enter(home)
    _record("backup.key", "")


def _record(what: str, digest: str) -> None:
    from django.db import transaction

    from vonggac.ledger import services as ledger

    with transaction.atomic():
        ledger.record("config.change", what=what, digest=digest)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    folder: Annotated[Path, typer.Argument(help="The new data folder: empty, or not there yet.")],
    key: Annotated[
        Path | None, typer.Option(help="A file with the backup key; asked for otherwise.")
    ] = None,
) -> None:
    """Takes a backup back and checks it. Exit 2 where it could not; then nothing stands in FOLDER."""
    target = folder.absolute()
    try:
        found = take_back(file, target, identity(_typed(key)))
    except BackupFault as fault:
        could_not_run(_words(fault))
    home = DataFolder(target)
    prepare_databases(home)
    # Before anything runs there: a log without its index would get the office's deeds a second time.
    rebuild = [sys.executable, *verb("reindex", "--data", str(target))]
    subprocess.run(rebuild, stdout=subprocess.DEVNULL, check=False)
    enter(home)
    _record("restore", _digest_of(file))
    status.told_restored(home, file.absolute(), found.made_us)
    print(
        f"{found.files} files, {found.entries} entries, made {to_datetime(found.made_us):%Y-%m-%d %H:%M} UTC."
    )
    print("Put the footage folders back, if they are not there; then run:")
    print(as_called("vonggac reindex"), "--data", target)
    print(as_called("vonggac verify"), "--data", target)
    print(
        "A school with witnesses, which remember more than the backup, runs before it starts again:"
    )
    print(as_called("vonggac new-shard"), "--data", target)


def _typed(key: Path | None) -> str:
    if key is None:
        return str(typer.prompt("Backup key", hide_input=True))
    try:
        return key.read_text("utf-8", errors="replace")
    except OSError:
        could_not_run(f"The file with the key cannot be read: {key}")


def _words(fault: BackupFault) -> str:
    detail = "" if fault.why in _SAID_WHOLE else fault.detail
    return f"{as_called(WORDS[fault.why])} {detail}".strip()


def _digest_of(file: Path) -> str:
    import hashlib

    with file.open("rb") as sealed:
        return hashlib.file_digest(sealed, "sha256").hexdigest()


class BackupRound:
    """The clerk's share: a child each night where a folder is set; people are told when the last good one is old."""

    LOOK_US = 10 * MINUTE_US

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._folder = os.environ.get("VONGGAC_BACKUP", "")
        self._child: subprocess.Popen[bytes] | None = None
        self._looked_us: int | None = None
        self._tried_us: int | None = None

    def run(self) -> None:
        """DatabaseError passes."""
        now = monotonic_us()
        if self._looked_us is not None and now - self._looked_us < self.LOOK_US:
            return
        self._looked_us = now
        known, at_us = status.read(self._data), now_us()
        tell_old(known, at_us)
        if not self._folder or (self._child is not None and self._child.poll() is None):
            return
        waited = self._tried_us is None or now - self._tried_us >= HOUR_US
        if waited and is_due(known, at_us):
            self._tried_us = now
            with (self._data.logs / "backup.log").open("ab") as output:
                self._child = subprocess.Popen(
                    [sys.executable, *verb("backup", self._folder, "--data", str(self._data.root))],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                )

    def end(self) -> None:
        """The child may be ended at any instant: it leaves nothing under a good name."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()


def is_due(known: status.Status, at_us: int) -> bool:
    """At night when there is none of today; by day too when a night was missed."""
    from vonggac.places.schedule import SCHOOL_ZONE

    age_us = at_us - (known.good_us or 0)
    by_night = to_datetime(at_us).astimezone(SCHOOL_ZONE).hour in NIGHT_HOURS
    return age_us > (20 * HOUR_US if by_night else 30 * HOUR_US)


def tell_old(known: status.Status, at_us: int) -> None:
    """Board and IT teacher, once a day, while the last good backup is older than three days."""
    from vonggac.notices import services as notices
    from vonggac.notices.kinds import NoticeKind
    from vonggac.people import selectors as people
    from vonggac.people.roles import BOARD, Role
    from vonggac.places import selectors as places

    school = places.the_school()
    if school is None:
        return
    key = f"backup_old:{school.id.hex}"
    if not known.is_old(at_us, school.created_us):
        notices.settle(key=key)
        return
    told = people.holders(school.id, [*BOARD, Role.IT_TEACHER], at_us)
    notices.tell(
        persons=list(told.values_list("id", flat=True)),
        kind=NoticeKind.BACKUP_OLD,
        params={"at_us": known.good_us or school.created_us},
        key=key,
        url="/health",
        merge_us=DAY_US,
    )
