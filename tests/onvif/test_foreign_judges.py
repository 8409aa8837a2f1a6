"""Libraries that share no line with ours judge both sides: what we simulate and say is ONVIF, not our idea of it."""

import asyncio
from typing import Any

import pytest
from wsdiscovery.actions.probe import constructProbe
from wsdiscovery.message import createSOAPMessage, parseSOAPMessage
from wsdiscovery.qname import QName

from onvif import ONVIFCamera
from vonggac.onvif import discovery
from vonggac.simcam.onvif_device import SimDevice, SimProfile
from vonggac.simcam.onvif_server import OnvifServer

NETWORK = "http://www.onvif.org/ver10/network/wsdl"


def device() -> SimDevice:
    profiles = [
        SimProfile("m", "rtsp://127.0.0.1:8554/gate/main", width=1920, height=1080),
        SimProfile("s", "rtsp://127.0.0.1:8554/gate/sub", width=640, height=360, fps=5),
    ]
    return SimDevice(
        "gate", "Cổng", profiles, serial="SN-1", mac="02:00:5e:00:00:01", username="u", password="p"
    )


@pytest.mark.slow
def test_a_client_that_reads_by_the_schema_understands_our_cameras() -> None:
    """onvif-zeep-async: facts, clock, profiles, stream address and a pulled event, checked against ONVIF's WSDL."""

    async def run() -> None:
        async with OnvifServer() as server:
            ours = server.add(device())
            ours.tell("RuleEngine/CellMotionDetector/Motion", active=True)
            camera = ONVIFCamera("127.0.0.1", server.port, "u", "p")
            try:
                await _judge(camera)
            finally:
                await camera.close()

    asyncio.run(asyncio.wait_for(run(), 60))


async def _judge(camera: Any) -> None:
    await camera.update_xaddrs()
    management = await camera.create_devicemgmt_service()
    information = await management.GetDeviceInformation()
    assert (information.Manufacturer, information.SerialNumber) == ("Vong Gac", "SN-1")
    clock = await management.GetSystemDateAndTime()
    assert clock.UTCDateTime.Date.Year >= 2026
    (interface,) = await management.GetNetworkInterfaces()
    assert interface.Info.HwAddress == "02:00:5e:00:00:01"
    media = await camera.create_media_service()
    first, second = await media.GetProfiles()
    assert first.VideoEncoderConfiguration.Resolution.Width == 1920
    assert second.VideoEncoderConfiguration.RateControl.FrameRateLimit == 5
    setup = {"Stream": "RTP-Unicast", "Transport": {"Protocol": "RTSP"}}
    answer = await media.GetStreamUri({"StreamSetup": setup, "ProfileToken": first.token})
    assert answer.Uri == "rtsp://127.0.0.1:8554/gate/main"
    events = await camera.create_events_service()
    subscription = await events.CreatePullPointSubscription()
    assert "/subscription/" in subscription.SubscriptionReference.Address._value_1


def test_a_foreign_searcher_and_ours_understand_each_other() -> None:
    """WSDiscovery's probe is answered by us; our probe and our answer are read by it."""
    foreign = createSOAPMessage(constructProbe([QName(NETWORK, "NetworkVideoTransmitter")], []))
    asked = discovery.probe_id(foreign.encode() if isinstance(foreign, str) else foreign)
    assert asked is not None
    answer = discovery.match_message(
        asked,
        endpoint="urn:uuid:1",
        xaddr="http://10.0.0.2/x",
        scopes=["onvif://www.onvif.org/name/A"],
    )
    read = parseSOAPMessage(answer, "10.0.0.2")
    assert read.getRelatesTo() == asked
    (match,) = read.getProbeResolveMatches()
    assert match.getXAddrs() == ["http://10.0.0.2/x"]
    assert match.getTypes()[0].getFullname() == f"{NETWORK}:NetworkVideoTransmitter"
    for ours in discovery.probes():
        assert parseSOAPMessage(ours, "10.0.0.2").getTypes()
