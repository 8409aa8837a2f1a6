"""Which hosts a connection may be opened to because a person typed their address (ACCESS §3.4).

Never link-local, never this machine itself; loopback only where a virtual camera was registered by its number. A *name*
is judged by what it resolves to, at every connection: it may mean another machine tomorrow.
"""

import ipaddress
import socket

_Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
_WRAPPED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
"""IPv6 addresses whose last four bytes are the IPv4 address that is meant."""


def is_number(host: str) -> bool:
    """An address as it is written in full. ``127.1`` and ``2130706433``, which resolvers read too, count as names."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def refused(host: str) -> str | None:
    """Of an address in numbers: ``loopback`` for this machine, ``forbidden_address`` for no camera's, else None.

    Raises ValueError on a name.
    """
    ip = _meant(ipaddress.ip_address(host))
    if ip.is_loopback:
        return "loopback"
    if ip.is_link_local or ip.is_unspecified or ip.is_multicast or ip == _BROADCAST:
        return "forbidden_address"
    return "loopback" if _is_own(ip) else None


_BROADCAST = ipaddress.ip_address("255.255.255.255")


def _meant(ip: _Ip) -> _Ip:
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    inner = int(ip) & 0xFFFFFFFF
    if any(ip in each for each in _WRAPPED) and inner > 1:  # :: and ::1 are themselves
        return ipaddress.IPv4Address(inner)
    return ip


def _is_own(ip: _Ip) -> bool:
    """Only to an own address can a socket be bound."""
    family = socket.AF_INET if ip.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((str(ip), 0))
    except OSError:
        return False
    return True
