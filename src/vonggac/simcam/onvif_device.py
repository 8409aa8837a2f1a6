"""What one virtual device says in ONVIF: answers to questions, no network. ``onvif_server`` speaks them.

A camera is a device of one channel, a recorder (NVR, DVR) one of several. Its clock can be set wrong.
"""

import asyncio
import base64
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.instants import from_datetime, iso, to_datetime
from vonggac.onvif.markup import Node, escape
from vonggac.onvif.soap import token_digest

TDS = "http://www.onvif.org/ver10/device/wsdl"
TRT = "http://www.onvif.org/ver10/media/wsdl"
TEV = "http://www.onvif.org/ver10/events/wsdl"
TT = "http://www.onvif.org/ver10/schema"
WSNT = "http://docs.oasis-open.org/wsn/b-2"
WSA = "http://www.w3.org/2005/08/addressing"
CLOCK_TOLERANCE_US = 30 * SECOND_US
"""How far a log-in's instant may be from the device's clock, as cameras have it."""
MAX_SUBSCRIPTIONS = 8
LONGEST_PULL_S = 30.0


@dataclass(frozen=True, slots=True)
class SimProfile:
    """One stream of a virtual device, as it claims to be."""

    token: str
    uri: str
    codec: str = "H264"
    width: int = 1280
    height: int = 720
    fps: int = 15
    bitrate_kbps: int = 2048
    channel: int = 1


@dataclass(slots=True)
class SimDevice:
    """One device. ``key`` stands in its address; everything may be a lie, for tests."""

    key: str
    name: str
    profiles: list[SimProfile]
    brand: str = "Vong Gac"
    model: str = "Virtual 1"
    serial: str = ""
    firmware: str = "1.0"
    mac: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    more_users: tuple[str, ...] = ()
    clock_offset_us: int = 0
    media2: bool = False
    http_digest: bool = False
    """Asks for HTTP digest and ignores tokens, as some makers do."""
    snapshot: bool = False
    logins: int = 0
    """Attempts to log in that were refused."""
    subscriptions: dict[str, "asyncio.Queue[str]"] = field(default_factory=dict)
    states: dict[tuple[str, int], bool] = field(default_factory=dict)

    @property
    def uuid(self) -> str:
        digits = sha256(f"{self.key} {self.serial}".encode()).hexdigest()[:12]
        return f"5f5ec0de-0000-4000-8000-{digits}"

    def now_us(self) -> int:
        return now_us() + self.clock_offset_us

    def set_clock(self, seconds: float) -> None:
        """So far ahead of the true time (negative: behind)."""
        self.clock_offset_us = int(seconds * SECOND_US)

    def tell(self, topic: str, active: bool, channel: int = 1) -> None:
        """A state that changed: everybody who pulls hears it."""
        self.states[topic, channel] = active
        message = self._message(topic, active, channel, "Changed")
        for queue in self.subscriptions.values():
            if queue.qsize() < 100:
                queue.put_nowait(message)

    def admits(self, header: Node | None) -> bool:
        """Whether a WS-UsernameToken logs in, by the device's own clock."""
        if not self.username:
            return True
        token = header.find("Security", "UsernameToken") if header is not None else None
        if token is None:
            return False
        created = token.said("Created")
        right = self._right(token.said("Nonce"), created, token.said("Password"))
        return right and token.said("Username") == self.username and self._fresh(created)

    def _right(self, nonce: str, created: str, given: str) -> bool:
        try:
            wanted = token_digest(base64.b64decode(nonce, validate=True), created, self.password)
        except ValueError:
            return False
        return secrets.compare_digest(wanted.encode(), given.encode())

    def _fresh(self, created: str) -> bool:
        try:
            said = from_datetime(datetime.fromisoformat(created))
        except ValueError:
            return False
        return abs(said - self.now_us()) < CLOCK_TOLERANCE_US

    # answers

    def answer(self, question: Node, base: str) -> str | None:
        """The body's XML, or None for what this device does not know. ``base``: its address."""
        known: dict[str, Callable[[Node, str], str]] = {
            "GetSystemDateAndTime": self._clock,
            "GetServices": self._services,
            "GetCapabilities": self._capabilities,
            "GetDeviceInformation": self._information,
            "GetNetworkInterfaces": self._interfaces,
            "GetProfiles": self._profiles,
            "GetUsers": self._users,
            "GetStreamUri": self._stream_uri,
            "CreatePullPointSubscription": self._subscribe,
            "Renew": self._renew,
        }
        if self.snapshot:
            known["GetSnapshotUri"] = self._snapshot_uri
        asked = known.get(question.name)
        return asked(question, base) if asked is not None else None

    def _clock(self, _: Node, __: str) -> str:
        at = to_datetime(self.now_us())
        return (
            f'<d:GetSystemDateAndTimeResponse xmlns:d="{TDS}" xmlns:tt="{TT}"><d:SystemDateAndTime>'
            "<tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>"
            "<tt:TimeZone><tt:TZ>ICT-7</tt:TZ></tt:TimeZone><tt:UTCDateTime>"
            f"<tt:Time><tt:Hour>{at.hour}</tt:Hour><tt:Minute>{at.minute}</tt:Minute>"
            f"<tt:Second>{at.second}</tt:Second></tt:Time><tt:Date><tt:Year>{at.year}</tt:Year>"
            f"<tt:Month>{at.month}</tt:Month><tt:Day>{at.day}</tt:Day></tt:Date></tt:UTCDateTime>"
            "</d:SystemDateAndTime></d:GetSystemDateAndTimeResponse>"
        )

    def _services(self, _: Node, base: str) -> str:
        media = "http://www.onvif.org/ver20/media/wsdl"
        spaces = [TDS, TRT, TEV, *([media] if self.media2 else [])]
        each = "".join(
            f"<d:Service><d:Namespace>{space}</d:Namespace><d:XAddr>{base}</d:XAddr><d:Version>"
            '<tt:Major xmlns:tt="http://www.onvif.org/ver10/schema">2</tt:Major>'
            '<tt:Minor xmlns:tt="http://www.onvif.org/ver10/schema">6</tt:Minor></d:Version></d:Service>'
            for space in spaces
        )
        return f'<d:GetServicesResponse xmlns:d="{TDS}">{each}</d:GetServicesResponse>'

    def _capabilities(self, _: Node, base: str) -> str:
        return (
            f'<d:GetCapabilitiesResponse xmlns:d="{TDS}" xmlns:tt="{TT}"><d:Capabilities>'
            f"<tt:Device><tt:XAddr>{base}</tt:XAddr></tt:Device>"
            f"<tt:Events><tt:XAddr>{base}</tt:XAddr>"
            "<tt:WSSubscriptionPolicySupport>false</tt:WSSubscriptionPolicySupport>"
            "<tt:WSPullPointSupport>true</tt:WSPullPointSupport>"
            "<tt:WSPausableSubscriptionManagerInterfaceSupport>false"
            "</tt:WSPausableSubscriptionManagerInterfaceSupport></tt:Events>"
            f"<tt:Media><tt:XAddr>{base}</tt:XAddr><tt:StreamingCapabilities/></tt:Media>"
            "</d:Capabilities></d:GetCapabilitiesResponse>"
        )

    def _information(self, _: Node, __: str) -> str:
        return (
            f'<d:GetDeviceInformationResponse xmlns:d="{TDS}">'
            f"<d:Manufacturer>{escape(self.brand)}</d:Manufacturer><d:Model>{escape(self.model)}</d:Model>"
            f"<d:FirmwareVersion>{escape(self.firmware)}</d:FirmwareVersion>"
            f"<d:SerialNumber>{escape(self.serial)}</d:SerialNumber>"
            "<d:HardwareId>virtual</d:HardwareId></d:GetDeviceInformationResponse>"
        )

    def _users(self, _: Node, __: str) -> str:
        named = "".join(
            f"<d:User><tt:Username>{escape(each)}</tt:Username><tt:UserLevel>Administrator</tt:UserLevel></d:User>"
            for each in filter(None, (self.username, *self.more_users))
        )
        return f'<d:GetUsersResponse xmlns:d="{TDS}" xmlns:tt="{TT}">{named}</d:GetUsersResponse>'

    def _interfaces(self, _: Node, __: str) -> str:
        return (
            f'<d:GetNetworkInterfacesResponse xmlns:d="{TDS}" xmlns:tt="{TT}">'
            '<d:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled><tt:Info>'
            f"<tt:Name>eth0</tt:Name><tt:HwAddress>{escape(self.mac)}</tt:HwAddress>"
            "<tt:MTU>1500</tt:MTU></tt:Info></d:NetworkInterfaces></d:GetNetworkInterfacesResponse>"
        )

    def _profiles(self, question: Node, _: str) -> str:
        newer = question.space != TRT
        one = _profile2 if newer else _profile1
        inner = "".join(one(each) for each in self.profiles)
        return (
            f'<m:GetProfilesResponse xmlns:m="{question.space}" xmlns:tt="{TT}">{inner}'
            "</m:GetProfilesResponse>"
        )

    def _stream_uri(self, question: Node, _: str) -> str:
        token = question.said("ProfileToken")
        uri = next((each.uri for each in self.profiles if each.token == token), "")
        if question.space != TRT:
            inner = f"<m:Uri>{escape(uri)}</m:Uri>"
        else:
            inner = (
                f'<m:MediaUri><tt:Uri xmlns:tt="{TT}">{escape(uri)}</tt:Uri>'
                f'<tt:InvalidAfterConnect xmlns:tt="{TT}">false</tt:InvalidAfterConnect>'
                f'<tt:InvalidAfterReboot xmlns:tt="{TT}">false</tt:InvalidAfterReboot>'
                f'<tt:Timeout xmlns:tt="{TT}">PT0S</tt:Timeout></m:MediaUri>'
            )
        return (
            f'<m:GetStreamUriResponse xmlns:m="{question.space}">{inner}</m:GetStreamUriResponse>'
        )

    def _snapshot_uri(self, question: Node, base: str) -> str:
        uri = escape(f"{base}/snapshot?profile={question.said('ProfileToken')}")
        inner = f'<tt:Uri xmlns:tt="{TT}">{uri}</tt:Uri>'
        return (
            f'<m:GetSnapshotUriResponse xmlns:m="{question.space}"><m:MediaUri>{inner}</m:MediaUri>'
            "</m:GetSnapshotUriResponse>"
        )

    # events

    def _subscribe(self, _: Node, base: str) -> str:
        while len(self.subscriptions) >= MAX_SUBSCRIPTIONS:
            self.subscriptions.pop(next(iter(self.subscriptions)))
        name = secrets.token_hex(6)
        queue: asyncio.Queue[str] = asyncio.Queue()
        for (topic, channel), active in self.states.items():
            queue.put_nowait(self._message(topic, active, channel, "Initialized"))
        self.subscriptions[name] = queue
        return (
            f'<e:CreatePullPointSubscriptionResponse xmlns:e="{TEV}"><e:SubscriptionReference>'
            f'<a:Address xmlns:a="{WSA}">{base}/subscription/{name}</a:Address></e:SubscriptionReference>'
            f"{self._times()}</e:CreatePullPointSubscriptionResponse>"
        )

    def _renew(self, _: Node, __: str) -> str:
        return f'<n:RenewResponse xmlns:n="{WSNT}">{self._times(reverse=True)}</n:RenewResponse>'

    def _times(self, *, reverse: bool = False) -> str:
        now, end = (iso(self.now_us() + after * SECOND_US)[:19] + "Z" for after in (0, 60))
        parts = [
            f'<n:CurrentTime xmlns:n="{WSNT}">{now}</n:CurrentTime>',
            f'<n:TerminationTime xmlns:n="{WSNT}">{end}</n:TerminationTime>',
        ]
        return "".join(reversed(parts) if reverse else parts)

    async def pull(self, name: str, timeout_s: float) -> str | None:
        """Messages of a subscription, after ``timeout_s`` without any; None: no such subscription."""
        queue = self.subscriptions.get(name)
        if queue is None:
            return None
        messages: list[str] = []
        try:
            async with asyncio.timeout(min(timeout_s, LONGEST_PULL_S)):
                messages.append(await queue.get())
        except TimeoutError:
            pass
        while not queue.empty():
            messages.append(queue.get_nowait())
        now, end = (iso(self.now_us() + after * SECOND_US)[:19] + "Z" for after in (0, 60))
        return (
            f'<e:PullMessagesResponse xmlns:e="{TEV}"><e:CurrentTime>{now}</e:CurrentTime>'
            f"<e:TerminationTime>{end}</e:TerminationTime>{''.join(messages)}</e:PullMessagesResponse>"
        )

    def _message(self, topic: str, active: bool, channel: int, operation: str) -> str:
        at = iso(self.now_us())[:19] + "Z"
        state = "true" if active else "false"
        return (
            f'<n:NotificationMessage xmlns:n="{WSNT}" xmlns:tt="{TT}">'
            '<n:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet"'
            f' xmlns:tns1="http://www.onvif.org/ver10/topics">tns1:{escape(topic)}</n:Topic>'
            f'<n:Message><tt:Message UtcTime="{at}" PropertyOperation="{operation}"><tt:Source>'
            f'<tt:SimpleItem Name="VideoSourceConfigurationToken" Value="source_{channel}"/></tt:Source>'
            f'<tt:Data><tt:SimpleItem Name="State" Value="{state}"/></tt:Data></tt:Message></n:Message>'
            "</n:NotificationMessage>"
        )


def _profile1(each: SimProfile) -> str:
    codec = {"MJPEG": "JPEG"}.get(each.codec, each.codec)
    return (
        f'<m:Profiles token="{escape(each.token)}" fixed="true"><tt:Name>{escape(each.token)}</tt:Name>'
        f'<tt:VideoSourceConfiguration token="vsc_{each.channel}"><tt:Name>source</tt:Name>'
        f"<tt:UseCount>2</tt:UseCount><tt:SourceToken>source_{each.channel}</tt:SourceToken>"
        f'<tt:Bounds x="0" y="0" width="{each.width}" height="{each.height}"/></tt:VideoSourceConfiguration>'
        f'<tt:VideoEncoderConfiguration token="vec_{escape(each.token)}"><tt:Name>encoder</tt:Name>'
        f"<tt:UseCount>1</tt:UseCount><tt:Encoding>{codec}</tt:Encoding>{_size(each)}"
        f"<tt:Quality>5</tt:Quality><tt:RateControl><tt:FrameRateLimit>{each.fps}</tt:FrameRateLimit>"
        "<tt:EncodingInterval>1</tt:EncodingInterval>"
        f"<tt:BitrateLimit>{each.bitrate_kbps}</tt:BitrateLimit></tt:RateControl>"
        "<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type></tt:Address><tt:Port>0</tt:Port>"
        "<tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>"
        "<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration></m:Profiles>"
    )


def _profile2(each: SimProfile) -> str:
    codec = {"MJPEG": "JPEG"}.get(each.codec, each.codec)
    return (
        f'<m:Profiles token="{escape(each.token)}" fixed="true"><m:Name>{escape(each.token)}</m:Name>'
        f'<m:Configurations><m:VideoSource token="vsc_{each.channel}"><tt:Name>source</tt:Name>'
        f"<tt:UseCount>2</tt:UseCount><tt:SourceToken>source_{each.channel}</tt:SourceToken>"
        f'<tt:Bounds x="0" y="0" width="{each.width}" height="{each.height}"/></m:VideoSource>'
        f'<m:VideoEncoder token="vec_{escape(each.token)}"><tt:Name>encoder</tt:Name>'
        f"<tt:UseCount>1</tt:UseCount><tt:Encoding>{codec}</tt:Encoding>{_size(each)}"
        f"<tt:RateControl><tt:FrameRateLimit>{each.fps}</tt:FrameRateLimit>"
        f"<tt:BitrateLimit>{each.bitrate_kbps}</tt:BitrateLimit></tt:RateControl>"
        "<tt:Quality>5</tt:Quality></m:VideoEncoder></m:Configurations></m:Profiles>"
    )


def _size(each: SimProfile) -> str:
    return (
        f"<tt:Resolution><tt:Width>{each.width}</tt:Width><tt:Height>{each.height}</tt:Height>"
        "</tt:Resolution>"
    )
