"""Oddities of real cameras, each with its name (MEDIA §7): all of them are recorded."""

import asyncio
import re

import pytest

from tests.scenes.scripted_rtsp import (
    PPS,
    SPS,
    VIDEO,
    Packets,
    ScriptedCamera,
    bare,
    eventually,
    h264_unit,
    pictures,
    recorded,
    without_cseq,
)
from vonggac.rtsp.address import parse_address
from vonggac.rtsp.connection import open_connection
from vonggac.rtsp.dialogue import Dialogue
from vonggac.rtsp.digest import Authorizer, Challenger, Verdict
from vonggac.rtsp.messages import Request, Response, respond
from vonggac.rtsp.rtp import build_sender_report, interleaved_header
from vonggac.rtsp.sdp import write_sdp
from vonggac.rtsp.transport import Transport, TransportSpec


def run(camera: ScriptedCamera, units: int = 10, **how: object) -> tuple[ScriptedCamera, int]:
    """Records so many units; returns the camera and how many were damaged."""

    async def scene() -> int:
        async with camera:
            sink = await recorded(camera, units, **how)
            assert len(sink.units) == units
            return sum(unit.damaged for unit in sink.units)

    return camera, asyncio.run(scene())


@pytest.mark.parametrize(
    ("control", "path"),
    [
        ("trackID={index}", "/live/trackID=0"),
        ("rtsp://10.9.8.7/live/track1", "/live/track1"),
        ("*", "/live/"),
        ("/media/video", "/live/media/video"),
        ("?ctype=video", "/live/?ctype=video"),
    ],
)
def test_a_control_attribute_may_be_relative_absolute_or_a_star(control: str, path: str) -> None:
    """The track is asked for under the address that is meant, on the host that we know."""
    camera, _ = run(ScriptedCamera(pictures(11), write_sdp([VIDEO], control=control)))
    assert re.sub(r"rtsp://127.0.0.1:\d+", "", camera.asked("SETUP").url) == path


def test_a_base_with_another_host_is_used_on_the_host_that_we_know() -> None:
    """A camera behind address translation names its inner address: requests keep to the outer one."""
    camera = ScriptedCamera(pictures(11))
    camera.on["DESCRIBE"] = lambda request: respond(
        request, headers={"Content-Base": "rtsp://192.168.1.64:8554/inner/"}, body=camera.sdp
    )
    run(camera)
    assert camera.asked("SETUP").url.endswith("/inner/trackID=0")
    assert all(request.url.startswith("rtsp://127.0.0.1:") for request in camera.requests)


def test_a_query_in_the_base_keeps_its_place_before_the_control() -> None:
    """Dahua writes ``…?channel=1&subtype=0/`` as base and expects the control behind it."""
    camera = ScriptedCamera(pictures(11))
    base = "rtsp://127.0.0.1/cam/realmonitor?channel=1&subtype=0/"
    camera.on["DESCRIBE"] = lambda request: respond(
        request, headers={"Content-Base": base}, body=camera.sdp
    )
    run(camera)
    assert camera.asked("SETUP").url.endswith("/cam/realmonitor?channel=1&subtype=0/trackID=0")


def test_replies_may_end_their_lines_with_lf_only() -> None:
    run(ScriptedCamera(pictures(11), line_feed_only=True))


def test_replies_may_leave_cseq_out() -> None:
    camera = ScriptedCamera(pictures(11))
    for method in ("OPTIONS", "DESCRIBE", "SETUP", "PLAY"):
        camera.on[method] = lambda request: without_cseq(camera.usual(request))
    run(camera)


def test_packets_before_the_reply_to_play_are_recorded() -> None:
    packets = Packets()
    before = pictures(5, packets=packets)
    _, damaged = run(ScriptedCamera(pictures(6, packets=packets), before_play=before))
    assert damaged == 0


@pytest.mark.parametrize("said", ["interleaved=7-8", "interleaved=3-4", "interleaved=200-201"])
def test_packets_may_come_on_odd_channels(said: str) -> None:
    """The channel in the camera's answer counts, not the one that was asked for."""
    channel = int(said[12:].split("-")[0])
    camera = ScriptedCamera(pictures(11, packets=Packets(channel=channel)))
    camera.on["SETUP"] = bare(200, Transport=f"RTP/AVP/TCP;unicast;{said}", Session="1")
    run(camera)


def test_packets_may_come_on_a_channel_that_the_camera_did_not_name() -> None:
    """It answers 0-1 and sends on 5: the payload type tells whose the packets are."""
    run(ScriptedCamera(pictures(11, packets=Packets(channel=5))))


def test_a_description_without_parameter_sets_waits_for_those_in_the_stream() -> None:
    """Units that nobody could decode are held back; the tracks come with the first sets."""
    packets = Packets()
    stream = pictures(3, packets=packets)
    stream += packets.unit([SPS, PPS, h264_unit(5, key=True)], 5 * 3600)
    stream += packets.unit([h264_unit(6)], 6 * 3600)

    async def scene() -> None:
        async with ScriptedCamera(stream, write_sdp([VIDEO], sprop=False)) as camera:
            sink = await recorded(camera, 2)
            assert sink.tracks == [(VIDEO,)]
            assert [unit.key for unit in sink.units] == [True, False]

    asyncio.run(scene())


def test_times_that_go_back_are_handed_on_as_they_are() -> None:
    """An hour back, and on from there: differences stay true and no unit is lost."""
    packets = Packets()
    stamps = [0, 3600, 7200, 7200 - 90_000 * 3600, 10_800 - 90_000 * 3600]
    stream = b"".join(
        packets.unit([h264_unit(n, key=True)], stamp & 0xFFFFFFFF) for n, stamp in enumerate(stamps)
    )

    async def scene() -> None:
        async with ScriptedCamera(stream) as camera:
            sink = await recorded(camera, 5)
            first = sink.units[0].time
            assert [unit.time - first for unit in sink.units] == stamps

    asyncio.run(scene())


@pytest.mark.parametrize("known", ["GET_PARAMETER", "OPTIONS"])
def test_a_camera_is_kept_awake_by_the_one_method_that_it_knows(known: str) -> None:
    """GET_PARAMETER first; OPTIONS when that is refused."""

    async def scene() -> None:
        camera = ScriptedCamera(timeout_s=1)
        if known == "OPTIONS":
            camera.on["GET_PARAMETER"] = bare(501)
        async with camera:
            stopped = asyncio.create_task(recorded(camera, 1, stall_s=30.0))
            await eventually(lambda: known in camera.methods[4:])
            camera.send(pictures(3))
            await stopped
            assert camera.methods[4:].count("GET_PARAMETER") >= 1

    asyncio.run(scene())


def test_a_camera_that_names_no_get_parameter_is_only_asked_for_options() -> None:
    async def scene() -> None:
        camera = ScriptedCamera(timeout_s=1)
        camera.on["OPTIONS"] = bare(200, Public="OPTIONS, DESCRIBE, SETUP, PLAY")
        async with camera:
            stopped = asyncio.create_task(recorded(camera, 1, stall_s=30.0))
            await eventually(lambda: "OPTIONS" in camera.methods[4:])
            camera.send(pictures(3))
            await stopped
            assert "GET_PARAMETER" not in camera.methods

    asyncio.run(scene())


@pytest.mark.parametrize("algorithm", ["MD5", "MD5-sess", "SHA-256", "SHA-256-sess"])
@pytest.mark.parametrize("qop", [False, True])
def test_every_kind_of_digest_is_answered(algorithm: str, qop: bool) -> None:
    guard = Challenger("IP Camera", "admin", 'Trường "A"', (algorithm,), qop=qop)
    run(guarded(ScriptedCamera(pictures(11)), guard), username="admin", password='Trường "A"')


def test_nonces_that_run_out_at_every_request_are_renewed() -> None:
    """Each answer makes the nonce stale; the camera says so, and gets the next."""
    guard = Challenger("IP Camera", "admin", "bí mật")
    camera = guarded(ScriptedCamera(pictures(11)), guard, renew=True)
    run(camera, username="admin", password="bí mật")
    assert camera.methods.count("SETUP") == 2


def test_a_nonce_may_run_out_without_a_word_of_stale() -> None:
    guard = Challenger("IP Camera", "admin", "1")
    camera = guarded(ScriptedCamera(pictures(11)), guard, renew=True, says_stale=False)
    run(camera, username="admin", password="1")


def guarded(
    camera: ScriptedCamera, guard: Challenger, *, renew: bool = False, says_stale: bool = True
) -> ScriptedCamera:
    """The camera behind authentication; ``renew`` lets every nonce serve once."""

    def answer(request: Request) -> Response:
        verdict = guard.verify(request)
        if verdict is Verdict.ACCEPTED:
            if renew:
                guard.renew_nonce()
            return camera.usual(request)
        refusal = respond(request, 401)
        for line in guard.challenges(stale=verdict is Verdict.STALE and says_stale):
            refusal.headers.add("WWW-Authenticate", line)
        return refusal

    for method in ("DESCRIBE", "SETUP", "PLAY"):
        camera.on[method] = answer
    return camera


def test_a_marker_on_the_parameter_sets_does_not_split_a_picture() -> None:
    packets = Packets()
    stream = b""
    for number in range(4):
        stream += packets.packet(SPS, number * 3600, marker=True)
        stream += packets.packet(PPS, number * 3600, marker=True)
        stream += packets.unit([h264_unit(number, key=True)], number * 3600)
    _, damaged = run(ScriptedCamera(stream), 4)
    assert damaged == 0


def test_a_stream_without_any_marker_is_cut_by_its_times() -> None:
    packets = Packets()
    stream = b"".join(packets.packet(h264_unit(n, 100), n * 3600) for n in range(6))
    run(ScriptedCamera(stream), 5)


def test_a_marker_on_every_slice_is_found_out_to_lie() -> None:
    """From the second picture on, the slices of one time are one unit."""
    packets = Packets()
    first, second = bytes([0x41, 0x88]) + b"a" * 50, bytes([0x41, 0x22]) + b"b" * 50
    stream = b"".join(
        packets.packet(unit, n * 3600, marker=True) for n in range(6) for unit in (first, second)
    )

    async def scene() -> None:
        async with ScriptedCamera(stream) as camera:
            sink = await recorded(camera, 6)
            assert [len(unit.parts) for unit in sink.units[2:]] == [2, 2, 2, 2]

    asyncio.run(scene())


def test_text_and_noise_between_packets_are_skipped() -> None:
    """Line feeds after a reply, a stray answer, bytes of nothing: the next packet is found again."""
    packets = Packets()
    stream = b"\r\n\r\n" + pictures(3, packets=packets)
    stream += b"RTSP/1.0 200 OK\r\nCSeq: 999\r\n\r\n" + pictures(3, packets=packets)
    stream += b"\x00\xff$noise\x01" + pictures(6, packets=packets)
    run(ScriptedCamera(stream), 11)


def test_a_camera_that_asks_us_something_is_answered() -> None:
    async def scene() -> None:
        stream = pictures(3) + b"OPTIONS * RTSP/1.0\r\nCSeq: 7\r\n\r\n"
        async with ScriptedCamera(stream) as camera:
            waiting = asyncio.create_task(recorded(camera, 4))
            await eventually(lambda: camera.answers)
            assert camera.answers[0].status == 200
            camera.send(pictures(3))
            await waiting

    asyncio.run(scene())


def test_sender_reports_tell_the_cameras_clock() -> None:
    """Its tick and its instant come to the sink in the count of the units."""
    utc_us = 1_790_000_000_123_456
    report = build_sender_report(1, utc_us, 3600 * 2 + 45, 10, 1000)
    packets = Packets()
    stream = pictures(3, packets=packets) + interleaved_header(1, len(report)) + report
    stream += pictures(3, packets=packets)

    async def scene() -> None:
        async with ScriptedCamera(stream) as camera:
            sink = await recorded(camera, 5)
            assert sink.clocks == [(0, sink.units[2].time + 45, utc_us)]

    asyncio.run(scene())


def test_play_with_a_range_may_be_refused() -> None:
    """Then it is asked for without."""
    camera = ScriptedCamera(pictures(11))
    camera.on["PLAY"] = lambda request: (
        respond(request, 457) if "Range" in request.headers else respond(request)
    )

    async def scene() -> None:
        async with camera:
            waiting = asyncio.create_task(recorded(camera, 5))
            await eventually(lambda: camera.methods.count("PLAY") == 2)
            await waiting

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("session", "interval_s"),
    [("1;timeout=60", 20.0), ("1; timeout = 10", 5.0), ("1;timeout=0", 20.0), ("1", 20.0)],
)
def test_a_session_may_end_sooner_than_its_camera_says(session: str, interval_s: float) -> None:
    """Half of the time said is not trusted beyond twenty seconds; no time said means sixty."""

    async def scene() -> None:
        camera = ScriptedCamera(on={"SETUP": bare(200, Session=session)})
        async with camera:
            address = parse_address(camera.url)
            connection = await open_connection(address.host, address.port, 1.0)
            dialogue = Dialogue(connection, address, Authorizer("", ""), 1.0)
            media = (await dialogue.describe()).media[0]
            await dialogue.setup(media, TransportSpec(Transport.TCP, interleaved=(0, 1)))
            assert dialogue.keep_alive_s == interval_s
            connection.close()

    asyncio.run(scene())
