"""Whom this machine spoke to lately on its own networks: the system's table of neighbours, read and parsed.

Sources: Linux ``/proc/net/arp``, else ``ip neigh``; Windows and macOS ``arp -a``. Their words differ by language, so
only addresses are read.
"""

import platform
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from vonggac.kernel.hosts import is_number
from vonggac.onvif.device import normal_mac
from vonggac.onvif.targets import neighbours

ASK_S = 10.0
_ARP = Path("/proc/net/arp")
_IP = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])")
_MAC = re.compile(r"(?i)(?<![0-9a-f:-])([0-9a-f]{1,2}(?:[:-][0-9a-f]{1,2}){5})(?![0-9a-f:-])")
_STALE = ("FAILED", "INCOMPLETE", "NOARP")


def parse_ip_neigh(text: str) -> dict[str, str]:
    """IPv4 address → MAC, of ``ip neigh``; entries that nobody answered for are left out."""
    found = {}
    for line in text.splitlines():
        fields = line.split()
        if not fields or "lladdr" not in fields[:-1] or fields[-1] in _STALE:
            continue
        mac = normal_mac(fields[fields.index("lladdr") + 1])
        if mac and is_number(fields[0]) and ":" not in fields[0]:
            found[fields[0]] = mac
    return found


def parse_arp(text: str) -> dict[str, str]:
    """IPv4 address → MAC, of ``arp -a`` of Windows, macOS or BSD, in whatever language; groups are left out."""
    found = {}
    for line in text.splitlines():
        ip, mac = _IP.search(line), _MAC.search(line)
        if ip is None or mac is None or not is_number(ip[1]):
            continue
        whole = normal_mac(":".join(each.zfill(2) for each in re.split("[:-]", mac[1])))
        if whole:
            found[ip[1]] = whole
    return found


def table(arp: Path = _ARP) -> Mapping[str, str]:
    """What the system knows now; empty where it does not tell. Sends nothing. Blocks for at most ``ASK_S``."""
    if arp.exists():
        return neighbours(arp)
    if platform.system() == "Linux":
        return parse_ip_neigh(_said("ip", "neigh"))
    return parse_arp(_said("arp", "-a"))


def _said(program: str, *arguments: str) -> str:
    path = shutil.which(program)
    if path is None:
        return ""
    try:
        done = subprocess.run([path, *arguments], capture_output=True, timeout=ASK_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace")
