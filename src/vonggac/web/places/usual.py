"""An address without a path: the usual ones of the makers are tried, for cameras that do not tell theirs (ADR 0003)."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

from vonggac.kernel.streams import SourceFault
from vonggac.kernel.text import TextRefused
from vonggac.places import selectors as places
from vonggac.places.addresses import CameraAddress, camera_address
from vonggac.rtsp.address import DEFAULT_PORT
from vonggac.rtsp.patterns import Guess, guess
from vonggac.web.places.trying import Tried, failed

PATIENCE_S = 25.0


def usual_addresses(data: dict[str, Any], *, known_camera: str = "") -> Guess | Tried | None:
    """Of a cleaned camera form. None: a path was typed, or the address is none, which the test itself says.

    A ``Tried`` says what the camera answered instead. A kept password is used for the camera's own device only.
    """
    try:
        address = camera_address(
            "main_url", data.get("main_url", ""), allow_loopback=settings.ALLOW_LOOPBACK_CAMERAS
        )
    except (ValidationError, TextRefused):
        return None
    parts = urlsplit(address.url)
    if parts.path not in ("", "/") or parts.query or parts.scheme != "rtsp":
        return None
    username, password = _account(data, address, known_camera)
    asking = guess(
        parts.hostname or "",
        port=parts.port or DEFAULT_PORT,
        username=username,
        password=password,
        hint=data.get("name", ""),
    )
    try:
        return asyncio.run(asyncio.wait_for(asking, PATIENCE_S))
    except TimeoutError:
        return None
    except SourceFault as fault:
        return failed("main", fault)


def _account(data: dict[str, Any], address: CameraAddress, known_camera: str) -> tuple[str, str]:
    username = data.get("username", "") or address.username
    password = data.get("password", "") or address.password
    if known_camera and not password:
        return places.credentials(known_camera, address.url)
    return username, password
