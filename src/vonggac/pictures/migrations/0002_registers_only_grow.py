"""The seat belt under ``pictures.services``: numbers follow one another, and no row is changed or removed (G2, G3)."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("snapshot", "printslip", "printcopy", "printrun")
NUMBERED = {
    "snapshot": "school_id = NEW.school_id AND year = NEW.year",
    "printslip": "school_id = NEW.school_id AND year = NEW.year",
    "printcopy": "slip_id = NEW.slip_id",
}
WITHIN = (
    "CREATE TRIGGER printcopy_of_its_slip BEFORE INSERT ON pictures_printcopy"
    " WHEN NEW.number > (SELECT copy_count FROM pictures_printslip WHERE id = NEW.slip_id)"
    " BEGIN SELECT RAISE(ABORT, 'printcopy_of_its_slip'); END"
)


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            name = f"{table}_no_{event.lower()}"
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON pictures_{table}"
                f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
            )
    for table, series in NUMBERED.items():
        schema_editor.execute(
            f"CREATE TRIGGER {table}_numbers_follow BEFORE INSERT ON pictures_{table}"  # noqa: S608 (names of ours)
            f" WHEN NEW.number <> 1 + COALESCE((SELECT MAX(number) FROM pictures_{table} WHERE {series}), 0)"
            f" BEGIN SELECT RAISE(ABORT, '{table}_numbers_follow'); END"
        )
    schema_editor.execute(WITHIN)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        for name in (f"{table}_no_update", f"{table}_no_delete", f"{table}_numbers_follow"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    schema_editor.execute("DROP TRIGGER IF EXISTS printcopy_of_its_slip")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("pictures", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
