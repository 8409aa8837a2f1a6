"""Burns the viewer's mark and a caption band into a copy of a frame (ACCESS §8.4). Never touches the master.

Loads Pillow: only for child processes (``stamp_worker``; viewing copies).
"""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import vonggac
from vonggac.evidence.marks import Caption, Mark

SHARE = 0.235
LINE = 1.18
QUALITY = 92
_LARGEST_TAG = 26
_REGULAR = Path(vonggac.__file__).parent / "documents" / "fonts" / "LiberationSerif-Regular.ttf"
_INK, _LIGHT = (0, 0, 0, 60), (255, 255, 255, 82)
_BAND, _WORDS = (255, 255, 255), (17, 17, 17)


def letter_size(width: int, height: int, em_width: float, lines: int) -> float:
    """With which a tag's half of a quarter is not exceeded; ``em_width``: its longest line in ems."""
    return min(
        _LARGEST_TAG, max(11, width / 44), width * SHARE / em_width, height * SHARE / (lines * LINE)
    )


def tag_places(
    width: float, height: float, tag_width: float, tag_height: float
) -> list[tuple[float, float]]:
    """Left upper corners: a window of half the width and half the height holds a whole tag wherever it lies."""
    step_x, step_y = width / 2 - tag_width, height / 2 - tag_height
    if step_x <= 0 or step_y <= 0:
        return []
    places, y, row = [], step_y * 0.2, 0
    while y < height:
        x = step_x * (-0.4 if row % 2 else 0.1)
        while x < width:
            places.append((x, y))
            x += step_x
        y, row = y + step_y, row + 1
    return places


def burn(frame: Image.Image, mark: Mark, at_text: str) -> Image.Image:
    """A copy with the tiling and the two lines; ``at_text`` is the moment of taking."""
    lines = [*mark.lines[:-1], f"{mark.lines[-1]} {at_text[-8:]}"]
    whole = " · ".join((mark.name, *mark.lines, at_text))
    covered = veil(frame.size, lines, whole)
    return Image.alpha_composite(frame.convert("RGBA"), covered).convert("RGB")


def veil(size: tuple[int, int], lines: Sequence[str], whole: str) -> Image.Image:
    """What lies over a picture of that size: the tag of ``lines`` tiled, and ``whole`` twice across."""
    width, height = size
    made = Image.new("RGBA", size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(made)
    em_width = max(_face(100).getlength(each) for each in lines) / 100
    letter = max(5, int(letter_size(width, height, em_width, len(lines))))
    tag_width, tag_height = em_width * letter, len(lines) * LINE * letter
    for x, y in tag_places(width, height, tag_width, tag_height):
        for row, each in enumerate(lines):
            _write(pen, (x, y + row * LINE * letter), each, letter)
    letter = _fitting(whole, width * 0.96, max(10, width // 48))
    for share in (0.30, 0.68):
        at = ((width - _face(letter).getlength(whole)) / 2, height * share)
        _write(pen, at, whole, letter)
    return made


def with_band(frame: Image.Image, caption: Caption, instant: str, digest: str) -> Image.Image:
    """The picture with two lines below it: whose camera; when, which number, which hash."""
    lines = [
        f"{caption.school} – Camera: {caption.camera}",
        f"{instant} – Ảnh số {caption.number} – Mã băm {digest[:12]}",
    ]
    width, height = frame.size
    size = min(_fitting(each, width * 0.97, max(12, width // 42)) for each in lines)
    row = round(size * 1.35)
    sheet = Image.new("RGB", (width, height + row * len(lines) + size // 2), _BAND)
    sheet.paste(frame, (0, 0))
    pen = ImageDraw.Draw(sheet)
    for number, each in enumerate(lines):
        at = (width * 0.015, height + size * 0.2 + number * row)
        pen.text(at, each, fill=_WORDS, font=_face(size))
    return sheet


def words_on(size: tuple[int, int], lines: Sequence[str], *, largest: int) -> Image.Image:
    """White words in the middle of a black sheet, in gray levels: a band, a card."""
    width, height = size
    sheet = Image.new("L", size, 0)
    pen = ImageDraw.Draw(sheet)
    letter = min(_fitting(each, width * 0.95, largest) for each in lines)
    row = letter * 1.3
    top = (height - row * len(lines)) / 2
    for number, each in enumerate(lines):
        at = ((width - _face(letter).getlength(each)) / 2, top + number * row)
        pen.text(at, each, fill=235, font=_face(letter))
    return sheet


def jpeg(image: Image.Image) -> bytes:
    """Pixels and nothing else."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY, subsampling=0)
    return file.getvalue()


def _write(pen: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int) -> None:
    edge = max(1, size // 14)
    pen.text((at[0] + edge, at[1] + edge), text, fill=_INK, font=_face(size))
    pen.text(at, text, fill=_LIGHT, font=_face(size))


def _fitting(text: str, width: float, most: int) -> int:
    """The greatest size up to ``most`` with which the line is no wider."""
    return max(6, min(most, int(most * width / max(1.0, _face(most).getlength(text)))))


@cache
def _face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_REGULAR), size)
