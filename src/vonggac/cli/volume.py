"""``vonggac volume``: where footage is written."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vonggac.cli.office import enter
from vonggac.cli.output import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    as_json,
    as_table,
    could_not_run,
)
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id

app = typer.Typer()


class What(StrEnum):
    LIST = "list"
    ADD = "add"
    RETIRE = "retire"
    FIRST = "first"


@app.command(hidden=True)
def volume(
    what: What,
    path: Annotated[Path | None, typer.Argument(help="A folder, its whole path.")] = None,
    data: DataOption = DEFAULT_DATA,
    json: JsonOption = False,
) -> None:
    """Lists the volumes; adds one, retires one, puts one first. Takes effect within seconds."""
    folder = DataFolder(data.absolute())
    if not folder.office_db.exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.")
    enter(folder)
    from vonggac.archive import volume_list

    if what is not What.LIST:
        if path is None:
            could_not_run("Name the folder, with its whole path.")
        try:
            _change(folder, what, path)
        except volume_list.VolumeRefused as refused:
            could_not_run(str(refused))
    rows = [
        {"path": str(each.path), "id": each.id, "reserve_bytes": each.reserve_bytes}
        for each in volume_list.read(folder)
    ]
    if json:
        as_json(rows)
    else:
        as_table(
            "Volumes", ("path", "id", "reserve_bytes"), [tuple(each.values()) for each in rows]
        )


def _change(folder: DataFolder, what: What, path: Path) -> None:
    from django.db import transaction

    from vonggac.archive import volume_list
    from vonggac.ledger.services import record

    if what is What.ADD:
        volume_list.add(folder, path)
    elif what is What.RETIRE:
        volume_list.retire(folder, path)
    else:
        others = [each.path for each in volume_list.read(folder) if each.path != path]
        volume_list.order(folder, [path, *others])
    listed = [str(each.path) for each in volume_list.read(folder)]
    with transaction.atomic():
        digest = facts_digest({"volumes": listed})
        record("config.change", what="volumes", actor=actor_id(None), digest=digest)
