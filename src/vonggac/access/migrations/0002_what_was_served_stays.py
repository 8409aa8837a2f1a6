"""The seat belt under ``access.services``: what was served, and a grant's scope, are never rewritten."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SCOPE = (
    "person_id, position_id, basis, basis_ref, directive_id, shift_id, acts, cameras, footage_from_us, "
    "footage_to_us, valid_from_us, valid_to_us, purpose, deed, scope_sha256, made_us"
)
TRIGGERS = {
    "served_is_not_changed": "BEFORE UPDATE ON access_served",
    "served_is_not_removed": "BEFORE DELETE ON access_served",
    "grant_scope_is_not_changed": f"BEFORE UPDATE OF {_SCOPE} ON access_grantrow",
    "grant_is_not_removed": "BEFORE DELETE ON access_grantrow",
    "refusal_is_not_changed": "BEFORE UPDATE ON access_refusalrow",
    "refusal_is_not_removed": "BEFORE DELETE ON access_refusalrow",
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
    dependencies: ClassVar = [("access", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
