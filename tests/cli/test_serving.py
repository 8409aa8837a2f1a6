"""The pages' process changes its certificate while it runs, and goes on in clear where it has none to show."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from tests.e2e.installation import free_port
from tests.tls.test_pair import made, new, secret
from vonggac.cli import serving
from vonggac.kernel.data_folder import DataFolder
from vonggac.tls import authority, pair


async def _application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"here"})


async def shown_by(port: int) -> x509.Certificate | None:
    """What a new connection is shown; None while nobody answers."""
    blind = ssl.create_default_context()
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=blind)
    except OSError:
        return None
    found = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return x509.load_der_x509_certificate(found)


async def until(found: Callable[[], Awaitable[bool]], seconds: float = 40.0) -> None:
    async with asyncio.timeout(seconds):
        while not await found():  # noqa: ASYNC110  (nobody tells: a stranger at the port tries again)
            await asyncio.sleep(0.1)


def served(folder: Path, scene: Callable[[serving.Ports], Awaitable[None]]) -> None:
    data = DataFolder(folder)
    data.prepare()
    ports = serving.Ports("127.0.0.1", free_port(), free_port())
    pages = serving._Pages(data, ports, _application)

    async def run() -> None:
        running = asyncio.create_task(pages.run())
        try:
            await scene(ports)
        finally:
            pages._end()
            await asyncio.wait_for(running, 40)

    asyncio.run(run())


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "LOOK_S", 0.2)


def test_a_certificate_that_is_given_is_shown_without_a_new_start(tmp_path: Path) -> None:
    key = new()
    (tmp_path / "c.pem").write_bytes(made(key))
    (tmp_path / "k.pem").write_bytes(secret(key))
    keys = tmp_path / "data" / "keys"

    async def scene(ports: serving.Ports) -> None:
        async def own() -> bool:
            shown = await shown_by(ports.https)
            return shown is not None and shown == _leaf(keys)

        async def given() -> bool:
            shown = await shown_by(ports.https)
            return shown is not None and authority.pem(shown) == (tmp_path / "c.pem").read_bytes()

        await until(own)
        pair.give(keys, tmp_path / "c.pem", tmp_path / "k.pem")
        await until(given)
        pair.take_back(keys)
        await until(own)

    served(tmp_path / "data", scene)


def test_without_a_certificate_the_machine_itself_is_still_answered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A damaged root is not replaced in silence; the IT teacher sees the pages and what is wrong."""
    keys = tmp_path / "data" / "keys"
    keys.mkdir(parents=True)
    (keys / authority.ROOT).write_text("half a fi")
    (keys / authority.ROOT_KEY).write_text("half a fi")

    async def scene(ports: serving.Ports) -> None:
        async def answered() -> bool:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", ports.plain)
            except OSError:
                return False
            writer.write(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            told = await reader.read()
            writer.close()
            return told.endswith(b"here")

        await until(answered)
        assert await shown_by(ports.https) is None

    served(tmp_path / "data", scene)
    assert "no certificate to show" in caplog.text


def _leaf(keys: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((keys / authority.LEAF).read_bytes())
