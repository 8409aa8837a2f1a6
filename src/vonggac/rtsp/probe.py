"""Asks a camera what it has, without taking a stream: for the page that tests an address before it
is kept.
"""

from dataclasses import dataclass

from vonggac.kernel.streams import SourceFault, Track
from vonggac.rtsp import faults
from vonggac.rtsp.address import AddressError, parse_address
from vonggac.rtsp.connection import open_connection
from vonggac.rtsp.dialogue import Dialogue
from vonggac.rtsp.digest import Authorizer
from vonggac.rtsp.sdp import MediaDescription, SessionDescription
from vonggac.rtsp.source import choose_media
from vonggac.rtsp.transport import Transport, TransportSpec
from vonggac.rtsp.udp import bind_pair


@dataclass(frozen=True, slots=True)
class StreamDescription:
    """What a camera offers under one address."""

    tracks: tuple[Track, ...]
    """The picture track that would be recorded, then a sound track if there is one. Width and
    height are 0 and the parameter sets
    empty when the description leaves them to the stream."""
    server: str
    """What the camera calls itself; may be empty."""
    transports: tuple[Transport, ...]
    """The transports that the camera agreed to, of those asked for."""
    other_encodings: tuple[str, ...]
    """Encodings that it offers besides and that we do not take."""


async def describe(
    url: str, *, username: str = "", password: str = "", timeout_s: float = 5.0
) -> StreamDescription:
    """``timeout_s`` holds for each answer. Raises the ``SourceFault`` that recording would meet."""
    try:
        address = parse_address(url)
    except AddressError as error:
        raise faults.unreachable(str(error)) from error
    connection = await open_connection(address.host, address.port, timeout_s)
    dialogue = Dialogue(connection, address, Authorizer(username, password), timeout_s)
    try:
        await dialogue.options()
        description = await dialogue.describe()
        chosen = choose_media(description, audio=True)
        tracks = tuple(depacketiser.track for _, depacketiser in chosen)
        tcp = await _agrees_to_tcp(dialogue, chosen[0][0])
        local, _, family = connection.ends()
        udp = await _agrees_to_udp(dialogue, chosen[0][0], local, family) if not tcp else False
    except SourceFault as fault:
        if fault.code == "ended":
            raise faults.unreachable(fault.detail) from fault
        raise
    finally:
        dialogue.teardown()
        connection.close()
    agreed = {Transport.TCP: tcp, Transport.UDP: udp}
    others = _others(description)
    return StreamDescription(
        tracks, dialogue.server, tuple(way for way, yes in agreed.items() if yes), others
    )


def _others(description: SessionDescription) -> tuple[str, ...]:
    return tuple(media.encoding for media in description.media if media.codec is None)[:8]


async def _agrees_to_tcp(dialogue: Dialogue, media: MediaDescription) -> bool:
    return await _agrees(dialogue, media, TransportSpec(Transport.TCP, interleaved=(0, 1)))


async def _agrees_to_udp(
    dialogue: Dialogue, media: MediaDescription, local: str, family: int
) -> bool:
    """Only asked when TCP was refused: many cameras allow one session a connection."""
    first, second = bind_pair(local, family)
    try:
        ports = first.getsockname()[1], second.getsockname()[1]
        return await _agrees(dialogue, media, TransportSpec(Transport.UDP, client_port=ports))
    finally:
        first.close()
        second.close()


async def _agrees(dialogue: Dialogue, media: MediaDescription, spec: TransportSpec) -> bool:
    try:
        await dialogue.setup(media, spec)
    except SourceFault as fault:
        if fault.code != "transport_refused":
            raise
        return False
    return True
