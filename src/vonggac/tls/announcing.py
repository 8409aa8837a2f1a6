"""The machine's name in the school's network, by multicast DNS (RFC 6762): phones and PCs ask, we answer for it."""

import logging
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from types import TracebackType

from zeroconf import InterfaceChoice, NonUniqueNameException, ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from vonggac.kernel.hosts import is_number
from vonggac.tls.reach import Address

_log = logging.getLogger(__name__)
KIND = "_https._tcp.local."


class Announcer:
    """Answers for ``host`` from ``__aenter__`` to ``__aexit__``. Where it cannot, pages go on: addresses serve too."""

    def __init__(
        self, host: str, port: int, addresses: Sequence[Address], *, listening: str
    ) -> None:
        everywhere = not is_number(listening) or ip_address(listening).is_unspecified
        self._cards = [] if everywhere else [listening]
        told = [str(each) for each in addresses if not each.is_loopback]
        self._info = ServiceInfo(
            KIND,
            f"{host.removesuffix('.local')}.{KIND}",
            port=port,
            server=f"{host}.",
            parsed_addresses=told if everywhere else [listening],
            properties={},
        )
        self._zeroconf: AsyncZeroconf | None = None

    async def __aenter__(self) -> "Announcer":
        try:
            self._zeroconf = AsyncZeroconf(interfaces=self._cards or InterfaceChoice.All)
            await self._zeroconf.async_register_service(self._info)
        except NonUniqueNameException:
            _log.error("another machine in the network is called %s", self._info.server)
        except (OSError, socket.gaierror) as fault:
            _log.warning("the name %s is not announced: %s", self._info.server, fault)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._zeroconf is not None:
            await self._zeroconf.async_close()
