"""``vonggac tls``: the certificate that the pages show in the school's network."""

from pathlib import Path
from typing import Annotated

import typer

from vonggac.cli.output import DEFAULT_DATA, DataOption, JsonOption, as_json, could_not_run
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import iso
from vonggac.tls import authority, pair
from vonggac.tls.pair import NotFit, Pair, Unfit

app = typer.Typer(help="The certificate that the pages show in the school's network.")

WHY = {
    Unfit.UNREADABLE: "the file holds no certificate as PEM text",
    Unfit.NO_KEY: "the key file holds no private key as PEM text without a password",
    Unfit.OTHER_KEY: "this key belongs to another certificate",
    Unfit.BROKEN_CHAIN: "a certificate in the file was not issued by the one that follows it",
    Unfit.NO_NAMES: "the certificate names no address",
    Unfit.NOT_YET: "the certificate is not valid yet; is this machine's clock right?",
    Unfit.OVER: "the certificate is not valid any more",
    Unfit.AUTHORITY: "this is an authority's certificate, not a server's",
}


@app.command()
def show(data: DataOption = DEFAULT_DATA, json: JsonOption = False) -> None:
    """For which names, until when, and the fingerprint to compare on a phone."""
    folder = _folder(data)
    now = pair.shown(folder.keys)
    if now is None:
        could_not_run("No certificate yet: the pages were never opened to a network (--host).")
    if json:
        as_json(_facts(folder, now))
    else:
        _say(folder, now)


@app.command()
def use(
    certificate: Annotated[Path, typer.Argument(help="PEM, the server's first, then its chain.")],
    key: Annotated[Path, typer.Argument(help="PEM, without a password.")],
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Shows a certificate that the school has from elsewhere. The pages change within a minute."""
    folder = _folder(data)
    try:
        taken = pair.give(folder.keys, certificate, key)
    except NotFit as fault:
        could_not_run(f"Nothing was changed: {WHY[fault.why]}.")
    except OSError as fault:
        could_not_run(f"Nothing was changed: {fault}")
    _say(folder, taken)


@app.command()
def own(data: DataOption = DEFAULT_DATA) -> None:
    """Shows the certificate of the school's own authority again."""
    folder = _folder(data)
    typer.echo("Changed." if pair.take_back(folder.keys) else "It was the own one already.")


def _folder(data: Path) -> DataFolder:
    folder = DataFolder(data.absolute())
    if not folder.keys.is_dir():
        could_not_run(f"{folder.root} holds no installation.")
    return folder


def _facts(folder: DataFolder, now: Pair) -> dict[str, object]:
    root = authority.fingerprint(authority.root(folder.keys).certificate) if now.own else None
    return {"own": now.own, "names": now.names, "until": iso(now.to_us), "root_sha256": root}


def _say(folder: DataFolder, now: Pair) -> None:
    fault = pair.given_fault(folder.keys)
    if fault is not None:
        typer.echo(f"The school's other certificate is not shown: {WHY[fault]}.")
    typer.echo(f"For {', '.join(now.names)}")
    typer.echo(f"Valid until {iso(now.to_us)}")
    if now.own:
        root = authority.fingerprint(authority.root(folder.keys).certificate)
        typer.echo(f"From the school's own authority, SHA-256:\n{root}")
