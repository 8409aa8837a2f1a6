"""Triggers of the room, for its migration: nothing is counted, proposed or listed but in its time."""

from vonggac.ledger.growing import Refuse

_OF_ITEM = (
    "(SELECT s.state FROM stocktakes_stocktake s JOIN stocktakes_item i"
    " ON i.stocktake_id = s.id WHERE i.id = NEW.item_id)"
)
_WITHOUT = (
    "EXISTS (SELECT 1 FROM stocktakes_item i WHERE i.stocktake_id = NEW.id AND NOT EXISTS"
    " (SELECT 1 FROM {table} t WHERE t.item_id = i.id))"
)
_TRIGGERS = {
    "the_list_is_frozen_with_the_decision": (
        "BEFORE INSERT ON stocktakes_item",
        "(SELECT state FROM stocktakes_stocktake WHERE id = NEW.stocktake_id)"
        " <> CASE WHEN NEW.asset_id IS NULL THEN 'counting' ELSE 'planned' END",
    ),
    "a_count_is_written_while_counting": (
        "BEFORE INSERT ON stocktakes_count",
        f"{_OF_ITEM} <> 'counting'",
    ),
    "a_way_is_proposed_after_the_signatures": (
        "BEFORE INSERT ON stocktakes_proposed",
        f"{_OF_ITEM} NOT IN ('signed', 'proposed')",
    ),
    "every_item_is_counted": (
        "BEFORE UPDATE OF state ON stocktakes_stocktake",
        f"NEW.state = 'signing' AND {_WITHOUT.format(table='stocktakes_count')}",
    ),
    "every_item_has_a_way": (
        "BEFORE UPDATE OF state ON stocktakes_stocktake",
        "NEW.state IN ('proposed', 'approved', 'updated', 'closed')"
        f" AND {_WITHOUT.format(table='stocktakes_proposed')}",
    ),
    "who_counted_or_proposed_does_not_approve": (
        "BEFORE UPDATE OF approved_by_id ON stocktakes_stocktake",
        "NEW.approved_by_id IS NOT NULL AND (EXISTS (SELECT 1 FROM stocktakes_member m"
        " WHERE m.stocktake_id = NEW.id AND m.person_id = NEW.approved_by_id) OR EXISTS"
        " (SELECT 1 FROM stocktakes_proposed p JOIN stocktakes_item i ON i.id = p.item_id"
        " WHERE i.stocktake_id = NEW.id AND p.by_id = NEW.approved_by_id))",
    ),
}


IN_ITS_TIME = Refuse(
    {f"stocktakes_{name}": f"{event} WHEN {when}" for name, (event, when) in _TRIGGERS.items()}
)
