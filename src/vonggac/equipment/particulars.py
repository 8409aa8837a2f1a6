"""The particulars of an asset, cleaned: what a page, a list or a camera says of one becomes columns."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.equipment.states import AssetKind, Worth
from vonggac.kernel.text import fold, one_line
from vonggac.places.devices import clean_mac

TEXTS: dict[str, int] = {
    "name": 120,
    "brand": 80,
    "model": 80,
    "serial": 80,
    "position": 160,
    "funding": 160,
    "supplier": 160,
    "note": 500,
}
"""Field → characters."""
DAYS = ("in_use_on", "warranty_until")
VALUES = ("cost_vnd", "left_vnd")
NUMBERS = (*VALUES, "capacity_bytes")
FIELDS = ("kind", *TEXTS, "mac", "area", *DAYS, *NUMBERS, "volume", "worth")
EARLIEST = date(1990, 1, 1)
MOST_VND = 10**12


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The named particulars as columns hold them. Raises ValidationError, TextRefused."""
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise TypeError(f"no such field: {sorted(unknown)}")
    clean: dict[str, Any] = {}
    for field, limit in TEXTS.items():
        if field in values:
            clean[field] = one_line(
                field, values[field] or "", max_length=limit, required=field == "name"
            )
    if "kind" in values:
        if values["kind"] not in AssetKind.values:
            raise _bad("kind", _("Choose the kind of device."))
        clean["kind"] = values["kind"]
    if "worth" in values:
        clean["worth"] = Worth(values["worth"]).value if values["worth"] else None
    if "mac" in values:
        clean["mac"] = clean_mac(values["mac"] or "")
    if "volume" in values:
        clean["volume"] = one_line(
            "volume", values["volume"] or "", max_length=1000, required=False
        )
    if "area" in values:
        clean["area_id"] = values["area"]
    clean |= {field: _day(field, values[field]) for field in DAYS if field in values}
    clean |= {field: _number(field, values[field]) for field in NUMBERS if field in values}
    return clean


def _day(field: str, value: date | None) -> date | None:
    if value is not None and not EARLIEST <= value <= date(2100, 12, 31):
        raise _bad(field, _("This day cannot be right."))
    return value


def _number(field: str, value: int | None) -> int | None:
    if value is None:
        return None
    most = MOST_VND if field in VALUES else 1 << 60
    if not 0 <= int(value) <= most:
        raise _bad(field, _("This number cannot be right."))
    return int(value)


def clean_code(code: str) -> tuple[str, str]:
    """As written, and as it is compared. Raises TextRefused."""
    shown = one_line("code", code, max_length=40)
    return shown, fold(shown)[:40]


def search_text(row: Any) -> str:
    area = row.area.name if row.area_id else ""
    words = [row.code, row.name, row.brand, row.model, row.serial, row.mac, row.position, area]
    return fold(" ".join(filter(None, words)))


def as_text(row: Any, field: str) -> str:
    """For a history: what stood there."""
    if field == "area_id":
        return row.area.name if row.area_id else ""
    value = getattr(row, field)
    return "" if value is None else str(value)


def _bad(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
