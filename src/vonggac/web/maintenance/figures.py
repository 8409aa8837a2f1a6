"""Measured values in words, for pages and papers; what a device lacks to be ready."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from vonggac.kernel.clock import SECOND_US
from vonggac.maintenance.readiness import Need
from vonggac.maintenance.states import Item
from vonggac.web.templatetags.page import signed_seconds


def shown(item: str, measured: dict[str, Any]) -> str:
    """``+0,4 s``; empty where nothing was measured."""
    value, limit = measured.get("value"), measured.get("limit") or 0
    if not isinstance(value, int):
        return ""
    if item == Item.CLOCK:
        return signed_seconds(value)
    if item == Item.FRAME_RATE:
        return _with_limit(value / 1000, limit / 1000)
    if item == Item.KEPT_DAYS:
        return _with_limit(value / 10, limit / 10)
    return _("%(n)s s unexplained") % {"n": number_format(value // SECOND_US)}


def _with_limit(value: float, limit: float) -> str:
    said = number_format(value, 1)
    return f"{said} / {number_format(limit, 1)}" if limit else said


def need(code: Need) -> str:
    return {
        Need.WORKING: _("stopped, or not connected"),
        Need.SOUND: _("a failure is open"),
        Need.MAINTAINED: _("no maintenance passed within a year"),
        Need.CALIBRATED: _("no calibration passed within a year"),
        Need.RIGHT_CLOCK: _("its clock is 2 s off or more"),
        Need.RECORDED: _("minutes of the last week are unexplained"),
    }[code]
