"""The seat belt under proceedings, for the migrations of their rooms: numbers stay, states move along the flow, lines
only grow (I7, G3).
"""

from collections.abc import Sequence

from vonggac.ledger.growing import Belt, Refuse, only_grow
from vonggac.proceedings.flow import Flow

_KEPT = ("id", "school_id", "year", "number", "opened_us", "opened_by_id")


def along(app: str, table: str, flow: Flow, *, lines: str, kept: Sequence[str] = ()) -> list[Belt]:
    """Operations for the end of a migration. ``lines``: their table; ``kept``: more columns that never change."""
    return [Refuse(_triggers(f"{app}_{table}", flow, (*_KEPT, *kept))), only_grow(app, lines)]


def _triggers(table: str, flow: Flow, kept: Sequence[str]) -> dict[str, str]:
    first = ", ".join(f"'{each}'" for each in flow.first)
    moves = ", ".join(f"'{before}>{after}'" for before, after in flow.moves()) or "''"
    return {
        f"{table}_is_not_removed": f"BEFORE DELETE ON {table} WHEN 1",
        f"{table}_keeps_its_number": f"BEFORE UPDATE OF {', '.join(kept)} ON {table} WHEN 1",
        f"{table}_begins_at_its_beginning": (
            f"BEFORE INSERT ON {table} WHEN NEW.state NOT IN ({first})"
        ),
        f"{table}_moves_along_its_flow": (
            f"BEFORE UPDATE OF state ON {table}"
            f" WHEN OLD.state <> NEW.state AND OLD.state || '>' || NEW.state NOT IN ({moves})"
        ),
    }
