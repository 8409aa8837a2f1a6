"""How the reporting verbs speak: a table for people, ``--json`` for machines, and their exit codes."""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

FINE = 0
FINDINGS = 1
COULD_NOT_RUN = 2

DataOption = Annotated[
    Path, typer.Option("--data", envvar="VONGGAC_DATA", help="The data folder of the installation.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document instead of a table.")]
DEFAULT_DATA = Path("data")


def as_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def as_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


def as_called(words: str) -> str:
    """Commands in ``words`` as they are typed here: ``python3 run.py verify`` where this is a checkout's ``.venv``."""
    if not (Path(sys.prefix).parent / "run.py").is_file():
        return words
    return re.sub(r"\bvonggac (?=[a-z])", "python3 run.py ", words)


def could_not_run(why: str, code: int = COULD_NOT_RUN) -> NoReturn:
    """One sentence on standard error, and exit 2 (or another code)."""
    Console(stderr=True).print(why, style="bold red")
    raise typer.Exit(code)
