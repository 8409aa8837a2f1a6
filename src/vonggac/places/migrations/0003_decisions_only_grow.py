"""The seat belt under ``places.services``: a decision is never changed or removed, a calendar row never removed."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_TABLES = ("recordingplan", "watchsettings", "areaaudio", "retentiondecision")
TRIGGERS = {
    **{f"{t}_is_not_changed": f"BEFORE UPDATE ON places_{t}" for t in _TABLES},
    **{f"{t}_is_not_removed": f"BEFORE DELETE ON places_{t}" for t in (*_TABLES, "calendarrange")},
}


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, event in TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("places", "0002_decisions")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
