"""One client of a virtual camera: its RTSP dialogue, and the packets that it gets."""

import re
import secrets
from asyncio import BaseTransport, Protocol, Transport
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol as Shape
from urllib.parse import urlsplit

from vonggac.kernel.clock import SECOND_US
from vonggac.rtsp.digest import Challenger, Verdict
from vonggac.rtsp.messages import (
    MessageError,
    Request,
    Response,
    looks_like_message,
    respond,
    take_message,
)
from vonggac.rtsp.rtp import interleaved_header
from vonggac.rtsp.sdp import write_sdp
from vonggac.rtsp.transport import Transport as Way
from vonggac.rtsp.transport import TransportSpec, parse_transport
from vonggac.simcam.clip import PreparedUnit
from vonggac.simcam.faults import Oddities
from vonggac.simcam.stream import VirtualStream

_BACKLOG = 8 << 20
"""Bytes that wait for a slow client at most; then frames are left out up to the next key frame."""
_REPORT_EVERY_US = 5 * SECOND_US
_TRACK = re.compile(r"/?trackID=(\d{1,3})/?\Z")
_METHODS = "OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, TEARDOWN, GET_PARAMETER, SET_PARAMETER"


class Host(Shape):
    """What a connection needs of its server."""

    trickle: bool
    """Each packet is written by itself, as a network card would deliver them."""

    def now_us(self) -> int: ...

    def stream(self, path: str) -> VirtualStream | None: ...

    def challenger(self) -> Challenger | None: ...

    def playing(self, stream: VirtualStream) -> None:
        """Somebody began to listen."""

    def opened(self, connection: "Connection") -> None: ...

    def closed(self, connection: "Connection") -> None: ...

    def udp_ports(self) -> tuple[int, int] | None: ...

    def send_udp(self, packet: bytes, address: tuple[str, int], *, control: bool) -> None: ...


@dataclass(slots=True)
class _Target:
    """Where one track's packets go."""

    channel: int = -1
    address: tuple[str, int] | None = None
    control_address: tuple[str, int] | None = None
    next_report_us: int = 0


_NO_ODDITIES = Oddities()


class Connection(Protocol):
    """An asyncio protocol, and a ``stream.Listener``."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._transport: Transport | None = None
        self._buffer = bytearray()
        self._session = f"{secrets.randbits(32):08X}"
        self._targets: dict[int, _Target] = {}
        self._waits_for_key = False
        self.stream: VirtualStream | None = None
        self.peer = ""
        self.heard_us = host.now_us()
        """When the client last showed that it lives."""
        self.left_out = 0
        """Access units not sent, because the client was too slow."""

    # asyncio

    def connection_made(self, transport: BaseTransport) -> None:
        assert isinstance(transport, Transport)  # noqa: S101 - a stream server's transport
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self.peer = peer[0] if peer else ""
        self._host.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        self._host.closed(self)

    def hang_up(self) -> None:
        """Cuts the connection without a word."""
        self._stop()
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        try:
            while self._buffer and self._take():
                pass
        except MessageError:
            self._write(Response(status=400).encode())
            if self._transport is not None:
                self._transport.close()

    def _take(self) -> bool:
        """One message or interleaved packet off the buffer; false while bytes are missing."""
        buffer = self._buffer
        if buffer[0] == 0x24:
            end = 4 + int.from_bytes(buffer[2:4], "big") if len(buffer) >= 4 else 4
            if len(buffer) < end:
                return False
            del buffer[:end]
            self.heard_control()
            return True
        if not looks_like_message(buffer, 0, len(buffer)):
            raise MessageError("neither a request nor a packet")
        taken = take_message(buffer, 0, len(buffer))
        if taken is None:
            return False
        message, end = taken
        del buffer[:end]
        if isinstance(message, Request):
            self._request(message)
        return self._transport is not None and not self._transport.is_closing()

    # what the client says

    @property
    def _oddities(self) -> Oddities:
        return self.stream.oddities if self.stream is not None else _NO_ODDITIES

    def heard_control(self) -> None:
        """RTCP from the client: keeps most cameras' sessions."""
        if self._oddities.keep_alive == "any":
            self.heard_us = self._host.now_us()

    def owns(self, address: tuple[str, int]) -> bool:
        """Datagrams from there are this client's."""
        return any(
            address in (target.address, target.control_address) for target in self._targets.values()
        )

    def silent_too_long(self, now_us: int) -> bool:
        limit_s = self._oddities.drops_after_s or self._oddities.session_timeout_s
        return now_us - self.heard_us > limit_s * SECOND_US

    def _request(self, request: Request) -> None:
        path, track = _path_and_track(request.url)
        stream = self._host.stream(path) if path else self.stream
        if stream is not None:
            dead_until_us = stream.faults.dead_until_us
            if dead_until_us is not None and self._host.now_us() < dead_until_us:
                self.hang_up()
                return
        self._heard(request)
        if request.method != "OPTIONS" and not self._authorised(request, stream):
            return
        answers: Mapping[str, Callable[[], None]] = {
            "OPTIONS": lambda: self._reply(request, headers={"Public": _METHODS}),
            "DESCRIBE": lambda: self._describe(request, stream),
            "SETUP": lambda: self._setup(request, stream, track),
            "PLAY": lambda: self._play(request),
            "PAUSE": lambda: self._pause(request),
            "TEARDOWN": lambda: self._teardown(request),
            "GET_PARAMETER": lambda: self._keep_alive(request),
            "SET_PARAMETER": lambda: self._keep_alive(request),
        }
        answer = answers.get(request.method)
        if answer is None:
            self._reply(request, 501)
        else:
            answer()

    def _heard(self, request: Request) -> None:
        if self._oddities.keep_alive in ("any", request.method) or request.method == "PLAY":
            self.heard_us = self._host.now_us()

    def _authorised(self, request: Request, stream: VirtualStream | None) -> bool:
        challenger = self._host.challenger()
        refused = stream is not None and stream.faults.credentials_refused
        if challenger is None and not refused:
            return True
        if challenger is None:
            challenger = Challenger("camera", "", secrets.token_hex(8))
        verdict = Verdict.REFUSED if refused else challenger.verify(request)
        if verdict is Verdict.ACCEPTED:
            return True
        response = respond(request, 401)
        for line in challenger.challenges(stale=verdict is Verdict.STALE):
            response.headers.add("WWW-Authenticate", line)
        self._answer(response)
        return False

    def _describe(self, request: Request, stream: VirtualStream | None) -> None:
        if stream is None:
            self._reply(request, 404)
            return
        self.stream = stream
        base = request.url.rstrip("/")
        parts = urlsplit(base)
        control = {
            "relative": "trackID={index}",
            "absolute": f"{base}/trackID={{index}}",
        }[stream.oddities.control]
        body = write_sdp(
            stream.described(),
            name="virtual camera",
            control=control,
            session_control="*" if stream.oddities.session_control else "",
            sprop=stream.oddities.sprop,
        )
        headers = {"Content-Type": "application/sdp"}
        if stream.oddities.content_base != "absent":
            foreign = stream.oddities.content_base == "other_host"
            host = "192.0.2.77" if foreign else parts.netloc.rpartition("@")[2]
            headers["Content-Base"] = f"rtsp://{host}{parts.path}/"
        self._reply(request, headers=headers, body=body)

    def _setup(self, request: Request, stream: VirtualStream | None, track: int | None) -> None:
        if stream is None or track is None or track >= len(stream.clip.tracks):
            self._reply(request, 404)
            return
        if self._targets and stream is not self.stream:
            self._reply(request, 459)
            return
        self.stream = stream
        for wanted in parse_transport(request.headers.get("Transport") or ""):
            agreed = self._agree(wanted, stream, track)
            if agreed is not None:
                headers = {"Transport": agreed.format(), "Session": self._session_line()}
                self._reply(request, headers=headers)
                return
        self._reply(request, 461)

    def _agree(
        self, wanted: TransportSpec, stream: VirtualStream, track: int
    ) -> TransportSpec | None:
        """The first way of those wanted that this camera has; the track's target is set."""
        if wanted.multicast:
            return None
        ssrc = stream.ssrc(track)
        if wanted.transport is Way.TCP and stream.oddities.tcp:
            channel = wanted.interleaved[0] if wanted.interleaved else 2 * track
            if stream.oddities.first_channel is not None:
                channel = stream.oddities.first_channel + 2 * track
            self._targets[track] = _Target(channel)
            return TransportSpec(Way.TCP, interleaved=(channel, channel + 1), ssrc=ssrc)
        ports = self._host.udp_ports()
        if (
            wanted.transport is not Way.UDP
            or wanted.client_port is None
            or ports is None
            or not stream.oddities.udp
        ):
            return None
        data_port, control_port = wanted.client_port
        self._targets[track] = _Target(
            address=(self.peer, data_port), control_address=(self.peer, control_port)
        )
        return TransportSpec(Way.UDP, client_port=wanted.client_port, server_port=ports, ssrc=ssrc)

    def _session_line(self) -> str:
        if not self._oddities.announces_session:
            return self._session
        return f"{self._session};timeout={self._oddities.session_timeout_s}"

    def _play(self, request: Request) -> None:
        stream = self.stream
        if stream is None or not self._targets:
            self._reply(request, 455)
            return
        if request.session != self._session:
            self._reply(request, 454)
            return
        oddities, now_us = stream.oddities, self._host.now_us()
        self._waits_for_key = oddities.start_at_key
        for target in self._targets.values():
            target.next_report_us = 0
        stream.subscribe(self, now_us)
        first = stream.first_packets(at_key=oddities.start_at_key)
        base = request.url.rstrip("/")
        info = ",".join(
            f"url={base}/trackID={track};seq={first[track][0]};rtptime={first[track][1]}"
            for track in sorted(self._targets)
        )
        headers = {"Session": self._session_line(), "Range": "npt=now-", "RTP-Info": info}
        if oddities.data_before_play_reply:
            self._waits_for_key = False
            stream.pump_once(now_us)
        self._reply(request, headers=headers)
        self._host.playing(stream)

    def _pause(self, request: Request) -> None:
        if self.stream is not None:
            self.stream.unsubscribe(self)
        self._reply(request)

    def _teardown(self, request: Request) -> None:
        self._stop()
        self._targets.clear()
        self._reply(request)

    def _keep_alive(self, request: Request) -> None:
        wanted = self._oddities.keep_alive
        self._reply(request, 200 if wanted in ("any", request.method) else 501)

    def _stop(self) -> None:
        if self.stream is not None:
            self.stream.unsubscribe(self)

    # what the client gets

    def _reply(
        self,
        request: Request,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> None:
        self._answer(respond(request, status, headers, body))

    def _answer(self, response: Response) -> None:
        response.headers.add("Server", "vonggac-simcam")
        encoded = response.encode()
        if self._oddities.bare_lf:
            head, separator, body = encoded.partition(b"\r\n\r\n")
            encoded = (head + separator).replace(b"\r\n", b"\n") + body
        self._write(encoded)

    def _write(self, data: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(data)

    def deliver(
        self, track: int, unit: PreparedUnit, data: bytes, packets: Sequence[bytes] | None
    ) -> None:
        target, stream, transport = self._targets.get(track), self.stream, self._transport
        if target is None or stream is None or transport is None:
            return
        if self._waits_for_key:
            if not (unit.key and stream.is_entry(track, self._targets)):
                return
            self._waits_for_key = False
        if transport.get_write_buffer_size() > _BACKLOG:
            self.left_out += 1
            self._waits_for_key = True
            return
        if target.address is not None:
            for packet in unit.packets(data) if packets is None else packets:
                self._host.send_udp(packet, target.address, control=False)
        elif packets is None and target.channel == 2 * track and not self._host.trickle:
            transport.write(data)
        else:
            for packet in unit.packets(data) if packets is None else packets:
                transport.write(interleaved_header(target.channel, len(packet)) + packet)
        now_us = self._host.now_us()
        if now_us >= target.next_report_us and stream.oddities.reports:
            target.next_report_us = now_us + _REPORT_EVERY_US
            self._report(stream.report(track, now_us), target)

    def _report(self, report: bytes, target: _Target) -> None:
        if target.control_address is not None:
            self._host.send_udp(report, target.control_address, control=True)
        else:
            self._write(interleaved_header(target.channel + 1, len(report)) + report)


def _path_and_track(url: str) -> tuple[str, int | None]:
    """``rtsp://host/gate/main/trackID=1`` → (``gate/main``, 1); an empty path for ``*``."""
    path = urlsplit(url).path
    found = _TRACK.search(path)
    if found is not None:
        return path[: found.start()].strip("/"), int(found[1])
    return path.strip("/").removeprefix("*"), None
