"""The server of virtual cameras: any number of streams on one port of one event loop.

What tests, demo and bench call. Every method is called in the event loop that ``start`` ran in.
"""

import asyncio
import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.rtsp.digest import Challenger
from vonggac.simcam.clip import Clip
from vonggac.simcam.connection import Connection
from vonggac.simcam.datagrams import DatagramPair
from vonggac.simcam.faults import Oddities
from vonggac.simcam.stream import VirtualStream

_TICK_S = 0.002
"""Frames due within this are sent in one go: it bounds what many streams cost."""
_FOR_EVER_US = 1 << 62
_SWEEP_S = 1.0


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whom the cameras let in, and how they ask."""

    username: str
    password: str = field(repr=False)
    algorithms: Sequence[str] = ("MD5",)
    """Digest algorithms, each its own line: MD5, MD5-sess, SHA-256, SHA-256-sess; none: only
    basic.
    """
    basic: bool = False
    qop: bool = True


class SimServer:
    """``async with SimServer() as server: server.add("gate/main", Clip.load(path))``."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        credentials: Credentials | None = None,
        trickle: bool = False,
    ) -> None:
        """``trickle`` writes every packet by itself, as a network card would deliver them."""
        self.host = host
        self.port = port
        self.trickle = trickle
        self.connections: set[Connection] = set()
        self._streams: dict[str, VirtualStream] = {}
        self._challenger: Challenger | None = None
        self.set_credentials(credentials)
        self._server: asyncio.Server | None = None
        self._udp: DatagramPair | None = None
        self._anchor_us = 0
        self._due: list[tuple[int, int, VirtualStream]] = []
        self._scheduled: set[VirtualStream] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = 0.0
        self._sweeper: asyncio.TimerHandle | None = None

    # life

    async def start(self) -> None:
        """Listens; ``port`` is the real one afterwards. Raises OSError where the port is taken."""
        self._loop = asyncio.get_running_loop()
        # The loop stands where the wall clock says, but a clock set later moves no camera.
        self._anchor_us = now_us() - int(self._loop.time() * SECOND_US)
        self._server = await self._loop.create_server(
            lambda: Connection(self), self.host, self.port, backlog=256
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._udp = await DatagramPair.open(self.host, self._heard_datagram)
        self._sweep()

    async def close(self) -> None:
        """Drops every client, as a camera that loses power."""
        for handle in (self._timer, self._sweeper):
            if handle is not None:
                handle.cancel()
        self._timer = self._sweeper = None
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in tuple(self.connections):
            connection.hang_up()
        if self._udp is not None:
            self._udp.close()
            self._udp = None
        await asyncio.sleep(0)  # lets the transports run their connection_lost

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # cameras

    def add(
        self,
        path: str,
        clip: Clip,
        *,
        phase_us: int = 0,
        oddities: Oddities | None = None,
    ) -> VirtualStream:
        """A stream at ``rtsp://host:port/<path>``; a second of the same path takes its place.

        The loop begins whenever the wall clock less ``phase_us`` is a multiple of its length.
        """
        name = path.strip("/")
        stream = VirtualStream(name, clip, phase_us=phase_us, oddities=oddities or Oddities())
        self.remove(name)
        self._streams[name] = stream
        return stream

    def remove(self, path: str) -> None:
        """The path is unknown from now on; its clients are cut off."""
        stream = self._streams.pop(path.strip("/"), None)
        if stream is not None:
            self._hang_up(stream)

    def url(self, path: str) -> str:
        """The stream's address, without credentials."""
        return f"rtsp://{self.host}:{self.port}/{path.strip('/')}"

    def clients(self, path: str) -> int:
        """How many play the stream now."""
        return len(self._require(path).listeners)

    def set_credentials(self, credentials: Credentials | None) -> None:
        """Asked for from the next request on; none lets everybody in."""
        self._challenger = None
        if credentials is not None:
            self._challenger = Challenger(
                "virtual camera",
                credentials.username,
                credentials.password,
                tuple(credentials.algorithms),
                credentials.basic,
                credentials.qop,
            )

    def renew_nonce(self) -> None:
        """The nonce that clients use is stale from now on."""
        if self._challenger is not None:
            self._challenger.renew_nonce()

    # misbehaviour

    def stall(self, path: str, seconds: float | None = None) -> None:
        """Sends nothing, connections stay; for ever, or until ``resume``, without ``seconds``."""
        self._require(path).faults.stalled_until_us = self._until_us(seconds)

    def resume(self, path: str) -> None:
        """Ends a stall and an outage; a stalled stream goes on with its next key frame."""
        faults = self._require(path).faults
        faults.dead_until_us = None
        if faults.stalled_until_us is not None:
            faults.stalled_until_us = 0

    def kill(self, path: str, seconds: float | None = 0.0) -> None:
        """Cuts the stream's clients off, and refuses new ones for this long (none: for ever)."""
        stream = self._require(path)
        stream.faults.dead_until_us = self._until_us(seconds)
        self._hang_up(stream)

    def drop(self, path: str, fraction: float) -> None:
        """Loses this fraction of the stream's packets."""
        self._require(path).faults.drop = fraction

    def reorder(self, path: str, fraction: float) -> None:
        """Lets this fraction of the stream's packets come one late."""
        self._require(path).faults.reorder = fraction

    def garbage(self, path: str, fraction: float) -> None:
        """Makes this fraction of the stream's packets noise, RTP header and all."""
        self._require(path).faults.garbage = fraction

    def jump_clock(self, path: str, seconds: float, *, media_time: bool = True) -> None:
        """Sets the camera's clock; its timestamps jump along unless ``media_time`` is false."""
        self._require(path).jump_clock(seconds, media_time=media_time)

    def refuse_credentials(self, path: str, refuse: bool = True) -> None:
        """Answers 401 to every request for the stream, whoever asks."""
        self._require(path).faults.credentials_refused = refuse

    def switch(self, path: str, clip: Clip) -> None:
        """Another clip of the same codecs in the same session: a resolution changed in mid-stream.

        Raises ValueError for other codecs.
        """
        self._require(path).switch(clip, self.now_us())

    def _require(self, path: str) -> VirtualStream:
        return self._streams[path.strip("/")]

    def _until_us(self, seconds: float | None) -> int:
        return _FOR_EVER_US if seconds is None else self.now_us() + int(seconds * SECOND_US)

    def _hang_up(self, stream: VirtualStream) -> None:
        for connection in tuple(self.connections):
            if connection.stream is stream:
                connection.hang_up()

    # what connections ask (connection.Host)

    def now_us(self) -> int:
        """The cameras' common clock: the wall clock as it was when the server started, and on."""
        return self._anchor_us + int(self._loop.time() * SECOND_US)

    def stream(self, path: str) -> VirtualStream | None:
        return self._streams.get(path)

    def challenger(self) -> Challenger | None:
        return self._challenger

    def opened(self, connection: Connection) -> None:
        self.connections.add(connection)

    def closed(self, connection: Connection) -> None:
        self.connections.discard(connection)

    def udp_ports(self) -> tuple[int, int] | None:
        return self._udp.ports if self._udp is not None else None

    def send_udp(self, packet: bytes, address: tuple[str, int], *, control: bool) -> None:
        if self._udp is not None:
            self._udp.send(packet, address, control=control)

    def _heard_datagram(self, address: tuple[str, int]) -> None:
        for connection in self.connections:
            if connection.owns(address):
                connection.heard_control()

    # time

    def playing(self, stream: VirtualStream) -> None:
        if stream not in self._scheduled:
            self._scheduled.add(stream)
            self._push(stream)
            self._arm()

    def _push(self, stream: VirtualStream) -> None:
        heapq.heappush(self._due, (stream.due_us(), id(stream), stream))

    def _arm(self) -> None:
        """Sets the one timer to the earliest frame."""
        if not self._due:
            return
        at = (self._due[0][0] - self._anchor_us) / SECOND_US
        if self._timer is not None:
            if self._timer_at <= at:
                return
            self._timer.cancel()
        self._timer_at = max(at, self._loop.time() + _TICK_S)
        self._timer = self._loop.call_at(self._timer_at, self._pump)

    def _pump(self) -> None:
        self._timer = None
        now = self.now_us()
        while self._due and self._due[0][0] <= now:
            stream = heapq.heappop(self._due)[2]
            if not stream.listeners:
                self._scheduled.discard(stream)
                continue
            stream.pump(now)
            self._push(stream)
        self._arm()

    def _sweep(self) -> None:
        """Ends sessions that have been silent for longer than their camera allows."""
        now = self.now_us()
        for connection in tuple(self.connections):
            if connection.silent_too_long(now):
                connection.hang_up()
        self._sweeper = self._loop.call_later(_SWEEP_S, self._sweep)
