"""The tracks of one stream on their way to the sink: told before the first unit, and again when
they change.
"""

from collections.abc import Callable, Sequence

from vonggac.kernel.streams import AccessUnit, Codec, Sink, Track
from vonggac.rtsp.audio import G711, Aac
from vonggac.rtsp.depacketiser import Depacketiser
from vonggac.rtsp.mjpeg import Mjpeg
from vonggac.rtsp.pictures import picture_depacketiser
from vonggac.rtsp.rtp import build_receiver_report, parse_rtcp
from vonggac.rtsp.sdp import MediaDescription


def depacketiser_of(media: MediaDescription, index: int) -> Depacketiser | None:
    """What takes this media line's packets; none for a codec that we do not know."""
    track = media.track(index)
    if track is None:
        return None
    match track.codec:
        case Codec.H264 | Codec.H265:
            return picture_depacketiser(track, media.payload_type)
        case Codec.MJPEG:
            return Mjpeg(track, media.payload_type)
        case Codec.AAC:
            return Aac(
                track,
                media.payload_type,
                size_bits=media.number("sizelength", 13),
                index_bits=media.number("indexlength", 3),
                delta_bits=media.number("indexdeltalength", 3),
            )
        case Codec.PCMU | Codec.PCMA:
            return G711(track, media.payload_type)


class Assembly:
    """Holds units back until every track can be written; passes them straight to the sink from
    then on.
    """

    def __init__(self, sink: Sink, depacketisers: Sequence[Depacketiser]) -> None:
        self.depacketisers = depacketisers
        self.announced: tuple[Track, ...] = ()
        self.held_back = 0
        """Units that came before the tracks were known: nobody could have decoded them."""
        self._sink = sink
        for depacketiser in depacketisers:
            depacketiser.changed = self.announce
            depacketiser.deliver = self._hold_back

    def announce(self) -> None:
        """Tells the sink the tracks if all are ready and something is new."""
        if not all(depacketiser.ready for depacketiser in self.depacketisers):
            return
        tracks = tuple(depacketiser.track for depacketiser in self.depacketisers)
        if tracks == self.announced:
            return
        first, self.announced = not self.announced, tracks
        self._sink.on_tracks(tracks)
        if first:
            for depacketiser in self.depacketisers:
                depacketiser.deliver = self._sink.on_unit

    def camera_clock(self, depacketiser: Depacketiser, rtp_time: int, camera_us: int) -> None:
        time = depacketiser.extended(rtp_time)
        if time is not None and self.announced:
            self._sink.on_camera_clock(depacketiser.track.index, time, camera_us)

    def _hold_back(self, unit: AccessUnit) -> None:
        self.held_back += 1


class Control:
    """The RTCP of one track: sender reports in, receiver reports out."""

    def __init__(
        self, assembly: Assembly, depacketiser: Depacketiser, ssrc: int, clock: Callable[[], float]
    ) -> None:
        self.depacketiser = depacketiser
        self.goodbye = False
        """The camera said that this track ends."""
        self._assembly = assembly
        self._ssrc = ssrc
        self._clock = clock
        self._last_report = 0
        self._last_report_at = 0.0
        self._told = (0, 0)

    def run(self, buf: bytearray, view: memoryview, pos: int, end: int) -> int:
        """One interleaved packet. See ``Depacketiser.run``."""
        if end - pos < 4:
            return pos
        stop = pos + 4 + (buf[pos + 2] << 8 | buf[pos + 3])
        if stop > end:
            return pos
        self.take(bytes(buf[pos + 4 : stop]))
        return stop

    def take(self, packet: bytes) -> None:
        rtcp = parse_rtcp(packet)
        self.goodbye = self.goodbye or rtcp.goodbye
        if rtcp.report is not None:
            self._last_report = rtcp.report.ntp >> 16 & 0xFFFFFFFF
            self._last_report_at = self._clock()
            # NTP zero means that the camera has no wall clock (RFC 3550 §6.4.1).
            if rtcp.report.ntp:
                report = rtcp.report
                self._assembly.camera_clock(self.depacketiser, report.rtp_time, report.utc_us)

    def report(self) -> bytes:
        """What we received, for the camera."""
        depacketiser = self.depacketiser
        since = self._clock() - self._last_report_at if self._last_report else 0.0
        highest = depacketiser.highest_sequence if depacketiser.started else 0
        expected, lost = highest - self._told[0], depacketiser.lost - self._told[1]
        self._told = (highest, depacketiser.lost)
        return build_receiver_report(
            self._ssrc,
            depacketiser.ssrc,
            fraction_lost=lost * 256 // expected if 0 < lost <= expected else 0,
            lost=depacketiser.lost,
            highest_sequence=highest,
            last_report=self._last_report,
            since_last_report=int(since * 65536),
        )
