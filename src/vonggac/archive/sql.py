"""Plain SQL over the archive's file, for whoever reads rows by the hundred thousand."""

from collections.abc import Iterable
from typing import Any

from django.db import connections

ARCHIVE = "archive"


def query(sql: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows of plain SQL over the archive's file."""
    with connections[ARCHIVE].cursor() as cursor:
        cursor.execute(sql, tuple(parameters))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def marks(values: Iterable[Any]) -> str:
    """As many question marks as there are values: SQLite takes 32 766, older ones 999."""
    return ", ".join("%s" for _ in values)
