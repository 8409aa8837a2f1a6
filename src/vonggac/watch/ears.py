"""How cameras are heard by ONVIF: one helper process for all of them, so that no stranger's reply is read here."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from vonggac.onvif import faults
from vonggac.onvif.client import Helper
from vonggac.onvif.events import CameraEvent
from vonggac.onvif.faults import OnvifFault
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.word import Ears, Unheard

_LASTING = (faults.REFUSED, faults.NOT_ALLOWED, faults.UNSUPPORTED, faults.FORBIDDEN)
"""Asking again soon cannot help, and locks accounts."""


def by_onvif(helper: Helper, *, allow_loopback: bool = False) -> Ears:
    """``helper`` is closed by the caller. ``allow_loopback``: virtual cameras live on this machine."""

    async def offset(camera: WatchedCamera) -> int | None:
        try:
            return await helper.clock_offset_us(camera.onvif_url, allow_loopback=allow_loopback)
        except OnvifFault as fault:
            raise _unheard(fault) from None

    async def listen(camera: WatchedCamera) -> AsyncGenerator[CameraEvent, None]:
        events = helper.listen(
            camera.onvif_url, camera.username, camera.password, allow_loopback=allow_loopback
        )
        try:
            async with aclosing(events) as heard:
                async for event in heard:
                    yield event
        except OnvifFault as fault:
            raise _unheard(fault) from None

    return Ears(offset, listen)


def _unheard(fault: OnvifFault) -> Unheard:
    return Unheard(str(fault), lasting=fault.code in _LASTING)
