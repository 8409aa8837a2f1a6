"""The brush: shapes on a canvas of twice the size, made smooth by halving it."""

import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int] | tuple[int, int, int, int]
Point = tuple[float, float]

_VIETNAMESE_ONLY = frozenset("ĂăĐđĨĩŨũƠơƯư") | {chr(code) for code in range(0x1EA0, 0x1EFA)}


@cache
def _font(size: int, subset: str) -> ImageFont.FreeTypeFont:
    name = f"be-vietnam-pro-{subset}-700-normal.woff2"
    content = files("vonggac.simcam").joinpath("fonts", name).read_bytes()
    return ImageFont.truetype(BytesIO(content), size)


def mix(first: Colour, second: Colour, share: float) -> tuple[int, int, int]:
    """``first`` with this share of ``second`` in it."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(first[:3], second[:3], strict=True)
    )
    return red, green, blue


def darker(colour: Colour, share: float = 0.2) -> tuple[int, int, int]:
    return mix(colour, (25, 20, 45), share)


def lighter(colour: Colour, share: float = 0.25) -> tuple[int, int, int]:
    return mix(colour, (255, 250, 235), share)


class Canvas:
    """Coordinates are those of the finished picture; y grows downward."""

    def __init__(
        self,
        width: int,
        height: int,
        *,
        ground: Colour | None = None,
        factor: int = 2,
    ) -> None:
        """Without ``ground`` the canvas is transparent."""
        self.width, self.height, self.factor = width, height, factor
        size = (width * factor, height * factor)
        # Pillow blends translucent colours into RGB only; on a transparent canvas they stand alone.
        self._image = Image.new("RGB", size, ground[:3]) if ground else Image.new("RGBA", size)
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.factor, y * self.factor) for x, y in points]

    def finished(self) -> Image.Image:
        """Of the finished size; RGBA where there was no ground."""
        return self._image.resize((self.width, self.height), Image.Resampling.BOX)

    def poly(self, points: Sequence[Point], colour: Colour) -> None:
        self._draw.polygon(self._at(points), fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        self.poly([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour)

    def round_box(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, radius: float
    ) -> None:
        corners = self._at([(x, y), (x + width, y + height)])
        self._draw.rounded_rectangle((*corners[0], *corners[1]), radius * self.factor, fill=colour)

    def oval(
        self, x: float, y: float, half_width: float, half_height: float, colour: Colour
    ) -> None:
        """Around its middle."""
        corners = self._at([(x - half_width, y - half_height), (x + half_width, y + half_height)])
        self._draw.ellipse((*corners[0], *corners[1]), fill=colour)

    def pie(self, x: float, y: float, radius: float, colour: Colour, *, arc: Point) -> None:
        """``arc`` from one angle to another: degrees clockwise from three o'clock."""
        corners = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.pieslice((*corners[0], *corners[1]), *arc, fill=colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """With round ends and joints."""
        self._draw.line(
            self._at(points), fill=colour, width=round(width * self.factor), joint="curve"
        )
        if width * self.factor >= 3:
            for x, y in points:
                self.oval(x, y, width / 2, width / 2, colour)

    def fade(
        self, x: float, y: float, width: float, height: float, *, top: Colour, bottom: Colour
    ) -> None:
        """A rectangle whose colour changes from top to bottom; colours may have alpha."""
        rows = round(height * self.factor)
        upper, lower = np.array(_rgba(top), float), np.array(_rgba(bottom), float)
        share = np.linspace(0, 1, rows)[:, None]
        column = (upper + (lower - upper) * share).astype(np.uint8)[:, None, :]
        strip = Image.fromarray(np.repeat(column, round(width * self.factor), axis=1), "RGBA")
        self._lay(strip, max(0, round(x * self.factor)), max(0, round(y * self.factor)))

    def _lay(self, picture: Image.Image, left: int, top: int) -> None:
        if self._image.mode == "RGBA":
            self._image.alpha_composite(picture, (left, top))
        else:
            self._image.paste(picture, (left, top), picture)

    def soft(self, shapes: Sequence[Sequence[Point]], colour: Colour, blur: float) -> None:
        """Blurred polygons: shadows, light on a floor."""
        quarter = 4
        small = Image.new("L", (self.width // quarter, self.height // quarter), 0)
        brush = ImageDraw.Draw(small)
        for shape in shapes:
            brush.polygon([(x / quarter, y / quarter) for x, y in shape], fill=255)
        small = small.filter(ImageFilter.GaussianBlur(blur / quarter))
        strength = _rgba(colour)[3] / 255
        mask = small.resize(self._image.size, Image.Resampling.BICUBIC)
        mask = mask.point([round(level * strength) for level in range(256)])
        flat = Image.new("RGB", self._image.size, colour[:3])
        self._image.paste(flat, (0, 0), mask)

    def text(
        self, x: float, y: float, text: str, size: float, colour: Colour, *, anchor: str = "middle"
    ) -> None:
        """One line; ``y`` is its middle, ``x`` its middle or its left end (``anchor="left"``)."""
        pixels = round(size * self.factor)
        fonts = [
            _font(pixels, "vietnamese" if letter in _VIETNAMESE_ONLY else "latin")
            for letter in text
        ]
        widths = [font.getlength(letter) for font, letter in zip(fonts, text, strict=True)]
        at = x * self.factor - (sum(widths) / 2 if anchor == "middle" else 0)
        for letter, font, width in zip(text, fonts, widths, strict=True):
            self._draw.text(
                (at, y * self.factor + pixels * 0.36), letter, font=font, fill=colour, anchor="ls"
            )
            at += width


def _rgba(colour: Colour) -> tuple[int, int, int, int]:
    return (*colour[:3], colour[3] if len(colour) == 4 else 255)


def star(x: float, y: float, radius: float) -> list[Point]:
    """Five points, the first upward."""
    return [
        (
            x + radius * (1 if index % 2 == 0 else 0.382) * math.sin(index * math.pi / 5),
            y - radius * (1 if index % 2 == 0 else 0.382) * math.cos(index * math.pi / 5),
        )
        for index in range(10)
    ]


def with_grain(picture: Image.Image, *, strength: float = 1.3, seed: int = 5) -> NDArray[np.uint8]:
    """RGB pixels with a little grain and darker corners: a lens was there."""
    pixels = np.asarray(picture.convert("RGB"), dtype=np.float32)
    height, width = pixels.shape[:2]
    down, across = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    corner = 1 - 0.16 * np.clip(across**2 + down**2 - 0.55, 0, 2)
    grain = np.random.default_rng(seed).normal(0, strength, (height, width, 1))
    lit: NDArray[np.float32] = np.clip(pixels * corner[..., None] + grain, 0, 255)
    return lit.astype(np.uint8)
