"""Writes of the room: asking and deciding (``asking``), building (``building``), taking (``taking``)."""

from vonggac.exports.services.asking import approve, decline, request, retry
from vonggac.exports.services.building import Workshop, build
from vonggac.exports.services.taking import Package, erase_old, make_link, take

__all__ = [
    "Package",
    "Workshop",
    "approve",
    "build",
    "decline",
    "erase_old",
    "make_link",
    "request",
    "retry",
    "take",
]
