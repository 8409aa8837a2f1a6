"""The seat belt under ``duty.services``: what was checked and handed over is never changed or removed (I7)."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = {
    "shift_check_is_not_changed": "BEFORE UPDATE ON duty_shiftcheck",
    "shift_check_is_not_removed": "BEFORE DELETE ON duty_shiftcheck",
    "shift_handover_is_not_changed": "BEFORE UPDATE ON duty_handover",
    "shift_handover_is_not_removed": "BEFORE DELETE ON duty_handover",
    "shift_handover_answer_is_not_changed": "BEFORE UPDATE ON duty_handoveranswer",
    "shift_handover_answer_is_not_removed": "BEFORE DELETE ON duty_handoveranswer",
}
SIGNED_BY_THE_TAKER = (
    "CREATE TRIGGER shift_handover_is_answered_by_its_taker BEFORE INSERT ON duty_handoveranswer"
    " WHEN NEW.person_id IS NOT (SELECT taker_id FROM duty_handover WHERE id = NEW.handover_id)"
    " BEGIN SELECT RAISE(ABORT, 'shift_handover_is_answered_by_its_taker'); END"
)


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for name, event in TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} {event} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
    schema_editor.execute(SIGNED_BY_THE_TAKER)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for name in (*TRIGGERS, "shift_handover_is_answered_by_its_taker"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("duty", "0003_checklists_and_handover")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
