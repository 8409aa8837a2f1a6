"""What the system measures of a handing over, in words and in the order of the paper."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEASURED: dict[str, str | Promise] = {
    "cameras": _("cameras in use"),
    "passwords": _("camera passwords from before"),
    "assets": _("devices in the register"),
    "usage_lines": _("last number of the usage book"),
    "device_lines": _("last number of the device book"),
    "months": _("months of the usage book not closed"),
    "decisions": _("documents in the register"),
    "failures": _("open failures"),
    "requests": _("open viewing requests"),
    "unconfirmed": _("orders by word of mouth not confirmed"),
    "cases": _("open cases"),
    "violations": _("open violations"),
    "holds": _("holds"),
    "sightings": _("unanswered devices on the network"),
    "reminders": _("reminders not acknowledged"),
}
OPEN_MATTERS = (
    "failures",
    "requests",
    "unconfirmed",
    "cases",
    "violations",
    "holds",
    "sightings",
    "reminders",
)


def measured(found: dict[str, Any]) -> list[tuple[str, int]]:
    """Words and figures of what was measured."""
    return [(str(words), found[code]) for code, words in MEASURED.items() if code in found]
