"""A camera that keeps to a script: answers as the test says, then sends the bytes that it was
given.

For oddities and faults that no real server produces on demand. Real streams come from ``simcam``
and GStreamer.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from vonggac.kernel.streams import AccessUnit, Codec, SourceFault, Track
from vonggac.rtsp.messages import Headers, Request, Response, respond, take_message
from vonggac.rtsp.packetise import packetise
from vonggac.rtsp.rtp import interleaved_header, rtp_header
from vonggac.rtsp.sdp import write_sdp
from vonggac.rtsp.source import RtspSource

SPS = bytes.fromhex("67640028acd940780227e584000003000400000300c83c60c658")
"""1920 × 1080, 25 frames a second, by x264."""
PPS = bytes.fromhex("68ebe3cb22c0")
SMALL_SPS = bytes.fromhex("6742c016d900a02ff9610000030001000003000a0f162e48")
"""640 × 360, 5 frames a second, baseline."""
SMALL_PPS = bytes.fromhex("68cb8cb2")

VIDEO = Track(0, Codec.H264, 90_000, (SPS, PPS), b"", 0, 1920, 1080)


def h264_unit(number: int, size: int = 3000, *, key: bool = False) -> bytes:
    """A slice of a picture that begins there (first_mb_in_slice 0), told apart by its number."""
    return bytes([0x65 if key else 0x41, 0x88, number & 0xFF]) + bytes([number & 0x7F]) * size


@dataclass
class Packets:
    """Packetises units one after another, as they stand on an RTSP connection."""

    payload_type: int = 96
    sequence: int = 65_530
    """Near the turn of 16 bits, so that every test crosses it."""
    ssrc: int = 0xCAFE
    channel: int = 0
    codec: Codec = Codec.H264

    def unit(self, parts: Sequence[bytes], stamp: int, **how: Any) -> bytes:
        return b"".join(self.each(parts, stamp, **how))

    def each(self, parts: Sequence[bytes], stamp: int, **how: Any) -> list[bytes]:
        return [
            self.packet(payload.data, stamp, marker=payload.marker)
            for payload in packetise(self.codec, parts, **how)
        ]

    def packet(self, payload: bytes, stamp: int, *, marker: bool = False) -> bytes:
        head = rtp_header(self.payload_type, self.sequence, stamp, self.ssrc, marker=marker)
        self.sequence = self.sequence + 1 & 0xFFFF
        data = head + payload
        return interleaved_header(self.channel, len(data)) + data


def pictures(count: int, *, packets: Packets | None = None, gop: int = 5) -> bytes:
    """Units of 25 frames a second, a key every ``gop``."""
    packets = packets or Packets()
    return b"".join(
        packets.unit([h264_unit(number, key=number % gop == 0)], number * 3600)
        for number in range(count)
    )


Answer = Response | bytes | None
Script = Callable[[Request], Answer]


@dataclass
class ScriptedCamera:
    """``on`` replaces the answer to a method; ``stream`` is sent after PLAY has been answered."""

    stream: bytes = b""
    sdp: bytes = field(default_factory=lambda: write_sdp([VIDEO]))
    line_feed_only: bool = False
    before_play: bytes = b""
    """Sent before the answer to PLAY."""
    closes: bool = False
    """Closes the connection behind the stream."""
    greeting: bytes = b""
    timeout_s: int = 60
    on: dict[str, Script] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    received: bytearray = field(default_factory=bytearray)
    _server: asyncio.Server | None = None
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
        await asyncio.sleep(0)

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"rtsp://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/live"

    @property
    def methods(self) -> list[str]:
        return [request.method for request in self.requests]

    def asked(self, method: str) -> Request:
        """The last request of this kind."""
        return next(request for request in reversed(self.requests) if request.method == method)

    def send(self, data: bytes) -> None:
        for writer in self._writers:
            writer.write(data)

    def hang_up(self) -> None:
        for writer in self._writers:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        writer.write(self.greeting)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while data := await reader.read(65536):
                self.received += data
                while self._take(writer):
                    pass
        writer.close()

    def _take(self, writer: asyncio.StreamWriter) -> bool:
        if self.received[:1] == b"$":
            end = 4 + int.from_bytes(self.received[2:4], "big")
            if len(self.received) < end:
                return False
            del self.received[:end]
            return True
        taken = take_message(self.received, 0, len(self.received))
        if taken is None:
            return False
        request, after = taken
        del self.received[:after]
        if isinstance(request, Request):
            self._answer(writer, request)
        else:
            self.answers.append(request)
        return True

    def _answer(self, writer: asyncio.StreamWriter, request: Request) -> None:
        self.requests.append(request)
        answer = (
            self.on[request.method](request) if request.method in self.on else self.usual(request)
        )
        if answer is None:
            return
        playing = request.method == "PLAY" and isinstance(answer, Response) and answer.status == 200
        if playing:
            writer.write(self.before_play)
        data = answer.encode() if isinstance(answer, Response) else answer
        if self.line_feed_only:
            head, gap, body = data.partition(b"\r\n\r\n")
            data = (head + gap).replace(b"\r\n", b"\n") + body
        writer.write(data)
        if playing:
            writer.write(self.stream)
            if self.closes:
                writer.close()

    def usual(self, request: Request) -> Response:
        """What a camera without peculiarities answers."""
        match request.method:
            case "OPTIONS":
                public = "OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN"
                return respond(request, headers={"Public": public, "Server": "scripted"})
            case "DESCRIBE":
                headers = {"Content-Type": "application/sdp", "Content-Base": f"{request.url}/"}
                return respond(request, headers=headers, body=self.sdp)
            case "SETUP":
                transport = request.headers.get("Transport") or ""
                session = f"5678;timeout={self.timeout_s}"
                return respond(request, headers={"Transport": transport, "Session": session})
            case _:
                return respond(request)


def bare(status: int, **headers: str) -> Script:
    """An answer of this status with these headers, underscores for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: respond(request, status, named)


def without_cseq(answer: Response) -> Response:
    answer.headers = Headers([line for line in answer.headers if line[0].lower() != "cseq"])
    return answer


class EnoughError(Exception):
    """The sink has what the test wanted: raised in it, so that it also shows that a sink's error
    comes out of ``run``.
    """


@dataclass
class Collected:
    """A sink that keeps everything."""

    enough: int = 1 << 30
    tracks: list[tuple[Track, ...]] = field(default_factory=list)
    units: list[AccessUnit] = field(default_factory=list)
    clocks: list[tuple[int, int, int]] = field(default_factory=list)

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        self.tracks.append(tracks)

    def on_unit(self, unit: AccessUnit) -> None:
        assert self.tracks, "the tracks are told before the first unit"
        self.units.append(unit)
        if len(self.units) >= self.enough:
            raise EnoughError

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        self.clocks.append((track, time, camera_us))


async def recorded(camera: ScriptedCamera, units: int, **how: Any) -> Collected:
    """What the sink had when it had so many units. A fault before that comes out."""
    sink = Collected(units)
    with contextlib.suppress(EnoughError):
        async with asyncio.timeout(8):
            await RtspSource(how.pop("url", camera.url), **how).run(sink)
    return sink


async def eventually(true: Callable[[], object]) -> None:
    """Waits until it is so, eight seconds at most."""
    for _ in range(1600):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came to that")


async def fault_of(camera: ScriptedCamera, **how: Any) -> SourceFault:
    """The fault that ends this camera's stream."""
    how.setdefault("connect_s", 1.0)
    try:
        async with asyncio.timeout(8):
            await RtspSource(how.pop("url", camera.url), **how).run(Collected())
    except SourceFault as fault:
        return fault
    raise AssertionError("the source ended without a fault")
