"""A picture that tells a machine which frame it is: for measuring latency and lost frames.

The mark lies on the upper edge: 24 cells side by side over the whole width, each 1/24 of the width
wide and 1/12 of the height high. White is 1. From left to right: white, black · 16 bits of the
number, highest first · 4 bits of check (the sum of the number's four hex digits, modulo 16) ·
black, white. The number is the frame's place in the loop, so ``SimServer`` with phase 0 shows frame
``n`` when the wall clock modulo the loop's length is ``n / fps``: latency is the wall clock at the
screen less that, modulo the loop.

``READ_JS`` is the reader for a canvas: ``readBarcode(imageData)`` → number, or -1 where no mark is.
It samples the middle of each cell; any scaling of the picture that keeps its shape will do.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vonggac.kernel.streams import Codec
from vonggac.media.encode import Picture, VideoSettings, write_file

CELLS = 24
_BITS = 16

READ_JS = """
function readBarcode(image) {
  const { width, height, data } = image, cells = [];
  for (let cell = 0; cell < 24; cell += 1) {
    const x = Math.floor((cell + 0.5) * width / 24), y = Math.floor(height / 24);
    let sum = 0;
    for (let dx = -1; dx <= 1; dx += 1) sum += data[4 * (y * width + x + dx) + 1];
    cells.push(sum / 3);
  }
  const white = (cells[0] + cells[23]) / 2, black = (cells[1] + cells[22]) / 2;
  if (white - black < 60) return -1;
  const bits = cells.map((light) => (light > (white + black) / 2 ? 1 : 0));
  let number = 0, check = 0;
  for (let bit = 2; bit < 18; bit += 1) number = number * 2 + bits[bit];
  for (let bit = 18; bit < 22; bit += 1) check = check * 2 + bits[bit];
  const sum = (number >> 12) + (number >> 8 & 15) + (number >> 4 & 15) + (number & 15);
  return (sum & 15) === check ? number : -1;
}
"""


def _check(number: int) -> int:
    return sum(number >> shift & 15 for shift in (0, 4, 8, 12)) & 15


def cells(number: int) -> list[bool]:
    """The mark's cells, white true. Raises ValueError outside 16 bits."""
    if not 0 <= number < 1 << _BITS:
        raise ValueError(f"{number} does not fit {_BITS} bits")
    bits = [bool(number >> shift & 1) for shift in range(_BITS - 1, -1, -1)]
    check = [bool(_check(number) >> shift & 1) for shift in range(3, -1, -1)]
    return [True, False, *bits, *check, False, True]


def draw(luma: NDArray[np.uint8], number: int) -> None:
    """Writes the mark into a picture's brightness plane. Raises ValueError outside 16 bits."""
    height, width = luma.shape
    for index, white in enumerate(cells(number)):
        left, right = width * index // CELLS, width * (index + 1) // CELLS
        luma[: height // 12, left:right] = 235 if white else 16


def read(luma: NDArray[np.uint8]) -> int | None:
    """The number in a brightness plane of any size; none where no mark is."""
    height, width = luma.shape
    row = luma[height // 24]
    lights = [float(row[width * (2 * cell + 1) // (2 * CELLS)]) for cell in range(CELLS)]
    white, black = (lights[0] + lights[-1]) / 2, (lights[1] + lights[-2]) / 2
    if white - black < 60:
        return None
    bits = [light > (white + black) / 2 for light in lights]
    number = sum(bit << shift for shift, bit in enumerate(reversed(bits[2 : 2 + _BITS])))
    check = sum(bit << shift for shift, bit in enumerate(reversed(bits[2 + _BITS : -2])))
    return number if check == _check(number) else None


def make_barcode_clip(
    path: Path,
    *,
    fps: int = 25,
    gop: int = 50,
    width: int = 1280,
    height: int = 720,
    seconds: int = 60,
    codec: Codec = Codec.H264,
    kbit_s: int = 0,
    grain: int = 0,
    b_frames: int = 0,
    preset: str = "ultrafast",
) -> None:
    """Writes a clip of numbered frames. ``grain`` 0…40 is a sensor's noise, for a real bit rate.

    Raises ValueError where the frames do not fit 16 bits.
    """
    if fps * seconds > 1 << _BITS:
        raise ValueError(f"{fps * seconds} frames do not fit {_BITS} bits")
    settings = VideoSettings(
        width, height, fps, codec, gop=gop, kbit_s=kbit_s, b_frames=b_frames, preset=preset
    )
    write_file(path, numbered_pictures(fps * seconds, width, height, grain), settings)


def numbered_pictures(count: int, width: int, height: int, grain: int = 0) -> Iterator[Picture]:
    """NV12 pictures 0…count-1: a slope of grey that drifts, the mark above."""
    dice = np.random.default_rng(1)
    slope = np.linspace(60, 190, width, dtype=np.float32)[None, :].repeat(height, axis=0)
    noise = dice.normal(0, grain, (height + 64, width + 64)).astype(np.float32)
    for number in range(count):
        picture = np.full((height * 3 // 2, width), 128, np.uint8)
        luma = picture[:height]
        down, across = dice.integers(0, 64, 2)
        moved = (
            np.roll(slope, number * 3, axis=1)
            + noise[down : down + height, across : across + width]
        )
        luma[:] = np.clip(moved, 16, 235)
        draw(luma, number)
        yield picture
