"""The seat belts of 0002 over the wider table; answered proposals and decided settings stand (I7)."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SCOPE = (
    "school_id, year, number, issuer_id, issuer_role, own_demand, purpose, purpose_detail, content, "
    "footage_from_us, footage_to_us, acts, issued_us, valid_from_us, valid_to_us, scope_sha256, "
    "direct, due_us, request, subjects, supervised, max_views, oral, entered_by_id, said_us, said_how, confirm_by_us"
)
_ISSUED = "WHEN (SELECT state FROM directives_directive WHERE id = {row}.directive_id) <> 'draft'"
TRIGGERS = {
    "directive_is_not_changed": f"BEFORE UPDATE OF {_SCOPE} ON directives_directive",
    "directive_is_not_removed": "BEFORE DELETE ON directives_directive",
    "directive_does_not_revive": (
        "BEFORE UPDATE OF state ON directives_directive "
        "WHEN OLD.state IN ('withdrawn', 'completed', 'unconfirmed') OR NEW.state = 'draft' "
        "OR (NEW.state = 'waiting' AND OLD.state <> 'draft')"
    ),
    "directive_is_settled_once": (
        "BEFORE UPDATE OF settled_us, settled_by_id, settlement ON directives_directive "
        "WHEN OLD.settled_us IS NOT NULL"
    ),
    "directive_is_confirmed_once": (
        "BEFORE UPDATE OF confirmed_us, unconfirmed_us, denial ON directives_directive "
        "WHEN OLD.state <> 'waiting'"
    ),
    "proposal_is_not_removed": "BEFORE DELETE ON directives_proposal",
    "proposal_is_not_changed": (
        "BEFORE UPDATE OF school_id, by_id, cameras, footage_from_us, footage_to_us, purpose, reason, proposed_us, "
        "expires_us ON directives_proposal"
    ),
    "proposal_is_answered_once": "BEFORE UPDATE ON directives_proposal WHEN OLD.state <> 'proposed'",
    "policy_is_not_changed": "BEFORE UPDATE ON directives_policydecision",
    "policy_is_not_removed": "BEFORE DELETE ON directives_policydecision",
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
    dependencies: ClassVar = [("directives", "0003_spoken_asked_decided")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
