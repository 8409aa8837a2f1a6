"""Clips for virtual cameras, made for one test, and a sink that keeps what a source delivers."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vonggac.kernel.streams import AccessUnit, Codec, Source, Track
from vonggac.media.encode import Picture, SoundSettings, VideoSettings, tone, write_file
from vonggac.simcam.barcode import numbered_pictures


def made(
    path: Path,
    *,
    codec: Codec = Codec.H264,
    sound: Codec | None = None,
    fps: int = 25,
    gop: int = 5,
    pictures: int = 50,
    size: tuple[int, int] = (320, 192),
    b_frames: int = 0,
) -> Path:
    """A clip of numbered pictures, with a tone where wished. G.711 wants a ``.mov`` path."""
    settings = VideoSettings(
        *size, fps, codec, gop=gop, preset="ultrafast", b_frames=b_frames, options={}
    )
    sounds = None
    if sound is not None:
        sounds = SoundSettings(sound, 16_000 if sound is Codec.AAC else 8_000)
    samples = tone(sounds.rate_hz) if sounds is not None else None
    write_file(path, _pictures(codec, pictures, size), settings, sound=sounds, samples=samples)
    return path


def _pictures(codec: Codec, count: int, size: tuple[int, int]) -> Iterator[Picture]:
    return numbered_pictures(count, *size, grain=6 if codec is Codec.MJPEG else 2)


@dataclass
class Kept:
    """A sink that keeps everything."""

    class EnoughError(Exception):
        """Ends the source from inside."""

    enough: int = 0
    tracks: tuple[Track, ...] = ()
    announced: int = 0
    units: list[AccessUnit] = field(default_factory=list)
    clocks: list[tuple[int, int, int]] = field(default_factory=list)

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        self.tracks = tracks
        self.announced += 1

    def on_unit(self, unit: AccessUnit) -> None:
        self.units.append(unit)
        if len(self.units) == self.enough:
            raise Kept.EnoughError

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        self.clocks.append((track, time, camera_us))

    def of(self, track: int) -> list[AccessUnit]:
        return [unit for unit in self.units if unit.track == track]


async def watch(source: Source, seconds: float, *, units: int = 0) -> Kept:
    """What the source delivers in this time, or until it has delivered so many units.

    A fault of the source comes out.
    """
    kept = Kept(enough=units)
    with contextlib.suppress(TimeoutError, Kept.EnoughError):
        await asyncio.wait_for(source.run(kept), seconds)
    return kept
