"""Virtual devices on the network: one web server for all of them, and the answer to WS-Discovery's probes.

``http://host:port/<key>/onvif/device_service`` is one device; ``/onvif/device_service`` is the first.
"""

import asyncio
import re
from collections.abc import Callable
from typing import Self, cast

from vonggac.onvif import discovery
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.markup import Node, escape, parse
from vonggac.onvif.soap import envelope
from vonggac.rtsp.digest import Challenger, Verdict
from vonggac.rtsp.messages import Headers, Request
from vonggac.simcam.onvif_device import SimDevice

MAX_HEAD, MAX_BODY = 16 * 1024, 256 * 1024
PATIENCE_S = 30.0
_OPEN = frozenset({"GetSystemDateAndTime", "GetServices", "GetCapabilities"})
"""What ONVIF lets everybody ask (Core §5.9.4, class PRE_AUTH)."""
_NOT_AUTHORIZED = (
    '<s:Fault xmlns:ter="http://www.onvif.org/ver10/error"><s:Code><s:Value>s:Sender</s:Value><s:Subcode>'
    "<s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code><s:Reason>"
    '<s:Text xml:lang="en">Sender not Authorized</s:Text></s:Reason></s:Fault>'
)
_UNKNOWN = _NOT_AUTHORIZED.replace("NotAuthorized", "ActionNotSupported").replace(
    "Sender not Authorized", "Not implemented"
)


class OnvifServer:
    """``async with OnvifServer() as server: server.add(SimDevice(…)); server.xaddr("gate")``."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        discovery_port: int | None = None,
        more_hosts: tuple[str, ...] = (),
    ) -> None:
        """``discovery_port``: where probes are answered (3702 in the world), None for nowhere.

        ``more_hosts``: other addresses that the same devices answer on.
        """
        self.host, self.port = host, port
        self.devices: dict[str, SimDevice] = {}
        self._discovery_port = discovery_port
        self._more_hosts = more_hosts
        self._servers: list[asyncio.Server] = []
        self._challengers: dict[str, Challenger] = {}
        self._hearer: asyncio.DatagramTransport | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Raises OSError where the port is taken."""
        for host in (self.host, *self._more_hosts):
            server = await asyncio.start_server(self._serve, host, self.port, limit=MAX_HEAD)
            self.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
        if self._discovery_port is not None:
            sock = discovery.listening_socket(self.host, self._discovery_port)
            loop = asyncio.get_running_loop()
            self._hearer, _ = await loop.create_datagram_endpoint(
                lambda: _Hearer(self._matches), sock=sock
            )

    async def close(self) -> None:
        if self._hearer is not None:
            self._hearer.close()
        for server in self._servers:
            server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._servers = []

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def add(self, device: SimDevice) -> SimDevice:
        self.devices[device.key] = device
        self._challengers[device.key] = Challenger(
            device.name, device.username, device.password, qop=True
        )
        return device

    def xaddr(self, key: str, host: str = "") -> str:
        return f"http://{host or self.host}:{self.port}/{key}/onvif/device_service"

    # HTTP

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  (for the type)
        self._tasks.add(task)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._one(reader, writer)
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            # Also when the server closes while somebody waits at a pull point.
            self._tasks.discard(task)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("utf-8", "replace")
        start, *lines = head.split("\r\n")
        method, path, _ = start.split(" ", 2)
        pairs = [line.partition(":")[::2] for line in lines if ":" in line]
        headers = Headers([(name.strip(), value.strip()) for name, value in pairs])
        length = int(headers.get("Content-Length") or 0)
        if not 0 <= length <= MAX_BODY:
            raise ValueError("too long")
        body = await reader.readexactly(length)
        local = str(writer.get_extra_info("sockname")[0])
        status, more, answer = await self._answered(Request(headers, body, method, path), local)
        lines_out = "".join(f"{name}: {value}\r\n" for name, value in more)
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Length: {len(answer)}\r\nConnection: close\r\n"
            f"Content-Type: application/soap+xml; charset=utf-8\r\n{lines_out}\r\n".encode()
            + answer
        )
        await writer.drain()

    async def _answered(
        self, request: Request, local: str
    ) -> tuple[str, list[tuple[str, str]], bytes]:
        device = self._device(request.url)
        if device is None or request.method != "POST":
            return "404 Not Found", [], b"no such device"
        try:
            whole = parse(request.body)
        except OnvifFault:
            return "400 Bad Request", [], envelope(_UNKNOWN)
        body = whole.find("Body")
        question = body.children[0] if body is not None and body.children else Node("")
        if question.name not in _OPEN and not self._admits(device, request, whole.find("Header")):
            if device.http_digest:
                lines = self._challengers[device.key].challenges()
                return "401 Unauthorized", [("WWW-Authenticate", each) for each in lines], b""
            return "400 Bad Request", [], envelope(_NOT_AUTHORIZED)
        answer = await self._said(device, request.url, question, self.xaddr(device.key, local))
        if answer is None:
            return "500 Internal Server Error", [], envelope(_UNKNOWN)
        return "200 OK", [], envelope(answer)

    def _admits(self, device: SimDevice, request: Request, header: Node | None) -> bool:
        if device.http_digest:
            let_in = self._challengers[device.key].verify(request) is Verdict.ACCEPTED
            tried = request.headers.get("Authorization") is not None
        else:
            let_in = device.admits(header)
            tried = header is not None and header.find("Security") is not None
        device.logins += tried and not let_in
        return let_in

    async def _said(self, device: SimDevice, path: str, question: Node, base: str) -> str | None:
        name = path.rpartition("/subscription/")[2]
        if question.name == "PullMessages":
            asked = re.fullmatch(r"PT(\d+)S", question.said("Timeout"))
            return await device.pull(name, float(asked[1]) if asked else 1.0)
        if question.name == "Unsubscribe":
            device.subscriptions.pop(name, None)
            return '<n:UnsubscribeResponse xmlns:n="http://docs.oasis-open.org/wsn/b-2"/>'
        return device.answer(question, base)

    def _device(self, path: str) -> SimDevice | None:
        if path.startswith("/onvif/"):
            return next(iter(self.devices.values()), None)
        key, _, rest = path.lstrip("/").partition("/onvif/")
        return self.devices.get(key) if rest else None

    # WS-Discovery

    def _matches(self, probe: bytes) -> list[bytes]:
        asked = discovery.probe_id(probe)
        if asked is None:
            return []
        return [
            discovery.match_message(
                asked,
                endpoint=f"urn:uuid:{each.uuid}",
                xaddr=self.xaddr(each.key),
                scopes=_scopes(each),
            )
            for each in self.devices.values()
        ]


def _scopes(device: SimDevice) -> list[str]:
    name, model = (escape(text.replace(" ", "%20")) for text in (device.name, device.model))
    base = "onvif://www.onvif.org"
    return [f"{base}/type/video_encoder", f"{base}/name/{name}", f"{base}/hardware/{model}"]


class _Hearer(asyncio.DatagramProtocol):
    def __init__(self, answers: Callable[[bytes], list[bytes]]) -> None:
        self._answers = answers
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        # Loopback only: a demo on a school's network must not pretend to be its cameras.
        if self._transport is None or not address[0].startswith("127."):
            return
        for answer in self._answers(data):
            self._transport.sendto(answer, address)
