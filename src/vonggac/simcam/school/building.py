"""Yellow walls, green shutters, red tiles."""

import math

from vonggac.simcam.school.paint import Canvas, Colour, darker, lighter, mix

WALL: Colour = (240, 200, 104)
TRIM: Colour = (252, 244, 222)
SHUTTER: Colour = (62, 124, 96)
TILE: Colour = (190, 76, 52)
_GLASS: Colour = (84, 110, 124)


def roof(canvas: Canvas, left: float, right: float, eaves: float, height: float) -> None:
    """A hipped roof of fish-scale tiles; eaves stand out on both sides."""
    slope = height * 1.1
    top = eaves - height
    rows = max(3, int(height / 9))
    for row in range(rows):
        share, after = row / rows, (row + 1) / rows
        y, below = top + height * share, top + height * after
        inset, inset_below = slope * (1 - share), slope * (1 - after)
        colour = mix(TILE, (120, 44, 40), 0.35 * (row % 2) + 0.2 * (1 - share))
        canvas.poly(
            [
                (left + inset, y),
                (right - inset, y),
                (right - inset_below, below),
                (left + inset_below, below),
            ],
            colour,
        )
        step = 14.0
        x = left + inset_below + (step / 2 if row % 2 else 0)
        while x < right - inset_below - step:
            canvas.oval(
                x + step / 2, y + height / rows * 0.7, step * 0.44, 3.2, lighter(colour, 0.16)
            )
            x += step
    canvas.line([(left + slope, top), (right - slope, top)], 6, lighter(TILE, 0.25))
    canvas.box(left - 4, eaves - 2, right - left + 8, 9, darker(TILE, 0.45))
    canvas.box(left, eaves + 7, right - left, 5, TRIM)


def window(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Open shutters left and right of a barred window."""
    canvas.box(x - 4, y - 4, width + 8, height + 8, TRIM)
    canvas.fade(x, y, width, height, top=(66, 88, 104), bottom=(116, 146, 152))
    canvas.poly(
        [
            (x, y + height),
            (x + width * 0.5, y),
            (x + width * 0.7, y),
            (x + width * 0.2, y + height),
        ],
        (255, 255, 255, 40),
    )
    for index in range(1, 4):
        canvas.line([(x + width * index / 4, y), (x + width * index / 4, y + height)], 1.6, TRIM)
    canvas.line([(x, y + height / 2), (x + width, y + height / 2)], 1.8, TRIM)
    for side in (x - width * 0.48, x + width * 1.02):
        _shutter(canvas, side, y - 2, width * 0.46, height + 4)
    canvas.box(x - width * 0.5, y + height + 5, width * 2, 4, darker(WALL, 0.2))


def _shutter(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    canvas.box(x, y, width, height, SHUTTER)
    slats = max(4, int(height / 6))
    for index in range(slats):
        at = y + 3 + (height - 6) * index / slats
        canvas.line([(x + 3, at), (x + width - 3, at)], 1.3, darker(SHUTTER, 0.3))


def door(
    canvas: Canvas, x: float, y: float, width: float, height: float, *, label: str = ""
) -> None:
    """Two leaves, half glass; a plate with the class above."""
    canvas.box(x - 5, y - 5, width + 10, height + 5, TRIM)
    for index in range(2):
        left = x + index * width / 2
        canvas.box(left, y, width / 2 - 1, height, SHUTTER)
        canvas.box(left + 4, y + 5, width / 2 - 9, height * 0.42, _GLASS)
        canvas.box(left + 4, y + height * 0.55, width / 2 - 9, height * 0.36, darker(SHUTTER, 0.15))
    canvas.oval(x + width / 2 + 4, y + height * 0.52, 2, 2, (230, 200, 110))
    if label:
        plate = max(24.0, width * 0.62)
        canvas.round_box(x + width / 2 - plate / 2, y - 26, plate, 17, (44, 84, 150), radius=3)
        canvas.text(x + width / 2, y - 17.5, label, 11.5, (255, 255, 255))


def arcade(
    canvas: Canvas, left: float, top: float, *, bays: int, bay: float, height: float
) -> None:
    """A storey: rooms in the shadow of a gallery, columns and a balustrade before it."""
    width = bays * bay
    canvas.fade(left, top, width, height, top=darker(WALL, 0.42), bottom=darker(WALL, 0.2))
    for index in range(bays):
        x = left + index * bay
        if index % 3 == 1:
            door(canvas, x + bay * 0.3, top + height * 0.24, bay * 0.4, height * 0.76)
        else:
            window(canvas, x + bay * 0.36, top + height * 0.3, bay * 0.28, height * 0.4)
    for index in range(bays + 1):
        x = left + index * bay
        canvas.box(x - 7, top, 14, height, WALL)
        canvas.box(x + 3, top, 4, height, darker(WALL, 0.12))
        canvas.box(x - 10, top, 20, 7, TRIM)
    canvas.box(left - 7, top - 8, width + 14, 10, TRIM)


def balustrade(canvas: Canvas, left: float, foot: float, width: float, height: float) -> None:
    canvas.box(left, foot - height, width, 6, TRIM)
    x = left + 6
    while x < left + width - 4:
        canvas.round_box(x, foot - height + 6, 5, height - 10, lighter(WALL, 0.3), radius=2)
        x += 12
    canvas.box(left, foot - 5, width, 6, TRIM)


def sign(canvas: Canvas, x: float, y: float, text: str, size: float, *, board: Colour) -> None:
    """A board with words on it, around its middle."""
    width, height = len(text) * size * 0.66 + size * 1.4, size * 1.9
    canvas.round_box(x - width / 2, y - height / 2, width, height, darker(board, 0.3), radius=6)
    canvas.round_box(x - width / 2 + 3, y - height / 2 + 3, width - 6, height - 6, board, radius=5)
    canvas.text(x, y, text, size, (255, 246, 214))


def clock_face(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """Without hands: the seconds' hand moves, and is laid over it."""
    canvas.oval(x, y, radius + 4, radius + 4, darker(TILE, 0.2))
    canvas.oval(x, y, radius, radius, (255, 253, 244))
    for index in range(12):
        canvas.oval(
            *around(x, y, radius * 0.84, index * 5), 1.5 + (index % 3 == 0), 2.2, (60, 56, 60)
        )


def around(x: float, y: float, radius: float, second: float) -> tuple[float, float]:
    """The point of a dial where this second is."""
    angle = math.pi * second / 30
    return x + radius * math.sin(angle), y - radius * math.cos(angle)
