"""Writes of the room: ``asking`` and deciding, covering (``masking``), ``building``, ``taking``."""

from vonggac.exports.services.asking import approve, decline, request, retry
from vonggac.exports.services.building import Workshop, build
from vonggac.exports.services.masking import (
    MAX_FOLLOW_US,
    Drawing,
    add_mask,
    close_masks,
    drop_mask,
    look,
)
from vonggac.exports.services.taking import Package, erase_old, make_link, take

__all__ = [
    "MAX_FOLLOW_US",
    "Drawing",
    "Package",
    "Workshop",
    "add_mask",
    "approve",
    "build",
    "close_masks",
    "decline",
    "drop_mask",
    "erase_old",
    "look",
    "make_link",
    "request",
    "retry",
    "take",
]
