"""Failures and their repair, assets, the device book, alarms, and the inputs from outside."""

from vonggac.equipment.services.alarms import decide, tell_events
from vonggac.equipment.services.assets import (
    add_manual,
    approve_connection,
    change_asset,
    record_camera,
    record_volume,
    register_asset,
    release_camera,
    take_out,
)
from vonggac.equipment.services.book import check_day, correct_device_line, write_day_line
from vonggac.equipment.services.inputs import heard, make_input, revoke_input
from vonggac.equipment.services.keeping import keep_book
from vonggac.equipment.services.looking import Condition, look
from vonggac.equipment.services.repairing import (
    ask_test,
    direct,
    direct_orally,
    mark_tested,
    repair,
    test,
)
from vonggac.equipment.services.replacing import replace
from vonggac.equipment.services.stopping import restart_device, stop, stop_device
from vonggac.equipment.services.storage import change_volume, confirm_date, may_confirm_date
from vonggac.equipment.services.working import (
    acknowledge,
    close,
    confirm,
    leave_running,
    open_by_hand,
    report,
)
from vonggac.places import services as places

places.with_every_camera(registered=record_camera, out_of_use=release_camera)

__all__ = [
    "Condition",
    "acknowledge",
    "add_manual",
    "approve_connection",
    "ask_test",
    "change_asset",
    "change_volume",
    "check_day",
    "close",
    "confirm",
    "confirm_date",
    "correct_device_line",
    "decide",
    "direct",
    "direct_orally",
    "heard",
    "keep_book",
    "leave_running",
    "look",
    "make_input",
    "mark_tested",
    "may_confirm_date",
    "open_by_hand",
    "record_volume",
    "register_asset",
    "repair",
    "replace",
    "report",
    "restart_device",
    "revoke_input",
    "stop",
    "stop_device",
    "take_out",
    "tell_events",
    "test",
    "write_day_line",
]
