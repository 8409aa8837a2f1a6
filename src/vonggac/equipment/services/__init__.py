"""Opening failures, working them off, deciding about alarms, and the inputs from outside."""

from vonggac.equipment.services.alarms import decide, tell_events
from vonggac.equipment.services.inputs import heard, make_input, revoke_input
from vonggac.equipment.services.looking import Condition, look
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
    "close",
    "confirm",
    "decide",
    "direct",
    "heard",
    "look",
    "make_input",
    "mark_tested",
    "open_by_hand",
    "repair",
    "revoke_input",
    "tell_events",
]
