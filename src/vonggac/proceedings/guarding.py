"""The seat belt under proceedings, for the migrations of their rooms: numbers stay, states move along the flow, lines
only grow (I7, G3).
"""

from collections.abc import Sequence

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from vonggac.ledger.growing import only_grow
from vonggac.proceedings.flow import Flow

_KEPT = ("id", "school_id", "year", "number", "opened_us", "opened_by_id")


def along(
    app: str, table: str, flow: Flow, *, lines: str, kept: Sequence[str] = ()
) -> list[migrations.RunPython]:
    """Operations for the end of a migration. ``lines``: their table; ``kept``: more columns that never change."""
    triggers = _triggers(f"{app}_{table}", flow, (*_KEPT, *kept))

    def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor != "sqlite":
            return
        for name, (event, when) in triggers.items():
            # Without parameters, so that a percent sign is one.
            schema_editor.execute(
                f"CREATE TRIGGER {name} {event} WHEN {when} BEGIN SELECT RAISE(ABORT, '{name}'); END",
                params=None,
            )

    def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for name in triggers:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")

    return [migrations.RunPython(make, drop), only_grow(app, lines)]


def _triggers(table: str, flow: Flow, kept: Sequence[str]) -> dict[str, tuple[str, str]]:
    first = ", ".join(f"'{each}'" for each in flow.first)
    moves = ", ".join(f"'{before}>{after}'" for before, after in flow.moves()) or "''"
    return {
        f"{table}_is_not_removed": (f"BEFORE DELETE ON {table}", "1"),
        f"{table}_keeps_its_number": (f"BEFORE UPDATE OF {', '.join(kept)} ON {table}", "1"),
        f"{table}_begins_at_its_beginning": (
            f"BEFORE INSERT ON {table}",
            f"NEW.state NOT IN ({first})",
        ),
        f"{table}_moves_along_its_flow": (
            f"BEFORE UPDATE OF state ON {table}",
            f"OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({moves})",
        ),
    }
