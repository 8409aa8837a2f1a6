"""The Transport header (RFC 2326 §12.39): how packets travel, as both sides write and read it."""

import re
from dataclasses import dataclass
from enum import StrEnum

_PAIR = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?\Z")


class Transport(StrEnum):
    """How a camera's packets come: on the RTSP connection, or as datagrams."""

    TCP = "tcp"
    UDP = "udp"


@dataclass(frozen=True, slots=True)
class TransportSpec:
    """One way of transport; pairs are (data, control)."""

    transport: Transport
    interleaved: tuple[int, int] | None = None
    client_port: tuple[int, int] | None = None
    server_port: tuple[int, int] | None = None
    source: str | None = None
    """The address that datagrams come from, when it is not the server's."""
    ssrc: int | None = None
    multicast: bool = False

    def format(self) -> str:
        tcp = self.transport is Transport.TCP
        parts = ["RTP/AVP/TCP" if tcp else "RTP/AVP", "multicast" if self.multicast else "unicast"]
        pairs = {
            "interleaved": self.interleaved,
            "client_port": self.client_port,
            "server_port": self.server_port,
        }
        parts += [f"{name}={pair[0]}-{pair[1]}" for name, pair in pairs.items() if pair is not None]
        if self.source is not None:
            parts.append(f"source={self.source}")
        if self.ssrc is not None:
            parts.append(f"ssrc={self.ssrc:08X}")
        return ";".join(parts)


def parse_transport(header: str) -> list[TransportSpec]:
    """All ways that the header names and we know, in its order of preference; what we cannot read
    is left out.
    """
    specs = [_spec(part) for part in header.split(",")]
    return [spec for spec in specs if spec is not None]


def _spec(text: str) -> TransportSpec | None:
    words = [word.strip() for word in text.split(";")]
    protocol = words[0].upper()
    if not protocol.startswith("RTP/AVP"):
        return None
    given = dict(_parameter(word) for word in words[1:])
    tcp = protocol.endswith("/TCP") or "interleaved" in given
    return TransportSpec(
        Transport.TCP if tcp else Transport.UDP,
        _pair(given.get("interleaved"), 255),
        _pair(given.get("client_port"), 65535),
        _pair(given.get("server_port"), 65535),
        given.get("source") or None,
        _ssrc(given.get("ssrc")),
        "multicast" in given,
    )


def _parameter(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    return name.strip().lower(), value.strip().strip('"')


def _pair(text: str | None, highest: int) -> tuple[int, int] | None:
    match = _PAIR.match(text or "")
    if match is None:
        return None
    first = int(match[1])
    second = int(match[2]) if match[2] else first + 1
    return (first, second) if max(first, second) <= highest else None


def _ssrc(text: str | None) -> int | None:
    # Some cameras write it in decimal or pad it with blanks: an identifier that we cannot read
    # binds nothing.
    return int(text, 16) if text and re.fullmatch(r"[0-9A-Fa-f]{1,8}", text) else None
