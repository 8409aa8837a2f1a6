"""A camera through FFmpeg says what our own client says of it, and fails in the same words."""

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import psutil
import pytest

from tests.scenes.clips import h265, mjpeg
from tests.scenes.footage import CARS, PEOPLE, footage
from vonggac.kernel.streams import AccessUnit, Codec, GapCause, Source, SourceFault, Track
from vonggac.media.demux import MediaTrack
from vonggac.media.pyav_source import PyavSource
from vonggac.rtsp.source import RtspSource
from vonggac.simcam.clip import Clip
from vonggac.simcam.server import Credentials, SimServer

pytestmark = pytest.mark.slow

PASSWORD = "p@ss/w:rd ü%20#?"


class Enough(Exception):
    """The sink has what it wanted."""


class Collecting:
    """Keeps all it is told; raises ``Enough`` after so many units."""

    def __init__(self, units: int) -> None:
        self.wanted = units
        self.tracks: list[tuple[Track, ...]] = []
        self.units: list[AccessUnit] = []
        self.came = asyncio.Event()

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        self.tracks.append(tracks)

    def on_unit(self, unit: AccessUnit) -> None:
        assert self.tracks, "a unit came before the tracks"
        self.units.append(unit)
        self.came.set()
        if len(self.units) >= self.wanted:
            raise Enough

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        """FFmpeg does not tell it."""


async def collected(source: Source, units: int) -> Collecting:
    sink = Collecting(units)
    with contextlib.suppress(Enough):
        await asyncio.wait_for(source.run(sink), 30)
    return sink


async def fault_of(
    source: Source, meanwhile: Callable[[Collecting], Awaitable[None]] | None = None
) -> SourceFault:
    """The fault that ends the stream; ``meanwhile`` does the harm."""
    sink = Collecting(10**9)
    harm = asyncio.ensure_future(meanwhile(sink)) if meanwhile else None
    with pytest.raises(SourceFault) as raised:
        await asyncio.wait_for(source.run(sink), 40)
    if harm is not None:
        assert harm.done(), f"{raised.value} came before any picture"
    return raised.value


Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[int]:
    """Something that is no RTSP camera, on a free port; nothing of it is left afterwards."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await handler(reader, writer)
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks)


def workers() -> list[psutil.Process]:
    """Children that read a stream; others (a warm decoder of stills) may be another test's."""
    return [
        process
        for process in psutil.Process().children(recursive=True)
        if "vonggac.media.worker source" in " ".join(process.cmdline())
    ]


def h265_clip() -> Clip:
    """Two seconds with B frames, over and over."""
    track, pictures = h265(20, gop=10)
    units = tuple(AccessUnit(0, when, key, parts) for when, parts, key in pictures)
    return Clip.of([MediaTrack(track, units, 180_000)])


@pytest.mark.parametrize("clip", [lambda: Clip.load(footage(PEOPLE)), h265_clip])
def test_units_are_those_of_our_own_client(clip: Callable[[], Clip]) -> None:
    """Tracks, NAL units, key flags and the distances between times, B frames too."""

    async def scene() -> None:
        ours = Collecting(10**9)
        async with SimServer() as server:
            server.add("gate", clip())
            running = asyncio.ensure_future(RtspSource(server.url("gate")).run(ours))
            ffmpeg = await collected(PyavSource(server.url("gate")), 20)
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running
        assert ffmpeg.tracks[0] == ours.tracks[0]
        same: dict[tuple[bytes, ...], list[AccessUnit]] = {}
        for unit in ours.units:
            same.setdefault(tuple(unit.parts), []).append(unit)
        both = [
            (unit, same[tuple(unit.parts)]) for unit in ffmpeg.units if tuple(unit.parts) in same
        ]
        assert len(both) >= 15
        assert all(unit.key == others[0].key and not unit.damaged for unit, others in both)
        # A loop sends the same bytes again; one distance must fit every unit.
        distances = [{unit.time - other.time for other in others} for unit, others in both]
        assert set.intersection(*distances)

    asyncio.run(scene())


def test_sound_comes_when_it_is_asked_for() -> None:
    """AAC as raw frames with its configuration; without asking, FFmpeg does not even set it up."""

    async def scene() -> None:
        async with SimServer() as server:
            server.add("gate", Clip.load(footage(CARS)))
            heard = await collected(PyavSource(server.url("gate"), audio=True), 80)
            silent = await collected(PyavSource(server.url("gate")), 3)
        assert [track.codec for track in heard.tracks[0]] == [Codec.H264, Codec.AAC]
        sound = heard.tracks[0][1]
        assert (sound.clock_hz, sound.channels, len(sound.config)) == (48_000, 2, 2)
        times = [unit.time for unit in heard.units if unit.track == 1]
        assert len(times) > 40
        assert all(later - earlier == 1024 for earlier, later in itertools.pairwise(times))
        assert [track.codec for track in silent.tracks[0]] == [Codec.H264]

    asyncio.run(scene())


def test_a_password_is_used_and_shown_to_nobody() -> None:
    """Neither in the child's arguments nor in its environment, where every account could read it."""

    async def scene() -> None:
        async with SimServer(credentials=Credentials("board", PASSWORD)) as server:
            server.add("gate", Clip.load(footage(PEOPLE)))
            sink = Collecting(10**9)
            source = PyavSource(server.url("gate"), username="board", password=PASSWORD)
            running = asyncio.ensure_future(source.run(sink))
            await asyncio.wait_for(sink.came.wait(), 30)
            (child,) = workers()
            assert "ss/w" not in " ".join(child.cmdline())
            assert not any("ss/w" in value for value in child.environ().values())
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            assert workers() == []

    asyncio.run(scene())


def test_a_wrong_password_is_refused_for_good() -> None:
    """A lasting fault: who knocks on too often is locked out. Its text repeats no secret."""

    async def scene() -> SourceFault:
        async with SimServer(credentials=Credentials("board", PASSWORD)) as server:
            server.add("gate", Clip.load(footage(PEOPLE)))
            return await fault_of(
                PyavSource(server.url("gate"), username="board", password="wr0ng")
            )

    fault = asyncio.run(scene())
    assert (fault.cause, fault.code, fault.lasting) == (
        GapCause.CREDENTIALS_REFUSED,
        "refused",
        True,
    )
    assert "wr0ng" not in str(fault)


def test_a_path_that_the_camera_does_not_know_is_not_found() -> None:
    """As our own client says it."""

    async def scene() -> SourceFault:
        async with SimServer() as server:
            return await fault_of(PyavSource(server.url("nowhere")))

    fault = asyncio.run(scene())
    assert (fault.cause, fault.code) == (GapCause.CAMERA_UNREACHABLE, "not_found")


def test_nobody_at_the_address_is_unreachable() -> None:
    """A refused connection."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    fault = asyncio.run(fault_of(PyavSource(f"rtsp://127.0.0.1:{port}/x")))
    assert (fault.cause, fault.code) == (GapCause.CAMERA_UNREACHABLE, "unreachable")


def test_a_camera_that_never_answers_is_unreachable() -> None:
    """The connection stands and nothing comes."""

    async def deaf(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async def scene() -> SourceFault:
        async with serving(deaf) as port:
            return await fault_of(PyavSource(f"rtsp://127.0.0.1:{port}/x", stall_s=1))

    assert asyncio.run(scene()).code == "unreachable"


def test_a_stream_that_stops_is_stalled() -> None:
    """Within the time given, though the connection stands."""

    async def scene() -> SourceFault:
        async with SimServer() as server:
            server.add("gate", Clip.load(footage(PEOPLE)))

            async def harm(sink: Collecting) -> None:
                await sink.came.wait()
                server.stall("gate")

            return await fault_of(PyavSource(server.url("gate"), stall_s=1.5), harm)

    fault = asyncio.run(scene())
    assert (fault.cause, fault.code) == (GapCause.STREAM_STALLED, "stalled")


def test_a_connection_that_breaks_ends_the_stream() -> None:
    """A camera that loses its power."""

    async def scene() -> SourceFault:
        async with SimServer() as server:
            server.add("gate", Clip.load(footage(PEOPLE)))

            async def harm(sink: Collecting) -> None:
                await sink.came.wait()
                server.kill("gate", None)

            return await fault_of(PyavSource(server.url("gate")), harm)

    fault = asyncio.run(scene())
    assert (fault.cause, fault.code) == (GapCause.CAMERA_UNREACHABLE, "ended")


def test_a_reader_that_crashes_is_a_fault_of_the_stream_only() -> None:
    """SIGKILL stands for FFmpeg's segmentation fault: the recorder hears of it and lives."""

    async def scene() -> SourceFault:
        async with SimServer() as server:
            server.add("gate", Clip.load(footage(PEOPLE)))

            async def harm(sink: Collecting) -> None:
                await sink.came.wait()
                workers()[0].kill()

            return await fault_of(PyavSource(server.url("gate")), harm)

    fault = asyncio.run(scene())
    assert (fault.cause, fault.code) == (GapCause.STREAM_UNDECODABLE, "garbage")


def test_motion_jpeg_over_http_is_recorded_by_the_machines_clock() -> None:
    """The oldest cameras: pictures in a row, no times, no RTSP."""
    _, pictures = mjpeg(3)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(
            b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=b\r\n\r\n"
        )
        for number in range(200):
            data = pictures[number % 3][1]
            head = f"--b\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
            writer.write(head.encode() + data + b"\r\n")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def scene() -> Collecting:
        async with serving(serve) as port:
            return await collected(PyavSource(f"http://127.0.0.1:{port}/video.mjpg"), 40)

    sink = asyncio.run(scene())
    (track,) = sink.tracks[0]
    assert (track.codec, track.width, track.height) == (Codec.MJPEG, 320, 192)
    assert all(unit.key and unit.parts[0].startswith(b"\xff\xd8") for unit in sink.units)
    late = sink.units[-10:]
    assert 200 <= (late[-1].time - late[0].time) / 90 <= 2000


def test_a_stream_cannot_name_a_file_of_this_machine() -> None:
    """A playlist from the network that points at the disk gets nothing."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        text = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{footage(CARS)}\n#EXT-X-ENDLIST\n"
        kind = "application/vnd.apple.mpegurl"
        writer.write(f"HTTP/1.0 200 OK\r\nContent-Type: {kind}\r\n\r\n{text}".encode())
        await writer.drain()

    async def scene() -> SourceFault:
        async with serving(serve) as port:
            return await fault_of(PyavSource(f"http://127.0.0.1:{port}/live.m3u8"))

    assert asyncio.run(scene()).cause in (GapCause.CAMERA_UNREACHABLE, GapCause.STREAM_UNDECODABLE)


PARENT = """
import asyncio, sys
from vonggac.media.demux import MediaTrack
from vonggac.media.pyav_source import PyavSource

class Sink:
    said = False
    def on_tracks(self, tracks): pass
    def on_camera_clock(self, *_): pass
    def on_unit(self, unit):
        if not self.said:
            print("recording", flush=True)
            self.said = True

asyncio.run(PyavSource(sys.argv[1]).run(Sink()))
"""


@pytest.mark.crash
def test_no_child_outlives_a_recorder_that_was_killed() -> None:
    """The pipe closes with its owner, however it died; FFmpeg blocked in a read does not matter."""

    async def scene() -> None:
        async with SimServer() as server:
            server.add("gate", Clip.load(footage(PEOPLE)))
            environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
            parent = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", PARENT, server.url("gate")),
                stdout=subprocess.PIPE,
                env=environment,
            )
            assert parent.stdout is not None
            assert await asyncio.wait_for(parent.stdout.readline(), 30) == b"recording\n"
            (child,) = psutil.Process(parent.pid).children()
            server.stall("gate")
            parent.send_signal(signal.SIGKILL)
            await parent.wait()
            deadline = time.monotonic() + 5
            while child.is_running() and child.status() != psutil.STATUS_ZOMBIE:
                assert time.monotonic() < deadline, "the child lives on"
                await asyncio.sleep(0.05)
            await parent.stdout.read()

    asyncio.run(scene())
