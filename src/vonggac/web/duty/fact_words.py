"""What the system measured for a checklist, as the page says it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from vonggac.duty.checklists import Item
from vonggac.kernel.clock import SECOND_US
from vonggac.web.templatetags.page import byte_size, signed_seconds


def fact_text(item: str, measured: Mapping[str, Any]) -> str:
    """One line; empty where the system knows nothing and the officer looks."""
    if item in (Item.CAMERAS, Item.RECORDING) and "well" in measured:
        return _("%(well)d of %(of)d cameras") % dict(measured)
    if item == Item.CLOCKS and measured:
        off = signed_seconds(int(measured["worst_us"])).lstrip("+")
        text = _("the camera farthest off: %(off)s") % {"off": off}
        if measured.get("ahead_us"):
            ahead = int(measured["ahead_us"]) // SECOND_US
            text += "; " + _("the computer’s clock jumped %(n)d s ahead") % {"n": ahead}
        return text
    if item == Item.DISK and measured:
        return _disk(measured)
    if item == Item.VERIFY and measured:
        found = int(measured["findings"])
        return _("%(n)d findings not settled") % {"n": found} if found else _("nothing found")
    return ""


def _disk(measured: Mapping[str, Any]) -> str:
    parts = [_("%(size)s free") % {"size": byte_size(int(measured["free_bytes"]))}]
    if measured.get("kept_days") is not None:
        parts.append(_("%(n)d days kept") % {"n": measured["kept_days"]})
    if measured.get("possible_days") is not None:
        parts.append(_("enough for %(n)d days") % {"n": measured["possible_days"]})
    return ", ".join(parts)
