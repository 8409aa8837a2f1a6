"""Motorbikes, bicycles, bowls and steam."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image

from vonggac.simcam.school.cast import Loop
from vonggac.simcam.school.paint import Canvas, Colour, darker, lighter
from vonggac.simcam.school.stage import PERIOD_S, Placed, Sprite

_INK = (44, 42, 50)
_SKIN = (238, 196, 158)


def wheel(canvas: Canvas, x: float, y: float, radius: float, *, turn: float = 0.0) -> None:
    canvas.oval(x, y, radius, radius, _INK)
    canvas.oval(x, y, radius * 0.68, radius * 0.68, (206, 208, 210))
    for spoke in range(5):
        angle = turn + spoke * math.pi * 0.4
        tip = (x + radius * 0.66 * math.cos(angle), y + radius * 0.66 * math.sin(angle))
        canvas.line([(x, y), tip], 1.6, (120, 122, 128))
    canvas.oval(x, y, radius * 0.2, radius * 0.2, _INK)


def bicycle(canvas: Canvas, x: float, foot: float, size: float, colour: Colour) -> None:
    """Parked; ``size`` is the wheels' radius."""
    rear, front = (x - size * 1.15, foot - size), (x + size * 1.15, foot - size)
    for hub in (rear, front):
        for rim in range(48):
            angle = rim * math.pi / 24
            canvas.oval(
                hub[0] + size * math.cos(angle),
                hub[1] + size * math.sin(angle),
                size * 0.16,
                size * 0.16,
                _INK,
            )
    seat, head, pedal = (
        (x - size * 0.5, foot - size * 2.05),
        (x + size * 0.8, foot - size * 2.15),
        (x - size * 0.1, foot - size * 0.9),
    )
    for pair in (
        (rear, seat),
        (seat, pedal),
        (pedal, head),
        (seat, head),
        (rear, pedal),
        (head, front),
    ):
        canvas.line(list(pair), size * 0.13, colour)
    canvas.line(
        [(seat[0] - size * 0.25, seat[1]), (seat[0] + size * 0.25, seat[1])], size * 0.18, _INK
    )
    canvas.line([head, (head[0] + size * 0.1, head[1] - size * 0.4)], size * 0.1, _INK)
    canvas.line(
        [
            (head[0] - size * 0.3, head[1] - size * 0.42),
            (head[0] + size * 0.2, head[1] - size * 0.4),
        ],
        size * 0.12,
        _INK,
    )


def _machine(canvas: Canvas, colour: Colour, turn: float) -> None:
    canvas.oval(108, 170, 88, 7, (30, 25, 45, 80))
    wheel(canvas, 50, 146, 25, turn=turn)
    wheel(canvas, 166, 146, 25, turn=turn)
    canvas.poly([(30, 112), (96, 112), (110, 142), (76, 148), (44, 130)], colour)
    canvas.poly([(108, 142), (132, 142), (158, 100), (146, 92), (122, 128)], lighter(colour, 0.15))
    canvas.round_box(86, 136, 46, 10, darker(colour, 0.35), radius=4)
    canvas.round_box(34, 102, 70, 13, _INK, radius=6)
    canvas.line([(150, 90), (166, 146)], 6, (150, 152, 158))
    canvas.line([(138, 78), (154, 92)], 5, _INK)
    canvas.oval(158, 100, 8, 7, (255, 244, 190))
    canvas.oval(28, 118, 5, 4, (220, 50, 50))


def _helmet(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> None:
    canvas.oval(x, y, radius, radius, _SKIN)
    canvas.pie(x, y - 2, radius + 3, colour, arc=(170, 360))
    canvas.round_box(x + radius * 0.3, y - 5, radius * 0.95, 4, darker(colour), radius=2)
    canvas.oval(x + radius * 0.5, y + radius * 0.2, 1.8, 2.4, _INK)


def _rider(canvas: Canvas, shirt: Colour, helmet: Colour) -> None:
    canvas.line([(88, 100), (120, 112), (112, 138)], 14, (58, 62, 78))
    canvas.oval(117, 140, 9, 4, _INK)
    canvas.round_box(72, 48, 30, 58, shirt, radius=12)
    canvas.line([(92, 62), (116, 82)], 9, darker(shirt, 0.1))
    canvas.line([(116, 82), (140, 80)], 7, _SKIN)
    _helmet(canvas, 92, 32, 17, helmet)


def _passenger(canvas: Canvas, satchel: Colour, helmet: Colour) -> None:
    canvas.round_box(24, 66, 15, 32, satchel, radius=6)
    canvas.line([(54, 102), (74, 118)], 9, (44, 58, 104))
    canvas.round_box(36, 62, 25, 42, (250, 250, 247), radius=10)
    canvas.poly([(42, 60), (62, 60), (58, 70), (46, 70)], (214, 36, 45))
    canvas.line([(54, 72), (74, 82)], 7, _SKIN)
    _helmet(canvas, 50, 44, 16, helmet)


@dataclass(frozen=True)
class Ride:
    """Somebody on a motorbike who crosses the picture, perhaps with a child behind him."""

    y: float
    start_s: float
    seconds: float
    """For the way from edge to edge."""
    size: float
    shirt: Colour
    bike: Colour
    passenger: Colour | None = None
    """The child's satchel."""
    leftward: bool = False

    def at(self, time_s: float) -> Sequence[Placed]:
        share = ((time_s - self.start_s) % PERIOD_S) / self.seconds
        if share >= 1:
            return []
        x = -160 + 1600 * (1 - share if self.leftward else share)
        picture = _ride(self, int(time_s * 12) % 4)
        return [Placed(picture, x, self.y + math.sin(time_s * 14) * 0.8, self.y)]


@cache
def _ride(ride: Ride, step: int) -> Sprite:
    canvas = Canvas(216, 180, factor=3)
    _machine(canvas, ride.bike, step * math.pi * 0.1)
    if ride.passenger is not None:
        _passenger(canvas, ride.passenger, lighter(ride.passenger, 0.4))
    _rider(canvas, ride.shirt, darker(ride.bike, 0.1))
    picture = canvas.finished()
    if ride.leftward:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    small = picture.resize(
        (round(216 * ride.size), round(180 * ride.size)), Image.Resampling.LANCZOS
    )
    return Sprite(small, (108 * ride.size, 171 * ride.size))


def parked(canvas: Canvas, x: float, foot: float, size: float, colour: Colour) -> None:
    """A motorbike without a rider, drawn into a backdrop."""
    wheel(canvas, x - 58 * size, foot - 25 * size, 25 * size)
    wheel(canvas, x + 58 * size, foot - 25 * size, 25 * size)

    def at(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x + (a - 108) * size, foot + (b - 171) * size) for a, b in points]

    canvas.poly(at([(30, 112), (96, 112), (110, 142), (76, 148), (44, 130)]), colour)
    canvas.poly(
        at([(108, 142), (132, 142), (158, 100), (146, 92), (122, 128)]), lighter(colour, 0.15)
    )
    canvas.line(at([(40, 108), (98, 108)]), 12 * size, _INK)
    canvas.line(at([(150, 90), (166, 146)]), 6 * size, (150, 152, 158))
    canvas.line(at([(138, 78), (154, 92)]), 5 * size, _INK)


def bowl(canvas: Canvas, x: float, y: float, size: float) -> None:
    """Rice, greens, an egg."""
    canvas.oval(x, y, size, size * 0.42, (236, 240, 244))
    canvas.oval(x, y - size * 0.06, size * 0.82, size * 0.3, (255, 253, 244))
    canvas.oval(x - size * 0.32, y - size * 0.12, size * 0.3, size * 0.15, (106, 168, 84))
    canvas.oval(x + size * 0.3, y - size * 0.12, size * 0.26, size * 0.15, (250, 200, 80))


def steam(x: float, y: float, width: int, *, depth: float) -> Loop:
    """What rises from a pot."""
    frames = []
    for step in range(24):
        canvas = Canvas(width, width * 2)
        for puff in range(5):
            share = (puff / 5 + step / 24) % 1.0
            fade = int(70 * math.sin(math.pi * share))
            across = width / 2 + math.sin(share * 7 + puff * 2) * width * 0.16
            half = width * (0.1 + 0.16 * share)
            canvas.oval(across, width * 2 * (0.92 - 0.8 * share), half, half, (255, 255, 255, fade))
        frames.append(Sprite(canvas.finished(), (width / 2, width * 2)))
    return Loop(frames, x, y, turn_s=3.0, depth=depth)
