"""Writes of the room: the registry, and what is decided about it. Nothing here removes a row."""

from vonggac.places.services.calendar import add_days, withdraw_days
from vonggac.places.services.decisions import (
    LEAST_DAYS,
    MOST_DAYS,
    USUAL_DAYS,
    accept_streams,
    accept_view,
    check_retention,
    decide_audio,
    decide_plan,
    decide_retention,
    set_watch,
)
from vonggac.places.services.naming import name_school
from vonggac.places.services.registry import (
    add_camera,
    change_area,
    change_camera,
    create_area,
    create_school,
    record_search,
    record_setup_frame,
    set_strict_vice_principal,
    take_out_of_use,
    with_every_camera,
)

__all__ = [
    "LEAST_DAYS",
    "MOST_DAYS",
    "USUAL_DAYS",
    "accept_streams",
    "accept_view",
    "add_camera",
    "add_days",
    "change_area",
    "change_camera",
    "check_retention",
    "create_area",
    "create_school",
    "decide_audio",
    "decide_plan",
    "decide_retention",
    "name_school",
    "record_search",
    "record_setup_frame",
    "set_strict_vice_principal",
    "set_watch",
    "take_out_of_use",
    "with_every_camera",
    "withdraw_days",
]
