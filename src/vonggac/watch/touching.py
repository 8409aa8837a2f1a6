"""A polite touch of a few ports: whether somebody is there, and what it may be. Nothing is said on the connection.

A camera must not feel it: one connection at a time and host, then a pause. One touch is at most four packets of both
sides (SYN, SYN-ACK, ACK, RST) and its patience ends before the system would repeat its SYN, so that a pause of one
second keeps every host at or below ``MOST_PER_SECOND``.
"""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

CAMERA_PORTS = (80, 554, 8000, 37777)
"""Pages, RTSP, Hikvision, Dahua."""
MOST_PER_SECOND = 5
PACKETS_A_TOUCH = 4
PATIENCE_S = 0.8
"""Shorter than the second after which TCP repeats its first packet."""
PAUSE_S = 1.0
AT_ONCE = 64
"""Hosts. A /24 is four turns of (0.8 + 1) s × 4 ports: 29 s when nobody answers."""
_RESET = struct.pack("ii", 1, 0)

Knock = Callable[[str, int], Awaitable[bool]]
Pause = Callable[[float], Awaitable[object]]


async def knock(host: str, port: int) -> bool:
    """Whether the port takes a connection; it is reset at once."""
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        sock.setblocking(False)
        with contextlib.suppress(OSError):
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        try:
            async with asyncio.timeout(PATIENCE_S):
                await loop.sock_connect(sock, (host, port))
        except OSError:  # TimeoutError is one
            return False
    return True


async def touch(
    hosts: Iterable[str],
    ports: Sequence[int] = CAMERA_PORTS,
    *,
    knock: Knock = knock,
    pause: Pause = asyncio.sleep,
) -> Mapping[str, tuple[int, ...]]:
    """Host → its open ports, of those that have any. ``hosts`` are judged by the caller (``onvif.targets.expand``)."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(host: str) -> tuple[str, tuple[int, ...]]:
        found = []
        async with gate:
            for port in ports:
                if await knock(host, port):
                    found.append(port)
                await pause(PAUSE_S)
        return host, tuple(found)

    done = await asyncio.gather(*(one(each) for each in dict.fromkeys(hosts)))
    return {host: found for host, found in done if found}
