"""Streams made by a sequence and bent in one place a test: tracks, units, GOPs, sources that follow a script."""

import asyncio
from collections.abc import Awaitable, Callable

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import AccessUnit, Codec, Sink, Track
from vonggac.recorder.gops import Gop

START_US = 1_795_330_800_000_000
"""A whole minute in November 2026."""

SPS = bytes.fromhex("67640028acd940780227e5c044000003000400000300c83c60c658")
PPS = bytes.fromhex("68ebe3cb22c0")
VIDEO = Track(0, Codec.H264, 90_000, (SPS, PPS), width=1920, height=1080)
SMALL = Track(0, Codec.H264, 90_000, (SPS, PPS), width=640, height=360)
TRACKS = (VIDEO,)

Script = Callable[[Sink], Awaitable[None]]


def unit(number: int, *, key: bool = False, size_bytes: int = 40, fps: int = 25) -> AccessUnit:
    """Picture ``number`` of a stream, filled with its own number."""
    head = b"\x65" if key else b"\x41"
    return AccessUnit(
        0, number * 90_000 // fps, key, [head + number.to_bytes(4, "big") * (size_bytes // 4)]
    )


def gop(
    number: int, *, run: str = "run-1", key: bool = True, tracks: tuple[Track, ...] = TRACKS
) -> Gop:
    """The two seconds that begin ``2 × number`` s after the start, 25 pictures a second."""
    start_us = START_US + number * 2 * SECOND_US
    made = Gop(run, tracks, start_us, key, start_us + 2 * SECOND_US)
    for picture in range(50):
        made.add(unit(picture, key=key and picture == 0), start_us + picture * SECOND_US // 25)
    return made


class ScriptedSource:
    """A source that does what the script says, once."""

    def __init__(self, script: Script) -> None:
        self._script = script

    async def run(self, sink: Sink) -> None:
        await self._script(sink)


async def pictures(
    sink: Sink, count: int, *, first: int = 0, gop_length: int = 5, pause_s: float = 0.0
) -> None:
    """``count`` pictures with a key frame every ``gop_length``; as fast as the loop turns unless paced."""
    for number in range(first, first + count):
        sink.on_unit(unit(number, key=(number - first) % gop_length == 0))
        await asyncio.sleep(pause_s)
