"""The seat belt under ``equipment.services.storage``: what was done to the list of volumes is never rewritten."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = {
    "volume_change_is_not_changed": "BEFORE UPDATE ON equipment_volumechange",
    "volume_change_is_not_removed": "BEFORE DELETE ON equipment_volumechange",
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
    dependencies: ClassVar = [("equipment", "0003_volume_changes")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
