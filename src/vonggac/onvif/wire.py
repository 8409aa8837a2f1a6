"""HTTP/1.1 as far as ONVIF needs it: one request a connection, every reply bounded in bytes and in time.

Redirections are answers like any other here: nobody follows them.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from vonggac.kernel.hosts import is_number, refused
from vonggac.onvif.faults import FORBIDDEN, NOT_ONVIF, TIMED_OUT, TOO_LARGE, UNREACHABLE, OnvifFault
from vonggac.rtsp.connection import resolve

MAX_BODY = 2 * 1024 * 1024
MAX_HEAD = 32 * 1024
_PIECE = 64 * 1024
_STATUS = re.compile(rb"HTTP/1\.[01] +(\d{3})(?: |\Z)")


@dataclass(frozen=True, slots=True)
class HttpAddress:
    """Where a service is. Holds no credentials."""

    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        return f"http://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == 80 else f"{host}:{self.port}"

    def rehosted(self, url: str) -> "HttpAddress":
        """Another service of the same device: its port and path, never its host.

        Devices behind address translation name a host that is not theirs, and lying ones somebody else's.
        """
        try:
            other = parse_http(url)
        except OnvifFault:
            return self
        return HttpAddress(self.host, other.port, other.path)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key == name]


def parse_http(url: str) -> HttpAddress:
    """Raises ``OnvifFault`` for what is no plain ``http`` address of at most 500 characters."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port or 80
    except ValueError:
        raise OnvifFault(NOT_ONVIF, "an address that cannot be read") from None
    if parts.scheme.lower() != "http" or not host or len(url) > 500:
        raise OnvifFault(NOT_ONVIF, "an ONVIF address begins with http:// and names a device")
    if re.search(r"[^\x21-\x7e]", url.strip()):
        raise OnvifFault(NOT_ONVIF, "an address holds no blanks")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return HttpAddress(host, port, path)


def require_allowed(host: str, *, allow_loopback: bool) -> None:
    """Raises ``OnvifFault`` where no camera may be. A name is judged when it is connected to."""
    why = refused(host) if is_number(host) else None
    if why == "loopback" and allow_loopback:
        return
    if why is not None:
        raise OnvifFault(FORBIDDEN, f"{host} is no camera's address")


async def exchange(
    method: str,
    address: HttpAddress,
    headers: Mapping[str, str],
    body: bytes = b"",
    *,
    timeout_s: float,
    max_body: int = MAX_BODY,
) -> Reply:
    """One request and its whole answer, within ``timeout_s`` in all. Raises ``OnvifFault``."""
    lines = {
        "Host": address.authority,
        "User-Agent": "vonggac",
        "Connection": "close",
        "Content-Length": str(len(body)),
        **headers,
    }
    head = f"{method} {address.path} HTTP/1.1\r\n" + "".join(
        f"{name}: {value}\r\n" for name, value in lines.items()
    )
    try:
        async with asyncio.timeout(timeout_s):
            return await _exchange(address, head.encode() + b"\r\n" + body, max_body)
    except TimeoutError:
        raise OnvifFault(TIMED_OUT, f"{address.host} has not answered in {timeout_s:g} s") from None
    except asyncio.IncompleteReadError:
        raise OnvifFault(NOT_ONVIF, f"{address.host} ended its answer early") from None
    except asyncio.LimitOverrunError:
        raise OnvifFault(TOO_LARGE, f"{address.host} sends a head without end") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OnvifFault(UNREACHABLE, f"{address.host}:{address.port}: {reason}") from None


async def _exchange(address: HttpAddress, request: bytes, max_body: int) -> Reply:
    infos = await resolve(address.host, address.port)
    if not infos:
        raise OnvifFault(FORBIDDEN, f"{address.host} is no camera’s address")
    judged = str(infos[0][4][0])
    reader, writer = await asyncio.open_connection(judged, address.port, limit=MAX_HEAD)
    try:
        writer.write(request)
        await writer.drain()
        status, headers = await _head(reader)
        while status == 100:
            status, headers = await _head(reader)
        return Reply(status, headers, await _body(reader, status, dict(headers), max_body))
    finally:
        # Not close(): that would wait for a device that reads no more.
        writer.transport.abort()


async def _head(reader: asyncio.StreamReader) -> tuple[int, tuple[tuple[str, str], ...]]:
    head = await reader.readuntil(b"\r\n\r\n")
    start, *lines = head.split(b"\r\n")
    status = _STATUS.match(start)
    if status is None:
        raise OnvifFault(NOT_ONVIF, "what answers is no web server")
    pairs = (line.decode("utf-8", "replace").partition(":") for line in lines if b":" in line)
    return int(status[1]), tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)


async def _body(
    reader: asyncio.StreamReader, status: int, headers: dict[str, str], max_body: int
) -> bytes:
    if status in (204, 304):
        return b""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return await _chunked(reader, max_body)
    length = headers.get("content-length", "")
    if not length:
        return await _to_the_end(reader, max_body)
    if not (length.isascii() and length.isdigit()) or len(length) > 12:
        raise OnvifFault(NOT_ONVIF, "a length that is no number")
    if int(length) > max_body:
        raise OnvifFault(TOO_LARGE, f"a reply of {length} bytes")
    return await reader.readexactly(int(length))


async def _to_the_end(reader: asyncio.StreamReader, max_body: int) -> bytes:
    body = bytearray()
    while piece := await reader.read(_PIECE):
        body += piece
        _require_room(body, 0, max_body)
    return bytes(body)


async def _chunked(reader: asyncio.StreamReader, max_body: int) -> bytes:
    body = bytearray()
    while True:
        line = (await reader.readuntil(b"\r\n")).split(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", line):
            raise OnvifFault(NOT_ONVIF, "a length that is no number")
        size = int(line, 16)
        if size == 0:
            return bytes(body)
        _require_room(body, size, max_body)
        body += await reader.readexactly(size)
        await reader.readexactly(2)


def _require_room(body: bytearray, more: int, max_body: int) -> None:
    if len(body) + more > max_body:
        raise OnvifFault(TOO_LARGE, f"a reply of more than {max_body} bytes")
