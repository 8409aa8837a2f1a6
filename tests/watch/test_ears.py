"""A camera that speaks ONVIF is heard through the helper process, password and all."""

import asyncio
import time

import pytest

from vonggac.kernel.events import Event, EventKind
from vonggac.onvif.client import Helper
from vonggac.simcam.onvif_device import SimDevice
from vonggac.simcam.onvif_server import OnvifServer
from vonggac.watch import word as word_module
from vonggac.watch.ears import by_onvif
from vonggac.watch.plan import WatchedCamera
from vonggac.watch.standing import Moment
from vonggac.watch.word import CameraWord, Unheard

pytestmark = pytest.mark.slow

LINE = "Device/Trigger/DigitalInput"


def test_its_clock_and_its_input_line_are_events(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_module, "_SPREAD_S", 0.0)
    monkeypatch.setattr(word_module, "_AGAIN_S", 0.2)
    said: dict[str, Event] = {}

    async def story() -> None:
        async with OnvifServer() as server, Helper() as helper:
            device = server.add(
                SimDevice("gate", "Cổng", [], username="admin", password="mat-khau-1")
            )
            device.set_clock(-9)
            camera = WatchedCamera(
                "gate01",
                "sub",
                onvif_url=server.xaddr("gate"),
                username="admin",
                password="mat-khau-1",
            )
            word = CameraWord(
                camera,
                ears=by_onvif(helper, allow_loopback=True),
                say=lambda event: said.update({event.id: event}),
            )
            task = asyncio.create_task(word.run())
            began = time.monotonic()
            while len(said) < 2 and time.monotonic() - began < 15:
                device.tell(LINE, True)
                word.tick(Moment.now())
                await asyncio.sleep(0.3)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            word.close(out_of_use=True)

    asyncio.run(story())
    found = {event.kind: event for event in said.values()}
    assert set(found) == {EventKind.CLOCK_OFF, EventKind.INPUT}
    assert found[EventKind.CLOCK_OFF].detail.startswith(("clock -9", "clock -8.", "clock -10"))
    assert all(event.to_us is not None for event in found.values())


def test_a_wrong_password_is_lasting() -> None:
    async def story() -> Unheard:
        async with OnvifServer() as server, Helper() as helper:
            server.add(SimDevice("gate", "Cổng", [], username="admin", password="mat-khau-1"))
            camera = WatchedCamera(
                "gate01", "sub", onvif_url=server.xaddr("gate"), username="admin", password="x"
            )
            with pytest.raises(Unheard) as refused:
                async for _ in by_onvif(helper, allow_loopback=True).listen(camera):
                    pass
            return refused.value

    assert asyncio.run(story()).lasting


def test_a_camera_that_is_not_there_is_tried_again() -> None:
    async def story() -> Unheard:
        async with Helper() as helper:
            camera = WatchedCamera("gate01", "sub", onvif_url="http://127.0.0.1:9/onvif")
            with pytest.raises(Unheard) as gone:
                await by_onvif(helper, allow_loopback=True).offset(camera)
            return gone.value

    assert not asyncio.run(story()).lasting
