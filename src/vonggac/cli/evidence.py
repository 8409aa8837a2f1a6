"""``vonggac evidence``: the keys of packages, the sheet of fingerprints, and the check of a package."""

from pathlib import Path
from typing import Annotated

import typer

from vonggac.cli.output import DEFAULT_DATA, DataOption, as_called, could_not_run
from vonggac.kernel.data_folder import DataFolder

app = typer.Typer(help="Evidence packages: keys, fingerprints, and the check of one.")

PrintOption = Annotated[str, typer.Option(help="Fingerprint from the school's published sheet.")]


@app.command()
def keys(
    data: DataOption = DEFAULT_DATA,
    renew: Annotated[
        bool, typer.Option(help="A new key under the same authority: asks for both halves.")
    ] = False,
) -> None:
    """Makes the school's evidence keys, once. Prints the two halves of the authority's key: they are kept nowhere."""
    folder = _existing(data)
    from vonggac.evidence import keys as evidence_keys
    from vonggac.evidence.halves import BadHalf

    if renew:
        first = typer.prompt("First half", hide_input=True)
        second = typer.prompt("Second half", hide_input=True)
        try:
            evidence_keys.renew(folder.keys, first, second)
        except (BadHalf, evidence_keys.NoKeys) as fault:
            could_not_run(f"Not renewed: {fault}")
        print("The evidence key was renewed; the published fingerprints stay.")
        return
    try:
        halves = evidence_keys.make_keys(folder.keys, _school_name(folder))
    except evidence_keys.KeysExist:
        could_not_run("There are evidence keys already; --renew renews them with both halves.")
    print("Write each half on its own paper, into its own sealed envelope, for two people of the")
    print("school board. They are shown now and never again; without them no key can be renewed.\n")
    for half in halves:
        print(f"  {half}\n")
    print(_sheet(folder))


@app.command()
def sheet(data: DataOption = DEFAULT_DATA) -> None:
    """The fingerprints that a recipient needs: publish them outside this machine (page 1 of the duty book)."""
    print(_sheet(_existing(data)))


@app.command("verify")
def verify_package(
    package: Annotated[Path, typer.Argument(help="A package: its folder, or the zip.")],
    ca: PrintOption = "",
    log: PrintOption = "",
    tsa: PrintOption = "",
) -> None:
    """Checks a package. Exit 0 verified · 1 fails · 3 cannot judge · 4 unknown signer."""
    from vonggac.evidence.verifying.judge import verify_package as judge

    report = judge(package, ca=ca, log=log, tsa=tsa)
    print(report.text())
    raise typer.Exit(report.answer)


def _sheet(folder: DataFolder) -> str:
    from vonggac.evidence.keys import NoKeys, fingerprint, load
    from vonggac.ledger.keys import log_verifier

    try:
        known, log = load(folder.keys), log_verifier(folder.keys)
    except NoKeys:
        could_not_run(
            as_called("There are no evidence keys yet: vonggac evidence keys makes them.")
        )
    except FileNotFoundError:
        could_not_run("The log has no key yet: start Vọng Gác once.")
    return (
        f"CA   {fingerprint(known.ca)}\nLOG  {log.fingerprint}\n"
        f"TSA  {fingerprint(known.stamp_ca)}   (the school's own clock: not an authority)"
    )


def _school_name(folder: DataFolder) -> str:
    from vonggac.cli.office import enter

    enter(folder)
    from vonggac.places import selectors as places

    school = places.the_school()
    if school is None:
        could_not_run("Set the school up first: its name stands in the certificates.")
    return school.name


def _existing(data: Path) -> DataFolder:
    if not (data / "office.sqlite3").exists():
        could_not_run(f"{data} is no data folder of Vọng Gác.")
    return DataFolder(data.absolute())
