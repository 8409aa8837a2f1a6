"""The TCP connection to a camera: requests out; messages, RTP and RTCP in, read in place from one
large buffer.

``asyncio`` reads straight into the buffer, and each run of packets goes to its depacketiser
without an object per packet. With a selector event loop nothing happens between the read and its
parsing, so all connections of a thread share one buffer, which stays in the processor's cache;
what is left of a packet is kept aside until the rest comes.
"""

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Sequence
from typing import Protocol, cast

from vonggac.kernel.hosts import is_number, refused
from vonggac.rtsp import faults
from vonggac.rtsp.breath import SMALL, Breath
from vonggac.rtsp.messages import (
    Headers,
    MessageError,
    Request,
    Response,
    looks_like_message,
    respond,
    take_message,
)

BUFFER_SIZE = 256 * 1024
"""Holds the largest packet (64 kB) and the largest message (``MAX_HEAD`` and ``MAX_BODY``)."""
MAX_GARBAGE = 256 * 1024
"""Bytes that may be skipped between two good packets before the stream counts as garbage."""
RECEIVE_BUFFER = 2 * 1024 * 1024
"""Asked of the kernel: a second of a fast camera, while this process waits for a disk."""

_LINE_END = re.compile(rb"[\r\n\x00]+")
_local = threading.local()


class Route(Protocol):
    """Takes the packets of one channel. See ``Depacketiser.run``."""

    def run(self, buf: bytearray, view: memoryview, pos: int, end: int) -> int: ...


def shared_buffer(loop: asyncio.AbstractEventLoop) -> tuple[bytearray, memoryview]:
    """The thread's buffer; one of its own where reads may overlap (Windows' proactor)."""
    if not isinstance(loop, asyncio.SelectorEventLoop):
        buffer = bytearray(BUFFER_SIZE)
        return buffer, memoryview(buffer)
    if not hasattr(_local, "buffer"):
        buffer = bytearray(BUFFER_SIZE)
        _local.buffer = buffer, memoryview(buffer)
    return cast(tuple[bytearray, memoryview], _local.buffer)


class Connection(asyncio.BufferedProtocol):
    """Used once. ``ended`` is done when the connection is: its exception says why, if not we
    ourselves ended it.
    """

    def __init__(self, sock: socket.socket | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        self.ended: asyncio.Future[None] = self.loop.create_future()
        self.routes: dict[int, Route] = {}
        self.stray: Callable[[int, bytearray, int], Route | None] = lambda channel, buf, at: None
        """Asked for the route of a packet on a channel that nobody set up."""
        self.skipped = 0
        """Bytes that were neither packet nor message."""
        self.replies = 0
        self._garbage = 0
        self._buffer, self._view = shared_buffer(self.loop)
        self._rest = b""
        self._waiting: dict[int, asyncio.Future[Response]] = {}
        self._cseq = 0
        self._transport: asyncio.Transport | None = None
        self._sock = sock
        self._breath: Breath | None = None

    # ------------------------------------------------------------------ requests

    async def request(
        self, method: str, url: str, headers: list[tuple[str, str]], timeout_s: float
    ) -> Response:
        """One request and its answer, whatever its status. Raises ``SourceFault``."""
        if self.ended.done():
            raise self.why_ended()
        self._cseq += 1
        cseq = self._cseq
        answer: asyncio.Future[Response] = self.loop.create_future()
        self._waiting[cseq] = answer
        lines = [("CSeq", str(cseq)), ("User-Agent", "vonggac"), *headers]
        self._write(Request(Headers(lines), b"", method, url).encode())
        try:
            async with asyncio.timeout(timeout_s):
                return await answer
        except TimeoutError:
            raise faults.unreachable(f"no answer to {method} in {timeout_s:g} s") from None
        finally:
            self._waiting.pop(cseq, None)

    def send(self, method: str, url: str, headers: list[tuple[str, str]]) -> None:
        """A request whose answer nobody waits for."""
        self._cseq += 1
        lines = [("CSeq", str(self._cseq)), ("User-Agent", "vonggac"), *headers]
        self._write(Request(Headers(lines), b"", method, url).encode())

    def send_interleaved(self, channel: int, packet: bytes) -> None:
        self._write(b"$" + bytes([channel]) + len(packet).to_bytes(2, "big") + packet)

    def close(self) -> None:
        """Gives the connection up; what was written before goes out if it can at once."""
        if self._transport is not None:
            # close() would wait for a camera that reads no more; a full buffer is not worth that.
            if self._transport.get_write_buffer_size():
                self._transport.abort()
            else:
                self._transport.close()
        self._end(None)

    def ends(self) -> tuple[str, str, int]:
        """Our address, the camera's, and their family: where its datagrams come from and go to."""
        if self._transport is None or self._transport.is_closing():
            raise self.why_ended()
        sock = self._transport.get_extra_info("socket")
        local, camera = sock.getsockname(), self._transport.get_extra_info("peername")
        return local[0], camera[0], sock.family

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    # ------------------------------------------------------------------ asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        if self._sock is not None and isinstance(self.loop, asyncio.SelectorEventLoop):
            self._breath = Breath(
                self.loop, self._transport, self._sock, self.get_buffer, self.buffer_updated
            )

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(faults.ended(str(exc) if exc else "the camera closed the connection"))

    def eof_received(self) -> bool:
        return False

    def get_buffer(self, sizehint: int) -> memoryview:
        rest = self._rest
        if not rest:
            return self._view
        self._view[: len(rest)] = rest
        return self._view[len(rest) :]

    def buffer_updated(self, nbytes: int) -> None:
        try:
            self._consume(len(self._rest) + nbytes)
        except MessageError as error:
            self.broken(faults.garbage(str(error)) if self.replies else faults.not_rtsp(str(error)))
        except Exception as error:  # noqa: BLE001 - the sink's; belongs to whoever awaits the source
            self.broken(error)
        if nbytes <= SMALL and self._breath is not None and not self._breath.active:
            self._breath.small_read()

    def broken(self, error: Exception) -> None:
        """Ends the connection for this reason."""
        self._end(error)
        if self._transport is not None:
            self._transport.abort()

    def _end(self, error: Exception | None) -> None:
        if self.ended.done():
            return
        if error is None:
            self.ended.set_result(None)
        else:
            self.ended.set_exception(error)
            self.ended.exception()  # looked at: nobody may be waiting any more
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(self.why_ended())

    def why_ended(self) -> Exception:
        error = self.ended.exception() if not self.ended.cancelled() else None
        return error if isinstance(error, Exception) else faults.ended("the connection is closed")

    # ------------------------------------------------------------------ reading

    def _consume(self, end: int) -> None:
        buf, view, routes, pos = self._buffer, self._view, self.routes, 0
        while pos < end:
            if buf[pos] == 0x24:
                if end - pos < 4:
                    break
                route = routes.get(buf[pos + 1])
                if route is not None:
                    after = route.run(buf, view, pos, end)
                    self._garbage = 0
                else:
                    after = self._stray_packet(pos, end)
            else:
                after = self._text(pos, end)
            if after == pos:
                break
            pos = after
        self._rest = bytes(view[pos:end]) if pos < end else b""
        if len(self._rest) >= BUFFER_SIZE:
            raise MessageError("a message larger than the buffer")

    def _stray_packet(self, pos: int, end: int) -> int:
        """A packet of a channel that was not set up: adopted, left out, or no packet at all."""
        length = self._buffer[pos + 2] << 8 | self._buffer[pos + 3]
        stop = pos + 4 + length
        if stop > end:
            if end - pos > 4 and self._buffer[pos + 4] >> 6 != 2:
                return self._resync(pos, end)
            return pos
        route = self.stray(self._buffer[pos + 1], self._buffer, pos + 4) if length >= 12 else None
        if route is not None:
            self.routes[self._buffer[pos + 1]] = route
            return route.run(self._buffer, self._view, pos, end)
        if length and self._buffer[pos + 4] >> 6 != 2:
            return self._resync(pos, end)
        self._count_garbage(stop - pos)
        return stop

    def _text(self, pos: int, end: int) -> int:
        blank = _LINE_END.match(self._buffer, pos, end)
        if blank is not None:
            return blank.end()
        if not looks_like_message(self._buffer, pos, end):
            return self._resync(pos, end)
        try:
            taken = take_message(self._buffer, pos, end)
        except MessageError:
            if not self.replies:
                raise
            return self._resync(pos, end)
        if taken is None:
            return pos
        message, after = taken
        self._garbage = 0
        if isinstance(message, Response):
            self._answered(message)
        elif isinstance(message, Request):
            self._asked(message)
        return after

    def _resync(self, pos: int, end: int) -> int:
        """The next place where a packet of ours or an answer could begin."""
        if not self.replies:
            raise MessageError(f"not RTSP: {bytes(self._buffer[pos : pos + 40])!r}")
        buf, at = self._buffer, pos + 1
        answer = buf.find(b"RTSP/1.", at, end)
        limit = end if answer < 0 else answer
        while (at := buf.find(b"$", at, limit)) >= 0:
            if at + 4 >= limit or (buf[at + 1] in self.routes and buf[at + 4] >> 6 == 2):
                break
            at += 1
        # Nothing found: keep what could be the beginning of an answer.
        found = at if at >= 0 else answer if answer >= 0 else max(pos + 1, end - 7)
        self._count_garbage(found - pos)
        return found

    def _count_garbage(self, count: int) -> None:
        self.skipped += count
        self._garbage += count
        if self._garbage > MAX_GARBAGE:
            raise faults.garbage(f"{self._garbage} bytes that are neither packet nor message")

    def _answered(self, response: Response) -> None:
        self.replies += 1
        # Cameras that leave CSeq out answer in order.
        cseq = response.cseq if response.cseq is not None else next(iter(self._waiting), -1)
        answer = self._waiting.get(cseq)
        if answer is not None and not answer.done():
            answer.set_result(response)

    def _asked(self, request: Request) -> None:
        """Servers may ask too (RFC 2326 §10): a redirection is not followed, the rest is politely
        taken note of.
        """
        if request.method == "REDIRECT":
            raise faults.redirected("the camera asks to be sought elsewhere")
        known = request.method in {"OPTIONS", "GET_PARAMETER", "SET_PARAMETER", "ANNOUNCE"}
        self._write(respond(request, 200 if known else 501).encode())


AddressInfo = tuple[int, int, int, str, tuple[object, ...]]
"""Family, kind, protocol, name, address: as ``getaddrinfo`` gives them."""


async def resolve(host: str, port: int) -> list[AddressInfo]:
    """What a host means, without what no camera may be (``kernel.hosts``): then none may be left. Raises OSError."""
    loop = asyncio.get_running_loop()
    infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if is_number(host):
        return list(infos)
    return [each for each in infos if refused(str(each[4][0])) is None]


async def open_connection(host: str, port: int, timeout_s: float) -> Connection:
    """Connects, with a large receive buffer. Raises ``SourceFault``.

    A name may resolve to a camera, not to this machine or a link-local address (ACCESS §3.4); a number was judged when
    it was registered. What was judged is what is connected to.
    """
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(timeout_s):
            infos = await resolve(host, port)
            sock = await _connected(loop, infos)
    except TimeoutError:
        raise faults.unreachable(f"{host}:{port} does not answer in {timeout_s:g} s") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise faults.unreachable(f"{host}:{port}: {reason}") from error
    try:
        _, connection = await loop.create_connection(lambda: Connection(sock), sock=sock)
    except BaseException:
        sock.close()
        raise
    return connection


async def _connected(
    loop: asyncio.AbstractEventLoop, infos: Sequence[AddressInfo]
) -> socket.socket:
    failure: OSError | None = None
    for family, kind, proto, _, address in infos:
        sock = socket.socket(family, kind, proto)
        try:
            sock.setblocking(False)
            # Before connecting: the window's scale is agreed on then.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
            await loop.sock_connect(sock, cast(tuple[str, int], address))
        except OSError as error:
            failure = error
            sock.close()
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise failure or OSError("the name has no address")
