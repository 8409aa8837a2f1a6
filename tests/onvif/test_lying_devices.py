"""Devices that lie, stall or attack: a plain fault in bounded time and memory, and nothing asked elsewhere."""

import asyncio
import tracemalloc
from collections.abc import Awaitable, Callable

import pytest

from vonggac.onvif import faults
from vonggac.onvif.client import Helper
from vonggac.onvif.device import clock_offset_us, describe
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.markup import parse
from vonggac.onvif.soap import envelope

Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


def http(body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def said(data: bytes) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return answer


async def dripping(writer: asyncio.StreamWriter) -> None:
    """A slow loris: a byte now and then, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b"<" * 0x10000 + b"\r\n")
        await writer.drain()


async def nothing(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


BOMB = (
    b"<!DOCTYPE x [<!ENTITY a '"
    + b"ha" * 50
    + b"'>"
    + b"".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>".encode() for n in range(12))
    + b"]><x>&m;</x>"
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
DEEP = b"<a>" * 100_000

LIARS: dict[str, tuple[Answer, str]] = {
    "billion laughs": (said(http(BOMB)), faults.BAD_XML),
    "external entity": (said(http(EXTERNAL)), faults.BAD_XML),
    "too deep": (said(http(DEEP)), faults.BAD_XML),
    "too many elements": (said(http(b"<a>" + b"<b/>" * 200_000 + b"</a>")), faults.BAD_XML),
    "ten megabytes promised": (said(http(b"x" * (10 << 20))), faults.TOO_LARGE),
    "endless chunks": (endless, faults.TOO_LARGE),
    "endless head": (said(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000), faults.TOO_LARGE),
    "redirected": (
        said(http(b"", "302 Found", "Location: http://10.0.0.1/\r\n")),
        faults.REDIRECTED,
    ),
    "slow loris": (dripping, faults.TIMED_OUT),
    "silence": (nothing, faults.TIMED_OUT),
    "a page": (said(http(b"<html><body>Printer</body></html>")), faults.NOT_ONVIF),
    "not found": (said(http(b"nope", "404 Not Found")), faults.NOT_ONVIF),
    "SSH": (said(b"SSH-2.0-OpenSSH_9\r\n\r\n"), faults.NOT_ONVIF),
    "ended early": (said(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<x>"), faults.NOT_ONVIF),
    "no number": (said(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"), faults.NOT_ONVIF),
    "nonsense": (said(http(bytes(range(256)) * 10)), faults.BAD_XML),
}


class Liar:
    """Answers every connection in one way and counts them."""

    def __init__(self, answer: Answer) -> None:
        self.asked = 0
        self._answer = answer

    async def __aenter__(self) -> str:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/onvif/device_service"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked += 1
        try:
            await reader.readuntil(b"\r\n\r\n")
            await self._answer(writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@pytest.mark.parametrize("kind", LIARS)
def test_a_liar_is_a_fault(kind: str) -> None:
    """By its name, within the time-out, in a few megabytes, with one question."""
    answer, code = LIARS[kind]

    async def run() -> None:
        liar = Liar(answer)
        async with liar as xaddr:
            with pytest.raises(OnvifFault) as caught:
                await clock_offset_us(xaddr, timeout_s=1, allow_loopback=True)
        assert caught.value.code == code
        assert liar.asked == 1

    tracemalloc.start()
    asyncio.run(asyncio.wait_for(run(), 10))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 << 20


def test_no_reply_hurts_who_asks_through_the_helper() -> None:
    """The same in a child process, all at once; an honest question after them is answered."""

    async def one(helper: Helper, answer: Answer) -> str:
        async with Liar(answer) as xaddr:
            with pytest.raises(OnvifFault) as caught:
                await helper.describe(xaddr, "admin", "pw", timeout_s=2, allow_loopback=True)
            return caught.value.code

    async def run() -> None:
        async with Helper() as helper:
            codes = await asyncio.gather(*(one(helper, answer) for answer, _ in LIARS.values()))
        wanted = [code for _, code in LIARS.values()]
        assert codes == wanted

    asyncio.run(asyncio.wait_for(run(), 30))


def test_a_log_in_that_is_always_refused_ends() -> None:
    """A new challenge each time, never satisfied: three log-ins and no more."""
    refusal = http(
        b"", "401 Unauthorized", 'WWW-Authenticate: Digest realm="r", nonce="n", stale=true\r\n'
    )
    liar = Liar(said(refusal))

    async def run() -> None:
        async with liar as xaddr:
            with pytest.raises(OnvifFault) as caught:
                await describe(xaddr, "admin", "pw", timeout_s=2, allow_loopback=True)
        assert caught.value.code == faults.REFUSED

    asyncio.run(run())
    assert liar.asked <= 5


@pytest.mark.parametrize("year", ["0", "-1", "99999", "x", ""])
def test_a_clock_without_a_possible_time_is_no_clock(year: str) -> None:
    """None, and no log-in fails for it."""
    body = envelope(
        "<GetSystemDateAndTimeResponse><SystemDateAndTime><UTCDateTime>"
        f"<Time><Hour>25</Hour></Time><Date><Year>{year}</Year></Date>"
        "</UTCDateTime></SystemDateAndTime></GetSystemDateAndTimeResponse>"
    )

    async def run() -> int | None:
        async with Liar(said(http(body))) as xaddr:
            return await clock_offset_us(xaddr, allow_loopback=True)

    assert asyncio.run(run()) is None


def test_an_encoding_that_nobody_knows_is_read_all_the_same() -> None:
    """Old cameras declare GB2312, and some a name that nobody gave."""
    for name in (b"GB2312", b"x-none"):
        data = b'<?xml version="1.0" encoding="' + name + b'"?><a><b>1</b></a>'
        assert parse(data).said("b") == "1"


def test_nobody_is_told_the_password() -> None:
    """A device that asks for Basic, which ONVIF does not know, hears a digest of the password at most."""
    refusal = http(b"", "401 Unauthorized", 'WWW-Authenticate: Basic realm="r"\r\n')
    heard: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(refusal)
        await writer.drain()
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            xaddr = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/onvif/device_service"
            with pytest.raises(OnvifFault) as caught:
                await describe(xaddr, "admin", "pw", allow_loopback=True)
        assert caught.value.code == faults.REFUSED

    asyncio.run(asyncio.wait_for(run(), 10))
    assert heard
    assert not any(b"authorization: basic" in each.lower() for each in heard)
