"""``vonggac new-shard``: two people let the ledger go on after an older copy was put back, or one was altered."""

from typing import TYPE_CHECKING

import typer

from vonggac.cli.office import enter
from vonggac.cli.output import DEFAULT_DATA, DataOption, as_called, could_not_run
from vonggac.cli.recover import helper
from vonggac.kernel.authority import Refused
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import Held, ProcessLock

if TYPE_CHECKING:
    from vonggac.ledger.checkpoints import SignedCheckpoint

app = typer.Typer()


@app.command("new-shard")
def new_shard(data: DataOption = DEFAULT_DATA) -> None:
    """Begins a new part of the ledger under a new key. The principal and one more give their passwords."""
    if not (data / "office.sqlite3").exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.")
    folder = DataFolder(data.absolute())
    enter(folder)
    try:
        with ProcessLock(folder.run / "supervisor.lock"):
            _begin(folder)
    except Held:
        could_not_run("Stop Vọng Gác first: its archivist writes the ledger.")


def _begin(folder: DataFolder) -> None:
    from django.utils import translation

    from vonggac.anchors import services
    from vonggac.ledger.notes import BadNote
    from vonggac.ledger.shards import begin_shard
    from vonggac.ledger.store import LedgerDamaged
    from vonggac.places import selectors as places

    school = places.the_school()
    if school is None:
        could_not_run("There is no school here yet.")
    by = [helper(number) for number in ("first", "second")]
    with translation.override("en"):
        try:
            services.require_two(by, school.id)
        except Refused as refused:
            could_not_run(f"{refused.refusal.reason} ({refused.refusal.clause})")
    try:
        key = begin_shard(folder.ledger, folder.keys, outside=_outside(folder))
    except (BadNote, LedgerDamaged, FileNotFoundError) as fault:
        could_not_run(f"Not begun: {fault}")
    asked = services.begin_anew(by=by, origin=key.name)
    print(f"The ledger goes on as {key.name}. Its key:\n\n  {key.vkey}\n")
    print(f"Fingerprint {key.fingerprint}: publish it anew (page 1 of the duty book).")
    again = (
        "If only the ledger was put back, bring its index to it before the start: vonggac reindex"
    )
    print(as_called(again))
    if asked:
        keepers = f"Give the key to who looks after the {asked} witnesses:"
        print(as_called(f"{keepers} vonggac witness … --log KEY"))


def _outside(folder: DataFolder) -> "SignedCheckpoint | None":
    """The largest tree that a witness shows of the part that ends now."""
    from vonggac.anchors.asker import recollections

    found = [each for _name, each in recollections(folder) if each is not None]
    return max(found, key=lambda each: each.checkpoint.size, default=None)
