"""The seat belt under technical checks: once made they stand, and their result is written once (I7)."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = {
    "technical_check_is_not_removed": "BEFORE DELETE ON access_technicalcheck",
    "technical_check_is_not_changed": (
        "BEFORE UPDATE OF school_id, person_id, camera, day, at_us, from_us, to_us, grant_id ON access_technicalcheck"
    ),
    "technical_check_has_one_result": "BEFORE UPDATE ON access_technicalcheck WHEN OLD.well IS NOT NULL",
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
    dependencies: ClassVar = [("access", "0005_technical_checks")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
