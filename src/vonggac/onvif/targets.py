"""Which addresses may be searched, and what the machine already knows of its neighbours."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from vonggac.kernel.hosts import is_number, refused
from vonggac.onvif.device import normal_mac

MAX_TARGETS = 1024
_ARP = Path("/proc/net/arp")
_ARP_COMPLETE = 0x2
_FROM_TO = re.compile(r"([\d.]+)\s*[-–]\s*([\d.]+)")


def interfaces(*, allow_loopback: bool = False) -> tuple[str, ...]:
    """IPv4 addresses of this machine that a camera's network may be on."""
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = [
        each.address
        for name, addresses in psutil.net_if_addrs().items()
        if name in up
        for each in addresses
        if is_number(each.address) and ":" not in each.address
    ]
    return tuple(each for each in found if allow_loopback or not each.startswith("127."))


def expand(ranges: Iterable[str], *, allow_loopback: bool = False) -> tuple[str, ...]:
    """``192.168.1.10``, ``192.168.1.10-60``, ``192.168.1.10-192.168.1.60``, ``192.168.1.0/24`` → addresses.

    Private networks only, ``MAX_TARGETS`` addresses in all. Raises ValueError in words for who typed it.
    """
    found: dict[str, None] = {}
    for text in ranges:
        for each in _addresses(text.strip()):
            _require_private(each, allow_loopback)
            found[str(each)] = None
            if len(found) > MAX_TARGETS:
                raise ValueError(f"more than {MAX_TARGETS} addresses: search a smaller range")
    return tuple(each for each in found if allow_loopback or refused(each) is None)


def _addresses(text: str) -> Iterable[ipaddress.IPv4Address]:
    try:
        if "/" in text:
            network = ipaddress.IPv4Network(text, strict=False)
            if network.num_addresses > 4 * MAX_TARGETS:
                raise ValueError(f"more than {MAX_TARGETS} addresses: search a smaller range")
            return network.hosts()
        if span := _FROM_TO.fullmatch(text):
            first = ipaddress.IPv4Address(span[1])
            tail = span[2] if "." in span[2] else span[1].rpartition(".")[0] + "." + span[2]
            last = ipaddress.IPv4Address(tail)
            if not 0 <= int(last) - int(first) <= MAX_TARGETS:
                raise ValueError(f"more than {MAX_TARGETS} addresses: search a smaller range")
            return map(ipaddress.IPv4Address, range(int(first), int(last) + 1))
        return [ipaddress.IPv4Address(text)]
    except ipaddress.AddressValueError:
        raise ValueError(f"no address or range of addresses: {text[:40]}") from None
    except ipaddress.NetmaskValueError:
        raise ValueError(f"no address or range of addresses: {text[:40]}") from None


def _require_private(address: ipaddress.IPv4Address, allow_loopback: bool) -> None:
    if address.is_loopback and allow_loopback:
        return
    if address.is_loopback or address.is_link_local or not address.is_private:
        raise ValueError(f"{address} is not on a private network: only those are searched")


def neighbours(table: Path = _ARP) -> Mapping[str, str]:
    """IPv4 address → MAC, of whom this machine spoke to lately; empty where the system does not show it."""
    try:
        lines = table.read_text().splitlines()[1:]
    except OSError:
        return {}
    found = {}
    for line in lines:
        fields = line.split()
        if len(fields) < 4 or not fields[2].startswith("0x"):
            continue
        mac = normal_mac(fields[3])
        if mac and int(fields[2], 16) & _ARP_COMPLETE:
            found[fields[0]] = mac
    return found
