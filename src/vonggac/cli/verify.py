"""``vonggac verify`` and ``reindex``."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from vonggac.cli.finding import index_books
from vonggac.cli.office import enter, prepare_databases
from vonggac.cli.output import (
    DEFAULT_DATA,
    FINDINGS,
    DataOption,
    JsonOption,
    as_json,
    as_table,
    could_not_run,
)
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import Held, ProcessLock

if TYPE_CHECKING:
    from vonggac.archive.reindex import Reindexed
    from vonggac.archive.verification import Verification

app = typer.Typer()


@app.command()
def verify(
    data: DataOption = DEFAULT_DATA,
    deep: Annotated[
        bool, typer.Option(help="Also open every record with the keys and check its leaf.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Holds the ledger, the files and the index against each other. Exit 1 when something does not agree."""
    folder = _existing(data)
    enter(folder)
    from vonggac.archive import checked
    from vonggac.archive.verification import verify_store
    from vonggac.vault.keys import MachineKeyholder

    with Progress(transient=True, disable=json) as progress:
        task = progress.add_task("verify", total=None)
        report = verify_store(
            folder,
            deep=deep,
            keyholder=MachineKeyholder(folder.keys) if deep else None,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    checked.tell(folder, checked.Checked(now_us(), len(report.findings)))
    said = (
        f"{report.entries} entries, {report.checkpoints} checkpoints, {report.segments} segments, "
        f"{report.bytes_read / 1e6:.0f} MB read"
    )
    if json:
        as_json({**_numbers(report), "findings": [asdict(each) for each in report.findings]})
    else:
        rows = [(each.kind, each.subject, each.detail) for each in report.findings]
        as_table(said, ("what", "where", "detail"), rows)
        if report.clean:
            print(
                "Nothing disagrees. Not compared with an outside anchor: this machine vouches for itself."
            )
    if report.findings:
        raise typer.Exit(FINDINGS)


@app.command()
def reindex(
    data: DataOption = DEFAULT_DATA,
    books: Annotated[
        bool, typer.Option("--books", help="Only the index of the search over all books.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Rebuilds the footage index from the disk, the spool and the ledger. The recorder must be stopped."""
    folder = _existing(data)
    if books:
        enter(folder)
        print(f"{index_books()} rows indexed")
        return
    try:
        with ProcessLock(folder.run / "supervisor.lock"):
            _reindex(folder, json)
    except Held:
        could_not_run("Stop Vọng Gác first: its archivist writes the index.")


def _reindex(folder: DataFolder, json: bool) -> None:
    prepare_databases(folder)
    enter(folder, role="archivist")
    from vonggac.archive.reindex import reindex as rebuild

    with Progress(transient=True, disable=json) as progress:
        task = progress.add_task("reindex", total=None)
        report = rebuild(folder, progress=lambda done: progress.update(task, completed=done))
    if json:
        as_json({**_numbers(report), "findings": [asdict(each) for each in report.found]})
    else:
        print(
            f"{report.segments} segments, {report.gaps} gaps, {report.entries} entries of the ledger"
        )
        for each in report.found:
            print(f"{each.kind} {each.subject}: {each.detail}")
    if report.found:
        raise typer.Exit(FINDINGS)


def _numbers(report: "Verification | Reindexed") -> dict[str, int]:
    return {name: value for name, value in asdict(report).items() if isinstance(value, int)}


def _existing(data: Path) -> DataFolder:
    if not (data / "office.sqlite3").exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.")
    return DataFolder(data.absolute())
