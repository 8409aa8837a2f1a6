"""The seat belt under books that only grow (I7): triggers that refuse to change or remove a row, for migrations."""

from collections.abc import Mapping, Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

EVENTS = ("UPDATE", "DELETE")


def only_grow(
    app: str, *tables: str, settle_once: Mapping[str, Sequence[str]] | None = None
) -> migrations.RunPython:
    """No row of these tables is changed or removed any more.

    ``settle_once``: table → the columns that may be changed in it, each from NULL to a value and never again.
    """
    settling = settle_once or {}

    def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        for table in tables:
            for event in EVENTS:
                _refuse(schema_editor, app, table, event)
        for table, columns in settling.items():
            _refuse(schema_editor, app, table, "DELETE")
            _settle(schema_editor, app, table, columns)

    def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in (*tables, *settling):
            for event in EVENTS:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {_name(app, table, event)}")

    return migrations.RunPython(make, drop)


def _name(app: str, table: str, event: str) -> str:
    return f"{app}_{table}_no_{event.lower()}"


def _refuse(editor: BaseDatabaseSchemaEditor, app: str, table: str, event: str) -> None:
    name = _name(app, table, event)
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE {event} ON {app}_{table} BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _settle(editor: BaseDatabaseSchemaEditor, app: str, table: str, columns: Sequence[str]) -> None:
    """Every other column stays as it is; these go from NULL to a value."""
    rows = editor.connection.introspection.get_table_description(
        editor.connection.cursor(), f"{app}_{table}"
    )
    held = [each.name for each in rows if each.name not in columns]
    changed = [f'NEW."{each}" IS NOT OLD."{each}"' for each in held]
    again = [f'(OLD."{each}" IS NOT NULL AND NEW."{each}" IS NOT OLD."{each}")' for each in columns]
    name = _name(app, table, "UPDATE")
    editor.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {app}_{table}"
        f" WHEN {' OR '.join([*changed, *again])}"
        f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )
