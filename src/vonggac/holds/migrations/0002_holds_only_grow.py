"""The seat belt under ``holds.services``: what was placed, asked and answered is never changed or removed."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("hold", "holdcamera", "holdend", "releaseask", "releaseanswer")
OWN_ASKER = (
    "CREATE TRIGGER hold_answer_names_its_asker BEFORE INSERT ON holds_releaseanswer"
    " WHEN NOT EXISTS (SELECT 1 FROM holds_releaseask a WHERE a.id = NEW.ask_id"
    " AND a.by_id = NEW.asker_id AND a.hold_id = NEW.hold_id)"
    " BEGIN SELECT RAISE(ABORT, 'hold_answer_names_its_asker'); END"
)
OWN_GROUND = (
    "CREATE TRIGGER hold_end_names_its_ground BEFORE INSERT ON holds_holdend"
    " WHEN NOT EXISTS (SELECT 1 FROM holds_hold h WHERE h.id = NEW.hold_id AND h.ground = NEW.ground)"
    " BEGIN SELECT RAISE(ABORT, 'hold_end_names_its_ground'); END"
)


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON holds_{table}"
                f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
    schema_editor.execute(OWN_ASKER)
    schema_editor.execute(OWN_GROUND)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for event in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
    schema_editor.execute("DROP TRIGGER IF EXISTS hold_answer_names_its_asker")
    schema_editor.execute("DROP TRIGGER IF EXISTS hold_end_names_its_ground")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("holds", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
