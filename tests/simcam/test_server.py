"""The virtual cameras over real sockets, seen by our own client and by bare requests."""

import asyncio
import itertools
import struct
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.scenes.virtual import Kept, made, watch

from vonggac.kernel.clock import now_us
from vonggac.kernel.streams import Codec, GapCause, SourceFault
from vonggac.rtsp.source import RtspSource
from vonggac.rtsp.transport import Transport
from vonggac.simcam.clip import Clip
from vonggac.simcam.faults import Oddities
from vonggac.simcam.server import Credentials, SimServer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module")
def clip(folder: Path) -> Clip:
    """H.264 and AAC, two seconds, a key frame every 0.4 s."""
    return Clip.load(made(folder / "a.mp4", sound=Codec.AAC))


@asynccontextmanager
async def gate(
    clip: Clip, *, oddities: Oddities | None = None, **options: Any
) -> AsyncIterator[SimServer]:
    async with SimServer(**options) as server:
        server.add("gate/main", clip, oddities=oddities)
        yield server


async def seen(server: SimServer, seconds: float = 5.0, *, units: int = 12, **options: Any) -> Kept:
    return await watch(RtspSource(server.url("gate/main"), **options), seconds, units=units)


async def fault_of(server: SimServer, seconds: float = 3.0, **options: Any) -> SourceFault:
    with pytest.raises(SourceFault) as caught:
        await seen(server, seconds, units=0, **options)
    return caught.value


def alive(kept: Kept) -> bool:
    """Whole key frames and others came, times evenly 1/25 s apart."""
    times = [unit.time for unit in kept.of(0)]
    even = {after - before for before, after in itertools.pairwise(times)} == {3600}
    return (
        even
        and len(times) > 5
        and kept.of(0)[0].key
        and not any(unit.damaged for unit in kept.units)
    )


@pytest.mark.parametrize("transport", list(Transport))
def test_pictures_and_sound_arrive_whole(clip: Clip, transport: Transport) -> None:
    """The first picture is a key frame; both tracks' clocks are the wall clock."""

    async def run() -> Kept:
        async with gate(clip) as server:
            return await seen(server, audio=True, transport=transport, units=30)

    kept = asyncio.run(run())
    assert alive(kept)
    assert kept.of(1)
    assert {track for track, _, _ in kept.clocks} == {0, 1}
    assert all(abs(camera_us - now_us()) < 5_000_000 for _, _, camera_us in kept.clocks)


@pytest.mark.parametrize("codec", [Codec.H265, Codec.MJPEG])
def test_other_codecs_arrive_too(folder: Path, codec: Codec) -> None:
    """H.265 with µ-law sound, JPEG with A-law."""
    sound = Codec.PCMU if codec is Codec.H265 else Codec.PCMA
    clip = Clip.load(made(folder / f"{codec}.mov", codec=codec, sound=sound))

    async def run() -> Kept:
        async with gate(clip) as server:
            return await seen(server, audio=True, units=30)

    kept = asyncio.run(run())
    assert [track.codec for track in kept.tracks] == [codec, sound]
    assert alive(kept)
    assert kept.of(1)


ODDITIES = (
    Oddities(control="absolute"),
    Oddities(session_control=False),
    Oddities(content_base="absent"),
    Oddities(content_base="other_host"),
    Oddities(sprop=False),
    Oddities(bare_lf=True),
    Oddities(data_before_play_reply=True, start_at_key=False),
    Oddities(first_channel=10),
    Oddities(announces_session=False),
    Oddities(start_at_key=False),
)


def test_an_odd_camera_is_still_a_camera(clip: Clip) -> None:
    """Our own client takes pictures from each."""

    async def one(oddities: Oddities) -> Kept:
        async with gate(clip, oddities=oddities) as server:
            return await seen(server)

    async def run() -> list[Kept]:
        return await asyncio.gather(*(one(oddities) for oddities in ODDITIES))

    for oddities, kept in zip(ODDITIES, asyncio.run(run()), strict=True):
        assert any(unit.key for unit in kept.units), oddities
        assert kept.tracks[0].width == 320, oddities


@pytest.mark.parametrize(
    "algorithms", [("MD5",), ("SHA-256",), ("MD5-sess",), ("SHA-256", "MD5"), ()], ids=repr
)
def test_the_right_password_lets_in(clip: Clip, algorithms: tuple[str, ...]) -> None:
    """Digest of every kind, or basic; the wrong one is refused, and for good."""
    credentials = Credentials("camera", "mật khẩu", algorithms, basic=not algorithms)

    async def run() -> tuple[Kept, SourceFault]:
        async with gate(clip, credentials=credentials) as server:
            kept = await seen(server, username="camera", password="mật khẩu")
            return kept, await fault_of(server, username="camera", password="sai")

    kept, fault = asyncio.run(run())
    assert alive(kept)
    assert (fault.cause, fault.lasting) == (GapCause.CREDENTIALS_REFUSED, True)


Deed = Callable[[SimServer], None]


@pytest.mark.parametrize(
    ("deed", "cause"),
    [
        (lambda server: server.stall("gate/main"), GapCause.STREAM_STALLED),
        (lambda server: server.kill("gate/main", 5), GapCause.CAMERA_UNREACHABLE),
        (lambda server: server.remove("gate/main"), GapCause.CAMERA_UNREACHABLE),
    ],
    ids=["stall", "kill", "remove"],
)
def test_misbehaviour_ends_the_stream_with_its_cause(
    clip: Clip, deed: Deed, cause: GapCause
) -> None:
    """Each as the client must name it."""

    async def run() -> SourceFault:
        async with gate(clip) as server:
            asyncio.get_running_loop().call_later(0.2, deed, server)
            return await fault_of(server, stall_s=0.4)

    assert asyncio.run(run()).cause is cause


def test_a_killed_camera_comes_back_when_it_should(clip: Clip) -> None:
    """Refused until then, as if nothing had been after."""

    async def run() -> Kept:
        async with gate(clip) as server:
            server.kill("gate/main", 0.3)
            assert (await fault_of(server)).cause is GapCause.CAMERA_UNREACHABLE
            await asyncio.sleep(0.35)
            return await seen(server)

    assert alive(asyncio.run(run()))


def test_refused_credentials_are_refused_to_everybody(clip: Clip) -> None:
    """And taken again afterwards."""

    async def run() -> None:
        async with gate(clip, credentials=Credentials("a", "b")) as server:
            server.refuse_credentials("gate/main")
            assert (
                await fault_of(server, username="a", password="b")
            ).cause is GapCause.CREDENTIALS_REFUSED
            server.refuse_credentials("gate/main", False)
            assert alive(await seen(server, username="a", password="b"))

    asyncio.run(run())


def test_a_change_of_resolution_reaches_the_client(clip: Clip, folder: Path) -> None:
    """In mid-stream: the tracks are announced again, with the new size."""
    larger = Clip.load(made(folder / "large.mp4", size=(640, 360)))
    small = Clip.load(folder / "a.mp4", audio=False)

    async def run() -> Kept:
        async with gate(small) as server:
            asyncio.get_running_loop().call_later(0.4, server.switch, "gate/main", larger)
            return await seen(server, 1.2, units=0)

    kept = asyncio.run(run())
    assert kept.announced == 2
    assert (kept.tracks[0].width, kept.tracks[0].height) == (640, 360)
    assert not any(unit.damaged for unit in kept.units)


def test_lost_packets_damage_pictures_and_end_nothing(clip: Clip) -> None:
    """The stream goes on."""

    async def run() -> Kept:
        async with gate(clip) as server:
            server.drop("gate/main", 0.2)
            return await seen(server, transport=Transport.UDP, units=20)

    kept = asyncio.run(run())
    assert any(unit.damaged for unit in kept.units)
    assert len(kept.units) > 10


def test_many_clients_see_one_camera(clip: Clip) -> None:
    """Each from a key frame on, over TCP and UDP at once; afterwards none is left."""

    async def run() -> tuple[list[Kept], int]:
        async with gate(clip) as server:
            ways = (Transport.TCP, Transport.UDP) * 3
            kept = await asyncio.gather(*(seen(server, transport=way) for way in ways))
            await asyncio.sleep(0.1)
            return list(kept), server.clients("gate/main")

    kept, left = asyncio.run(run())
    assert all(alive(each) for each in kept)
    assert left == 0


@pytest.mark.slow
def test_a_silent_session_is_dropped_and_a_live_one_kept(clip: Clip) -> None:
    """A camera that forgets its clients after a second: ours keeps itself in mind."""
    oddities = Oddities(session_timeout_s=2)

    async def run() -> Kept:
        async with gate(clip, oddities=oddities) as server:
            return await seen(server, units=100)

    assert len(asyncio.run(run()).units) == 100


async def answer(server: SimServer, request: str) -> str:
    """What a bare request gets."""
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(request.replace("\n", "\r\n").encode())
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 3)
    writer.close()
    return head.decode()


@pytest.mark.parametrize(
    ("request_text", "status"),
    [
        ("OPTIONS * RTSP/1.0\nCSeq: 1\n\n", "200"),
        ("DESCRIBE rtsp://h/nowhere RTSP/1.0\nCSeq: 1\n\n", "404"),
        ("DESCRIBE rtsp://h/gate/main RTSP/1.0\nCSeq: 1\n\n", "200"),
        ("SETUP rtsp://h/gate/main/trackID=9 RTSP/1.0\nCSeq: 1\nTransport: RTP/AVP/TCP\n\n", "404"),
        (
            "SETUP rtsp://h/gate/main/trackID=0 RTSP/1.0\nCSeq: 1\nTransport: RTP/AVP;multicast\n\n",
            "461",
        ),
        ("PLAY rtsp://h/gate/main RTSP/1.0\nCSeq: 1\n\n", "455"),
        ("ANNOUNCE rtsp://h/gate/main RTSP/1.0\nCSeq: 1\n\n", "501"),
        ("GET / HTTP/1.1\n\n", "400"),
    ],
)
def test_requests_get_the_status_that_rtsp_says(clip: Clip, request_text: str, status: str) -> None:
    """RFC 2326 §11."""

    async def run() -> str:
        async with gate(clip) as server:
            return await answer(server, request_text)

    assert asyncio.run(run()).split()[1] == status


def test_closing_ends_every_connection_and_a_new_server_takes_the_port(clip: Clip) -> None:
    """A camera that loses power and comes back."""

    async def run() -> Kept:
        async with gate(clip) as server:
            port = server.port
            task: Coroutine[Any, Any, SourceFault] = fault_of(server)
            waiting = asyncio.create_task(task)
            await asyncio.sleep(0.3)
        assert (await waiting).cause is GapCause.CAMERA_UNREACHABLE
        async with gate(clip, port=port) as again:
            return await seen(again)

    assert alive(asyncio.run(run()))


def test_rtp_info_names_the_first_packet(clip: Clip) -> None:
    """What PLAY's answer says is what comes (RFC 2326 §12.33)."""

    async def run() -> tuple[str, bytes]:
        async with gate(clip) as server:
            url = server.url("gate/main")
            reader, writer = await asyncio.open_connection(server.host, server.port)
            writer.write(
                f"SETUP {url}/trackID=0 RTSP/1.0\r\nCSeq: 1\r\nTransport: RTP/AVP/TCP\r\n\r\n".encode()
            )
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            session = head.split("Session: ")[1].split(";")[0]
            writer.write(f"PLAY {url} RTSP/1.0\r\nCSeq: 2\r\nSession: {session}\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            packet = await reader.readexactly(16)
            writer.close()
            return head, packet

    head, packet = asyncio.run(run())
    sequence, time = struct.unpack_from("!HI", packet, 6)
    assert f"trackID=0;seq={sequence};rtptime={time}" in head
