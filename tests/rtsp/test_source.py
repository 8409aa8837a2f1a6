"""Every failure of a stream is a SourceFault with its cause; nothing else comes out of a source."""

import asyncio
import socket
from collections.abc import Callable

import pytest

from tests.scenes.scripted_rtsp import (
    VIDEO,
    Collected,
    Packets,
    ScriptedCamera,
    bare,
    eventually,
    fault_of,
    h264_unit,
    pictures,
    recorded,
)
from vonggac.kernel.streams import Codec, GapCause, SourceFault, Track
from vonggac.rtsp.breath import Breath
from vonggac.rtsp.digest import Challenger
from vonggac.rtsp.messages import Request, Response, respond
from vonggac.rtsp.probe import describe
from vonggac.rtsp.sdp import write_sdp
from vonggac.rtsp.source import RtspSource
from vonggac.rtsp.transport import Transport

AUDIO = Track(1, Codec.PCMA, 8000, channels=1)


def fault(camera: ScriptedCamera, **how: object) -> SourceFault:
    async def scene() -> SourceFault:
        async with camera:
            return await fault_of(camera, **how)

    return asyncio.run(scene())


def test_an_address_where_nobody_listens_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        met = fault(ScriptedCamera(), url=f"rtsp://127.0.0.1:{port}/live")
    assert (met.cause, met.code, met.lasting) == (
        GapCause.CAMERA_UNREACHABLE,
        "unreachable",
        False,
    )


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "rtsp://", "rtsp://a b/", "", "rtsp://h:x/"])
def test_an_address_that_is_none_is_a_fault_and_no_error(url: str) -> None:
    assert fault(ScriptedCamera(), url=url).code == "unreachable"


def test_a_camera_that_answers_nothing_is_unreachable_in_time() -> None:
    camera = ScriptedCamera(on={"OPTIONS": lambda request: None})
    assert fault(camera, connect_s=0.2).code == "unreachable"


@pytest.mark.parametrize(
    "greeting",
    [b"SSH-2.0-OpenSSH_9.2\r\n", b"220 mail ready\r\n", b"\xff\xfd\x01\xff", b"$\x00\x00\x04abcd"],
)
def test_another_service_under_the_port_is_not_rtsp(greeting: bytes) -> None:
    met = fault(ScriptedCamera(greeting=greeting, on={"OPTIONS": lambda request: None}))
    assert (met.cause, met.code) == (GapCause.CAMERA_UNREACHABLE, "not_rtsp")


def test_a_web_server_under_the_port_is_not_rtsp() -> None:
    page = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
    assert fault(ScriptedCamera(on={"OPTIONS": lambda request: page})).code == "not_rtsp"


@pytest.mark.parametrize("password", ["", "wrong"])
def test_a_wrong_password_is_refused_and_lasts(password: str) -> None:
    """Three requests at most: cameras lock accounts after a few."""
    guard = Challenger("IP Camera", "admin", "right", basic=True)

    def refuse(request: Request) -> Response:
        answer = respond(request, 401)
        guard.renew_nonce()
        for line in guard.challenges():
            answer.headers.add("WWW-Authenticate", line)
        return answer

    camera = ScriptedCamera(on={"DESCRIBE": refuse})
    met = fault(camera, username="admin" if password else "", password=password)
    assert (met.cause, met.code, met.lasting) == (GapCause.CREDENTIALS_REFUSED, "refused", True)
    assert camera.methods.count("DESCRIBE") == (2 if password else 1)
    assert "wrong" not in str(met)


@pytest.mark.parametrize(
    ("method", "status", "code"),
    [
        ("DESCRIBE", 404, "not_found"),
        ("DESCRIBE", 403, "refused"),
        ("DESCRIBE", 503, "unreachable"),
        ("SETUP", 461, "transport_refused"),
        ("SETUP", 404, "not_found"),
        ("PLAY", 454, "unreachable"),
    ],
)
def test_each_refusal_has_its_code(method: str, status: int, code: str) -> None:
    assert fault(ScriptedCamera(on={method: bare(status)})).code == code


def test_a_camera_that_chooses_another_transport_is_refused() -> None:
    chosen = bare(200, Transport="RTP/AVP;unicast;client_port=5000-5001", Session="1")
    assert fault(ScriptedCamera(on={"SETUP": chosen})).code == "transport_refused"


def test_a_redirection_to_another_machine_is_not_followed() -> None:
    """Nobody entered that address, and the credentials are not for it."""
    camera = ScriptedCamera(on={"DESCRIBE": bare(302, Location="rtsp://203.0.113.7/live")})
    assert fault(camera).code == "redirected"
    assert camera.methods == ["OPTIONS", "DESCRIBE"]


def test_a_redirection_on_the_same_camera_is_followed() -> None:
    async def scene() -> None:
        camera = ScriptedCamera(pictures(11))

        def answer(request: Request) -> Response:
            if request.url.endswith("/live"):
                return respond(request, 301, {"Location": camera.url.replace("/live", "/main")})
            return camera.usual(request)

        camera.on["DESCRIBE"] = answer
        async with camera:
            await recorded(camera, 5)
            assert camera.asked("SETUP").url.endswith("/main/trackID=0")

    asyncio.run(scene())


def test_redirections_in_a_circle_end() -> None:
    camera = ScriptedCamera()
    camera.on["DESCRIBE"] = lambda request: respond(request, 302, {"Location": camera.url})
    assert fault(camera).code == "redirected"


@pytest.mark.parametrize(
    ("sdp", "code"),
    [
        (b"", "no_video"),
        (b"\xff\xfe not a description", "no_video"),
        (write_sdp([AUDIO]), "no_video"),
        (b"m=video 0 RTP/AVP 96\r\na=rtpmap:96 VP9/90000\r\n", "unknown_codec"),
        (b"m=video 0 RTP/AVP 96\r\n", "unknown_codec"),
    ],
)
def test_a_description_without_pictures_for_us_is_lasting(sdp: bytes, code: str) -> None:
    met = fault(ScriptedCamera(sdp=sdp))
    assert (met.cause, met.code, met.lasting) == (GapCause.STREAM_UNDECODABLE, code, True)


@pytest.mark.parametrize("stream", [b"", pictures(5)])
def test_a_stream_that_stops_is_stalled(stream: bytes) -> None:
    met = fault(ScriptedCamera(stream), stall_s=0.2)
    assert (met.cause, met.code) == (GapCause.STREAM_STALLED, "stalled")


def test_a_connection_that_closes_has_ended() -> None:
    met = fault(ScriptedCamera(pictures(5), closes=True))
    assert (met.cause, met.code) == (GapCause.CAMERA_UNREACHABLE, "ended")


def test_a_forgotten_session_has_ended() -> None:
    camera = ScriptedCamera(pictures(5), timeout_s=1, on={"GET_PARAMETER": bare(454)})
    assert fault(camera).code == "ended"


def test_a_stream_of_noise_is_garbage() -> None:
    """A quarter of a megabyte without a packet in it."""
    met = fault(ScriptedCamera(pictures(2) + b"\x00\x01\x02\x03" * 100_000))
    assert (met.cause, met.code) == (GapCause.STREAM_UNDECODABLE, "garbage")


@pytest.mark.parametrize(
    "answer",
    [
        b"RTSP/1.0 200 OK\r\nContent-Length: 99999999\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nX: " + b"x" * 70_000,
        b"RTSP/1.0 2000 OK\r\n\r\n",
    ],
)
def test_an_answer_of_monstrous_size_is_refused(answer: bytes) -> None:
    assert fault(ScriptedCamera(on={"OPTIONS": lambda request: answer})).code == "not_rtsp"


def test_what_the_sink_raises_comes_out_of_run() -> None:
    """A full disk is no fault of the camera."""

    class FullDiskSink(Collected):
        def on_unit(self, unit: object) -> None:
            raise OSError(28, "No space left on device")

    async def scene() -> None:
        async with ScriptedCamera(pictures(5)) as camera:
            with pytest.raises(OSError, match="No space left"):
                await RtspSource(camera.url).run(FullDiskSink())

    asyncio.run(scene())


def test_a_cancelled_source_says_goodbye() -> None:
    async def scene() -> None:
        async with ScriptedCamera(pictures(5)) as camera:
            sink = Collected()
            running = asyncio.create_task(RtspSource(camera.url).run(sink))
            await eventually(lambda: len(sink.units) == 5)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            await eventually(lambda: camera.methods[-1] == "TEARDOWN")

    asyncio.run(scene())


@pytest.mark.parametrize(("audio", "asked"), [(False, 1), (True, 2)])
def test_sound_is_asked_for_only_when_it_is_wanted(audio: bool, asked: int) -> None:
    sound = Packets(payload_type=8, channel=2, codec=Codec.PCMA)
    stream = b"".join(sound.unit([b"\x55" * 160], 160 * n) for n in range(5)) + pictures(11)

    async def scene() -> None:
        async with ScriptedCamera(stream, write_sdp([VIDEO, AUDIO])) as camera:
            sink = await recorded(camera, 12 if audio else 10, audio=audio)
            assert camera.methods.count("SETUP") == asked
            assert len(sink.tracks[0]) == asked
            assert {unit.track for unit in sink.units} == set(range(asked))

    asyncio.run(scene())


def test_pictures_are_recorded_when_the_sound_is_refused() -> None:
    async def scene() -> None:
        camera = ScriptedCamera(pictures(11), write_sdp([VIDEO, AUDIO]))
        camera.on["SETUP"] = lambda request: (
            camera.usual(request) if request.url.endswith("0") else respond(request, 404)
        )
        async with camera:
            sink = await recorded(camera, 10, audio=True)
            assert sink.tracks == [(VIDEO,)]

    asyncio.run(scene())


async def trickle(camera: ScriptedCamera, pictures: int) -> None:
    """Sends packets one by one, a millisecond apart."""
    packets = Packets()
    for number in range(pictures):
        for packet in packets.each([h264_unit(number, 9000, key=True)], 3600 * number):
            camera.send(packet)
            await asyncio.sleep(0.001)


def test_a_camera_that_trickles_is_read_in_breaths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several packets a read, none lost; and when the pictures come whole again, so do the reads."""
    breaths: list[bool] = []
    breathe = Breath.breathe

    def watched(breath: Breath) -> bool:
        breaths.append(breathe(breath))
        return breaths[-1]

    monkeypatch.setattr(Breath, "breathe", watched)

    async def scene() -> None:
        async with ScriptedCamera() as camera:
            sink = Collected()
            running = asyncio.create_task(RtspSource(camera.url).run(sink))
            await eventually(lambda: "PLAY" in camera.methods)
            await trickle(camera, 20)
            await eventually(lambda: len(sink.units) == 20)
            assert not any(unit.damaged for unit in sink.units)
            assert sum(breaths) > 3
            await eventually(lambda: not breaths[-1])
            camera.send(pictures(3))
            await eventually(lambda: len(sink.units) >= 22)
            running.cancel()

    asyncio.run(scene())


def test_a_connection_that_closes_between_two_breaths_has_ended() -> None:
    async def scene() -> None:
        async with ScriptedCamera() as camera:
            ended = asyncio.create_task(fault_of(camera))
            await eventually(lambda: "PLAY" in camera.methods)
            await trickle(camera, 6)
            camera.hang_up()
            assert (await ended).code == "ended"

    asyncio.run(scene())


def udp_camera(send: Callable[[tuple[int, int]], None]) -> ScriptedCamera:
    """A camera that sends datagrams to the ports that it was told, from the moment of PLAY."""
    camera = ScriptedCamera()
    ports: list[tuple[int, int]] = []

    def set_up(request: Request) -> Response:
        asked = request.headers.get("Transport") or ""
        first, second = asked.split("client_port=")[1].split("-")
        ports.append((int(first), int(second)))
        return respond(request, headers={"Transport": f"{asked};server_port=9-10", "Session": "1"})

    def play(request: Request) -> Response:
        asyncio.get_running_loop().call_later(0.05, send, ports[0])
        return respond(request)

    camera.on.update(SETUP=set_up, PLAY=play)
    return camera


def test_datagrams_out_of_order_are_put_right_and_strangers_left_out() -> None:
    packets = Packets()
    datagrams = [
        packet[4:]
        for number in range(21)
        for packet in packets.each([h264_unit(number, key=True)], 3600 * number)
    ]
    datagrams[3], datagrams[4] = datagrams[4], datagrams[3]
    datagrams[10:14] = reversed(datagrams[10:14])

    def send(ports: tuple[int, int]) -> None:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as camera,
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger,
        ):
            stranger.bind(("127.0.0.2", 0))
            for datagram in datagrams:
                stranger.sendto(b"\x80\x60" + bytes(40), ("127.0.0.1", ports[0]))
                camera.sendto(datagram, ("127.0.0.1", ports[0]))

    async def scene() -> None:
        async with udp_camera(send) as camera:
            sink = await recorded(camera, 20, transport=Transport.UDP)
            assert [unit.damaged for unit in sink.units] == [False] * 20
            assert [unit.parts for unit in sink.units] == [
                [h264_unit(number, key=True)] for number in range(20)
            ]

    asyncio.run(scene())


def test_a_camera_is_described_without_taking_its_stream() -> None:
    async def scene() -> None:
        async with ScriptedCamera(sdp=write_sdp([VIDEO, AUDIO])) as camera:
            found = await describe(camera.url)
            assert found.tracks == (VIDEO, AUDIO)
            assert found.transports == (Transport.TCP,)
            assert found.server == "scripted"
            await eventually(lambda: camera.methods[-1] == "TEARDOWN")
            assert "PLAY" not in camera.methods

    asyncio.run(scene())


def test_describing_meets_the_faults_that_recording_would_meet() -> None:
    async def scene() -> None:
        async with ScriptedCamera(on={"DESCRIBE": bare(404)}) as camera:
            with pytest.raises(SourceFault, match="not_found"):
                await describe(camera.url)

    asyncio.run(scene())
