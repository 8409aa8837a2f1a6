"""What we say to a camera, request by request: authentication, addresses, sessions, and what each
refusal means.
"""

import re
from collections.abc import Sequence

from vonggac.kernel.streams import SourceFault
from vonggac.rtsp import faults
from vonggac.rtsp.address import Address, resolve_control
from vonggac.rtsp.connection import Connection
from vonggac.rtsp.digest import Authorizer
from vonggac.rtsp.messages import Response
from vonggac.rtsp.sdp import MediaDescription, SessionDescription, parse_sdp
from vonggac.rtsp.transport import TransportSpec, parse_transport

DEFAULT_SESSION_S = 60.0
_MAX_KEEP_ALIVE_S = 20.0
"""Some cameras end a session sooner than they said: ask oftener than half of a long timeout."""
_MAX_REDIRECTS = 3
_MAX_CHALLENGES = 3


class Dialogue:
    """One connection's requests in their order: ``options``, ``describe``, ``setup``…, ``play``,
    ``keep_alive``…

    Every method raises ``SourceFault`` when the camera does not agree.
    """

    def __init__(
        self, connection: Connection, address: Address, authorizer: Authorizer, timeout_s: float
    ) -> None:
        self.server = ""
        """What the camera calls itself; cut to a line."""
        self.methods: frozenset[str] = frozenset()
        self.keep_alive_s = DEFAULT_SESSION_S / 2
        self._connection = connection
        self._address = address
        self._url = address.url
        self._base = address.url
        self._aggregate = address.url
        self._authorizer = authorizer
        self._timeout_s = timeout_s
        self._session = ""
        self._keep_alive_with = ["GET_PARAMETER", "OPTIONS"]

    async def options(self) -> None:
        """A refusal is left to DESCRIBE: some cameras know OPTIONS only inside a session."""
        response = await self._exchange("OPTIONS", self._url)
        self.server = (response.headers.get("Server") or "")[:100]
        public = response.headers.get("Public") or ""
        self.methods = frozenset(word.strip().upper() for word in public.split(",")) - {""}
        if self.methods and "GET_PARAMETER" not in self.methods:
            self._keep_alive_with = ["OPTIONS"]

    async def describe(self) -> SessionDescription:
        for _ in range(_MAX_REDIRECTS):
            response = await self._exchange("DESCRIBE", self._url, [("Accept", "application/sdp")])
            if response.status // 100 != 3:
                break
            self._url = self._redirected(response)
        else:
            raise faults.redirected("the camera sends us round in a circle")
        self._check("DESCRIBE", response)
        self.server = self.server or (response.headers.get("Server") or "")[:100]
        headers = response.headers
        base = headers.get("Content-Base") or headers.get("Content-Location") or ""
        self._base = base if base.lower().startswith("rtsp") else self._url
        description = parse_sdp(response.body)
        self._aggregate = resolve_control(self._address, self._base, description.control)
        return description

    def _redirected(self, response: Response) -> str:
        location = response.headers.get("Location") or ""
        origin = self._address.origin.lower()
        rest = location[len(origin) :] if location.lower().startswith(origin) else None
        # The default port may be written out.
        if rest is not None and rest.startswith(":554") and self._address.port == 554:
            rest = rest[4:]
        if rest is None or rest[:1] not in ("", "/", "?"):
            raise faults.redirected(f"to {location or 'nowhere'}")
        return self._address.origin + rest

    async def setup(self, media: MediaDescription, spec: TransportSpec) -> TransportSpec:
        """Asks for one track by this transport; returns what the camera chose, ours where it does
        not say.
        """
        url = resolve_control(self._address, self._base, media.control)
        response = await self._exchange("SETUP", url, [("Transport", spec.format())])
        if response.status in (461, 400, 406, 451) and not self._session:
            raise faults.transport_refused(f"SETUP: {response.status} {response.reason}")
        self._check("SETUP", response)
        self._remember_session(response)
        chosen = parse_transport(response.headers.get("Transport") or spec.format())
        if not chosen or chosen[0].transport is not spec.transport or chosen[0].multicast:
            raise faults.transport_refused("SETUP: the camera chose another transport")
        return chosen[0]

    def _remember_session(self, response: Response) -> None:
        self._session = response.session or self._session
        said = re.search(r";\s*timeout\s*=\s*\"?(\d{1,6})", response.headers.get("Session") or "")
        timeout_s = float(said[1]) if said and int(said[1]) else DEFAULT_SESSION_S
        self.keep_alive_s = max(0.5, min(timeout_s / 2, _MAX_KEEP_ALIVE_S))

    async def play(self) -> None:
        response = await self._exchange("PLAY", self._aggregate, [("Range", "npt=0.000-")])
        if response.status in (400, 456, 457):
            response = await self._exchange("PLAY", self._aggregate)
        self._check("PLAY", response)

    async def keep_alive(self) -> None:
        """Tells the camera that we are there. A camera that answers nothing may still play on."""
        method = self._keep_alive_with[0]
        try:
            response = await self._exchange(method, self._aggregate)
        except SourceFault as fault:
            if self._connection.ended.done():
                raise
            if fault.code == "unreachable":
                self._fall_back()
            return
        if response.status == 454:
            raise faults.ended("the camera has forgotten the session")
        if response.status != 200:
            self._fall_back()

    def _fall_back(self) -> None:
        if len(self._keep_alive_with) > 1:
            self._keep_alive_with.pop(0)

    def teardown(self) -> None:
        """Says goodbye without waiting for the answer."""
        if self._session and not self._connection.ended.done():
            self._connection.send(
                "TEARDOWN", self._aggregate, self._lines("TEARDOWN", self._aggregate)
            )
            self._session = ""

    async def release(self) -> None:
        """Ends the session and waits until the camera has agreed, so that another SETUP may
        follow.
        """
        if self._session:
            await self._exchange("TEARDOWN", self._aggregate)
            self._session = ""

    def _lines(
        self, method: str, url: str, headers: Sequence[tuple[str, str]] = ()
    ) -> list[tuple[str, str]]:
        lines = list(headers)
        if self._session:
            lines.append(("Session", self._session))
        authorization = self._authorizer.header(method, url)
        if authorization is not None:
            lines.append(("Authorization", authorization))
        return lines

    async def _exchange(
        self, method: str, url: str, headers: Sequence[tuple[str, str]] = ()
    ) -> Response:
        """One request, repeated while the camera asks for credentials that we can still give."""
        for _ in range(_MAX_CHALLENGES):
            lines = self._lines(method, url, headers)
            response = await self._connection.request(method, url, lines, self._timeout_s)
            if response.status != 401:
                self._authorizer.accepted()
                return response
            if not self._authorizer.challenged(response.headers.all("WWW-Authenticate")):
                break
        if not self._authorizer.username:
            raise faults.refused("the camera asks for a name and a password")
        raise faults.refused(f"{method}: 401 for user {self._authorizer.username}")

    @staticmethod
    def _check(method: str, response: Response) -> None:
        status, said = response.status, f"{method}: {response.status} {response.reason}"
        if status == 200:
            return
        if status == 403:
            raise faults.refused(said)
        if status in (404, 410):
            raise faults.not_found(said)
        if status == 461:
            raise faults.transport_refused(said)
        if status // 100 == 3:
            raise faults.redirected(said)
        raise faults.unreachable(said)
