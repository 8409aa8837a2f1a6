"""The seat belt under ``places.services``: what was accepted is never changed or removed."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = {
    f"{table}_is_not_{done}": f"BEFORE {event} ON places_{table}"
    for table in ("streamsaccepted", "viewaccepted")
    for done, event in (("changed", "UPDATE"), ("removed", "DELETE"))
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
    dependencies: ClassVar = [("places", "0004_accepted")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
