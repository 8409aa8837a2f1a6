"""The name is found in the network by whoever asks for it, and by nobody once the pages are gone. Loopback only."""

import asyncio

import pytest
from zeroconf import DNSQuestionType
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from vonggac.tls.announcing import KIND, Announcer
from vonggac.tls.reach import addresses

HOST = "vonggac-thu.local"


async def asked(name: str, within_s: float) -> AsyncServiceInfo | None:
    zeroconf = AsyncZeroconf(interfaces=["127.0.0.1"])
    try:
        info = AsyncServiceInfo(KIND, f"{name}.{KIND}")
        found = await info.async_request(
            zeroconf.zeroconf, within_s * 1000, question_type=DNSQuestionType.QM
        )
        return info if found else None
    finally:
        await zeroconf.async_close()


def test_who_asks_hears_name_port_and_address() -> None:
    async def scene() -> AsyncServiceInfo | None:
        here = addresses("127.0.0.1", [])
        async with Announcer(HOST, 8443, here, listening="127.0.0.1"):
            return await asked("vonggac-thu", 10)

    info = asyncio.run(scene())
    assert info is not None
    assert info.server == f"{HOST}."
    assert info.port == 8443
    assert info.parsed_addresses() == ["127.0.0.1"]


def test_where_it_cannot_be_announced_the_pages_go_on(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: object) -> AsyncZeroconf:
        raise OSError("port 5353 is taken")

    monkeypatch.setattr("vonggac.tls.announcing.AsyncZeroconf", refuse)

    async def scene() -> bool:
        async with Announcer(HOST, 8443, (), listening="0.0.0.0"):
            return True

    assert asyncio.run(scene())
    assert "is not announced" in caplog.text
