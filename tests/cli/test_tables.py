"""The first migrations make the tables of the models, quickly; tables of another version are left alone (ADR 0035)."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import typer
from django.apps import apps
from django.core.management import call_command
from django.db import connections, models, router
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from pytest_django.plugin import DjangoDbBlocker

from tests.scenes.databases import lay
from vonggac.cli.office import prepare_databases
from vonggac.cli.output import COULD_NOT_RUN
from vonggac.cli.tables import Executor, only_makes_tables
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.growing import Refuse

FIRST = "0001_first"


@pytest.fixture
def elsewhere(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[list[DatabaseWrapper]]:
    """Two empty databases, as the office's is reached."""
    made = []
    for name in ("quick", "plain"):
        settings = {**connections["default"].settings_dict, "NAME": str(tmp_path / name)}
        made.append(DatabaseWrapper(settings, "default"))
    with django_db_blocker.unblock():
        yield made
        for each in made:
            each.close()


def _schema(base: DatabaseWrapper) -> list[tuple[str, str, str]]:
    with base.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        return list(cursor.fetchall())


def test_tables_that_are_made_quickly_are_those_that_django_makes(
    elsewhere: list[DatabaseWrapper],
) -> None:
    """Rendering each new model alone changes nothing; the rooms here refer to one another both ways."""
    quick, plain = elsewhere
    target = [("people", "0002_scans")]
    Executor(quick).migrate(target)
    MigrationExecutor(plain).migrate(target)
    assert _schema(quick) == _schema(plain)
    assert any(name == "people_signedscan_no_delete" for _kind, name, _sql in _schema(quick))


def test_every_first_migration_only_makes_tables() -> None:
    """Else a first start renders all models again at each table, for half a minute."""
    known = MigrationLoader(None).disk_migrations
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("vonggac.")}
    firsts = {room for room, name in known if room in ours and name == FIRST}
    assert firsts == {room for room, _name in known if room in ours}
    assert all(only_makes_tables(known[room, FIRST]) for room in firsts)


@pytest.mark.django_db(databases=["default", "archive"])
def test_the_database_has_the_constraints_and_columns_of_every_model() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    for model in apps.get_models(include_auto_created=True):
        base = connections[router.db_for_write(model)]
        table = model._meta.db_table
        with base.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s", [table])
            text = "\n".join(sql for (sql,) in cursor.fetchall() if sql)
            cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
            columns = {name for (name,) in cursor.fetchall()}
        assert columns == {each.column for each in model._meta.local_concrete_fields}, table
        named: list[models.Index | models.BaseConstraint] = [*model._meta.indexes]
        for each in [*named, *model._meta.constraints]:
            assert f'"{each.name}"' in text, table


def test_triggers_go_with_their_migration(elsewhere: list[DatabaseWrapper]) -> None:
    base, _ = elsewhere
    state = ProjectState()
    refuse = Refuse({"stays": "BEFORE DELETE ON thing WHEN 'a%' LIKE 'a'"})
    with base.cursor() as cursor:
        cursor.execute("CREATE TABLE thing (id integer)")
    with base.schema_editor() as editor:
        refuse.database_forwards("holds", editor, state, state)
    assert ("trigger", "stays") in [each[:2] for each in _schema(base)]
    with base.schema_editor() as editor:
        refuse.database_backwards("holds", editor, state, state)
    assert [each[:2] for each in _schema(base)] == [("table", "thing")]


def test_tables_of_another_version_are_left_alone_and_it_is_said_in_words(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")  # the child is the product, on this folder
    data = DataFolder(tmp_path / "data")
    data.prepare()
    lay(data)
    with closing(sqlite3.connect(data.office_db)) as base, base:
        base.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0999_later', '')"
        )
        base.execute("DELETE FROM django_migrations WHERE app = 'takeover'")
        before = base.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    with pytest.raises(typer.Exit) as refused:
        prepare_databases(data)
    assert refused.value.exit_code == COULD_NOT_RUN
    said = " ".join(capfd.readouterr().err.split())
    assert "another version" in said
    assert "Nothing was changed" in said
    assert "people.0999_later" in said
    with closing(sqlite3.connect(data.office_db)) as base:
        assert (
            base.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall() == before
        )
