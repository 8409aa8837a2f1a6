"""The seat belt under ``equipment.services``: histories and decisions only grow, failures and evidence stay (I7, G3)."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = {
    "failure_line_is_not_changed": "BEFORE UPDATE ON equipment_failureline",
    "failure_line_is_not_removed": "BEFORE DELETE ON equipment_failureline",
    "failure_is_not_removed": "BEFORE DELETE ON equipment_failure",
    "failure_keeps_its_number": "BEFORE UPDATE OF id, school_id, year, number, trouble, cause, camera_id, detected_us"
    " ON equipment_failure",
    "failure_sign_is_not_removed": "BEFORE DELETE ON equipment_failuresign",
    "failure_sign_keeps_its_failure": "BEFORE UPDATE OF id, failure_id, ref, cause, camera_id, from_us"
    " ON equipment_failuresign",
    "alarm_decision_is_not_changed": "BEFORE UPDATE ON equipment_alarmdecision",
    "alarm_decision_is_not_removed": "BEFORE DELETE ON equipment_alarmdecision",
    "input_is_not_removed": "BEFORE DELETE ON equipment_input",
}


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, event in TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
    schema_editor.execute(
        "CREATE TRIGGER closed_failure_stays BEFORE UPDATE ON equipment_failure WHEN OLD.state = 'closed'"
        " BEGIN SELECT RAISE(ABORT, 'closed_failure_stays'); END"
    )


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in (*TRIGGERS, "closed_failure_stays"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("equipment", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
