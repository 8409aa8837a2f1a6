"""A directive may say that the sound may be heard too (ACCESS §1.8); one by word of mouth may not.

The column is added as it is: Django would make the table anew, and its triggers would be gone.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = {
    "directive_sound_is_not_changed": "BEFORE UPDATE OF audio ON directives_directive",
    "directive_by_word_has_no_sound": (
        "BEFORE INSERT ON directives_directive WHEN NEW.audio AND NEW.oral"
    ),
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
    dependencies: ClassVar = [("directives", "0004_seat_belts")]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE directives_directive ADD COLUMN audio bool NOT NULL DEFAULT FALSE",
            "ALTER TABLE directives_directive DROP COLUMN audio",
            state_operations=[
                migrations.AddField(
                    "directive",
                    "audio",
                    models.BooleanField(
                        default=False,
                        help_text="With the recorded sound: never by word of mouth (ACCESS §1.8).",
                    ),
                )
            ],
        ),
        migrations.RunPython(make, drop),
    ]
