"""What is on the networks of the registered cameras (khoản 2 Điều 5): neighbours, answers to WS-Discovery, open ports.

Two looks: ``glance`` reads the system's table and sends nothing; ``look`` asks, politely (``touching``), and only
addresses on private networks. What devices say is outside text: cleaned and bounded by ``onvif``.
"""

import ipaddress
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vonggac.kernel.hosts import is_number, refused
from vonggac.onvif import client
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.finding import Found
from vonggac.onvif.targets import expand
from vonggac.watch import neighbours
from vonggac.watch.touching import touch

MOST_NETWORKS = 16
_WORDS = 160

Finder = Callable[[], Awaitable[Sequence[Found]]]
Toucher = Callable[[Sequence[str]], Awaitable[Mapping[str, tuple[int, ...]]]]
Table = Callable[[], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Seen:
    """One device on the network, by its address."""

    ip: str
    mac: str = ""
    """``aa:bb:cc:dd:ee:ff``; empty where it is behind a router."""
    ports: tuple[int, ...] = ()
    words: str = ""
    """Name and model, as it says itself."""


def networks(hosts: Iterable[str], *, allow_loopback: bool = False) -> tuple[str, ...]:
    """The /24 of each address in numbers on a private network, at most ``MOST_NETWORKS``; other hosts are none."""
    found: dict[str, None] = {}
    for host in hosts:
        if not is_number(host) or ":" in host:
            continue
        ip = ipaddress.IPv4Address(host)
        near = ip.is_private and not (ip.is_loopback or ip.is_link_local or ip.is_unspecified)
        if near or (allow_loopback and ip.is_loopback):
            found[str(ipaddress.IPv4Network((host, 24), strict=False))] = None
    return tuple(found)[:MOST_NETWORKS]


def glance(nets: Sequence[str], *, table: Table = neighbours.table) -> tuple[Seen, ...]:
    """Who of these networks is in the system's table. Sends nothing."""
    return _sorted(_within(nets, {ip: Seen(ip, mac) for ip, mac in table().items()}))


async def look(
    nets: Sequence[str],
    *,
    find: Finder | None = None,
    knock_at: Toucher = touch,
    table: Table = neighbours.table,
    allow_loopback: bool = False,
) -> tuple[Seen, ...]:
    """Everything that answers there. WS-Discovery first and the ports afterwards: never both at one time.

    A /24 takes about 35 s. Every host is touched, also one that has no port open: the question for its MAC address,
    which every device on the wire answers, goes before the first packet.
    """
    found = await (find or _discovered)() if nets else ()
    targets = [host for net in nets for host in expand([net], allow_loopback=allow_loopback)]
    ports = await knock_at(targets) if targets else {}
    return _sorted(_within(nets, joined(table(), found, ports)))


def joined(
    macs: Mapping[str, str], found: Iterable[Found], ports: Mapping[str, tuple[int, ...]]
) -> dict[str, Seen]:
    """One row an address, of the three sources."""
    said = {each.address: each for each in found}
    rows = {}
    for ip in {*macs, *said, *ports}:
        own = said.get(ip)
        mac = macs.get(ip, "") or (own.mac if own else "")
        words = f"{own.name} {own.hardware}".strip()[:_WORDS] if own else ""
        rows[ip] = Seen(ip, mac, tuple(sorted(ports.get(ip, ()))), words)
    return rows


async def _discovered() -> Sequence[Found]:
    try:
        return await client.find()
    except OnvifFault:  # the child ended: the other sources still tell
        return ()


def _within(nets: Sequence[str], rows: Mapping[str, Seen]) -> list[Seen]:
    inside = [ipaddress.IPv4Network(each) for each in nets]
    return [
        row
        for ip, row in rows.items()
        if is_number(ip)
        and ":" not in ip
        and any(ipaddress.IPv4Address(ip) in net for net in inside)
        and refused(ip) in (None, "loopback")
    ]


def _sorted(rows: Iterable[Seen]) -> tuple[Seen, ...]:
    return tuple(sorted(rows, key=lambda each: ipaddress.IPv4Address(each.ip)))
