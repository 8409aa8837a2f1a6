"""Feeds bytes to a connection as its socket would, in any pieces."""

import asyncio
import itertools
from collections.abc import Sequence

from tests.scenes.scripted_rtsp import Collected
from vonggac.kernel.streams import AccessUnit
from vonggac.rtsp.assembly import Assembly
from vonggac.rtsp.connection import Connection
from vonggac.rtsp.depacketiser import Depacketiser


def feed(connection: Connection, data: bytes, cuts: Sequence[int] = ()) -> None:
    """In pieces that end at ``cuts``; stops when the connection has ended."""
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    for begin, end in itertools.pairwise(edges):
        at = begin
        while at < end and not connection.ended.done():
            room = connection.get_buffer(-1)
            count = min(len(room), end - at)
            assert count, "the buffer is never offered full"
            room[:count] = data[at : at + count]
            connection.buffer_updated(count)
            at += count


def received(
    depacketiser: Depacketiser, data: bytes, cuts: Sequence[int] = ()
) -> tuple[list[AccessUnit], Collected]:
    """What the sink got of an interleaved stream on the depacketiser's channel."""

    async def scene() -> Collected:
        connection, sink = Connection(), Collected()
        connection.routes[depacketiser.channel] = depacketiser
        connection.replies = 1
        Assembly(sink, [depacketiser]).announce()
        feed(connection, data, cuts)
        if connection.ended.done() and (error := connection.ended.exception()):
            raise error
        return sink

    sink = asyncio.run(scene())
    return sink.units, sink
