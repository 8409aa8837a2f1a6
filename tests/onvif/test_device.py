"""What a device says of itself, through its own protocol: log-ins, clock, profiles, events."""

import asyncio
import contextlib

import pytest

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.onvif import faults
from vonggac.onvif.choice import Profile, choose_streams
from vonggac.onvif.client import Helper
from vonggac.onvif.device import clock_offset_us, describe
from vonggac.onvif.events import CameraEvent, listen
from vonggac.onvif.faults import OnvifFault
from vonggac.simcam.onvif_device import SimDevice, SimProfile
from vonggac.simcam.onvif_server import OnvifServer

PASSWORD = "Mật khẩu & <dài>"


def camera(**more: object) -> SimDevice:
    fields: dict[str, object] = {
        "key": "gate",
        "name": "Cổng trường",
        "profiles": [
            SimProfile(
                "main", "rtsp://10.9.9.9:8554/gate/main", width=1920, height=1080, codec="H265"
            ),
            SimProfile("sub", "rtsp://10.9.9.9:8554/gate/sub", width=640, height=360, fps=5),
        ],
        "serial": "SN-1",
        "mac": "02-00-5E-00-00-01",
        "username": "admin",
        "password": PASSWORD,
    }
    return SimDevice(**(fields | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [{}, {"media2": True}, {"http_digest": True}])
def test_a_camera_tells_what_it_is(kind: dict[str, object]) -> None:
    """By the older and the newer media service, by token and by HTTP digest; streams are where we asked."""

    async def run() -> None:
        async with OnvifServer() as server:
            server.add(camera(snapshot=True, **kind))
            facts = await describe(server.xaddr("gate"), "admin", PASSWORD, allow_loopback=True)
        assert (facts.brand, facts.serial, facts.mac) == ("Vong Gac", "SN-1", "02:00:5e:00:00:01")
        assert facts.has_events
        assert abs(facts.clock_offset_us or 0) < SECOND_US
        main, sub = facts.profiles
        assert (main.codec, main.width, main.height) == ("H265", 1920, 1080)
        assert main.stream_uri == "rtsp://127.0.0.1:8554/gate/main"
        assert main.snapshot_uri.startswith("http://127.0.0.1:")
        assert sub.fps == 5
        (channel,) = choose_streams(facts.profiles)
        assert (channel.main, channel.sub) == (main, sub)

    asyncio.run(run())


@pytest.mark.parametrize("kind", [{}, {"http_digest": True}])
def test_a_wrong_password_is_tried_at_most_three_times(kind: dict[str, object]) -> None:
    """So that no camera locks its account."""

    async def run() -> None:
        async with OnvifServer() as server:
            device = server.add(camera(**kind))
            with pytest.raises(OnvifFault) as caught:
                await describe(server.xaddr("gate"), "admin", "wrong", allow_loopback=True)
        assert caught.value.code == faults.REFUSED
        assert 1 <= device.logins <= 3
        assert "wrong" not in str(caught.value)

    asyncio.run(run())


@pytest.mark.parametrize("seconds", [-86_400 * 9_000, -3_600, 900, 86_400 * 365])
def test_a_wrong_clock_is_measured_and_does_not_stop_the_log_in(seconds: int) -> None:
    """The log-in is dated by the camera's own clock, be it in the year 2002."""

    async def run() -> None:
        async with OnvifServer() as server:
            device = server.add(camera())
            device.set_clock(seconds)
            offset = await clock_offset_us(server.xaddr("gate"), allow_loopback=True)
            assert offset is not None
            assert abs(offset - seconds * SECOND_US) < SECOND_US
            facts = await describe(server.xaddr("gate"), "admin", PASSWORD, allow_loopback=True)
            assert device.logins == 0
            assert facts.model == "Virtual 1"

    asyncio.run(run())


def test_a_recorder_of_several_channels_is_several_cameras() -> None:
    """Each video source its own main and sub stream, in the recorder's order."""
    profiles = [
        SimProfile(
            f"c{n}{kind}",
            f"rtsp://1.2.3.4/{n}/{kind}",
            width=width,
            height=width * 9 // 16,
            channel=n,
        )
        for n in (1, 2, 3, 4)
        for kind, width in (("sub", 640), ("main", 1920))
    ]

    async def run() -> None:
        async with OnvifServer() as server:
            server.add(camera(profiles=profiles, model="NVR"))
            facts = await describe(server.xaddr("gate"), "admin", PASSWORD, allow_loopback=True)
        channels = choose_streams(facts.profiles)
        assert [each.number for each in channels] == [1, 2, 3, 4]
        assert [each.main.token for each in channels] == ["c1main", "c2main", "c3main", "c4main"]
        assert [each.sub.token for each in channels if each.sub] == [
            "c1sub",
            "c2sub",
            "c3sub",
            "c4sub",
        ]

    asyncio.run(run())


def test_lying_profiles_choose_what_can_be_recorded() -> None:
    """No address, no size, one stream twice, a codec that nobody records: none of them breaks the choice."""
    chosen = choose_streams(
        [
            Profile("none", codec="H264", width=4000, height=3000, source="s"),
            Profile(
                "old", codec="MPEG4", width=4000, height=3000, stream_uri="rtsp://h/old", source="s"
            ),
            Profile("a", codec="H264", stream_uri="rtsp://h/a", source="s"),
            Profile("twin", codec="H264", stream_uri="rtsp://h/a", source="s"),
            Profile("b", codec="H264", stream_uri="rtsp://h/b", source="s"),
        ]
    )
    assert [(each.main.token, each.sub and each.sub.token) for each in chosen] == [("a", "b")]
    assert choose_streams([]) == ()


def test_events_are_heard_by_our_clock() -> None:
    """The state as it was is marked; then what changes, though the camera's clock is an hour off."""

    async def run() -> list[CameraEvent]:
        heard = []
        async with OnvifServer() as server:
            device = server.add(camera())
            device.set_clock(3_600)
            device.tell("RuleEngine/CellMotionDetector/Motion", active=False)
            stream = listen(server.xaddr("gate"), "admin", PASSWORD, allow_loopback=True)
            async with contextlib.aclosing(stream):
                async for event in stream:
                    heard.append(event)
                    if len(heard) == 2:
                        break
                    device.tell("RuleEngine/CellMotionDetector/Motion", active=True)
            assert device.subscriptions == {}
        return heard

    before, after = asyncio.run(asyncio.wait_for(run(), 20))
    assert (before.initial, before.active) == (True, False)
    assert (after.initial, after.active) == (False, True)
    assert after.topic == "RuleEngine/CellMotionDetector/Motion"
    assert after.source == "source_1"
    assert abs(after.at_us - now_us()) < 5 * SECOND_US


def test_the_helper_asks_in_a_process_of_its_own() -> None:
    """Facts, clock, events and faults come through; its death is a fault, and it is started again."""

    async def run() -> None:
        async with OnvifServer() as server, Helper() as helper:
            device = server.add(camera())
            xaddr = server.xaddr("gate")
            facts = await helper.describe(xaddr, "admin", PASSWORD, allow_loopback=True)
            assert [each.token for each in facts.profiles] == ["main", "sub"]
            offset = await helper.clock_offset_us(xaddr, allow_loopback=True)
            assert abs(offset or 0) < SECOND_US
            with pytest.raises(OnvifFault, match="refused"):
                await helper.describe(xaddr, "admin", "no", allow_loopback=True)
            device.tell("Device/Trigger/DigitalInput", active=True)
            stream = helper.listen(xaddr, "admin", PASSWORD, allow_loopback=True)
            async with contextlib.aclosing(stream):
                assert (await anext(stream)).topic == "Device/Trigger/DigitalInput"
            await _kill(helper)
            assert await helper.clock_offset_us(xaddr, allow_loopback=True) is not None

    asyncio.run(asyncio.wait_for(run(), 30))


async def _kill(helper: Helper) -> None:
    process = helper._process
    assert process is not None
    process.kill()
    await process.wait()


def test_this_machine_is_asked_only_when_allowed() -> None:
    with pytest.raises(OnvifFault) as caught:
        asyncio.run(clock_offset_us("http://127.0.0.1:1/onvif/device_service"))
    assert caught.value.code == faults.FORBIDDEN
