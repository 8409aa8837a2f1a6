"""Pupils and grown-ups: how they look, drawn once a pose.

Coordinates while drawing: the foot stands at (0, 0), a pupil is 100 high, y grows downward.
"""

import math
from dataclasses import dataclass
from enum import Enum
from functools import cache

from PIL import Image

from vonggac.simcam.school.paint import Canvas, Colour, Point, darker, lighter, mix
from vonggac.simcam.school.stage import Sprite

STEPS = 8
"""Poses of a walk."""

_SKIN = ((241, 201, 165), (232, 186, 146), (246, 211, 180))
_HAIR = (38, 28, 30)
_WHITE = (250, 250, 247)
_NAVY = (44, 58, 104)
_SCARF = (214, 36, 45)
_CHEEK = (236, 140, 120)

_TALL = 190
"""Height of the drawing, in units."""
_WIDE = 130
_FOOT = (65, 178)


class Facing(Enum):
    RIGHT = "right"
    LEFT = "left"
    NEAR = "near"
    """Towards the camera."""
    FAR = "far"


class Dress(Enum):
    PUPIL = "pupil"
    AO_DAI = "ao_dai"
    SHIRT = "shirt"
    GUARD = "guard"
    COOK = "cook"


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast."""

    dress: Dress = Dress.PUPIL
    girl: bool = False
    main: Colour = (231, 111, 81)
    """Satchel of a pupil, dress or shirt of a grown-up."""
    skin: int = 0
    cap: Colour | None = None

    @property
    def adult(self) -> bool:
        return self.dress is not Dress.PUPIL

    @property
    def height(self) -> float:
        return 148 if self.adult else 100


class _Brush:
    """A canvas whose origin is the person's foot."""

    def __init__(self) -> None:
        self.canvas = Canvas(_WIDE, _TALL, factor=4)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        self.canvas.oval(x + _FOOT[0], y + _FOOT[1], rx, ry, colour)

    def poly(self, points: list[Point], colour: Colour) -> None:
        self.canvas.poly([(x + _FOOT[0], y + _FOOT[1]) for x, y in points], colour)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        self.canvas.line([(x + _FOOT[0], y + _FOOT[1]) for x, y in points], width, colour)

    def round_box(
        self, x: float, y: float, width: float, height: float, colour: Colour, *, radius: float
    ) -> None:
        self.canvas.round_box(x + _FOOT[0], y + _FOOT[1], width, height, colour, radius=radius)

    def pie(self, x: float, y: float, radius: float, colour: Colour, *, arc: Point) -> None:
        self.canvas.pie(x + _FOOT[0], y + _FOOT[1], radius, colour, arc=arc)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Heights of a body's joints (negative: above the ground) and its breadths."""

    hip: float
    shoulder: float
    head: float
    head_radius: float
    half: float
    limb: float


_CHILD = _Frame(-34, -63, -80, 18.5, 13, 8.5)
_ADULT = _Frame(-66, -112, -131, 16.5, 16, 10)


def _frame(person: Person) -> _Frame:
    return _ADULT if person.adult else _CHILD


def _top(person: Person) -> Colour:
    if person.dress is Dress.PUPIL:
        return _WHITE
    return {Dress.GUARD: (86, 128, 176), Dress.COOK: (248, 248, 248)}.get(person.dress, person.main)


def _trousers(person: Person) -> Colour:
    if person.dress is Dress.AO_DAI:
        return (250, 248, 240)
    return (58, 62, 78) if person.dress is Dress.SHIRT else _NAVY


def draw(person: Person, facing: Facing, swing: float, lift: float) -> Image.Image:
    """``swing`` from -1 to 1: how far the legs are apart; ``lift``: which foot is in the air."""
    brush = _Brush()
    brush.oval(0, 0, 24 if person.adult else 19, 5.5, (30, 25, 45, 70))
    if facing in (Facing.RIGHT, Facing.LEFT):
        _side(brush, person, swing)
    else:
        _frontal(brush, person, facing, lift)
    picture = brush.canvas.finished()
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if facing is Facing.LEFT else picture


def _side(brush: _Brush, person: Person, swing: float) -> None:
    frame = _frame(person)
    stride = swing * (17 if person.adult else 12)
    top, trousers, skin = _top(person), _trousers(person), _SKIN[person.skin]
    _leg(brush, frame, -stride, darker(trousers, 0.25))
    _arm(brush, frame, stride * 0.8, darker(top, 0.14), skin)
    if not person.adult:
        brush.round_box(-22, frame.shoulder + 1, 15, 29, person.main, radius=5)
        brush.round_box(-23, frame.shoulder + 13, 10, 13, darker(person.main, 0.18), radius=4)
    _leg(brush, frame, stride, trousers)
    if person.dress is Dress.AO_DAI:
        hem = frame.hip + 44
        brush.poly(
            [(-8, frame.hip - 14), (8, frame.hip - 14), (11 + stride * 0.4, hem), (-14, hem + 2)],
            top,
        )
    half = frame.half * 0.78
    brush.round_box(
        -half, frame.shoulder - 2, 2 * half, frame.hip - frame.shoulder + 7, top, radius=7
    )
    if person.dress is Dress.PUPIL and person.girl:
        _skirt(brush, frame, half + 4)
    if person.dress is Dress.COOK:
        brush.round_box(0, frame.shoulder + 10, half, 48, (126, 178, 142), radius=4)
    _arm(brush, frame, -stride * 0.8, darker(top, 0.05), skin)
    _head_side(brush, person, frame)
    if person.dress is Dress.PUPIL:
        neck = frame.shoulder - 3
        brush.poly([(-7, neck - 1), (9, neck - 1), (8, neck + 7), (-8, neck + 5)], _SCARF)
        brush.poly([(4, neck + 3), (12, neck + 14), (7, neck + 17), (3, neck + 7)], _SCARF)


def _leg(brush: _Brush, frame: _Frame, reach: float, trousers: Colour) -> None:
    knee = (reach * 0.65 + 2, frame.hip * 0.5)
    ankle = (reach, -4 - abs(reach) * 0.08)
    brush.line([(0, frame.hip), knee, ankle], frame.limb, trousers)
    brush.oval(reach + 3, -3, 7, 4, (52, 44, 50))


def _arm(brush: _Brush, frame: _Frame, reach: float, sleeve: Colour, skin: Colour) -> None:
    top = frame.shoulder + 5
    length = (frame.hip - frame.shoulder) * 0.92
    elbow = (reach * 0.5, top + length * 0.5)
    hand = (reach, top + length)
    brush.line([elbow, hand], frame.limb * 0.62, skin)
    brush.line([(0, top), elbow], frame.limb * 0.85, sleeve)
    brush.oval(*hand, frame.limb * 0.4, frame.limb * 0.4, skin)


def _skirt(brush: _Brush, frame: _Frame, half: float) -> None:
    top = frame.hip - 6
    brush.poly(
        [(-half + 3, top), (half - 3, top), (half + 3, top + 20), (-half - 3, top + 20)], _NAVY
    )


def _head_side(brush: _Brush, person: Person, frame: _Frame) -> None:
    y, r, skin = frame.head, frame.head_radius, _SKIN[person.skin]
    if person.girl:
        _long_hair_side(brush, person, y, r)
    brush.oval(0, y, r, r, skin)
    brush.oval(r * 0.95, y + r * 0.18, r * 0.16, r * 0.14, skin)
    brush.pie(-1, y - 1, r + 1.4, _HAIR, arc=(150, 322))
    brush.oval(-r * 0.42, y - r * 0.12, r * 0.68, r * 0.8, _HAIR)
    brush.oval(-r * 0.05, y + r * 0.2, r * 0.18, r * 0.22, darker(skin, 0.1))
    brush.oval(r * 0.52, y + r * 0.08, 1.7, 2.4, (30, 24, 30))
    brush.oval(r * 0.45, y + r * 0.48, 3.4, 2.3, mix(skin, _CHEEK, 0.55))
    brush.line([(r * 0.66, y + r * 0.56), (r * 0.84, y + r * 0.5)], 1.2, (170, 70, 60))
    _cap(brush, person, y, r, 1.0)


def _long_hair_side(brush: _Brush, person: Person, y: float, r: float) -> None:
    if person.adult:
        brush.poly([(-r, y - 4), (-r * 0.1, y), (-r * 0.3, y + 40), (-r * 1.15, y + 38)], _HAIR)
    else:
        brush.oval(-r * 1.2, y + r * 0.35, r * 0.36, r * 0.7, _HAIR)
        brush.oval(-r * 0.98, y - r * 0.15, 3.2, 3.2, (240, 90, 120))


def _cap(brush: _Brush, person: Person, y: float, r: float, side: float) -> None:
    cap = person.cap
    if person.dress is Dress.GUARD:
        cap = (58, 88, 128)
    if person.dress is Dress.COOK:
        brush.round_box(-r * 0.9, y - r * 1.75, r * 1.8, r * 1.1, (255, 255, 255), radius=6)
        return
    if cap is None:
        return
    brush.pie(0, y - r * 0.12, r + 2.6, cap, arc=(180, 360))
    if side:
        brush.round_box(r * 0.2, y - r * 0.26, r * 1.35, 4.5, darker(cap, 0.15), radius=2)
    else:
        brush.round_box(-r * 0.95, y - r * 0.28, r * 1.9, 5.5, darker(cap, 0.15), radius=2.5)


def _frontal(brush: _Brush, person: Person, facing: Facing, lift: float) -> None:
    frame, far = _frame(person), facing is Facing.FAR
    top, trousers, skin = _top(person), _trousers(person), _SKIN[person.skin]
    half = frame.half
    for side in (-1, 1):
        raised = max(0.0, side * lift) * 7
        x = side * half * 0.46
        brush.line([(x, frame.hip), (x, -4 - raised)], frame.limb, trousers)
        brush.oval(x, -3 - raised, 5.5, 4, (52, 44, 50))
    if person.dress is Dress.AO_DAI:
        hem = frame.hip + 46
        brush.poly([(-10, frame.hip - 12), (10, frame.hip - 12), (12, hem), (-12, hem)], top)
    for side in (-1, 1):
        reach = side * lift * 5
        hand = (side * (half + 5), frame.hip - 2 + reach)
        elbow = (side * (half + 4), (frame.shoulder + frame.hip) / 2 + 4)
        brush.line([elbow, hand], frame.limb * 0.62, skin)
        brush.line([(side * (half - 2), frame.shoulder + 5), elbow], frame.limb * 0.85, top)
    brush.round_box(
        -half, frame.shoulder - 2, 2 * half, frame.hip - frame.shoulder + 7, top, radius=8
    )
    if person.dress is Dress.PUPIL and person.girl:
        _skirt(brush, frame, half)
    if person.dress is Dress.COOK and not far:
        brush.round_box(-half * 0.8, frame.shoulder + 10, half * 1.6, 52, (126, 178, 142), radius=5)
    if person.dress is Dress.PUPIL:
        _satchel_or_scarf(brush, person, frame, far)
    _head_frontal(brush, person, frame, far)


def _satchel_or_scarf(brush: _Brush, person: Person, frame: _Frame, far: bool) -> None:
    y = frame.shoulder
    if far:
        brush.round_box(-12, y + 1, 24, 29, person.main, radius=6)
        brush.round_box(-9, y + 13, 18, 14, darker(person.main, 0.18), radius=4)
        brush.round_box(-9, y + 3, 18, 3, lighter(person.main, 0.4), radius=1.5)
        return
    for side in (-1, 1):
        brush.line([(side * 9, y), (side * 10, y + 22)], 3, darker(person.main, 0.1))
    brush.poly([(-9, y - 4), (9, y - 4), (0, y + 8)], _SCARF)
    brush.poly([(0, y + 3), (-6, y + 17), (-1, y + 14)], _SCARF)
    brush.poly([(0, y + 3), (6, y + 17), (1, y + 14)], darker(_SCARF, 0.12))


def _head_frontal(brush: _Brush, person: Person, frame: _Frame, far: bool) -> None:
    y, r, skin = frame.head, frame.head_radius, _SKIN[person.skin]
    if person.girl:
        if person.adult and far:
            brush.round_box(-r * 0.98, y - 4, r * 1.96, 40, _HAIR, radius=7)
        elif person.adult:
            for side in (-1, 1):
                brush.round_box(side * r * 0.82 - 4, y - 4, 8, 32, _HAIR, radius=4)
        else:
            for side in (-1, 1):
                brush.oval(side * r * 1.08, y + r * 0.5, r * 0.3, r * 0.62, _HAIR)
                brush.oval(side * r * 0.98, y, 3.2, 3.2, (240, 90, 120))
    for side in (-1, 1):
        brush.oval(side * r, y + 2, 3, 4, skin)
    brush.oval(0, y, r, r, _HAIR if far else skin)
    if not far:
        brush.pie(0, y - 1, r + 1.2, _HAIR, arc=(188, 352))
        brush.oval(-r * 0.4, y - r * 0.3, r * 0.56, r * 0.3, _HAIR)
        brush.oval(r * 0.5, y - r * 0.3, r * 0.46, r * 0.26, _HAIR)
        for side in (-1, 1):
            brush.oval(side * r * 0.38, y + r * 0.18, 1.9, 2.5, (30, 24, 30))
            brush.oval(side * r * 0.6, y + r * 0.46, 3.2, 2.2, mix(skin, _CHEEK, 0.55))
        brush.line([(-3, y + r * 0.55), (0, y + r * 0.63), (3, y + r * 0.55)], 1.2, (170, 70, 60))
    _cap(brush, person, y, r, 0.0)


@cache
def _drawn(person: Person, facing: Facing, step: int) -> Image.Image:
    angle = 2 * math.pi * step / STEPS
    return draw(person, facing, math.sin(angle), math.sin(angle))


@cache
def sprite(person: Person, facing: Facing, step: int, percent: int) -> Sprite:
    """The person in step 0…7 of a walk (0: standing), at this percentage of drawing size."""
    picture = _drawn(person, facing, step % STEPS)
    share = percent / 100
    size = (max(1, round(_WIDE * share)), max(1, round(_TALL * share)))
    small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Sprite(small, (_FOOT[0] * share, _FOOT[1] * share))
