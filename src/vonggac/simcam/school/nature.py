"""Sky, trees, hedges, ground: what a school yard has besides the school."""

import math
import random
from collections.abc import Sequence

from vonggac.simcam.school.paint import Canvas, Colour, darker, lighter, mix

LEAVES: Sequence[Colour] = ((64, 122, 66), (82, 146, 74), (108, 168, 84), (134, 188, 96))
DARK_LEAVES: Sequence[Colour] = ((44, 96, 66), (56, 114, 72), (74, 134, 80))
BLOSSOMS: Sequence[Colour] = ((226, 62, 40), (240, 92, 48), (206, 40, 40), (250, 130, 70))
_BARK = (110, 84, 66)


def sky(canvas: Canvas, height: float, *, seed: int = 1) -> None:
    """A clear morning with a few clouds."""
    canvas.fade(0, 0, canvas.width, height, top=(126, 190, 230), bottom=(234, 242, 232))
    dice = random.Random(seed)  # noqa: S311 - a picture, always the same
    for _ in range(5):
        x, y = dice.uniform(0, canvas.width), dice.uniform(30, height * 0.5)
        size = dice.uniform(26, 52)
        for puff in range(6):
            across = (puff - 2.5) * size * 0.52
            lift = math.cos((puff - 2.5) * 0.6) * size * 0.34
            half = size * dice.uniform(0.46, 0.62)
            canvas.oval(x + across, y - lift, half, half * 0.72, (240, 246, 248))


def clumps(
    canvas: Canvas,
    x: float,
    y: float,
    half_width: float,
    half_height: float,
    *,
    colours: Sequence[Colour] = LEAVES,
    count: int = 60,
    seed: int = 1,
) -> None:
    """A crown of leaves: dark and low first, light and high last."""
    dice = random.Random(seed)  # noqa: S311 - a picture, always the same
    size = min(half_width, half_height)
    for index in range(count):
        share = index / count
        angle, reach = dice.uniform(0, 2 * math.pi), math.sqrt(dice.random())
        across = math.cos(angle) * reach * half_width
        down = math.sin(angle) * reach * half_height - (share - 0.45) * half_height * 0.5
        half = size * dice.uniform(0.15, 0.3)
        colour = colours[min(len(colours) - 1, int(share * len(colours)))]
        canvas.oval(
            x + across, y + down, half * 1.15, half, mix(colour, (255, 240, 180), share * 0.08)
        )


def tree(
    canvas: Canvas,
    x: float,
    foot: float,
    height: float,
    *,
    blossoming: bool = False,
    seed: int = 1,
) -> None:
    """A shade tree; blossoming it is a phượng, the flame tree of the last weeks of school."""
    trunk, crown = height * 0.045, foot - height * 0.72
    reach = height * (0.5 if blossoming else 0.4)
    canvas.soft([_disc(x + reach * 0.3, foot + 4, reach, reach * 0.16)], (40, 36, 60, 90), 14)
    for lean, top in ((-0.22, 0.56), (0.2, 0.62), (0.02, 0.7)):
        canvas.line(
            [(x, foot - height * 0.28), (x + lean * height, foot - top * height)],
            trunk * 0.9,
            _BARK,
        )
    canvas.poly(
        [
            (x - trunk * 1.5, foot),
            (x - trunk * 0.7, foot - height * 0.34),
            (x + trunk * 0.7, foot - height * 0.34),
            (x + trunk * 1.5, foot),
        ],
        _BARK,
    )
    canvas.oval(x, foot, trunk * 1.5, trunk * 0.4, _BARK)
    canvas.poly(
        [(x + trunk * 0.2, foot), (x + trunk * 0.2, foot - height * 0.34), (x + trunk * 1.5, foot)],
        darker(_BARK, 0.25),
    )
    shape = (reach, height * (0.2 if blossoming else 0.3))
    clumps(canvas, x, crown, *shape, seed=seed, count=120)
    if blossoming:
        blossoms(canvas, x, crown - shape[1] * 0.25, *shape, seed=seed + 1)


def blossoms(
    canvas: Canvas, x: float, y: float, half_width: float, half_height: float, *, seed: int = 1
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a picture, always the same
    for _ in range(280):
        angle, reach = dice.uniform(0, 2 * math.pi), math.sqrt(dice.random()) * 0.98
        across, down = math.cos(angle) * reach * half_width, math.sin(angle) * reach * half_height
        half = half_height * dice.uniform(0.045, 0.11)
        colour = dice.choice(BLOSSOMS)
        canvas.oval(x + across, y + down, half * 1.2, half, colour)
        canvas.oval(
            x + across - half * 0.3, y + down - half * 0.3, half * 0.4, half * 0.3, lighter(colour)
        )


def _disc(x: float, y: float, half_width: float, half_height: float) -> list[tuple[float, float]]:
    return [
        (x + half_width * math.cos(turn * 0.3), y + half_height * math.sin(turn * 0.3))
        for turn in range(21)
    ]


def far_trees(canvas: Canvas, y: float, *, seed: int = 3, height: float = 70) -> None:
    """The neighbourhood's green behind everything, hazy."""
    hazy = [mix(colour, (214, 230, 226), 0.42) for colour in DARK_LEAVES]
    for index in range(9):
        clumps(
            canvas,
            canvas.width * (index + 0.3) / 8.5,
            y - height * (0.35 + 0.25 * math.sin(index * 2.1 + seed)),
            canvas.width / 13,
            height * 0.62,
            colours=hazy,
            count=22,
            seed=seed * 20 + index,
        )


def hedge(
    canvas: Canvas, x: float, y: float, width: float, height: float, *, seed: int = 1
) -> None:
    canvas.box(x, y - height * 0.8, width, height * 0.8, DARK_LEAVES[0])
    dice = random.Random(seed)  # noqa: S311 - a picture, always the same
    for index in range(int(width / height * 9)):
        across = dice.uniform(0, width)
        share = index / (width / height * 9)
        down = height * (0.9 - 0.85 * share) - height * 0.05
        half = height * dice.uniform(0.16, 0.26)
        canvas.oval(x + across, y - height + down, half * 1.3, half, LEAVES[min(3, int(share * 4))])


def pot(canvas: Canvas, x: float, foot: float, size: float, *, seed: int = 1) -> None:
    """A plant in a glazed pot."""
    canvas.oval(x, foot, size * 0.62, size * 0.14, (30, 26, 44, 90))
    clumps(canvas, x, foot - size * 1.35, size * 0.66, size * 0.7, count=26, seed=seed)
    glaze = (176, 84, 58)
    canvas.poly(
        [
            (x - size * 0.5, foot - size * 0.75),
            (x + size * 0.5, foot - size * 0.75),
            (x + size * 0.34, foot),
            (x - size * 0.34, foot),
        ],
        glaze,
    )
    canvas.round_box(
        x - size * 0.56,
        foot - size * 0.86,
        size * 1.12,
        size * 0.2,
        darker(glaze),
        radius=size * 0.08,
    )


def paving(
    canvas: Canvas,
    horizon: float,
    top: float,
    *,
    colour: Colour = (206, 192, 170),
    tile: float = 150,
    vanishing_x: float = 640,
) -> None:
    """Slabs in perspective from ``top`` downward; ``horizon`` is where their lines would meet."""
    height = canvas.height - top
    canvas.fade(0, top, canvas.width, height, top=lighter(colour, 0.3), bottom=darker(colour, 0.06))
    joint = (*darker(colour, 0.22), 120)
    bottom = canvas.height - horizon
    for index in range(-40, 41):
        x = vanishing_x + index * tile
        share = (top - horizon) / bottom
        canvas.line(
            [(vanishing_x + (x - vanishing_x) * share, top), (x, canvas.height)], 1.1, joint
        )
    distance = 1.0
    while (y := horizon + bottom / distance) > top:
        canvas.line([(0, y), (canvas.width, y)], 1.1, joint)
        distance += 0.28
