"""The live tap: a picture at once, a slow viewer is never waited for, a stranger gets nothing (I5, ACCESS 3.4)."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from tests.scenes.streams import START_US, TRACKS, unit
from vonggac.fmp4.reader import read_fragment
from vonggac.recorder.gops import Gop
from vonggac.recorder.tap import SLOW_BYTES, Channel, Tap
from vonggac.recorder.tap_client import TapMessage, TapRefused, subscribe


@asynccontextmanager
async def tapped(folder: Path) -> AsyncIterator[tuple[Tap, Channel]]:
    tap = Tap()
    channel = tap.channels.setdefault(("c7f3a", "main"), Channel())
    channel.begin(TRACKS)
    await tap.open(folder / "tap-0.json")
    try:
        yield tap, channel
    finally:
        await tap.close()


def growing(channel: Channel, gop: Gop, number: int, *, size_bytes: int = 40) -> None:
    picture = unit(number, key=number % 25 == 0, size_bytes=size_bytes)
    at_us = START_US + number * 40_000
    gop.add(picture, at_us)
    if channel.watched:
        channel.offer(gop, picture, at_us)


async def until_watched(channel: Channel) -> None:
    while not channel.watched:  # noqa: ASYNC110  (the channel has no event, and needs none)
        await asyncio.sleep(0.005)


async def collect(folder: Path, count: int, *, keys_only: bool = False) -> list[TapMessage]:
    found: list[TapMessage] = []
    async with aclosing(subscribe(folder, "c7f3a", "main", keys_only=keys_only)) as messages:
        async for message in messages:
            found.append(message)
            if len(found) == count:
                break
    return found


def samples(message: TapMessage) -> int:
    return len(read_fragment(message.data).tracks[0].samples)


def test_who_joins_in_mid_gop_gets_all_of_it_at_once_then_a_fragment_a_picture(
    tmp_path: Path,
) -> None:
    async def story() -> list[TapMessage]:
        async with tapped(tmp_path) as (_, channel):
            gop = Gop("run", TRACKS, START_US, True)
            for number in range(10):
                growing(channel, gop, number)
            viewer = asyncio.create_task(collect(tmp_path, 4))
            await until_watched(channel)
            for number in range(10, 13):
                growing(channel, gop, number)
            return await viewer

    init, so_far, eleventh, twelfth = asyncio.run(story())
    assert (init.kind, init.codec) == ("init", "avc1.640028")
    assert (samples(so_far), so_far.key) == (11, True)
    assert samples(eleventh) == samples(twelfth) == 1
    times = [read_fragment(each.data).tracks[0].base_time for each in (so_far, eleventh, twelfth)]
    assert times[0] + read_fragment(so_far.data).tracks[0].samples[0].cts == START_US * 9 // 100
    assert times[2] - times[1] == 3600


def test_who_wants_key_frames_alone_gets_no_other_and_nothing_else_is_built(tmp_path: Path) -> None:
    async def story() -> tuple[list[TapMessage], int]:
        async with tapped(tmp_path) as (_, channel):
            viewer = asyncio.create_task(collect(tmp_path, 3, keys_only=True))
            await until_watched(channel)
            gop = Gop("run", TRACKS, START_US, True)
            for number in range(60):
                if number % 25 == 0:
                    gop = Gop("run", TRACKS, START_US + number * 40_000, True)
                growing(channel, gop, number)
            return await viewer, channel._sequence

    (init, first, second), built = asyncio.run(story())
    assert init.kind == "init"
    assert (first.key, second.key) == (True, True)
    assert second.start_us - first.start_us == 25 * 40_000
    assert (samples(first), samples(second), built) == (1, 1, 3)


def test_a_viewer_who_does_not_read_loses_whole_gops_and_costs_bounded_memory(
    tmp_path: Path,
) -> None:
    async def story() -> tuple[int, list[TapMessage]]:
        async with tapped(tmp_path) as (_, channel):
            messages = subscribe(tmp_path, "c7f3a", "main")
            first = await anext(messages)
            most = 0
            gop = Gop("run", TRACKS, START_US, True)
            for number in range(400):
                if number % 25 == 0:
                    gop = Gop("run", TRACKS, START_US + number * 40_000, True)
                growing(channel, gop, number, size_bytes=100_000)
                (subscriber,) = channel.subscribers
                most = max(most, subscriber.writer.transport.get_write_buffer_size())
            got = [first]
            while not got[-1].key or got[-1].start_us < START_US + 425 * 40_000:
                reading = asyncio.ensure_future(anext(messages))
                while not reading.done():
                    number += 1
                    if number % 25 == 0:
                        gop = Gop("run", TRACKS, START_US + number * 40_000, True)
                    growing(channel, gop, number)
                    await asyncio.sleep(0.001)
                got.append(await reading)
            await messages.aclose()
            return most, got

    most, got = asyncio.run(asyncio.wait_for(story(), 20))
    assert most < SLOW_BYTES + 300_000
    numbers = [
        (message.start_us - START_US) // 40_000 for message in got if message.kind == "fragment"
    ]
    jumps = [later for earlier, later in pairwise(numbers) if later != earlier + 1]
    assert jumps, "something was dropped"
    assert all(number % 25 == 0 for number in jumps), "it goes on with a key frame"


def test_an_interrupted_stream_says_so_and_greets_again_when_it_is_back(tmp_path: Path) -> None:
    async def story() -> list[str]:
        async with tapped(tmp_path) as (_, channel):
            viewer = asyncio.create_task(collect(tmp_path, 3))
            await until_watched(channel)
            channel.end()
            channel.begin(TRACKS)
            return [message.kind for message in await viewer]

    assert asyncio.run(story()) == ["init", "gap", "init"]


@pytest.mark.parametrize(
    "hello",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[]\n",
        b'{"token": "guess", "camera": "c7f3a", "stream": "main"}\n',
        b"x" * 100_000,
        b"\xff\xfe\n",
        b"[" * 900 + b"\n",
    ],
)
def test_a_stranger_on_the_loopback_gets_nothing(tmp_path: Path, hello: bytes) -> None:
    async def story() -> bytes:
        async with tapped(tmp_path) as (_, channel):
            port = json.loads((tmp_path / "tap-0.json").read_text())["port"]
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(hello)
            writer.write_eof()
            try:
                answer = await reader.read()
            except ConnectionError:
                answer = b""
            assert not channel.watched
            writer.close()
            return answer

    assert asyncio.run(story())[:1] in (b"", b"r")


def test_a_stream_that_nobody_offers_is_refused_in_words(tmp_path: Path) -> None:
    async def story() -> None:
        async with tapped(tmp_path):
            async for _ in subscribe(tmp_path, "c7f3a", "sub"):
                pass

    with pytest.raises(TapRefused, match="c7f3a/sub"):
        asyncio.run(story())


def test_where_the_tap_is_can_be_read_by_one_user_only(tmp_path: Path) -> None:
    async def story() -> int:
        async with tapped(tmp_path):
            return (tmp_path / "tap-0.json").stat().st_mode & 0o077

    assert asyncio.run(story()) == 0


def test_with_b_frames_the_seam_between_the_gop_so_far_and_the_next_picture_is_smooth(
    tmp_path: Path,
) -> None:
    """Decode times rise over the seam and none is later than its picture: a browser drops it otherwise."""
    shown = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11]

    async def story() -> list[TapMessage]:
        async with tapped(tmp_path) as (_, channel):
            viewer = asyncio.create_task(collect(tmp_path, 6))
            gop = Gop("run", TRACKS, START_US, True)
            for position, number in enumerate(shown):
                if position == 8:
                    await until_watched(channel)
                picture = unit(number, key=position == 0)
                at_us = START_US + number * 40_000
                gop.add(picture, at_us)
                if channel.watched:
                    channel.offer(gop, picture, at_us)
            return await viewer

    _, so_far, *singles = asyncio.run(story())
    decoded: list[int] = []
    for message in (so_far, *singles):
        track = read_fragment(message.data).tracks[0]
        at = track.base_time
        assert not decoded or at >= decoded[-1]
        for sample in track.samples:
            decoded.append(at)
            assert sample.cts >= 0
            at += sample.duration
    assert decoded == sorted(set(decoded))
