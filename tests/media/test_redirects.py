"""A camera that sends FFmpeg elsewhere: nothing is connected there (ACCESS §3.4)."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest

from vonggac.kernel.streams import AccessUnit, SourceFault, Track
from vonggac.media.pyav_source import PyavSource

pytestmark = pytest.mark.slow


class Nothing:
    """A sink that is told nothing."""

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        raise AssertionError(tracks)

    def on_unit(self, unit: AccessUnit) -> None:
        raise AssertionError(unit)

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        raise AssertionError(time)


Answer = Callable[[list[str], int], str]
"""Lines of a request, the port elsewhere → what the camera says."""


def rtsp(lines: list[str], port: int) -> str:
    """OPTIONS as any camera, then DESCRIBE answered from another address."""
    number = next((each for each in lines if each.lower().startswith("cseq")), "CSeq: 1")
    if lines[0].startswith("OPTIONS"):
        return f"RTSP/1.0 200 OK\r\n{number}\r\nPublic: DESCRIBE, SETUP, PLAY\r\n\r\n"
    where = f"rtsp://127.0.0.1:{port}/secret"
    return f"RTSP/1.0 302 Moved Temporarily\r\n{number}\r\nLocation: {where}\r\n\r\n"


def http(lines: list[str], port: int) -> str:
    where = f"http://127.0.0.1:{port}/secret"
    return f"HTTP/1.1 302 Found\r\nLocation: {where}\r\nContent-Length: 0\r\n\r\n"


def playlist(lines: list[str], port: int) -> str:
    """An HLS list whose only piece lies elsewhere."""
    body = f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:{port}/secret.ts\n"
    kind = "application/vnd.apple.mpegurl"
    return (
        f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        f"Connection: close\r\n\r\n{body}"
    )


def talking(answer: Answer, port: int) -> Callable[..., Awaitable[None]]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(answer(head.decode().split("\r\n"), port).encode())
                await writer.drain()
        writer.close()

    return serve


async def sent_elsewhere(answer: Answer, address: str) -> tuple[SourceFault, int]:
    """The fault, and how many came to the other address."""
    came: list[object] = []

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(reader)
        writer.close()

    other = await asyncio.start_server(elsewhere, "127.0.0.1", 0)
    port = other.sockets[0].getsockname()[1]
    camera = await asyncio.start_server(talking(answer, port), "127.0.0.1", 0)
    url = address.format(port=camera.sockets[0].getsockname()[1])
    try:
        with pytest.raises(SourceFault) as raised:
            await asyncio.wait_for(PyavSource(url, connect_s=30).run(Nothing()), 90)
    finally:
        other.close()
        camera.close()
    return raised.value, len(came)


@pytest.mark.parametrize(
    ("answer", "address"),
    [
        (rtsp, "rtsp://127.0.0.1:{port}/gate"),
        (http, "http://127.0.0.1:{port}/video.mjpg"),
        (playlist, "http://127.0.0.1:{port}/live.m3u8"),
    ],
    ids=["rtsp", "http", "a list of addresses"],
)
def test_nothing_is_connected_where_the_camera_points(answer: Answer, address: str) -> None:
    """The address was judged before; what the camera names was not."""
    fault, came = asyncio.run(sent_elsewhere(answer, address))
    assert came == 0
    if answer is rtsp:
        assert fault.code == "redirected"
