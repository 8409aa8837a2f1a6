"""The seat belt under ``directives.services``: an issued directive is never widened, changed or removed."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SCOPE = (
    "school_id, year, number, issuer_id, issuer_role, own_demand, purpose, purpose_detail, content, "
    "footage_from_us, footage_to_us, acts, issued_us, valid_from_us, valid_to_us, scope_sha256"
)
_ISSUED = "WHEN (SELECT state FROM directives_directive WHERE id = {row}.directive_id) <> 'draft'"
TRIGGERS = {
    "directive_is_not_changed": f"BEFORE UPDATE OF {_SCOPE} ON directives_directive",
    "directive_is_not_removed": "BEFORE DELETE ON directives_directive",
    "directive_does_not_revive": (
        "BEFORE UPDATE OF state ON directives_directive "
        "WHEN OLD.state IN ('withdrawn', 'completed') OR NEW.state = 'draft'"
    ),
}
for _table in ("camera", "executor"):
    for _event, _row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        TRIGGERS[f"directive_{_table}_{_event.lower()}_before_issue_only"] = (
            f"BEFORE {_event} ON directives_directive{_table} {_ISSUED.format(row=_row)}"
        )


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
    dependencies: ClassVar = [("directives", "0001_first")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
