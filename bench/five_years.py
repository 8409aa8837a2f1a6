"""A school of five school years, made of the demo's one (``vonggac demo --year``): its deeds, years back.

    python -m bench.five_years DEMO FOLDER

DEMO is stopped; FOLDER is a copy of it with more rows, and no installation: triggers are off while it is made, ledger
and footage know nothing of the copies, and every person stays one. Only to be read, by ``bench.pages``.
"""

import shutil
import sqlite3
import sys
from pathlib import Path

from tests.scenes.copies import YEAR_US, Copy, tables, without_guards, write

from vonggac.archive.states import StretchKind

YEARS = 5
GAPS_A_DAY = 6
STAY = (
    "django_", "auth_", "axes_", "sqlite_", "people_", "places_", "factors_", "ledger_", "search_", "papers_",
    "network_networkdevice", "equipment_asset", "notices_channel", "integrations_", "takeover_", "anchors_",
    "directives_policydecision", "regulations_noticewords", "duties_told", "breaches_namedleader",
)  # fmt: skip
TIMES = {
    "disclosures_": 8,
    "directives_directive": 6,
    "incidents_": 5,
    "equipment_failure": 10,
    "duty_usage": 53,
    "equipment_deviceline": 4,
}
"""So many a year: 2 000 requests and 100 000 lines of use in all."""


def main() -> None:
    make(Path(sys.argv[1]), Path(sys.argv[2]))


def make(demo: Path, folder: Path) -> None:
    """Raises FileExistsError where the folder is there already."""
    shutil.copytree(demo, folder)
    with sqlite3.connect(folder / "office.sqlite3") as office:
        office.execute("PRAGMA foreign_keys = OFF")
        guards = without_guards(office)
        known = tables(office, STAY, TIMES)
        turns = max(TIMES.values())
        copies = [Copy(year, turn) for year in range(YEARS) for turn in range(turns)]
        write(office, known, copies[1:])
        for sql in guards:
            office.execute(sql)
        for table in known:
            (count,) = office.execute(f'SELECT COUNT(*) FROM "{table.name}"').fetchone()  # noqa: S608
            if count > 1000:
                print(f"{table.name}: {count}")
    with sqlite3.connect(folder / "archive.sqlite3") as archive:
        _more_gaps(archive)


def _more_gaps(archive: sqlite3.Connection) -> None:
    """Every main stream of five years: erased stretches with short gaps between."""
    without_guards(archive)
    step, minute = YEAR_US // 365 // GAPS_A_DAY, 60_000_000
    streams = archive.execute(
        "SELECT id, commissioned_us FROM archive_stream WHERE name = 'main'"
    ).fetchall()
    for stream, end in streams:
        begins = range(end - YEARS * YEAR_US, end - step, step)
        archive.executemany(
            "INSERT INTO archive_stretch (stream_id, kind, from_us, to_us) VALUES (?, ?, ?, ?)",
            [(stream, StretchKind.ERASED, at, at + step - minute) for at in begins],
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
