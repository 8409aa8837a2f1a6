"""Opening failures, working them off, deciding about alarms, and the inputs from outside."""

from vonggac.equipment.services.alarms import decide, tell_events
from vonggac.equipment.services.inputs import heard, make_input, revoke_input
from vonggac.equipment.services.looking import Condition, look
from vonggac.equipment.services.storage import change_volume, confirm_date, may_confirm_date
from vonggac.equipment.services.working import (
    acknowledge,
    close,
    confirm,
    direct,
    mark_tested,
    open_by_hand,
    repair,
)

__all__ = [
    "Condition",
    "acknowledge",
    "change_volume",
    "close",
    "confirm",
    "confirm_date",
    "decide",
    "direct",
    "heard",
    "look",
    "make_input",
    "mark_tested",
    "may_confirm_date",
    "open_by_hand",
    "repair",
    "revoke_input",
    "tell_events",
]
