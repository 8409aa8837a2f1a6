"""Files that no row tells of: found, moved aside when a day old, erased much later; what has a row is never touched."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps

from vonggac.archive import status
from vonggac.cli import doctor, strays
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path)
    made.prepare()
    for table in sum(strays.OWNERS.values(), ()):
        office(made, f"CREATE TABLE {table} (id char(32) PRIMARY KEY)")
    return made


def office(data: DataFolder, statement: str) -> None:
    with closing(sqlite3.connect(data.office_db)) as database:
        database.execute(statement)
        database.commit()


def laid(data: DataFolder, kind: str, *, row: str = "", days: float = 2, end: str = "") -> Path:
    """A file of that age; with a row in the table, where one is named."""
    path = data.root / kind / (uuid4().hex + end)
    if kind == "exports":
        path.mkdir()
        (path / "package").write_bytes(b"sealed")
    else:
        path.write_bytes(b"sealed")
    at_s = (now_us() - int(days * DAY_US)) / 1e6
    os.utime(path, (at_s, at_s))
    if row:
        office(data, f"INSERT INTO {row} VALUES ('{path.name}')")  # noqa: S608  (ours)
    return path


def aside(data: DataFolder) -> set[str]:
    return {each.name for each in data.aside.glob("*/*/*")}


def test_the_tables_are_those_of_the_rooms() -> None:
    """A table that is renamed would make every file of it a stray."""
    models = {each._meta.db_table: each for each in apps.get_models()}
    for table in sum(strays.OWNERS.values(), ()):
        assert models[table]._meta.pk.name == "id"


@pytest.mark.parametrize("kind", list(strays.OWNERS))
def test_only_what_is_old_and_has_no_row_is_moved(data: DataFolder, kind: str) -> None:
    """A row of any of its tables keeps it; a young file may still get its row; a foreign name is somebody's."""
    kept = [laid(data, kind, row=table) for table in strays.OWNERS[kind]]
    kept += [laid(data, kind, days=0.9), laid(data, kind, days=-3)]
    foreign = data.root / kind / "holiday.jpg"
    foreign.write_bytes(b"x")
    os.utime(foreign, (1, 1))
    stray, torn = laid(data, kind), laid(data, kind, end=".part")
    assert strays.move_aside(data, at_us=now_us()) == 2
    assert aside(data) == {stray.name, torn.name}
    assert all(each.exists() for each in [*kept, foreign])
    assert strays.move_aside(data, at_us=now_us()) == 0


def test_what_lies_aside_is_erased_after_thirty_days_and_no_sooner(data: DataFolder) -> None:
    laid(data, "pictures")
    strays.move_aside(data, at_us=now_us())
    (data.aside / "a note").write_text("of the technician")
    assert strays.erase_old(data, at_us=now_us() + 30 * DAY_US) == 0
    assert len(aside(data)) == 1
    assert strays.erase_old(data, at_us=now_us() + 31 * DAY_US + HOUR_US) == 1
    assert aside(data) == set()
    assert (data.aside / "a note").exists()


@pytest.mark.parametrize("broken", ["no table", "no file"])
def test_nothing_is_moved_where_the_rows_cannot_be_asked(data: DataFolder, broken: str) -> None:
    """A database that does not answer is no proof that there is no row."""
    stray = laid(data, "papers")
    if broken == "no file":
        data.office_db.unlink()
    else:
        office(data, "DROP TABLE disclosures_paper")
    with pytest.raises(sqlite3.Error):
        strays.move_aside(data, at_us=now_us())
    assert stray.exists()


def said(data: DataFolder, *, ahead_us: int = 0, age_us: int = 0) -> None:
    """What the archivist last said of the time."""
    status.write(
        data,
        status.ArchiveStatus(
            at_us=now_us() - age_us, volumes=(), disk_low=False, disk_full=False,
            clock_ahead_us=ahead_us, known_us=0, forecast={},
        ),
    )  # fmt: skip


def test_the_clerk_looks_only_while_the_time_is_known(data: DataFolder) -> None:
    """A clock that jumped ahead makes every file old."""
    stray, round_ = laid(data, "exports"), strays.StrayRound(data)
    round_.run()
    said(data, ahead_us=400 * DAY_US)
    round_.run()
    said(data, age_us=2 * DAY_US)
    round_.run()
    assert stray.exists()
    said(data)
    round_.run()
    assert not stray.exists()
    late = laid(data, "exports")
    round_.run()
    assert late.exists()


def test_the_doctor_tells_of_both(data: DataFolder) -> None:
    assert doctor._strays(data).verdict == "ok"
    laid(data, "papers")
    assert "1 found; 0 in" in doctor._strays(data).detail
    strays.move_aside(data, at_us=now_us())
    assert "0 found; 1 in" in doctor._strays(data).detail
    assert doctor._strays(data).verdict == "warning"
