"""A school of five school years, made of the demo's one (``vonggac demo --year``): its deeds, years back.

    python -m bench.five_years DEMO FOLDER

DEMO is stopped; FOLDER is a copy of it with more rows, and no installation: triggers are off while it is made, ledger
and footage know nothing of the copies, and every person stays one. Only to be read, by ``bench.pages``.
"""

import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

YEARS = 5
YEAR_US = 365 * 86_400_000_000
GAPS_A_DAY = 6
STAY = (
    "django_", "auth_", "axes_", "sqlite_", "people_", "places_", "factors_", "ledger_", "search_", "papers_",
    "network_networkdevice", "equipment_asset", "notices_channel", "integrations_", "takeover_", "anchors_",
    "directives_policydecision", "regulations_noticewords", "duties_told", "breaches_namedleader",
)  # fmt: skip
MORE = {
    "disclosures_request": 8,
    "directives_directive": 6,
    "incidents_case": 5,
    "equipment_failure": 10,
    "duty_usageline": 53,
    "equipment_deviceline": 4,
}
"""So many copies a year of these and of what belongs to them: 2 000 requests, 100 000 lines of use."""
OF = {
    "duty_usageline": ("duty_usageindex", "duty_usagelinekey"),
    "equipment_deviceline": ("equipment_devicelinekey",),
}
"""Tables that belong to one of ``MORE`` and stand under another prefix than what follows ``startswith``."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The ``year`` before the demo's, and the how-manieth copy within it."""

    year: int
    turn: int

    @property
    def mark(self) -> str:
        return f"{self.year}.{self.turn}"


class Table:
    def __init__(self, office: sqlite3.Connection, name: str, times: int) -> None:
        self.name, self.times = name, times
        columns = office.execute(f'PRAGMA table_info("{name}")').fetchall()
        self.columns = [each[1] for each in columns]
        self.types = {each[1]: each[2].lower() for each in columns}
        self.key = next((each[1] for each in columns if each[5]), "id")
        self.refs = {
            each[3]: each[2] for each in office.execute(f'PRAGMA foreign_key_list("{name}")')
        }
        sole = [
            [each[2] for each in office.execute(f'PRAGMA index_info("{row[1]}")')]
            for row in office.execute(f'PRAGMA index_list("{name}")').fetchall()
            if row[2]
        ]
        self.sole = {each[0] for each in sole if len(each) == 1}
        self.sole |= {
            column
            for each in sole
            for column in each
            if column in ("key", "ref", "trouble", "duty")
        }
        self.rows = office.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
        number = self.columns.index("number") if "number" in self.columns else None
        self.most = 0 if number is None else max((row[number] or 0 for row in self.rows), default=0)


def main() -> None:
    make(Path(sys.argv[1]), Path(sys.argv[2]))


def make(demo: Path, folder: Path) -> None:
    """Raises FileExistsError where the folder is there already."""
    shutil.copytree(demo, folder)
    with sqlite3.connect(folder / "office.sqlite3") as office:
        _more_deeds(office)
    with sqlite3.connect(folder / "archive.sqlite3") as archive:
        _more_gaps(archive)


def _more_deeds(office: sqlite3.Connection) -> None:
    triggers = office.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    office.execute("PRAGMA foreign_keys = OFF")
    office.execute("PRAGMA ignore_check_constraints = ON")
    for name, _sql in triggers:
        office.execute(f'DROP TRIGGER "{name}"')
    names = [
        each
        for (each,) in office.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not each.startswith(STAY)
    ]
    tables = {name: Table(office, name, _times(name)) for name in names}
    for table in tables.values():
        for copy in _copies(table.times):
            _insert(office, table, tables, copy)
    _without_orphans(office, names)
    for _name, sql in triggers:
        office.execute(sql)
    for name in names:
        (count,) = office.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()  # noqa: S608
        if count > 1000:
            print(f"{name}: {count}")


def _times(name: str) -> int:
    for head, times in MORE.items():
        if name.startswith(head) or name in OF.get(head, ()):
            return times
    room = name.partition("_")[0]
    same = {"disclosures": "disclosures_request", "incidents": "incidents_case"}
    return MORE[same[room]] if room in same else 1


def _copies(times: int) -> Iterator[Copy]:
    for year in range(YEARS):
        for turn in range(times):
            if (year, turn) != (0, 0):
                yield Copy(year, turn)


def _insert(office: sqlite3.Connection, table: Table, tables: dict[str, Table], copy: Copy) -> None:
    marks = ", ".join("?" * len(table.columns))
    office.executemany(
        f'INSERT OR IGNORE INTO "{table.name}" VALUES ({marks})',  # noqa: S608
        [_again(row, table, tables, copy) for row in table.rows],
    )


def _again(
    row: Iterable[object], table: Table, tables: dict[str, Table], copy: Copy
) -> list[object]:
    found = []
    for column, value in zip(table.columns, row, strict=True):
        if value is None:
            found.append(value)
        elif column in table.refs:
            of = tables.get(table.refs[column])
            found.append(value if of is None else _key(value, _within(copy, of)))
        elif column == table.key or column == "line":
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
    kind = table.types[column]
    if isinstance(value, int):
        if column.endswith("_us"):
            # turns lie some minutes apart, within the year
            return value - copy.year * YEAR_US - copy.turn * 1_260_000_000
        if column in ("year", "paper_year"):
            return value - copy.year
        again = copy.year * table.times + copy.turn  # a demo year lies in two calendar years
        return value + again * table.most if column == "number" else value
    if not isinstance(value, str):
        return value
    if kind == "date" or (column == "month" and value[:2] == "20"):
        return f"{int(value[:4]) - copy.year}{value[4:]}"
    if column in ("school_year", "usage_year") and len(value) == 9:
        return f"{int(value[:4]) - copy.year}-{int(value[5:]) - copy.year}"
    if column in table.sole and value:
        if kind == "char(32)":
            return _key(value, copy)
        return f"{value[:-6]}{copy.mark}"
    return value


def _without_orphans(office: sqlite3.Connection, names: Iterable[str]) -> None:
    """Copies that a uniqueness refused took their parts with them."""
    for _ in range(6):
        gone = 0
        for name in names:
            for row in office.execute(f'PRAGMA foreign_key_check("{name}")').fetchall():
                gone += office.execute(
                    f'DELETE FROM "{name}" WHERE rowid = ?',  # noqa: S608
                    [row[1]],
                ).rowcount
        if not gone:
            return


def _more_gaps(archive: sqlite3.Connection) -> None:
    """Every main stream of five years: kept and erased stretches with short gaps between."""
    for (trigger,) in archive.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        archive.execute(f'DROP TRIGGER "{trigger}"')
    step, minute = YEAR_US // 365 // GAPS_A_DAY, 60_000_000
    streams = archive.execute(
        "SELECT id, commissioned_us FROM archive_stream WHERE name = 'main'"
    ).fetchall()
    for stream, end in streams:
        begins = range(end - YEARS * YEAR_US, end - step, step)
        archive.executemany(
            "INSERT INTO archive_stretch (stream_id, kind, from_us, to_us) VALUES (?, 'erased', ?, ?)",
            [(stream, at, at + step - minute) for at in begins],
        )
        archive.executemany(
            "INSERT INTO archive_gap (stream_id, cause, detail, ledger_idx, from_us, to_us)"
            " VALUES (?, 'camera_unreachable', '', ?, ?, ?)",
            [(stream, n, at + step - minute, at + step) for n, at in enumerate(begins)],
        )
        archive.execute(
            "UPDATE archive_stream SET commissioned_us = ? WHERE id = ?", [begins.start, stream]
        )


if __name__ == "__main__":
    main()
