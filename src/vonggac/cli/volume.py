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
from vonggac.kernel.locks import Held

app = typer.Typer()


_REFUSALS = {
    "not_absolute": "name it with its whole path.",
    "not_there": "there is no such folder.",
    "not_writable": "nothing can be written there.",
    "twice": "it is a volume already.",
    "inside": "it lies inside another volume, or holds one.",
    "data_folder": "it lies inside the data folder, or holds it.",
    "silent": "it does not answer.",
    "another": "it holds footage of another installation.",
    "last_one": "it is the only volume left.",
    "not_listed": "it is no volume.",
}


class What(StrEnum):
    LIST = "list"
    ADD = "add"
    RETIRE = "retire"
    FIRST = "first"


@app.command()
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

    if what is not What.LIST and path is None:
        could_not_run("Name the folder, with its whole path.")
    try:
        if path is not None and what is not What.LIST:
            _change(folder, what, path)
        listed = volume_list.read(folder)
    except volume_list.VolumeRefused as refused:
        could_not_run(f"{path}: {_REFUSALS[refused.code]}")
    except Held:
        could_not_run("Somebody else changes the list at this moment: try again.")
    except (OSError, ValueError) as error:
        could_not_run(str(error))
    rows = [
        {"path": str(each.path), "id": each.id, "reserve_bytes": each.reserve_bytes}
        for each in listed
    ]
    if json:
        as_json(rows)
    else:
        as_table(
            "Volumes", ("path", "id", "reserve_bytes"), [tuple(each.values()) for each in rows]
        )


def _change(folder: DataFolder, what: What, path: Path) -> None:
    from vonggac.equipment import services
    from vonggac.equipment.storage import VolumeDeed

    services.change_volume(data=folder, what=VolumeDeed(what.value), path=path, basis="", by=None)
