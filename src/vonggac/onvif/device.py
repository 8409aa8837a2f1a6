"""What a device is and offers: facts, profiles, clock. In the child process; others call ``client``."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from vonggac.onvif import faults
from vonggac.onvif.choice import Profile
from vonggac.onvif.conversation import DEVICE, Conversation
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.markup import Node, escape
from vonggac.onvif.wire import HttpAddress
from vonggac.rtsp.address import AddressError, parse_address, split_credentials

MEDIA = "http://www.onvif.org/ver10/media/wsdl"
MEDIA2 = "http://www.onvif.org/ver20/media/wsdl"
EVENTS = "http://www.onvif.org/ver10/events/wsdl"
SCHEMA = "http://www.onvif.org/ver10/schema"
MAX_PROFILES = 128
DESCRIBE_S = 45.0
"""For a whole device: a recorder of 32 channels is asked some hundred and thirty questions."""
_MAC = re.compile(r"(?i)(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}|[0-9a-f]{12}")
_CODECS = {"JPEG": "MJPEG", "HEVC": "H265", "MPV4-ES": "MPEG4"}


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """What a device says about itself. Outside text: cleaned, bounded, and perhaps a lie."""

    brand: str
    model: str
    serial: str
    firmware: str
    mac: str
    """``aa:bb:cc:dd:ee:ff`` or empty."""
    clock_offset_us: int | None
    """Device's clock less ours, good to half a second; None: it does not say."""
    profiles: tuple[Profile, ...] = ()
    has_events: bool = False
    xaddr: str = ""
    problems: tuple[str, ...] = field(default=())
    """What it did not answer, for the technician."""


def normal_mac(text: str) -> str:
    """``aa:bb:cc:dd:ee:ff``; empty for what is no address of one device."""
    if not _MAC.fullmatch(text.strip()):
        return ""
    digits = re.sub(r"[^0-9a-f]", "", text.lower())
    if digits in ("0" * 12, "f" * 12) or int(digits[:2], 16) & 1:
        return ""
    return ":".join(digits[at : at + 2] for at in range(0, 12, 2))


async def clock_offset_us(
    xaddr: str, *, timeout_s: float = 5.0, allow_loopback: bool = False
) -> int | None:
    """Device's clock less ours; no log-in. Raises ``OnvifFault``; ``timed_out`` also where answers are slow."""
    talk = Conversation(xaddr, timeout_s=timeout_s, allow_loopback=allow_loopback)
    offset_us = await talk.read_clock()
    if offset_us is None and talk.offset_us is not None:
        raise OnvifFault(faults.TIMED_OUT, "its clock’s answers are too slow to be measured")
    return offset_us


async def describe(
    xaddr: str,
    username: str = "",
    password: str = "",
    *,
    timeout_s: float = 5.0,
    allow_loopback: bool = False,
) -> DeviceFacts:
    """Everything that registration needs. ``timeout_s`` holds for each answer, ``DESCRIBE_S`` for all.

    Raises ``OnvifFault``: ``refused`` when the account is not let in, after at most three tries.
    """
    talk = Conversation(
        xaddr, username, password, timeout_s=timeout_s, allow_loopback=allow_loopback
    )
    try:
        async with asyncio.timeout(DESCRIBE_S):
            return await _Description(talk).whole()
    except TimeoutError:
        raise OnvifFault(faults.TIMED_OUT, f"not described in {DESCRIBE_S:g} s") from None


async def services(talk: Conversation) -> dict[str, HttpAddress]:
    """Namespace → address of the device's services, on the host that we asked. Raises ``OnvifFault``."""
    body = f'<t:GetServices xmlns:t="{DEVICE}"><t:IncludeCapability>false</t:IncludeCapability></t:GetServices>'
    try:
        node = await talk.ask(talk.address, body, login=False)
        found = {
            each.said("Namespace"): talk.address.rehosted(each.said("XAddr"))
            for each in node.all("Service")
            if each.said("XAddr")
        }
        if MEDIA in found or MEDIA2 in found:
            return found
    except OnvifFault as fault:
        if fault.code not in (faults.REFUSED, faults.UNSUPPORTED, faults.NOT_ONVIF):
            raise
    return await _by_capabilities(talk)


async def _by_capabilities(talk: Conversation) -> dict[str, HttpAddress]:
    """The older question, for devices that do not know or do not allow the newer one."""
    body = f'<t:GetCapabilities xmlns:t="{DEVICE}"><t:Category>All</t:Category></t:GetCapabilities>'
    node = await talk.ask(talk.address, body)
    found = {}
    for space, name in ((MEDIA, "Media"), (EVENTS, "Events")):
        if said := node.said("Capabilities", name, "XAddr"):
            found[space] = talk.address.rehosted(said)
    return found


class _Description:
    def __init__(self, talk: Conversation) -> None:
        self._talk = talk
        self._problems: list[str] = []

    async def whole(self) -> DeviceFacts:
        talk = self._talk
        offset_us = await talk.read_clock()
        known = await services(talk)
        info = await talk.ask(talk.address, f'<t:GetDeviceInformation xmlns:t="{DEVICE}"/>')
        mac = await self._mac()
        profiles = await self._profiles(known)
        return DeviceFacts(
            brand=info.said("Manufacturer")[:80],
            model=info.said("Model")[:80],
            serial=info.said("SerialNumber")[:80],
            firmware=info.said("FirmwareVersion")[:80],
            mac=mac,
            clock_offset_us=offset_us,
            profiles=profiles,
            has_events=EVENTS in known,
            xaddr=talk.address.url,
            problems=tuple(self._problems),
        )

    async def _maybe(self, address: HttpAddress, body: str) -> Node | None:
        """The answer, or None with a problem noted: only a refused log-in or silence ends a description."""
        try:
            return await self._talk.ask(address, body)
        except OnvifFault as fault:
            if fault.code in (faults.REFUSED, faults.UNREACHABLE, faults.TIMED_OUT):
                raise
            self._problems.append(str(fault))
            return None

    async def _mac(self) -> str:
        node = await self._maybe(
            self._talk.address, f'<t:GetNetworkInterfaces xmlns:t="{DEVICE}"/>'
        )
        if node is None:
            return ""
        found = (normal_mac(each.said("Info", "HwAddress")) for each in node.children)
        return next((mac for mac in found if mac), "")

    async def _profiles(self, known: Mapping[str, HttpAddress]) -> tuple[Profile, ...]:
        """By the newer media service where there is one: the older does not know H.265."""
        for space in (MEDIA2, MEDIA):
            if space not in known:
                continue
            kinds = "<m:Type>All</m:Type>" if space == MEDIA2 else ""
            node = await self._maybe(
                known[space], f'<m:GetProfiles xmlns:m="{space}">{kinds}</m:GetProfiles>'
            )
            read = _profile2 if space == MEDIA2 else _profile1
            found = [read(each) for each in node.all("Profiles")] if node is not None else []
            found = [each for each in found if each.token][:MAX_PROFILES]
            if found:
                return await self._with_addresses(known[space], space, found)
        return ()

    async def _with_addresses(
        self, address: HttpAddress, space: str, profiles: list[Profile]
    ) -> tuple[Profile, ...]:
        whole, snapshots = [], True
        for each in profiles:
            stream = await self._maybe(address, _stream_question(space, each.token))
            snapshot = ""
            if snapshots:
                body = _question(space, "GetSnapshotUri", each.token)
                answer = await self._maybe(address, body)
                snapshots = answer is not None  # a device that does not know it is asked once
                snapshot = self._snapshot(answer)
            uri = self._stream(stream)
            whole.append(replace(each, stream_uri=uri, snapshot_uri=snapshot))
        return tuple(whole)

    def _stream(self, answer: Node | None) -> str:
        said = _uri(answer)
        clean = split_credentials(said)[0]
        try:
            named = parse_address(clean)
        except AddressError:
            if said:
                self._problems.append("an address of a stream that is none")
            return ""
        return replace(named, host=self._talk.address.host).url

    def _snapshot(self, answer: Node | None) -> str:
        said = split_credentials(_uri(answer))[0]
        return self._talk.address.rehosted(said).url if said.startswith("http://") else ""


def _uri(answer: Node | None) -> str:
    if answer is None:
        return ""
    return answer.said("MediaUri", "Uri") or answer.said("Uri")


def _question(space: str, name: str, token: str, before: str = "") -> str:
    return (
        f'<m:{name} xmlns:m="{space}">{before}'
        f"<m:ProfileToken>{escape(token)}</m:ProfileToken></m:{name}>"
    )


def _stream_question(space: str, token: str) -> str:
    if space == MEDIA2:
        return _question(space, "GetStreamUri", token, "<m:Protocol>RTSP</m:Protocol>")
    setup = (
        f'<m:StreamSetup xmlns:s2="{SCHEMA}"><s2:Stream>RTP-Unicast</s2:Stream>'
        "<s2:Transport><s2:Protocol>RTSP</s2:Protocol></s2:Transport></m:StreamSetup>"
    )
    return _question(space, "GetStreamUri", token, setup)


def _profile1(node: Node) -> Profile:
    return _profile(node, "VideoSourceConfiguration", "VideoEncoderConfiguration")


def _profile2(node: Node) -> Profile:
    inner = node.find("Configurations") or Node("")
    outer = Node(node.name, "", node.attributes, [*inner.children, *node.all("Name")])
    return _profile(outer, "VideoSource", "VideoEncoder")


def _profile(node: Node, source: str, encoder: str) -> Profile:
    said = node.find(encoder) or Node("")
    codec = said.said("Encoding").upper().replace(".", "")
    return Profile(
        token=node.attributes.get("token", "")[:80],
        name=node.said("Name")[:80],
        codec=_CODECS.get(codec, codec)[:20],
        width=min(said.number("Resolution", "Width"), 1 << 15),
        height=min(said.number("Resolution", "Height"), 1 << 15),
        fps=min(said.number("RateControl", "FrameRateLimit"), 1000),
        bitrate_kbps=said.number("RateControl", "BitrateLimit"),
        source=node.said(source, "SourceToken")[:80],
    )
