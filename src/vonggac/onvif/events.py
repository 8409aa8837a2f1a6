"""A camera's own events, pulled from it (ONVIF Core §9, real-time pull points). In the child process.

One subscription, renewed in time and ended in order; what breaks comes out as ``OnvifFault``, and the caller asks
again when he thinks fit.
"""

import contextlib
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime

from vonggac.kernel.clock import HOUR_US, SECOND_US, monotonic_us, now_us
from vonggac.kernel.instants import from_datetime
from vonggac.onvif import faults, soap
from vonggac.onvif.conversation import Conversation
from vonggac.onvif.device import EVENTS, services
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.markup import Node, one_line
from vonggac.onvif.wire import HttpAddress

NOTIFY = "http://docs.oasis-open.org/wsn/b-2"
_ACTIONS = f"{EVENTS}/PullPointSubscription"
_MANAGER = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager"
PULL_S = 10
LIFE_S = 60
_RENEW_US = 25 * SECOND_US
MAX_MESSAGES = 64
LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class CameraEvent:
    """One notification. Outside text: cleaned and bounded."""

    topic: str
    """``RuleEngine/CellMotionDetector/Motion``: without prefixes."""
    at_us: int
    """By our clock: the camera's own instant less its clock's offset, or when it came if that is nonsense."""
    active: bool | None
    """What the camera says began (True) or ended; None: a moment without state."""
    detail: str
    """``name=value`` of source and data."""
    initial: bool = False
    """The state as it was when we began to listen: nothing happened."""
    source: str = ""
    """Value of the first source item: tells a recorder's channels apart."""


async def listen(
    xaddr: str,
    username: str = "",
    password: str = "",
    *,
    timeout_s: float = 5.0,
    allow_loopback: bool = False,
) -> AsyncGenerator[CameraEvent, None]:
    """Until the caller stops or a fault comes out. Close it (``aclosing``) so that the camera is told."""
    talk = Conversation(
        xaddr, username, password, timeout_s=timeout_s, allow_loopback=allow_loopback
    )
    await talk.read_clock()
    known = await services(talk)
    if EVENTS not in known:
        raise OnvifFault(faults.UNSUPPORTED, "the device has no service of events")
    point = await _PullPoint.opened(talk, known[EVENTS])
    try:
        while True:
            for event in await point.pull():
                yield event
            await point.renew_in_time()
    finally:
        with contextlib.suppress(OnvifFault):
            await point.end()


class _PullPoint:
    def __init__(
        self, talk: Conversation, address: HttpAddress, said: str, parameters: str
    ) -> None:
        self._talk = talk
        self._address = address
        self._said = said
        self._parameters = parameters
        self._renewed_us = monotonic_us()

    @classmethod
    async def opened(cls, talk: Conversation, service: HttpAddress) -> "_PullPoint":
        body = (
            f'<e:CreatePullPointSubscription xmlns:e="{EVENTS}">'
            f"<e:InitialTerminationTime>PT{LIFE_S}S</e:InitialTerminationTime>"
            "</e:CreatePullPointSubscription>"
        )
        action = f"{EVENTS}/EventPortType/CreatePullPointSubscriptionRequest"
        headers = soap.addressed(action, service.url)
        node = await talk.ask(service, body, action=action, headers=headers)
        reference = node.find("SubscriptionReference")
        said = reference.said("Address") if reference is not None else ""
        if reference is None or not said:
            raise OnvifFault(faults.NOT_ONVIF, "a subscription without address")
        given = reference.find("ReferenceParameters")
        parameters = "".join(soap.raw(each) for each in given.children[:8]) if given else ""
        return cls(talk, talk.address.rehosted(said), said, parameters)

    async def pull(self) -> list[CameraEvent]:
        """Waits at the camera for up to ``PULL_S``; none may have come."""
        body = (
            f'<e:PullMessages xmlns:e="{EVENTS}"><e:Timeout>PT{PULL_S}S</e:Timeout>'
            f"<e:MessageLimit>{MAX_MESSAGES}</e:MessageLimit></e:PullMessages>"
        )
        patience_s = PULL_S + self._talk.timeout_s
        node = await self._ask(body, f"{_ACTIONS}/PullMessagesRequest", patience_s)
        came_us, offset_us = now_us(), self._talk.offset_us or 0
        messages = node.all("NotificationMessage")[: 4 * MAX_MESSAGES]
        return [_event(each, came_us, offset_us) for each in messages]

    async def renew_in_time(self) -> None:
        if monotonic_us() - self._renewed_us < _RENEW_US:
            return
        body = f'<n:Renew xmlns:n="{NOTIFY}"><n:TerminationTime>PT{LIFE_S}S</n:TerminationTime></n:Renew>'
        # A camera that cannot renew ends the subscription, and the next pull says so.
        with contextlib.suppress(OnvifFault):
            await self._ask(body, f"{_MANAGER}/RenewRequest")
        self._renewed_us = monotonic_us()

    async def end(self) -> None:
        body = f'<n:Unsubscribe xmlns:n="{NOTIFY}"/>'
        await self._ask(body, f"{_MANAGER}/UnsubscribeRequest", 2.0)

    async def _ask(self, body: str, action: str, timeout_s: float | None = None) -> Node:
        # The camera's own words for itself, though we go to the host that was entered.
        headers = soap.addressed(action, self._said, self._parameters)
        return await self._talk.ask(
            self._address, body, action=action, headers=headers, timeout_s=timeout_s
        )


def _event(node: Node, came_us: int, offset_us: int) -> CameraEvent:
    topic = re.sub(r"[A-Za-z_][\w.-]*:", "", node.said("Topic"))[:120]
    message = node.find("Message", "Message") or Node("")
    source, data = _items(message.find("Source")), _items(message.find("Data"))
    states = [value.lower() for _, value in data if value.lower() in ("true", "false")]
    if not states and len(data) == 1:
        states = [value for _, value in data if value in ("0", "1")]
    pairs = [f"{name}={value}" for name, value in (*source, *data)]
    return CameraEvent(
        topic=topic,
        at_us=_instant(message.attributes.get("UtcTime", ""), came_us, offset_us),
        active=any(value in ("true", "1") for value in states) if states else None,
        detail=" ".join(pairs)[:LONGEST_DETAIL],
        initial=message.attributes.get("PropertyOperation", "") == "Initialized",
        source=source[0][1] if source else "",
    )


def _items(node: Node | None) -> list[tuple[str, str]]:
    if node is None:
        return []
    return [
        (
            one_line(each.attributes.get("Name", ""))[:60],
            one_line(each.attributes.get("Value", ""))[:80],
        )
        for each in node.all("SimpleItem")[:16]
    ]


def _instant(text: str, came_us: int, offset_us: int) -> int:
    """Of a notification by our clock. Raises nothing: a camera may say what it likes."""
    try:
        said_us = from_datetime(datetime.fromisoformat(text.strip())) - offset_us
    except (ValueError, OverflowError):
        return came_us
    return said_us if came_us - HOUR_US < said_us <= came_us + SECOND_US else came_us
