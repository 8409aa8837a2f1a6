"""The virtual cameras' UDP side: one pair of ports that all their clients share."""

import asyncio
from collections.abc import Callable
from typing import cast

Address = tuple[str, int]
Heard = Callable[[Address], None]
"""Called with the address of everything that comes in: a client's reports show that it lives."""


class _Datagrams(asyncio.DatagramProtocol):
    """One port."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._transport: asyncio.DatagramTransport | None = None

    @classmethod
    async def bind(cls, host: str, port: int, heard: Heard) -> "_Datagrams":
        """Raises OSError where the port is taken."""
        loop = asyncio.get_running_loop()
        _, protocol = await loop.create_datagram_endpoint(
            lambda: cls(heard), local_addr=(host, port)
        )
        return protocol

    @property
    def port(self) -> int:
        assert self._transport is not None  # noqa: S101 - set by the loop before ``bind`` returns
        name = self._transport.get_extra_info("sockname")
        return int(name[1])

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Python 3.11's datagram transport is no subclass of the type that describes it.
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: Address) -> None:
        self._heard(addr)

    def error_received(self, exc: Exception) -> None:
        """A client that went away without a word: its session runs out by itself."""

    def send(self, packet: bytes, address: Address) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(packet, address)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class DatagramPair:
    """An even UDP port for data and the odd one after it for control (RFC 3550 §11)."""

    def __init__(self, data: _Datagrams, control: _Datagrams, port: int) -> None:
        self._data = data
        self._control = control
        self.ports = (port, port + 1)

    @classmethod
    async def open(cls, host: str, heard: Heard) -> "DatagramPair | None":
        """None where no pair is free: then the cameras have TCP only."""
        for _ in range(40):
            data = await _Datagrams.bind(host, 0, heard)
            port = data.port
            try:
                if port % 2 == 0:
                    return cls(data, await _Datagrams.bind(host, port + 1, heard), port)
            except OSError:
                pass  # the neighbour is taken: another pair
            data.close()
        return None

    def send(self, packet: bytes, address: Address, *, control: bool) -> None:
        (self._control if control else self._data).send(packet, address)

    def close(self) -> None:
        self._data.close()
        self._control.close()
