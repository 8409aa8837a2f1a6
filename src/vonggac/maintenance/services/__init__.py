"""Writes of the room."""

from vonggac.maintenance.services.orders import keep_orders, open_order, postpone
from vonggac.maintenance.services.plans import PlannedRow, decide_plan, draw_up_plan
from vonggac.maintenance.services.working import (
    Found,
    check_device,
    confirm,
    correct,
    hand_in,
    restart,
    send_back,
    start,
    stop,
)

__all__ = [
    "Found",
    "PlannedRow",
    "check_device",
    "confirm",
    "correct",
    "decide_plan",
    "draw_up_plan",
    "hand_in",
    "keep_orders",
    "open_order",
    "postpone",
    "restart",
    "send_back",
    "start",
    "stop",
]
