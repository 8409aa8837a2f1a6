"""Finds cameras: WS-Discovery on each interface, and questions to given addresses. No log-in is ever made here.

The answers are strangers' words. A device is where its answer came from, whatever host it names; one that answers on
several addresses is one row.
"""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vonggac.kernel.hosts import refused
from vonggac.onvif import discovery
from vonggac.onvif.conversation import Conversation
from vonggac.onvif.discovery import Match
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.targets import expand, interfaces, neighbours
from vonggac.onvif.wire import HttpAddress, parse_http

MAX_FOUND = 512
PORTS = (80, 8080, 8000, 2020, 5000, 8899)
"""Where ONVIF is in practice: usual, usual, Hikvision, Tapo, Yoosee, many without a name (LANGUAGE §5)."""
RTSP_PORT = 554
_PATH = "/onvif/device_service"
_KNOCK_S = 0.8
_ANSWER_S = 2.0
_AT_ONCE = 64
_AGAIN_S = 0.5

Progress = Callable[[int, int], None]
"""Called with addresses done and addresses in all."""


@dataclass(frozen=True, slots=True)
class Found:
    """A device on the network, before anybody logged in to it."""

    address: str
    xaddr: str
    """Address of its ONVIF service; empty: it speaks RTSP only, or nothing that we know."""
    name: str = ""
    hardware: str = ""
    mac: str = ""
    """``aa:bb:cc:dd:ee:ff``; empty where neither it nor the machine's neighbour table says."""
    endpoint: str = ""
    """The device's own id (``urn:uuid:…``); empty when found by its address."""
    also_at: tuple[str, ...] = ()
    """Other addresses that the same device answers on."""
    rtsp: bool = False
    """The usual port of RTSP is open."""
    how: str = "discovery"
    """``discovery`` or ``address``."""
    scopes: tuple[str, ...] = field(default=(), repr=False)


async def find(
    ranges: Sequence[str] = (),
    *,
    timeout_s: float = 4.0,
    allow_loopback: bool = False,
    on: Sequence[str] | None = None,
    discovery_port: int = discovery.PORT,
    ports: Sequence[int] = PORTS,
    progress: Progress | None = None,
) -> tuple[Found, ...]:
    """Everything that answers, cameras with ONVIF first, then by address.

    ``timeout_s``: how long probes are listened for; a range takes about 3 s for each 64 addresses that are silent.
    ``on``: IPv4 addresses of our interfaces (all of them otherwise). Raises ValueError for a range that is none.
    """
    targets = expand(ranges, allow_loopback=allow_loopback)
    mine = interfaces(allow_loopback=allow_loopback) if on is None else tuple(on)
    matched, knocked = await asyncio.gather(
        _discovered(mine, targets, timeout_s, discovery_port),
        _knocked(targets, ports, progress or (lambda done, total: None)),
    )
    rows = [
        row
        for address, match in matched
        if (row := _row(address, match, allow_loopback)) is not None
    ]
    return merged([*rows, *knocked], neighbours())


def merged(rows: Iterable[Found], macs: Mapping[str, str]) -> tuple[Found, ...]:
    """One row a device: by its own id, by its MAC, or by its service's address."""
    kept: list[Found] = []
    for each in rows:
        row = each if each.mac else replace(each, mac=macs.get(each.address, ""))
        place = next((at for at, other in enumerate(kept) if _same(row, other)), None)
        if place is None:
            kept.append(row)
        else:
            kept[place] = _joined(kept[place], row)
    ordered = sorted(kept, key=lambda each: (not each.xaddr, _by_number(each.address), each.xaddr))
    return tuple(ordered[:MAX_FOUND])


def _same(one: Found, other: Found) -> bool:
    if one.endpoint and one.endpoint == other.endpoint:
        return True
    if one.endpoint and other.endpoint and one.address == other.address:
        return False  # two devices behind one address, as virtual ones are
    if one.mac and one.mac == other.mac:
        return True
    if one.address != other.address:
        return False
    # Found by its address as well: the same service, or the port of RTSP of what was found before.
    return one.xaddr == other.xaddr or not one.xaddr or not other.xaddr


def _joined(first: Found, second: Found) -> Found:
    better, other = (first, second) if first.endpoint or not second.endpoint else (second, first)
    also = {*first.also_at, *second.also_at, first.address, second.address} - {better.address}
    return replace(
        better,
        xaddr=better.xaddr or other.xaddr,
        name=better.name or other.name,
        hardware=better.hardware or other.hardware,
        mac=better.mac or other.mac,
        rtsp=better.rtsp or other.rtsp,
        also_at=tuple(sorted(also, key=_by_number)),
    )


def _by_number(address: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in address.split("."))


def _row(address: str, match: Match, allow_loopback: bool) -> Found | None:
    """None for what is no camera, or may be none at that address."""
    why = refused(address)
    if not match.is_onvif or (why is not None and not (why == "loopback" and allow_loopback)):
        return None
    named = [_parsed(each) for each in match.xaddrs]
    usable = [each for each in named if each is not None]
    if not usable:
        return None
    # Its own words for the host it answered from, if they are there; else the first, on that host.
    best = next((each for each in usable if each.host == address), usable[0])
    here = replace(best, host=address)
    return Found(
        address=address,
        xaddr=here.url,
        name=match.scope("name"),
        hardware=match.scope("hardware"),
        endpoint=match.endpoint,
        scopes=match.scopes,
    )


def _parsed(url: str) -> HttpAddress | None:
    with contextlib.suppress(OnvifFault):
        return parse_http(url)
    return None


# ---------------------------------------------------------------------- WS-Discovery


class _Ear(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.heard: dict[tuple[str, str], Match] = {}

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        for match in discovery.matches(data):
            if len(self.heard) < MAX_FOUND:
                self.heard.setdefault((address[0], match.endpoint), match)


async def _discovered(
    mine: Sequence[str], targets: Sequence[str], timeout_s: float, port: int
) -> list[tuple[str, Match]]:
    """Probes to the group on each interface and to each address, said twice: datagrams get lost."""
    loop = asyncio.get_running_loop()
    ear = _Ear()
    transports = []
    for interface in mine:
        with contextlib.suppress(OSError):  # an interface without multicast
            sock = discovery.asking_socket(interface)
            transport, _ = await loop.create_datagram_endpoint(lambda: ear, sock=sock)
            transports.append((interface, transport))
    try:
        for pause_s in (_AGAIN_S, max(0.0, timeout_s - _AGAIN_S)):
            for interface, transport in transports:
                _probe(transport, [discovery.GROUP, *_near(interface, targets)], port)
            await asyncio.sleep(pause_s)
    finally:
        for _, transport in transports:
            transport.close()
    return [(address, match) for (address, _), match in ear.heard.items()]


def _near(interface: str, targets: Sequence[str]) -> list[str]:
    """A socket on the loopback reaches the loopback only, and no other reaches it."""
    home = interface.startswith("127.")
    return [each for each in targets if each.startswith("127.") == home]


def _probe(transport: asyncio.DatagramTransport, hosts: Iterable[str], port: int) -> None:
    for message in discovery.probes():
        for host in hosts:
            transport.sendto(message, (host, port))


# ---------------------------------------------------------------------- addresses


async def _knocked(targets: Sequence[str], ports: Sequence[int], progress: Progress) -> list[Found]:
    gate = asyncio.Semaphore(_AT_ONCE)
    done = 0

    async def one(address: str) -> list[Found]:
        nonlocal done
        async with gate:
            rows = await _asked(address, ports)
        done += 1
        progress(done, len(targets))
        return rows

    found = await asyncio.gather(*(one(each) for each in targets))
    return [row for rows in found for row in rows]


async def _asked(address: str, ports: Sequence[int]) -> list[Found]:
    """One address: which ports are open, and whether ONVIF answers there."""
    wanted = (*ports, RTSP_PORT)
    opens = await asyncio.gather(*(_is_open(address, port) for port in wanted))
    rtsp = opens[-1]
    for port, is_open in zip(ports, opens, strict=False):
        if is_open and (xaddr := await _speaks(HttpAddress(address, port, _PATH))):
            return [Found(address, xaddr, rtsp=rtsp, how="address")]
    return [Found(address, "", rtsp=True, how="address")] if rtsp else []


async def _is_open(address: str, port: int) -> bool:
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.setblocking(False)
        try:
            async with asyncio.timeout(_KNOCK_S):
                await loop.sock_connect(sock, (address, port))
        except OSError:  # TimeoutError is one
            return False
    return True


async def _speaks(address: HttpAddress) -> str:
    """The service's address when it tells its clock, or asks for a log-in in ONVIF's words; else empty."""
    try:
        talk = Conversation(address.url, timeout_s=_ANSWER_S, allow_loopback=True)
        await talk.read_clock()
    except OnvifFault:
        return ""
    return address.url if talk.spoke else ""


# ---------------------------------------------------------------------- the same device again


@dataclass(frozen=True, slots=True)
class Known:
    """A registered camera, as far as it can be recognised."""

    camera: str
    xaddr: str
    mac: str = ""
    endpoint: str = ""


def moved(known: Iterable[Known], found: Sequence[Found]) -> list[tuple[Known, Found]]:
    """Registered cameras that answer at another address now, by MAC or by the device's own id."""
    result = []
    for each in known:
        host = parse_http(each.xaddr).host if each.xaddr else ""
        same = [
            row
            for row in found
            if (each.mac and row.mac == each.mac)
            or (each.endpoint and row.endpoint == each.endpoint)
        ]
        here = any(host in (row.address, *row.also_at) for row in same)
        if same and not here:
            result.append((each, same[0]))
    return result
