"""A school's rows once more, years back or beside: for questions of volume, never for what the rows say.

Rows are written past the services, triggers and checks: what refers to a row that was copied refers to its copy,
instants lie earlier, numbers go on. What a uniqueness refuses is left out, with all that refers to it.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

YEAR_US = 365 * 86_400_000_000
TURN_US = 21 * 60_000_000
_NUMBERED_BY_WORDS = ("key", "ref", "trouble", "duty")
"""Columns that are the only one in their place though uniqueness names the school beside them."""


@dataclass(frozen=True, slots=True)
class Copy:
    """So many years before the rows that are there, and the how-manieth of that year."""

    year: int
    turn: int

    @property
    def mark(self) -> str:
        return f"{self.year}.{self.turn}"


class Table:
    """``times``: so many copies of it are made for each year."""

    def __init__(self, base: sqlite3.Connection, name: str, times: int) -> None:
        self.name, self.times = name, times
        columns = base.execute(f'PRAGMA table_info("{name}")').fetchall()
        self.columns = [each[1] for each in columns]
        self.types = {each[1]: each[2].lower() for each in columns}
        self.key = next((each[1] for each in columns if each[5]), "id")
        self.refs = {
            each[3]: each[2] for each in base.execute(f'PRAGMA foreign_key_list("{name}")')
        }
        self.sole = self._sole(base)
        self.rows = base.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
        at = self.columns.index("number") if "number" in self.columns else None
        self.most = 0 if at is None else max((row[at] or 0 for row in self.rows), default=0)

    def _sole(self, base: sqlite3.Connection) -> set[str]:
        found = set()
        for row in base.execute(f'PRAGMA index_list("{self.name}")').fetchall():
            if row[2]:
                named = [each[2] for each in base.execute(f'PRAGMA index_info("{row[1]}")')]
                found |= {each for each in named if len(named) == 1 or each in _NUMBERED_BY_WORDS}
        return found


def tables(base: sqlite3.Connection, stay: Sequence[str], times: dict[str, int]) -> list[Table]:
    """All but those whose names begin with one of ``stay``; ``times`` by the begin of the name, else 1."""
    names = [
        name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    return [
        Table(base, name, next((n for head, n in times.items() if name.startswith(head)), 1))
        for name in names
        if not name.startswith(tuple(stay))
    ]


def without_guards(base: sqlite3.Connection) -> list[str]:
    """Drops the triggers; returns what makes them again."""
    found = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in found:
        base.execute(f'DROP TRIGGER "{name}"')
    return [sql for _name, sql in found]


def write(base: sqlite3.Connection, known: Sequence[Table], copies: Iterable[Copy]) -> None:
    """The caller has dropped the triggers, and foreign keys are not looked at before a commit."""
    by_name, copies = {each.name: each for each in known}, list(copies)
    base.execute("PRAGMA ignore_check_constraints = ON")
    for table in known:
        marks = ", ".join("?" * len(table.columns))
        for copy in copies:
            if copy.turn < table.times:
                base.executemany(
                    f'INSERT OR IGNORE INTO "{table.name}" VALUES ({marks})',  # noqa: S608
                    [_again(row, table, by_name, copy) for row in table.rows],
                )
    base.execute("PRAGMA ignore_check_constraints = OFF")
    _without_orphans(base, known)


def _again(
    row: Iterable[object], table: Table, known: dict[str, Table], copy: Copy
) -> list[object]:
    found: list[object] = []
    for column, value in zip(table.columns, row, strict=True):
        if value is None:
            found.append(value)
        elif column in table.refs:
            of = known.get(table.refs[column])
            found.append(value if of is None else _key(value, _within(copy, of)))
        elif column in (table.key, "line"):
            found.append(_key(value, copy))
        else:
            found.append(_shifted(column, value, table, copy))
    return found


def _within(copy: Copy, of: Table) -> Copy:
    """What is referred to may have fewer copies a year."""
    return copy if copy.turn < of.times else Copy(copy.year, 0)


def _key(value: object, copy: Copy) -> object:
    if (copy.year, copy.turn) == (0, 0):
        return value
    if isinstance(value, int):
        return value + (copy.year * 100 + copy.turn) * 1_000_000
    return hashlib.md5(f"{value}{copy.mark}".encode(), usedforsecurity=False).hexdigest()


def _shifted(column: str, value: object, table: Table, copy: Copy) -> object:
    if isinstance(value, int):
        if column.endswith("_us"):
            return value - copy.year * YEAR_US - copy.turn * TURN_US
        if column in ("year", "paper_year"):
            return value - copy.year
        # a demo year lies in two calendar years: numbers go on over the years
        again = copy.year * table.times + copy.turn
        return value + again * table.most if column == "number" else value
    return _reworded(column, value, table, copy) if isinstance(value, str) else value


def _reworded(column: str, value: str, table: Table, copy: Copy) -> object:
    kind = table.types[column]
    if kind == "date" or (column == "month" and value[:2] == "20"):
        return f"{int(value[:4]) - copy.year}{value[4:]}"
    if column in ("school_year", "usage_year") and len(value) == 9:
        return f"{int(value[:4]) - copy.year}-{int(value[5:]) - copy.year}"
    if column in table.sole and value:
        return _key(value, copy) if kind == "char(32)" else f"{value[:-6]}{copy.mark}"
    return value


def _without_orphans(base: sqlite3.Connection, known: Sequence[Table]) -> None:
    gone = True
    while gone:
        gone = False
        for table in known:
            for row in base.execute(f'PRAGMA foreign_key_check("{table.name}")').fetchall():
                base.execute(f'DELETE FROM "{table.name}" WHERE rowid = ?', [row[1]])  # noqa: S608
                gone = True
