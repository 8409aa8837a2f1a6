"""A name is judged by what it resolves to, at every connection (ACCESS §3.4)."""

import asyncio
import socket

import pytest

from vonggac.kernel.streams import SourceFault
from vonggac.rtsp import connection


@pytest.mark.parametrize("name", ["camera.lan", "127.1", "2130706433", "localhost.example"])
@pytest.mark.parametrize("address", ["127.0.0.1", "169.254.169.254", "0.0.0.0"])
def test_a_name_that_means_this_machine_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch, name: str, address: str
) -> None:
    """Not even where it meant a camera when it was registered."""

    async def attempt() -> None:
        async def resolved(*_: object, **__: object) -> list[object]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 554))]

        monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolved)
        monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("connected"))
        await connection.open_connection(name, 554, 1)

    with pytest.raises(SourceFault) as fault:
        asyncio.run(attempt())
    assert fault.value.code == "unreachable"


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f.0.0.1"])
def test_numbers_in_short_are_not_loopback_either(host: str) -> None:
    """The resolver's own reading of them, asked for real."""

    async def found() -> list[connection.AddressInfo]:
        try:
            return await connection.resolve(host, 554)
        except OSError:
            return []

    assert asyncio.run(found()) == []
