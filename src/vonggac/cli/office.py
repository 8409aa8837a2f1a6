"""Setting up Django in a process of the product."""

import os
import subprocess
import sys

import typer

from vonggac.cli.logs import set_up_log
from vonggac.cli.output import COULD_NOT_RUN
from vonggac.kernel.data_folder import DataFolder


def enter(data: DataFolder, *, role: str = "") -> None:
    """Makes this process one of the installation: folder, log, Django. Once a process."""
    os.umask(
        0o077
    )  # whatever this process and its children make is for one user, wherever the folder lies
    data.prepare()
    os.environ["VONGGAC_DATA"] = str(data.root)
    if role:
        os.environ["VONGGAC_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vonggac.web.settings")
    set_up_log()
    import django

    django.setup()


def prepare_databases(data: DataFolder) -> None:
    """Brings both databases to this version, in a process of its own: the caller keeps its read-only view.

    Raises Exit where another version made them, CalledProcessError for whatever else; in both cases the words are on
    standard error.
    """
    data.prepare()
    environment = {**os.environ, "VONGGAC_DATA": str(data.root), "VONGGAC_ROLE": "archivist"}
    done = subprocess.run(
        [sys.executable, "-m", "vonggac", "migrate"], env=environment, check=False
    )
    if done.returncode == COULD_NOT_RUN:
        raise typer.Exit(COULD_NOT_RUN)
    done.check_returncode()
