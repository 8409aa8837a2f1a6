"""A server that shares no line with ours, seen by our client: what the end-to-end tests stand on."""

import asyncio
import itertools
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scenes.footage import footage
from tests.scenes.virtual import Kept, watch
from tests.servers.gst_server import GstServer, available
from vonggac.kernel.streams import Codec, SourceFault
from vonggac.rtsp.source import RtspSource
from vonggac.rtsp.transport import Transport

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.skipif(
        not available(), reason="no gst-rtsp-server on this machine: python -m tests.setup"
    ),
]


@pytest.fixture(scope="module")
def server() -> Iterator[GstServer]:
    files = {
        "car": footage("car-detection.mp4"),
        "people": footage("one-by-one-person-detection.mp4"),
    }
    with GstServer(files) as server:
        yield server


def seen(
    server: GstServer, path: str, transport: Transport, *, audio: bool = False, units: int
) -> Kept:
    source = RtspSource(server.url(path), transport=transport, audio=audio)
    try:
        return asyncio.run(watch(source, 20, units=units))
    except SourceFault:
        if not server.has_reset_itself():
            raise
        return seen(server, path, transport, audio=audio, units=units)


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("transport", list(Transport))
def test_our_client_takes_pictures_and_sound_from_gstreamer(
    server: GstServer, transport: Transport
) -> None:
    """Whole, in order, evenly in time."""
    kept = seen(server, "car", transport, audio=True, units=150)
    assert {track.codec for track in kept.tracks} == {Codec.H264, Codec.AAC}
    assert not any(unit.damaged for unit in kept.units)
    times = [unit.time for unit in kept.of(0)]
    assert all(abs(after - before - 7200) < 200 for before, after in itertools.pairwise(times))


def test_b_frames_come_in_decode_order(server: GstServer) -> None:
    """Times go back and forth by whole pictures, and none is missing."""
    kept = seen(server, "people", Transport.TCP, units=60).of(0)
    # On a busy machine the server begins twice: a few pictures, then all over again, which is marked as a loss.
    anew = max((n for n, unit in enumerate(kept) if unit.damaged), default=0)
    times = [unit.time for unit in kept[anew:]]
    assert times != sorted(times)
    # The last pictures may still wait for ones that come before them in time.
    ordered = sorted(times)[:30]
    assert len(ordered) == 30
    assert all(abs(after - before - 9000) < 200 for before, after in itertools.pairwise(ordered))


def test_it_comes_back_on_the_same_port(server: GstServer) -> None:
    """A camera that is switched off and on."""
    server.close()
    server.start()
    assert len(seen(server, "car", Transport.TCP, units=5).units) == 5


def test_when_its_library_aborts_it_comes_back_by_itself(server: GstServer) -> None:
    """On the same port, with nothing left open of the one before."""
    port, ended = server.port, server.pid
    open_before = _open_files()
    os.kill(ended, signal.SIGABRT)
    assert server.has_reset_itself()
    assert (server.port, server.pid == ended) == (port, False)
    assert _open_files() <= open_before
    assert len(seen(server, "car", Transport.TCP, units=5).units) == 5
