"""By which names and addresses the machine is reached in the school's network."""

import os
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import psutil

from vonggac.kernel.hosts import is_number

DEFAULT_NAME = "vonggac"
PRIVATE = (
    IPv4Network("10.0.0.0/8"),
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.168.0.0/16"),
    IPv4Network("127.0.0.0/8"),
    IPv6Network("fc00::/7"),
    IPv6Network("::1/128"),
)
"""What exists inside a network only (RFC 1918, RFC 4193); our authority may name nothing else."""
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Reach:
    """``host``: the one name, such as ``vonggac.local``; ``addresses``: private ones of the network cards, sorted."""

    host: str
    addresses: tuple[Address, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.host, "localhost"


class NoName(ValueError):
    """What was set cannot be the name of a machine."""


def local_name(wanted: str | None = None) -> str:
    """``VONGGAC_NAME`` with ``.local``, as mDNS has it (RFC 6762 §3). Raises NoName."""
    label = (wanted or os.environ.get("VONGGAC_NAME") or DEFAULT_NAME).lower()
    label = label.removesuffix(".local")
    if not _LABEL.fullmatch(label):
        raise NoName(label)
    return f"{label}.local"


def reach(listening: str = "0.0.0.0") -> Reach:  # noqa: S104  (a default that is compared, not bound)
    """As it is at this moment. Raises NoName."""
    return Reach(local_name(), addresses(listening, _cards()))


def addresses(listening: str, present: Iterable[str]) -> tuple[Address, ...]:
    """Of the addresses ``present`` those that pages on ``listening`` answer at and a certificate may name."""
    bound = ip_address(listening if is_number(listening) else "127.0.0.1")
    if not bound.is_unspecified:
        present = [str(bound)]
    found = {ip_address(each.partition("%")[0]) for each in present}
    loopback: set[Address] = {IPv4Address("127.0.0.1"), IPv6Address("::1")}
    private = {each for each in found if any(each in network for network in PRIVATE)}
    return tuple(sorted(private | loopback, key=lambda each: (each.version, int(each))))


def from_outside(whole: Reach) -> tuple[Address, ...]:
    """Addresses that another device may use."""
    return tuple(each for each in whole.addresses if not each.is_loopback)


def _cards() -> list[str]:
    families = (socket.AF_INET, socket.AF_INET6)
    cards = psutil.net_if_addrs().values()
    return [each.address for card in cards for each in card if each.family in families]
