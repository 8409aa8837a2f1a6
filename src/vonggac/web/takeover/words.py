"""What the system measures of a handing over, in words and in the order of the paper."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vonggac.documents.wording import number
from vonggac.web.local_time import instant_text

MEASURED: dict[str, str | Promise] = {
    "cameras": _("cameras in use"),
    "passwords": _("camera passwords from before"),
    "assets": _("devices in the register"),
    "usage_lines": _("last number of the usage book"),
    "device_lines": _("last number of the device book"),
    "months": _("months of the usage book not closed"),
    "decisions": _("documents in the register"),
    "failures": _("open failures"),
    "orders": _("open orders of maintenance"),
    "requests": _("open viewing requests"),
    "unconfirmed": _("orders by word of mouth not confirmed"),
    "cases": _("open cases"),
    "violations": _("open violations"),
    "breaches": _("open violations of personal data"),
    "holds": _("holds"),
    "sightings": _("unanswered devices on the network"),
    "reminders": _("reminders not acknowledged"),
    "verified_us": _("last verification of the whole store"),
    "findings": _("what it found"),
    "backup_us": _("last good backup"),
}


def measured(found: dict[str, Any]) -> list[tuple[str, str]]:
    """Words and figures of what was measured."""
    return [(str(words), _figure(code, found)) for code, words in MEASURED.items() if code in found]


def _figure(code: str, found: dict[str, Any]) -> str:
    value = found[code]
    if value is None:
        return _now("none yet")
    return instant_text(value) if code.endswith("_us") else number(value)
