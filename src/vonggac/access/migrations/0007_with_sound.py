"""A grant has the sound of its directive; a viewing in which some was served says so.

The column is added as it is: Django would make the table anew, and its triggers would be gone.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TRIGGERS = {
    "grant_sound_is_not_changed": "BEFORE UPDATE OF audio ON access_grantrow",
    "grant_sound_is_its_directives": (
        "BEFORE INSERT ON access_grantrow WHEN NEW.audio AND NOT coalesce("
        "(SELECT audio FROM directives_directive WHERE id = NEW.directive_id), FALSE)"
    ),
    "sound_that_was_served_stays": (
        "BEFORE UPDATE OF sound ON access_viewing WHEN OLD.sound AND NOT NEW.sound"
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
    dependencies: ClassVar = [
        ("access", "0006_checks_stand"),
        ("directives", "0005_with_sound"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(
            "ALTER TABLE access_grantrow ADD COLUMN audio bool NOT NULL DEFAULT FALSE",
            "ALTER TABLE access_grantrow DROP COLUMN audio",
            state_operations=[
                migrations.AddField(
                    "grantrow",
                    "audio",
                    models.BooleanField(
                        default=False,
                        help_text="Its directive says so (ACCESS §1.8).",
                    ),
                )
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE access_viewing ADD COLUMN sound bool NOT NULL DEFAULT FALSE",
            "ALTER TABLE access_viewing DROP COLUMN sound",
            state_operations=[
                migrations.AddField(
                    "viewing",
                    "sound",
                    models.BooleanField(
                        default=False,
                        help_text="Recorded sound was served in it.",
                    ),
                )
            ],
        ),
        migrations.RunPython(make, drop),
    ]
