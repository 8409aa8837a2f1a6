"""Questions to one device: its clock first, then log-ins that it can take, and never more than three that it refuses.

One conversation is one device and one account; it is used by one task at a time.
"""

from vonggac.kernel.clock import SECOND_US, monotonic_us, now_us
from vonggac.onvif import faults, soap
from vonggac.onvif.clock import offset_from
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.markup import Node
from vonggac.onvif.wire import HttpAddress, Reply, exchange, parse_http, require_allowed
from vonggac.rtsp.digest import Authorizer

MAX_LOGINS = 3
"""Refused ones. Cameras of many makers lock an account after five."""
SLOWEST_CLOCK_US = SECOND_US
"""A clock whose answer took longer, on the way or in a machine that was busy, was not measured."""
_QUICK_US = SECOND_US // 5
_READINGS = 3
DEVICE = "http://www.onvif.org/ver10/device/wsdl"


class Conversation:
    """``xaddr`` is the address of the device service. Raises ``OnvifFault`` where no camera may be."""

    def __init__(
        self,
        xaddr: str,
        username: str = "",
        password: str = "",
        *,
        timeout_s: float = 5.0,
        allow_loopback: bool = False,
    ) -> None:
        self.address = parse_http(xaddr)
        require_allowed(self.address.host, allow_loopback=allow_loopback)
        self.timeout_s = timeout_s
        self.offset_us: int | None = None
        """Device's clock less ours; None until ``read_clock``, or when the device does not say."""
        self.refusals = 0
        self.spoke = False
        """An answer came that is ONVIF's, be it a refusal in its words."""
        self._username, self._password = username, password
        # Never Basic, which ONVIF does not know: one account is tried at every device that a search found, and whatever
        # asked for Basic there would be told the password of all of them.
        self._authorizer = Authorizer(username, password, basic=False)
        self._by_token = True
        self._accepted = False

    async def read_clock(self) -> int | None:
        """Without logging in, as ONVIF prescribes; a device that asks for one says no clock here.

        The quickest of up to three answers counts. None, too, where even that was slower than ``SLOWEST_CLOCK_US``:
        ``offset_us`` then is good enough to log in by, and for nothing else.
        """
        quickest_us = None
        for _ in range(_READINGS):
            try:
                offset_us, took_us = await self._clock_once()
            except OnvifFault as fault:
                if quickest_us is not None:
                    break
                if fault.code not in (faults.REFUSED, faults.UNSUPPORTED):
                    raise
                return None
            if quickest_us is None or took_us < quickest_us:
                self.offset_us, quickest_us = offset_us, took_us
            if offset_us is None or took_us <= _QUICK_US:
                break
        return self.offset_us if (quickest_us or 0) <= SLOWEST_CLOCK_US else None

    async def _clock_once(self) -> tuple[int | None, int]:
        """Offset, and how long the answer took until we read it."""
        asked_us, began_us = now_us(), monotonic_us()
        node = await self.ask(
            self.address, f'<t:GetSystemDateAndTime xmlns:t="{DEVICE}"/>', login=False
        )
        took_us = monotonic_us() - began_us
        return offset_from(node, asked_us + took_us // 2), took_us

    async def ask(
        self,
        address: HttpAddress,
        body: str,
        *,
        login: bool = True,
        action: str = "",
        headers: str = "",
        timeout_s: float | None = None,
    ) -> Node:
        """The answer's element. Raises ``OnvifFault``; ``refused`` once no log-in is left worth trying."""
        login = login and bool(self._username)
        while True:
            if login and self.refusals >= MAX_LOGINS:
                raise OnvifFault(faults.REFUSED, "three log-ins were refused: no more are made")
            reply = await self._send(
                address, body, headers, login=login, action=action, timeout_s=timeout_s
            )
            answer = _read(reply)
            self.spoke = self.spoke or isinstance(answer, Node) or bool(answer.codes)
            if isinstance(answer, Node):
                self._accepted = self._accepted or login
                self._authorizer.accepted()
                return answer
            if not (reply.status == 401 or answer.about_login):
                raise OnvifFault(faults.UNSUPPORTED, " ".join((*answer.codes, answer.reason)))
            if not self._worth_another(reply, login):
                raise self._refusal(answer, login)

    async def _send(
        self,
        address: HttpAddress,
        body: str,
        headers: str,
        *,
        login: bool,
        action: str,
        timeout_s: float | None,
    ) -> Reply:
        kind = "application/soap+xml; charset=utf-8" + (f'; action="{action}"' if action else "")
        lines = {"Content-Type": kind}
        if login and self._by_token:
            at_us = now_us() + (self.offset_us or 0)
            headers = soap.username_token(self._username, self._password, at_us) + headers
        elif login and (line := self._authorizer.header("POST", address.path)):
            lines["Authorization"] = line
        reply = await exchange(
            "POST",
            address,
            lines,
            soap.envelope(body, headers),
            timeout_s=timeout_s or self.timeout_s,
        )
        if 300 <= reply.status < 400:
            raise OnvifFault(faults.REDIRECTED, f"{address.host} sends us elsewhere")
        return reply

    def _worth_another(self, reply: Reply, login: bool) -> bool:
        """After a refusal: digest of HTTP where the token was not taken, and again when its nonce ran out."""
        if not login:
            return False
        if self._accepted and (self._by_token or reply.status != 401):
            return False  # let in before: this account may not ask this
        self.refusals += 1
        if not self._authorizer.challenged(reply.all("www-authenticate")):
            return False
        self._by_token = False
        return True

    def _refusal(self, answer: soap.SoapFault, login: bool) -> OnvifFault:
        code = faults.NOT_ALLOWED if login and self._accepted else faults.REFUSED
        return OnvifFault(code, answer.reason or "the device asks for a log-in")


def _read(reply: Reply) -> Node | soap.SoapFault:
    """Raises ``OnvifFault`` for what is no answer of ONVIF's."""
    if reply.status == 401 and not reply.body.lstrip().startswith(b"<?xml"):
        return soap.SoapFault((), "")  # many a device refuses with a page of HTML
    try:
        answer = soap.opened(reply.body)
    except OnvifFault as fault:
        if reply.status == 401:
            return soap.SoapFault((), "")
        if reply.status != 200:
            raise OnvifFault(faults.NOT_ONVIF, f"HTTP {reply.status}") from None
        if fault.code == faults.BAD_XML and b"<" not in reply.body[:200]:
            raise OnvifFault(faults.NOT_ONVIF, "an answer that is no XML") from None
        raise
    return answer
