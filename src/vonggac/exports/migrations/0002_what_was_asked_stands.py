"""The seat belt under ``exports.services``: what was asked for is not edited, links and downloads only grow (I7)."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_FROZEN = (
    "school_id", "year", "number", "requester_id", "grant_id", "basis_ref", "request_ref", "purpose", "cameras",
    "footage_from_us", "footage_to_us", "reason", "recipient", "envelope", "age_recipient", "requested_us",
    "scope_sha256",
)  # fmt: skip
_CHANGED = " OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in _FROZEN)
TRIGGERS = {
    "export_scope_is_frozen": f"BEFORE UPDATE ON exports_export WHEN {_CHANGED}",
    "export_is_not_removed": "BEFORE DELETE ON exports_export",
    "export_link_is_not_changed": "BEFORE UPDATE ON exports_exportlink",
    "export_link_is_not_removed": "BEFORE DELETE ON exports_exportlink",
    "export_download_is_not_changed": "BEFORE UPDATE ON exports_exportdownload",
    "export_download_is_not_removed": "BEFORE DELETE ON exports_exportdownload",
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
    dependencies: ClassVar = [("exports", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
