"""``vonggac recover``: two others, at the machine, for somebody who has lost phone and sheet (ACCESS §6.7)."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vonggac.cli.office import enter
from vonggac.cli.output import could_not_run
from vonggac.kernel.authority import Refused
from vonggac.kernel.data_folder import DataFolder

if TYPE_CHECKING:
    from uuid import UUID

app = typer.Typer()
HERE = {"address": "127.0.0.1", "user_agent": "vonggac recover"}


@app.command()
def recover(
    username: Annotated[str, typer.Argument(help="Whose second step is to be set up anew.")],
    data: Annotated[Path, typer.Option("--data", envvar="VONGGAC_DATA")] = Path("data"),
    password: Annotated[
        bool, typer.Option("--password", help="Set a temporary password; the second step stays.")
    ] = False,
) -> None:
    """Forgets somebody's devices and codes, or sets a temporary password.

    Two others of the Board and the IT teacher give their passwords; where there is only one, with a witness.
    """
    enter(DataFolder(data.absolute()))
    from django.core.exceptions import ValidationError
    from django.utils import translation

    from vonggac.factors import services as factors
    from vonggac.people import selectors as people
    from vonggac.people import services

    account = people.account_named(username)
    if account is None:
        could_not_run(f"There is no account {username}.")
    helpers = [helper(number) for number in ("first", "second")]
    with translation.override("en"):
        try:
            if password:
                made = services.recover_password(account=account.id, by=helpers)
                typer.echo(f"Temporary password of {username}, shown this once: {made}")
                return
            factors.forget_factors(account=account.id, by=helpers)
        except Refused as refused:
            could_not_run(f"{refused.refusal.reason} ({refused.refusal.clause})")
        except ValidationError as error:
            could_not_run(" ".join(error.messages))
    typer.echo(f"{username} sets up a new second step at the next sign-in.")


def helper(number: str) -> "UUID":
    """A person who gives name and password at the machine; exit 2 where they do not fit."""
    from vonggac.people import services as people

    name = typer.prompt(f"User name of the {number} helper")
    password = typer.prompt("Password", hide_input=True)
    answer = people.check_password(username=name, password=password, **HERE)
    if isinstance(answer, people.SignInRefused):
        could_not_run(f"{name}: the user name or the password is wrong.")
    return answer.person
