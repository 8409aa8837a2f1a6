"""``vonggac``: the verbs."""

import sys
from typing import Annotated

import typer

from vonggac.cli import (
    backing,
    bench,
    camera,
    demo,
    doctor,
    evidence,
    exporting,
    footage,
    networking,
    recover,
    sharding,
    sign,
    tls,
    verify,
    volume,
    witness,
    workers,
)
from vonggac.cli.output import COULD_NOT_RUN
from vonggac.cli.version import version

app = typer.Typer(
    help="Vọng Gác: a camera recorder that nobody can look into without authority.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for room in (
    demo,
    doctor,
    verify,
    footage,
    volume,
    witness,
    backing,
    recover,
    sharding,
    sign,
    bench,
    exporting,
    networking,
    workers,
):
    app.registered_commands.extend(room.app.registered_commands)
app.add_typer(camera.app, name="camera")
app.add_typer(evidence.app, name="evidence")
app.add_typer(tls.app, name="tls")


def _version(wanted: bool) -> None:
    if wanted:
        print(version())
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None: ...


def main() -> None:
    """Runs the verb of the command line. Exit: 0 fine, 1 findings, 2 could not run."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as fault:
        print(f"vonggac: {fault}", file=sys.stderr)
        sys.exit(COULD_NOT_RUN)
