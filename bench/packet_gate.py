"""Would the sizes of packets do as a first gate before looking? What it would save, and what it would miss.

    python -m bench.packet_gate

A picture whose packet is hardly larger than the usual one of the last half minute is called flat, and the look at it is
left out (it is decoded all the same: later pictures build on it). Truth is what the eye itself says of every picture.
Scenes: people of 8 … 40 % of the picture's height crossing a still yard, encoded at a constant rate and at a constant
quality, with a sensor's grain of two strengths; and the sample footage. Prints a Markdown table.
"""

import argparse
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from bench.clips import sub_clip
from vonggac.fmp4.fragment import TrackRun, fragment, length_prefixed
from vonggac.fmp4.init import init_segment
from vonggac.media.decoding import GrayDecoder
from vonggac.media.demux import read_file
from vonggac.media.encode import Picture, VideoSettings, write_file
from vonggac.watch.eye import Eye
from vonggac.watch.sighting import EyeSettings

WIDTH, HEIGHT, FPS, GOP = 640, 360, 5, 10
FLAT = (1.1, 1.25, 1.5)
"""A packet up to so many times the usual size is flat."""
WARM_UP = 25


@dataclass
class Told:
    """Of one scene: sizes of packets and what the eye saw, picture by picture."""

    sizes: list[tuple[int, bool]]
    moving: list[bool]


def crossing(share: float, grain: int, seconds: int) -> Iterator[Picture]:
    """Every 20 s somebody walks across, at a quarter of the picture's width a second."""
    dice = np.random.default_rng(3)
    coarse = dice.integers(60, 190, (HEIGHT // 10, WIDTH // 10)).astype(np.uint8)
    yard = np.repeat(np.kron(coarse, np.ones((10, 10), np.uint8))[:, :, None], 3, axis=2)
    tall = round(HEIGHT * share)
    wide = max(3, tall // 3)
    for number in range(seconds * FPS):
        picture = yard.astype(np.int16)
        second = number / FPS % 20 - 8
        if 0 <= second < 4:
            x = int(second / 4 * (WIDTH - wide))
            picture[200 : 200 + tall, x : x + wide] = (40, 50, 80)
        noise = dice.normal(0, grain, (HEIGHT, WIDTH, 1))
        yield np.clip(picture + noise, 0, 255).astype(np.uint8)


def told(path: Path) -> Told:
    (video, *_) = read_file(path)
    decoder = GrayDecoder(init_segment((video.track,)))
    eye = Eye(EyeSettings(loops=False))
    sizes: list[tuple[int, bool]] = []
    moving: list[bool] = []
    for number, unit in enumerate(video.units):
        parts = length_prefixed(unit.parts)
        sample = (sum(map(len, parts)), 90_000 // FPS, unit.key, 0)
        data = fragment(number, [TrackRun(1, number * 90_000 // FPS, [sample], parts)])
        moving += [eye.look(gray.picture, gray.at_us).motion > 0 for gray in decoder.take(data)]
        sizes.append((sample[0], unit.key))
    return Told(sizes[: len(moving)], moving)


def flat(sizes: Iterable[tuple[int, bool]], most: float) -> list[bool]:
    usual: deque[int] = deque(maxlen=30 * FPS)
    found = []
    for size, key in sizes:
        found.append(not key and len(usual) >= WARM_UP and size <= most * median(usual))
        if not key:
            usual.append(size)
    return found


def row(name: str, scene: Told) -> str:
    moving = scene.moving
    quiet = len(moving) - sum(moving)
    cells = []
    for most in FLAT:
        gated = flat(scene.sizes, most)
        saved = sum(g and not m for g, m in zip(gated, moving, strict=True))
        missed = sum(g and m for g, m in zip(gated, moving, strict=True))
        cells.append(
            f"{100 * saved / max(1, quiet):.0f} % / {100 * missed / max(1, sum(moving)):.0f} %"
        )
    return f"| {name} | {len(moving)} | {sum(moving)} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=int, default=80)
    options = parser.parse_args()
    print(
        "| scene | pictures | with motion | "
        + " | ".join(f"≤ {most}: quiet looks saved / motion missed" for most in FLAT)
        + " |"
    )
    print("|" + "---|" * (3 + len(FLAT)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scene.mp4"
        for share in (0.08, 0.1, 0.2, 0.4):
            for rate, word in ((0, "quality"), (250, "250 kbit/s")):
                for grain in (2, 5):
                    settings = VideoSettings(WIDTH, HEIGHT, FPS, gop=GOP, kbit_s=rate)
                    write_file(path, crossing(share, grain, options.seconds), settings)
                    name = f"person {100 * share:.0f} %, {word}, grain {grain}"
                    print(row(name, told(path)), flush=True)
    print(row("sample footage, people", told(sub_clip())))


if __name__ == "__main__":
    main()
