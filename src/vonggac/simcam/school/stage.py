"""What a place is made of, and how one instant of it becomes a picture."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from vonggac.simcam.school.paint import Canvas, Point

WIDTH, HEIGHT = 1280, 720
PERIOD_S = 60
"""After which everything repeats."""

Pixels = NDArray[np.uint8]
_Floats = NDArray[np.float32]


# BT.709 in limited range: what players take a picture of this size to be.
_LUMA = np.array([0.1826, 0.6142, 0.0620], dtype=np.float32)
_CHROMA = np.array([[-0.1006, -0.3386, 0.4392], [0.4392, -0.3989, -0.0403]], dtype=np.float32)


class Frame:
    """A picture as encoders take it: brightness, and colour at half the size (NV12)."""

    def __init__(self, pixels: Pixels) -> None:
        """``pixels``: brightness above, colour below, as FFmpeg lays NV12 out."""
        self.pixels = pixels
        height = pixels.shape[0] * 2 // 3
        self.luma = pixels[:height]
        self.chroma = pixels[height:].reshape(height // 2, pixels.shape[1] // 2, 2)

    @classmethod
    def of_rgb(cls, picture: Pixels) -> "Frame":
        height, width = picture.shape[:2]
        frame = cls(np.empty((height * 3 // 2, width), np.uint8))
        colours = picture.astype(np.float32)
        frame.luma[:] = 16 + colours @ _LUMA
        frame.chroma[:] = 128 + _halved(colours) @ _CHROMA.T
        return frame

    def copy(self) -> "Frame":
        return Frame(self.pixels.copy())


def _halved(pixels: _Floats) -> _Floats:
    upper, lower = pixels[::2], pixels[1::2]
    sums: _Floats = upper[:, ::2] + upper[:, 1::2] + lower[:, ::2] + lower[:, 1::2]
    sums *= np.float32(0.25)
    return sums


class Sprite:
    """A small picture that is laid over a large one, quickly."""

    def __init__(self, picture: Image.Image, foot: Point) -> None:
        """``foot`` is the point of the picture that stands on the ground."""
        left, top, right, bottom = picture.getbbox() or (0, 0, 1, 1)
        even = Image.new("RGBA", ((right - left + 1) // 2 * 2, (bottom - top + 1) // 2 * 2))
        even.paste(picture.crop((left, top, right, bottom)), (0, 0))
        pixels = np.asarray(even, dtype=np.float32)
        alpha: _Floats = pixels[..., 3:] * np.float32(1 / 255)
        light: _Floats = pixels[..., :3] * alpha
        thin = _halved(alpha)
        self.foot_x, self.foot_y = round(foot[0]) - left, round(foot[1]) - top
        luma: _Floats = np.float32(16) * alpha[..., 0] + light @ _LUMA
        chroma: _Floats = np.float32(128) * thin + _halved(light) @ _CHROMA.T
        self._luma, self._chroma = _layer(luma, alpha[..., 0]), _layer(chroma, thin)

    def lay(self, ground: Frame, x: float, y: float) -> None:
        """With its foot at (x, y); what is outside is left out."""
        left, top = round(x) - self.foot_x, round(y) - self.foot_y
        _blend(ground.luma, self._luma, left, top)
        _blend(ground.chroma, self._chroma, left // 2, top // 2)


_Layer = tuple[NDArray[np.uint8], NDArray[np.uint16]]
"""Light of its own, and how much of what is behind shines through, of 256."""


def _layer(light: _Floats, alpha: _Floats) -> _Layer:
    return np.rint(light).astype(np.uint8), np.rint(256 * (1 - alpha)).astype(np.uint16)


def _blend(ground: Pixels, layer: _Layer, left: int, top: int) -> None:
    light, through = layer
    height, width = light.shape[:2]
    from_x, from_y = max(0, -left), max(0, -top)
    to_x = min(width, ground.shape[1] - left)
    to_y = min(height, ground.shape[0] - top)
    if from_x >= to_x or from_y >= to_y:
        return
    part = ground[top + from_y : top + to_y, left + from_x : left + to_x]
    behind = part * through[from_y:to_y, from_x:to_x] >> 8
    behind += light[from_y:to_y, from_x:to_x]
    part[:] = behind


@dataclass(frozen=True, slots=True)
class Placed:
    """A sprite where it stands now. What has the greater depth is drawn over the others."""

    sprite: Sprite
    x: float
    y: float
    depth: float


class Actor(Protocol):
    """Whoever or whatever moves."""

    def at(self, time_s: float) -> Sequence[Placed]:
        """Where and how at this second of the minute; nothing while off stage."""


@dataclass(frozen=True)
class Place:
    """What one camera sees."""

    key: str
    """``gate-1``: name of its files and part of its address."""
    area: str
    """``gate``, ``yard``, ``corridor``, ``canteen``."""
    name: str
    """What a Vietnamese technician would call the camera."""
    backdrop: Callable[[], Pixels]
    cast: Callable[[], Sequence[Actor]]


class Stage:
    """A place, ready to be filmed."""

    def __init__(self, place: Place) -> None:
        self._ground = Frame.of_rgb(place.backdrop())
        self._cast = place.cast()
        self._captions = _captions(place.name.upper())

    def picture(self, time_s: float) -> Frame:
        """The place at this second of the minute, with the seconds in the corner."""
        time_s %= PERIOD_S
        picture = self._ground.copy()
        placed = [each for actor in self._cast for each in actor.at(time_s)]
        for each in sorted(placed, key=lambda one: one.depth):
            each.sprite.lay(picture, each.x, each.y)
        self._captions[int(time_s)].lay(picture, 0, 0)
        return picture


def _captions(name: str) -> list[Sprite]:
    """The camera's name and the second of the minute, as cameras burn them in: outlined."""
    words = _outlined(104.0, name)
    sprites = []
    for second in range(PERIOD_S):
        caption = _outlined(28.0, f":{second:02d}")
        caption.alpha_composite(words)
        sprites.append(Sprite(caption, (0, 0)))
    return sprites


def _outlined(x: float, text: str) -> Image.Image:
    canvas = Canvas(520, 56)
    for angle in range(8):
        across, down = 1.6 * math.cos(angle * 0.785), 1.6 * math.sin(angle * 0.785)
        canvas.text(x + across, 32 + down, text, 25, (20, 20, 30), anchor="left")
    canvas.text(x, 32, text, 25, (255, 255, 255), anchor="left")
    return canvas.finished()
