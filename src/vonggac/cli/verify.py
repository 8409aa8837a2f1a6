"""``vonggac verify`` and ``reindex``."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress

from vonggac.cli.finding import index_books
from vonggac.cli.office import enter, prepare_databases
from vonggac.cli.output import (
    COULD_NOT_RUN,
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
    from vonggac.cli.recalling import Recalled

app = typer.Typer()
COULD_NOT_JUDGE, NOBODY_ASKED = 3, 4
"""As of FORMATS §11; 2 is a shell's own."""


@app.command()
def verify(
    data: DataOption = DEFAULT_DATA,
    deep: Annotated[
        bool, typer.Option(help="Also open every record with the keys and check its leaf.")
    ] = False,
    printed: Annotated[
        list[str] | None, typer.Option(help="A printed line, typed from the paper; again for more.")
    ] = None,
    note: Annotated[
        list[Path] | None, typer.Option(help="A checkpoint note that somebody else kept.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Holds ledger, files, index and what others hold of the ledger against each other. Exit 0, 1, 3 or 4."""
    folder = _existing(data, COULD_NOT_JUDGE)
    enter(folder)
    from vonggac.archive import checked
    from vonggac.archive.verification import verify_store
    from vonggac.cli import recalling
    from vonggac.vault.keys import MachineKeyholder

    recalled = recalling.recalled(folder, printed or (), note or ())
    with Progress(transient=True, disable=json) as progress:
        task = progress.add_task("verify", total=None)
        report = verify_store(
            folder,
            deep=deep,
            keyholder=MachineKeyholder(folder.keys) if deep else None,
            progress=lambda done, total: progress.update(task, completed=done, total=total),
            remembered=recalled.remembered,
        )
    report.findings += recalled.findings
    checked.tell(folder, checked.Checked(now_us(), len(report.findings)))
    _tell(report, recalled, json)
    if report.findings:
        raise typer.Exit(FINDINGS)
    if not recalled.compared:
        raise typer.Exit(NOBODY_ASKED)


def _tell(report: "Verification", recalled: "Recalled", json: bool) -> None:
    findings = report.findings
    if json:
        told = [asdict(each) for each in findings]
        as_json({**_numbers(report), "compared": recalled.compared, "findings": told})
        return
    said = (
        f"{report.entries} entries, {report.checkpoints} checkpoints, {report.segments} segments, "
        f"{report.bytes_read / 1e6:.0f} MB read"
    )
    as_table(said, ("what", "where", "detail"), [(e.kind, e.subject, e.detail) for e in findings])
    if not findings:
        print(recalled.verdict())


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


def _existing(data: Path, code: int = COULD_NOT_RUN) -> DataFolder:
    if not (data / "office.sqlite3").exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.", code)
    return DataFolder(data.absolute())
