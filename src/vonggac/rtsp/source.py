"""``RtspSource``: one connection to one camera stream, from the first request to the fault that
ends it.

Called by ``recorder``, one instance a connection. It promises that the sink is told the tracks
before the first unit, that a stream which stops is reported within ``stall_s``, and that nothing
but a ``SourceFault``, what the sink itself raised, or a cancellation comes out of ``run``. It does
not connect again: when to try is the recorder's decision.
"""

import asyncio
import secrets

from vonggac.kernel.streams import Sink, SourceFault
from vonggac.rtsp import faults
from vonggac.rtsp.address import AddressError, parse_address
from vonggac.rtsp.assembly import Assembly, Control, depacketiser_of
from vonggac.rtsp.connection import Connection, open_connection
from vonggac.rtsp.depacketiser import Depacketiser
from vonggac.rtsp.dialogue import Dialogue
from vonggac.rtsp.digest import Authorizer
from vonggac.rtsp.sdp import MediaDescription, SessionDescription
from vonggac.rtsp.transport import Transport, TransportSpec
from vonggac.rtsp.udp import DatagramTrack, bind_pair

_REPORT_S = 5.0
LOOK_S = 1.0
"""How often a stream is looked at for having stopped."""
_GOODBYE_S = 1.0
_FIRST_PICTURE = 3
"""So many times ``stall_s``: many cameras begin with their next key frame, and have one every ten seconds or so."""
_PARAMETERS_S = 30.0
"""How long pictures may come without parameter sets: longer than any camera's distance of key
frames.
"""


class RtspSource:
    """Implements ``kernel.streams.Source``. ``url`` holds no credentials
    (``address.split_credentials``).
    """

    def __init__(
        self,
        url: str,
        *,
        username: str = "",
        password: str = "",
        transport: Transport = Transport.TCP,
        audio: bool = False,
        stall_s: float = 5.0,
        connect_s: float = 5.0,
    ) -> None:
        self._url = url
        self._authorizer = Authorizer(username, password)
        self._transport = transport
        self._audio = audio
        self._stall_s = stall_s
        self._connect_s = connect_s
        self._assembly: Assembly | None = None
        self._controls: dict[int, Control] = {}
        self._control_channels: dict[int, int] = {}
        self._datagrams: list[DatagramTrack] = []
        self._ssrc = secrets.randbits(32)

    async def run(self, sink: Sink) -> None:
        """Delivers until cancelled. Raises ``SourceFault``, and whatever the sink raised."""
        try:
            address = parse_address(self._url)
        except AddressError as error:
            raise faults.unreachable(str(error)) from error
        connection = await open_connection(address.host, address.port, self._connect_s)
        dialogue = Dialogue(connection, address, self._authorizer, self._connect_s)
        try:
            await self._begin(dialogue, connection, sink)
            await self._watch(dialogue, connection)
        finally:
            for datagrams in self._datagrams:
                datagrams.close()
            dialogue.teardown()
            connection.close()

    # ------------------------------------------------------------------ beginning

    async def _begin(self, dialogue: Dialogue, connection: Connection, sink: Sink) -> None:
        try:
            await dialogue.options()
            description = await dialogue.describe()
            chosen = choose_media(description, audio=self._audio)
            await self._set_up(dialogue, connection, sink, chosen)
            await dialogue.play()
        except SourceFault as fault:
            if fault.code == "ended":
                raise faults.unreachable(fault.detail) from fault
            raise
        for datagrams in self._datagrams:
            datagrams.punch()

    async def _set_up(
        self,
        dialogue: Dialogue,
        connection: Connection,
        sink: Sink,
        chosen: list[tuple[MediaDescription, Depacketiser]],
    ) -> None:
        tracks = [depacketiser for _, depacketiser in chosen]
        assembly = self._assembly = Assembly(sink, tracks)
        connection.stray = self._adopt
        for media, depacketiser in chosen:
            control = Control(assembly, depacketiser, self._ssrc, connection.loop.time)
            udp = self._transport is Transport.UDP
            set_up = self._set_up_udp if udp else self._set_up_tcp
            try:
                await set_up(dialogue, connection, media, control)
            except SourceFault:
                # Pictures without sound are recorded; without pictures there is nothing to record.
                if depacketiser is tracks[0] or connection.ended.done():
                    raise
                tracks.remove(depacketiser)
                continue
            self._controls[depacketiser.track.index] = control
        assembly.announce()

    async def _set_up_tcp(
        self, dialogue: Dialogue, connection: Connection, media: MediaDescription, control: Control
    ) -> None:
        index = control.depacketiser.track.index
        asked = TransportSpec(Transport.TCP, interleaved=(2 * index, 2 * index + 1))
        # Routed at once: a camera may send before its answer has been read.
        self._route(connection, control, asked.interleaved or (0, 1))
        chosen = await dialogue.setup(media, asked)
        if chosen.interleaved is not None and chosen.interleaved != asked.interleaved:
            for channel in asked.interleaved or ():
                connection.routes.pop(channel, None)
            self._route(connection, control, chosen.interleaved)

    def _route(self, connection: Connection, control: Control, channels: tuple[int, int]) -> None:
        data, reports = channels
        control.depacketiser.channel = data
        connection.routes[data] = control.depacketiser
        if reports != data:
            connection.routes[reports] = control
            self._control_channels[control.depacketiser.track.index] = reports

    async def _set_up_udp(
        self, dialogue: Dialogue, connection: Connection, media: MediaDescription, control: Control
    ) -> None:
        local, camera, family = connection.ends()
        datagrams = DatagramTrack(
            bind_pair(local, family), control.depacketiser, control, connection.broken
        )
        self._datagrams.append(datagrams)
        datagrams.start(camera, None)
        chosen = await dialogue.setup(
            media, TransportSpec(Transport.UDP, client_port=datagrams.ports)
        )
        datagrams.start(camera, chosen.server_port)
        datagrams.punch()

    def _adopt(self, channel: int, buf: bytearray, at: int) -> Depacketiser | None:
        """A packet on a channel that nobody set up: some cameras answer one number and use
        another.
        """
        if self._transport is Transport.UDP or buf[at] >> 6 != 2 or self._assembly is None:
            return None
        for depacketiser in self._assembly.depacketisers:
            if not depacketiser.started and depacketiser.payload_type == buf[at + 1] & 127:
                depacketiser.channel = channel
                return depacketiser
        return None

    # ------------------------------------------------------------------ watching

    async def _watch(self, dialogue: Dialogue, connection: Connection) -> None:
        assert self._assembly is not None  # noqa: S101 - _begin made it
        keeper = asyncio.create_task(self._keep_alive(dialogue))
        watch = _Watch(self._assembly, list(self._controls.values()), self._stall_s)
        begun = reported = connection.loop.time()
        try:
            while True:
                await asyncio.wait(
                    {connection.ended, keeper},
                    timeout=min(LOOK_S, self._stall_s / 4),
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if connection.ended.done():
                    raise connection.why_ended()
                if keeper.done():
                    keeper.result()
                now = connection.loop.time()
                watch.look(now, now - begun)
                if now - reported > _REPORT_S:
                    reported = now
                    self._report(connection)
        finally:
            keeper.cancel()

    async def _keep_alive(self, dialogue: Dialogue) -> None:
        while True:
            await asyncio.sleep(dialogue.keep_alive_s)
            for datagrams in self._datagrams:
                datagrams.punch()
            await dialogue.keep_alive()

    def _report(self, connection: Connection) -> None:
        for index, channel in self._control_channels.items():
            connection.send_interleaved(channel, self._controls[index].report())
        for datagrams in self._datagrams:
            datagrams.punch()


class _Watch:
    """Tells a stream that goes on from one that has stopped."""

    def __init__(self, assembly: Assembly, controls: list[Control], stall_s: float) -> None:
        self._assembly = assembly
        self._controls = controls
        self._stall_s = stall_s
        self._units = -1
        self._still_s = 0.0
        self._looked_at: float | None = None

    def look(self, now: float, since_play_s: float) -> None:
        """At least every ``LOOK_S``. A look that comes late counts no more than that: a process that was held up
        blames itself, not the camera, whose pictures wait in the socket.
        """
        video = self._assembly.depacketisers[0]
        passed_s = 0.0 if self._looked_at is None else min(now - self._looked_at, LOOK_S)
        self._looked_at = now
        self._still_s += passed_s
        if video.units != self._units:
            self._units, self._still_s = video.units, 0.0
        still_s = self._still_s
        if still_s > _GOODBYE_S and self._controls[0].goodbye:
            raise faults.ended("the camera said goodbye")
        patience_s = self._stall_s if video.units else self._stall_s * _FIRST_PICTURE
        if still_s > patience_s:
            raise faults.stalled(f"no picture for {still_s:.1f} s")
        if not self._assembly.announced and since_play_s > _PARAMETERS_S:
            raise faults.no_parameters(f"{self._assembly.held_back} pictures, no parameter sets")


def choose_media(
    description: SessionDescription, *, audio: bool
) -> list[tuple[MediaDescription, Depacketiser]]:
    """The first picture track that we can take, and the first sound track if it is wanted. Raises
    ``SourceFault``.
    """
    videos = [media for media in description.media if media.kind == "video"]
    if not videos:
        raise faults.no_video("the description names no picture track")
    chosen: list[tuple[MediaDescription, Depacketiser]] = []
    wanted = ("video", "audio") if audio else ("video",)
    for kind in wanted:
        for media in description.media:
            if media.codec is None or media.codec.kind != kind:
                continue
            depacketiser = depacketiser_of(media, len(chosen))
            if depacketiser is not None:
                chosen.append((media, depacketiser))
                break
        if not chosen:
            raise faults.unknown_codec(", ".join(media.encoding for media in videos)[:100])
    return chosen
