"""The seat belt under ``people.services``: what was signed, decided and reviewed is neither changed nor removed."""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_DECIDED = "school_id, person_id, account_id, asked_by_id, asked_us, reason"
TRIGGERS = {
    **{
        f"{table}_is_not_{what}": f"BEFORE {event} ON people_{table}"
        for table in ("pledge", "training", "accountstep", "accountreview", "accountreviewline")
        for what, event in (("changed", "UPDATE"), ("removed", "DELETE"))
    },
    "delegation_is_not_removed": "BEFORE DELETE ON people_delegation",
    "delegation_stands_as_signed": (
        "BEFORE UPDATE OF school_id, giver_id, receiver_id, powers, paper, signed_on, from_us, to_us, made_us"
        " ON people_delegation"
    ),
    "a_withdrawal_stands": ("BEFORE UPDATE ON people_delegation WHEN OLD.withdrawn_us IS NOT NULL"),
    "reset_is_not_removed": "BEFORE DELETE ON people_passwordreset",
    "reset_stands_as_asked": f"BEFORE UPDATE OF {_DECIDED} ON people_passwordreset",
    "a_reset_is_used_once": (
        "BEFORE UPDATE ON people_passwordreset WHEN OLD.state IN ('done', 'refused')"
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
    dependencies: ClassVar = [("people", "0003_papers_of_accounts")]
    operations: ClassVar = [migrations.RunPython(make, drop)]
