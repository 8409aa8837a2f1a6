"""Throws bytes at a connection with four tracks on it; only a ``SourceFault`` or the message error
may end it.

By hand, for as long as wanted: ``python -m tests.fuzz.fuzz_rtsp [corpus folder]`` with atheris
installed. The suite runs some hundred inputs without it (``tests/rtsp/test_garbage.py``).
"""

import asyncio
import contextlib
import sys

from vonggac.kernel.bits import SpsError
from vonggac.kernel.nal import parse_sps_h264, parse_sps_h265
from vonggac.kernel.streams import AccessUnit, Codec, SourceFault, Track
from vonggac.rtsp.assembly import Assembly, Control
from vonggac.rtsp.audio import Aac
from vonggac.rtsp.connection import Connection
from vonggac.rtsp.depacketiser import Depacketiser
from vonggac.rtsp.digest import parse_challenges
from vonggac.rtsp.messages import MessageError, take_message
from vonggac.rtsp.mjpeg import Mjpeg
from vonggac.rtsp.pictures import H264, H265
from vonggac.rtsp.rtp import parse_rtcp
from vonggac.rtsp.sdp import parse_sdp
from vonggac.rtsp.transport import parse_transport

try:
    import atheris
except ImportError:
    atheris = None


class Ignoring:
    """A sink that only looks at the form of what it gets."""

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        assert tracks

    def on_unit(self, unit: AccessUnit) -> None:
        assert unit.parts
        assert all(unit.parts)

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        assert track >= 0


def tracks() -> list[Depacketiser]:
    """One of each kind, without parameter sets."""
    return [
        H264(Track(0, Codec.H264, 90_000), 96),
        H265(Track(1, Codec.H265, 90_000), 97),
        Mjpeg(Track(2, Codec.MJPEG, 90_000), 26),
        Aac(Track(3, Codec.AAC, 44_100, config=b"\x12\x08"), 98),
    ]


def connection_fed(data: bytes, piece: int = 1500) -> Connection:
    """A connection after these bytes, in pieces; the tracks stand on channels 0, 2, 4, 6."""
    connection, kinds = Connection(), tracks()
    assembly = Assembly(Ignoring(), kinds)
    connection.replies = 1
    for number, kind in enumerate(kinds):
        kind.channel = 2 * number
        kind.deliver = Ignoring().on_unit
        connection.routes[2 * number] = kind
        connection.routes[2 * number + 1] = Control(assembly, kind, 1, connection.loop.time)
    for at in range(0, len(data), piece):
        if connection.ended.done():
            break
        some = data[at : at + piece]
        connection.get_buffer(-1)[: len(some)] = some
        connection.buffer_updated(len(some))
    return connection


def read_everything(data: bytes) -> None:
    """Every reader of outside bytes that is not reached through a connection."""
    text = data.decode("utf-8", "replace")
    for media in parse_sdp(data).media:
        media.track(0)
    parse_rtcp(data)
    parse_transport(text)
    parse_challenges([text])
    with contextlib.suppress(MessageError):
        take_message(data, 0, len(data))
    for read in (parse_sps_h264, parse_sps_h265):
        try:
            read(data)
        except SpsError:
            continue


def attempt(data: bytes) -> None:
    """One input; any exception but a fault is a finding."""

    async def scene() -> None:
        connection = connection_fed(data, 1 + len(data) % 1500)
        if connection.ended.done():
            error = connection.ended.exception()
            if error is not None and not isinstance(error, SourceFault):
                raise error

    asyncio.run(scene())
    read_everything(data)


def main() -> None:
    if atheris is None:
        sys.exit("atheris is not installed")
    atheris.instrument_all()
    atheris.Setup(sys.argv, attempt)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
