"""WS-Discovery (April 2005, as ONVIF Core §7 uses it): probes out, matches in; the answering side for ``simcam``."""

import re
import socket
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.markup import escape, one_line, parse
from vonggac.onvif.soap import ENVELOPE, new_uuid

GROUP = "239.255.255.250"
PORT = 3702
MAX_DATAGRAM = 64 * 1024
_SPACE = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
_ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_TO = "urn:schemas-xmlsoap-org:ws:2005:04:discovery"
_TYPES = (
    ("http://www.onvif.org/ver10/network/wsdl", "NetworkVideoTransmitter"),
    ("http://www.onvif.org/ver10/device/wsdl", "Device"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """One device's answer to a probe. Outside text: cleaned and bounded."""

    endpoint: str
    xaddrs: tuple[str, ...]
    scopes: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def is_onvif(self) -> bool:
        said = (*self.scopes, *self.types, *self.xaddrs)
        return any("onvif" in each.lower() or "NetworkVideo" in each for each in said)

    def scope(self, name: str) -> str:
        """``name``, ``hardware``, ``location`` … of ``onvif://www.onvif.org/<name>/<value>``; may be empty."""
        for each in self.scopes:
            found = re.fullmatch(rf"(?i)onvif://www\.onvif\.org/{name}/(.+)", each)
            if found:
                return one_line(unquote(found[1], errors="replace"))[:80]
        return ""


def probes() -> list[bytes]:
    """Both questions: cameras answer the first, some recorders the second only."""
    return [
        _message(
            f"{_SPACE}/Probe",
            f'<d:Probe><d:Types xmlns:t="{space}">t:{name}</d:Types></d:Probe>',
            to=_TO,
        )
        for space, name in _TYPES
    ]


def match_message(asked: str, *, endpoint: str, xaddr: str, scopes: Sequence[str]) -> bytes:
    """The answer to the probe of this id."""
    space = _TYPES[0][0]
    body = (
        f"<d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>{escape(endpoint)}</a:Address>"
        f'</a:EndpointReference><d:Types xmlns:dn="{space}">dn:NetworkVideoTransmitter</d:Types>'
        f"<d:Scopes>{escape(' '.join(scopes))}</d:Scopes><d:XAddrs>{escape(xaddr)}</d:XAddrs>"
        "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches>"
    )
    relates = f"<a:RelatesTo>{escape(asked)}</a:RelatesTo>"
    return _message(
        f"{_SPACE}/ProbeMatches", body, to=f"{_ADDRESSING}/role/anonymous", more=relates
    )


def _message(action: str, body: str, *, to: str, more: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="{ENVELOPE}" xmlns:a="{_ADDRESSING}"'
        f' xmlns:d="{_SPACE}"><s:Header><a:Action>{action}</a:Action>'
        f"<a:MessageID>urn:uuid:{new_uuid()}</a:MessageID>{more}<a:To>{to}</a:To></s:Header>"
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def matches(data: bytes) -> list[Match]:
    """What a datagram says; nothing where it is no answer to a probe. Raises nothing."""
    if len(data) > MAX_DATAGRAM:
        return []
    try:
        root = parse(data)
    except OnvifFault:
        return []
    found = root.find("Body", "ProbeMatches")
    if found is None:
        return []
    return [
        Match(
            endpoint=each.said("EndpointReference", "Address")[:120],
            xaddrs=tuple(_words(each.find("XAddrs"))[:16]),
            scopes=tuple(_words(each.find("Scopes"))[:64]),
            types=tuple(_words(each.find("Types"))[:16]),
        )
        for each in found.all("ProbeMatch")[:16]
    ]


def _words(node: object) -> list[str]:
    text = getattr(node, "text", "")
    return [one_line(each)[:300] for each in str(text)[:20_000].split()]


def probe_id(data: bytes) -> str | None:
    """The id of a probe that asks for cameras, for the answering side; None for any other datagram."""
    if len(data) > MAX_DATAGRAM:
        return None
    try:
        root = parse(data)
    except OnvifFault:
        return None
    probe, header = root.find("Body", "Probe"), root.find("Header")
    if probe is None or header is None:
        return None
    types = probe.said("Types")
    known = not types or any(name in types for _, name in _TYPES)
    return header.said("MessageID") or None if known else None


def asking_socket(interface: str) -> socket.socket:
    """For probes out of the interface of this IPv4 address. Raises OSError."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.bind((interface, 0))
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(interface))
        # One hop: what a router would carry further is not this school's network.
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    except BaseException:
        sock.close()
        raise
    return sock


def listening_socket(interface: str, port: int = PORT) -> socket.socket:
    """Hears probes to the group on this interface. Raises OSError."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(("", port))
        member = struct.pack("4s4s", socket.inet_aton(GROUP), socket.inet_aton(interface))
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    except BaseException:
        sock.close()
        raise
    return sock
