"""The pages' process: plain HTTP, and beside it HTTPS with a certificate that renews itself."""

import asyncio
import logging
import os
import signal
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vonggac.kernel.data_folder import DataFolder
from vonggac.tls import pair
from vonggac.tls.announcing import Announcer
from vonggac.tls.pair import Pair
from vonggac.tls.reach import NoName, Reach, reach

if TYPE_CHECKING:
    from granian.server.embed import Server

_log = logging.getLogger(__name__)
LOOK_S = 60.0
"""So often the certificate is held against the clock and the machine's addresses."""


@dataclass(frozen=True, slots=True)
class Ports:
    """``https`` 0: no HTTPS of our own."""

    host: str
    plain: int
    https: int

    def tell(self) -> None:
        """To ``web.settings``: before Django is set up."""
        said = {"HTTPS_PORT": self.https, "PLAIN_PORT": self.plain, "LISTENING": self.host}
        os.environ |= {f"VONGGAC_{name}": str(value) for name, value in said.items()}
        if self.https:
            os.environ["VONGGAC_TLS"] = "1"


def serve(data: DataFolder, ports: Ports, application: Any) -> None:
    """Until SIGTERM or Ctrl-C."""
    asyncio.run(_Pages(data, ports, application).run())


class _Pages:
    def __init__(self, data: DataFolder, ports: Ports, application: Any) -> None:
        self._data = data
        self._ports = ports
        self._application = application
        self._over = asyncio.Event()
        self._servers: list[Server] = []

    async def run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._end)
        both: list[Awaitable[None]] = [self._plain()]
        if self._ports.https:
            both.append(self._secure())
        await asyncio.gather(*both)

    def _end(self) -> None:
        self._over.set()
        for server in self._servers:
            server.stop()  # type: ignore[no-untyped-call]  # granian has no types here

    async def _plain(self) -> None:
        from vonggac.web.plain import PlainDoor

        door = PlainDoor(self._application, self._ports.https) if self._ports.https else None
        await self._serve(door or self._application, self._ports.plain)

    async def _secure(self) -> None:
        """One server after the other: a certificate is changed by a new one that listens at once."""
        while not self._over.is_set():
            try:
                here = reach(self._ports.host)
                shown = pair.current(self._data.keys, here)
            except (NoName, OSError, ValueError):
                _log.exception("there is no certificate to show; plain pages go on")
                await self._pause()
                continue
            async with self._announcer(here):
                await self._serve(self._application, self._ports.https, shown)

    def _announcer(self, here: Reach) -> Announcer:
        return Announcer(here.host, self._ports.https, here.addresses, listening=self._ports.host)

    async def _serve(self, application: Any, port: int, shown: Pair | None = None) -> None:
        from granian.constants import HTTPModes, Interfaces, SSLProtocols
        from granian.server.embed import Server

        server = Server(
            application,
            address=self._ports.host,
            port=port,
            interface=Interfaces.ASGI,
            http=HTTPModes.http1,  # HTTP/2 splits the cookies over several headers, and a login was lost
            blocking_threads=1,
            log_access=False,
            ssl_cert=shown.certificate if shown else None,
            ssl_key=shown.key if shown else None,
            ssl_protocol_min=SSLProtocols.tls12,
        )
        self._servers.append(server)
        watching = asyncio.create_task(self._watch(server, shown)) if shown else None
        try:
            await server.serve()
        finally:
            self._servers.remove(server)
            if watching is not None:
                watching.cancel()

    async def _watch(self, server: "Server", shown: Pair) -> None:
        """Ends the server when another certificate is to be shown."""
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                wanted = await asyncio.to_thread(_current, self._data.keys, self._ports.host)
            except (OSError, ValueError):
                _log.exception("the certificate could not be looked at")
                continue
            if wanted.serial != shown.serial:
                _log.info("the pages show another certificate from now on")
                server.stop()  # type: ignore[no-untyped-call]  # granian has no types here
                return

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._over.wait(), LOOK_S)
        except TimeoutError:
            return


def _current(keys: Path, host: str) -> Pair:
    return pair.current(keys, reach(host))
