"""What a camera said of itself when it was found: cleaned here, since it is outside text."""

import re
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_MAC = re.compile(r"(?:[0-9a-f]{2}:){5}[0-9a-f]{2}")
_NO_MAC = frozenset({"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff"})
MAX_CHANNEL = 256


@dataclass(frozen=True, slots=True)
class Device:
    """Facts of the machine behind a camera; empty: not known."""

    brand: str = ""
    model: str = ""
    serial: str = ""
    mac: str = ""
    """``aa:bb:cc:dd:ee:ff``."""
    firmware: str = ""
    onvif_url: str = ""
    """The device service's address, without credentials."""
    channel: int = 0
    """Of a recorder with several: 1 … 256. 0: the device is one camera."""


TEXTS = ("brand", "model", "serial", "firmware")
FIELDS = frozenset(asdict(Device()))


def clean_mac(text: str) -> str:
    """Lower case with colons; empty for none, or for one that no device has. Raises ValidationError."""
    digits = re.sub(r"[\s:.-]", "", text).lower()
    mac = ":".join(digits[at : at + 2] for at in range(0, len(digits), 2))
    if not digits or mac in _NO_MAC:
        return ""
    if not _MAC.fullmatch(mac):
        raise ValidationError(
            {"mac": ValidationError(_("A MAC address has twelve digits 0–9, a–f."), "mac")}
        )
    return mac


def clean_channel(value: str | int) -> int:
    """0 … 256; 0 for none. Raises ValidationError."""
    try:
        channel = int(value or 0)
    except (TypeError, ValueError):
        channel = -1
    if not 0 <= channel <= MAX_CHANNEL:
        raise ValidationError(
            {"channel": ValidationError(_("A channel is a number from 1 to 256."), "channel")}
        )
    return channel
