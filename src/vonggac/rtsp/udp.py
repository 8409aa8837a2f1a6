"""Datagrams of one track: a pair of ports, a small window that puts packets back in order, and
holes in firewalls.

Packets are laid into the shared buffer as they would stand on an RTSP connection, so that the
depacketiser's one hot path serves both. Datagrams from any other machine than the camera are left
out.
"""

import asyncio
import random
import socket
from collections.abc import Callable
from typing import Any, cast

from vonggac.rtsp import faults
from vonggac.rtsp.assembly import Control
from vonggac.rtsp.connection import BUFFER_SIZE, RECEIVE_BUFFER, shared_buffer
from vonggac.rtsp.depacketiser import Depacketiser
from vonggac.rtsp.rtp import rtp_header

MAX_HELD = 32
"""Packets that wait for an earlier one at most."""
_HELD_S = 0.08
"""How long they wait at most."""
_MAX_BATCH = 64
_LARGEST = 65536 + 4


def bind_pair(local_host: str, family: int) -> tuple[socket.socket, socket.socket]:
    """Two sockets on an even port and the next (RFC 3550 §11), on the interface that reaches the
    camera.
    """
    for _ in range(64):
        port = random.randrange(20_000, 60_000, 2)  # noqa: S311 - a port, no secret
        first = socket.socket(family, socket.SOCK_DGRAM)
        second = socket.socket(family, socket.SOCK_DGRAM)
        try:
            first.bind((local_host, port))
            second.bind((local_host, port + 1))
        except OSError:
            first.close()
            second.close()
            continue
        for sock in (first, second):
            sock.setblocking(False)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
        return first, second
    raise faults.unreachable("no free pair of ports for datagrams")


class Reorder:
    """Which packet is next. Sequence numbers only; the packets held are copies."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.late = 0
        """Packets that came after their place was given up, or twice."""
        self._clock = clock
        self._next = -1
        self._held: dict[int, bytes] = {}
        self._held_since = 0.0
        self._late_in_a_row = 0

    def in_order(self, sequence: int) -> bool:
        """The packet can go on at once."""
        if self._next < 0 or sequence == self._next:
            self._next = sequence + 1 & 0xFFFF
            self._late_in_a_row = 0
            return True
        return False

    def hold(self, sequence: int, packet: bytes) -> None:
        """Keeps a packet that came too early; drops one that came too late."""
        if sequence - self._next & 0x8000:
            self.late += 1
            self._late_in_a_row += 1
            if self._late_in_a_row > MAX_HELD:  # not late: the camera counts anew
                self._next = sequence + 1 & 0xFFFF
            return
        if not self._held:
            self._held_since = self._clock()
        self._held[sequence] = packet

    def released(self) -> list[bytes]:
        """Packets that may go on now: the ones that follow, and after a while those that follow a
        hole.
        """
        out: list[bytes] = []
        while self._held:
            packet = self._held.pop(self._next, None)
            if packet is None:
                if len(self._held) <= MAX_HELD and self._clock() - self._held_since < _HELD_S:
                    break
                self._next = min(self._held, key=lambda sequence: sequence - self._next & 0xFFFF)
                continue
            self._next = self._next + 1 & 0xFFFF
            out.append(packet)
        return out


class DatagramTrack:
    """Reads one track's two sockets. Errors, the sink's among them, go to ``broken``."""

    def __init__(
        self,
        sockets: tuple[socket.socket, socket.socket],
        depacketiser: Depacketiser,
        control: Control,
        broken: Callable[[Exception], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._rtp, self._rtcp = sockets
        self._depacketiser = depacketiser
        self._control = control
        self._broken = broken
        self._reorder = Reorder(self._loop.time)
        self._buffer, self._view = shared_buffer(self._loop)
        self._camera = ""
        self._server_port: tuple[int, int] | None = None

    @property
    def ports(self) -> tuple[int, int]:
        return self._rtp.getsockname()[1], self._rtcp.getsockname()[1]

    def start(self, camera: str, server_port: tuple[int, int] | None) -> None:
        """Takes datagrams from this address from now on."""
        self._camera, self._server_port = camera, server_port
        try:
            self._loop.add_reader(self._rtp, self._guarded, self._read_rtp)
            self._loop.add_reader(self._rtcp, self._guarded, self._read_rtcp)
        except NotImplementedError:  # Windows' proactor
            raise faults.transport_refused("this event loop reads no datagrams") from None

    def punch(self) -> None:
        """Opens the way back through a firewall: an empty packet from each port, a report on the
        second.
        """
        if self._server_port is None:
            return
        empty = rtp_header(self._depacketiser.payload_type, 0, 0, 0, marker=False)
        for sock, packet, port in (
            (self._rtp, empty, self._server_port[0]),
            (self._rtcp, self._control.report(), self._server_port[1]),
        ):
            try:
                sock.sendto(packet, (self._camera, port))
            except (
                OSError
            ):  # a hole that cannot be made: then it was not needed, or the stall watch will tell
                continue

    def close(self) -> None:
        for sock in (self._rtp, self._rtcp):
            if sock.fileno() >= 0:
                self._loop.remove_reader(sock)
                sock.close()

    def _guarded(self, read: Callable[[], None]) -> None:
        try:
            read()
        except Exception as error:  # noqa: BLE001 - the sink's; belongs to whoever awaits the source
            self._broken(error)

    def _receive(self, sock: socket.socket, at: int) -> int:
        """Bytes of the next datagram, laid at ``at``: 0 for one that is not the camera's, -1 when
        there is none.
        """
        try:
            count, sender = sock.recvfrom_into(cast(Any, self._view[at:]))
        except (BlockingIOError, InterruptedError):
            return -1
        except OSError:  # an ICMP refusal of what we sent
            return 0
        return count if sender[0] == self._camera else 0

    def _read_rtp(self) -> None:
        buf, filled = self._buffer, 0
        for _ in range(_MAX_BATCH):
            count = self._receive(self._rtp, filled + 4)
            if count < 0:
                break
            if count < 12 or count > 0xFFFF:
                continue
            sequence = buf[filled + 6] << 8 | buf[filled + 7]
            if self._reorder.in_order(sequence):
                filled = self._framed(filled, count)
            else:
                self._reorder.hold(sequence, bytes(self._view[filled + 4 : filled + 4 + count]))
            for packet in self._reorder.released():
                if filled + 4 + len(packet) > BUFFER_SIZE - _LARGEST:
                    filled = self._hand_on(filled)
                self._view[filled + 4 : filled + 4 + len(packet)] = packet
                filled = self._framed(filled, len(packet))
            if filled > BUFFER_SIZE - 2 * _LARGEST:
                break
        self._hand_on(filled)

    def _framed(self, at: int, count: int) -> int:
        self._buffer[at : at + 4] = bytes(
            (0x24, self._depacketiser.channel, count >> 8, count & 255)
        )
        return at + 4 + count

    def _hand_on(self, filled: int) -> int:
        self._depacketiser.run(self._buffer, self._view, 0, filled)
        return 0

    def _read_rtcp(self) -> None:
        for _ in range(_MAX_BATCH):
            count = self._receive(self._rtcp, 0)
            if count < 0:
                break
            if count:
                self._control.take(bytes(self._view[:count]))
