"""What moves, and how: each actor is a function of the second of the minute."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from vonggac.simcam.school.building import around
from vonggac.simcam.school.paint import Canvas, Colour, Point, star
from vonggac.simcam.school.people import STEPS, Facing, Person, sprite
from vonggac.simcam.school.stage import PERIOD_S, Placed, Sprite

Scale = Callable[[float], float]
"""How large a person is who stands at this height of the picture."""


def perspective(horizon: float, at_bottom: float, *, bottom: float = 720) -> Scale:
    """Nothing at the horizon, ``at_bottom`` at the lower edge."""
    return lambda y: max(0.08, (y - horizon) / (bottom - horizon) * at_bottom)


@dataclass(frozen=True, slots=True)
class Stop:
    """A corner of somebody's way, and how long he stands there."""

    x: float
    y: float
    wait_s: float = 0.0
    facing: Facing = Facing.NEAR


@dataclass(frozen=True, slots=True)
class _Leg:
    from_s: float
    to_s: float
    start: Point
    end: Point
    facing: Facing
    walking: bool


@dataclass(frozen=True)
class Walker:
    """Somebody who goes his way once a minute. Raises ValueError if that takes longer."""

    person: Person
    way: Sequence[Stop]
    start_s: float
    scale: Scale
    pace: float = 1.0
    """1: a pupil's walk; 2: running."""
    depth: float | None = None
    """Instead of where he stands: behind a counter, say."""
    _legs: list[_Leg] = field(default_factory=list)

    def __post_init__(self) -> None:
        time_s = 0.0
        for here, there in zip(self.way, [*self.way[1:], None], strict=True):
            if here.wait_s:
                end_s = time_s + here.wait_s
                self._legs.append(
                    _Leg(time_s, end_s, (here.x, here.y), (here.x, here.y), here.facing, False)
                )
                time_s = end_s
            if there is not None:
                leg = self._walk(time_s, here, there)
                self._legs.append(leg)
                time_s = leg.to_s
        if time_s > PERIOD_S:
            raise ValueError(f"a way of {time_s:.0f} s from {self.way[0]} takes more than a minute")

    def _walk(self, time_s: float, here: Stop, there: Stop) -> _Leg:
        across, down = there.x - here.x, there.y - here.y
        size = (self.scale(here.y) + self.scale(there.y)) / 2
        # Going into the picture covers more ground than the picture shows.
        length = math.hypot(across, down * 2.2)
        speed = 78 * size * self.pace * (1.25 if self.person.adult else 1.0)
        if abs(across) > abs(down) * 1.1:
            facing = Facing.RIGHT if across > 0 else Facing.LEFT
        else:
            facing = Facing.NEAR if down > 0 else Facing.FAR
        end_s = time_s + length / speed
        return _Leg(time_s, end_s, (here.x, here.y), (there.x, there.y), facing, True)

    def at(self, time_s: float) -> Sequence[Placed]:
        since_s = (time_s - self.start_s) % PERIOD_S
        for leg in self._legs:
            if leg.from_s <= since_s < leg.to_s:
                return [self._placed(leg, since_s)]
        return []

    def _placed(self, leg: _Leg, since_s: float) -> Placed:
        share = (since_s - leg.from_s) / (leg.to_s - leg.from_s)
        x = leg.start[0] + (leg.end[0] - leg.start[0]) * share
        y = leg.start[1] + (leg.end[1] - leg.start[1]) * share
        step = int(since_s * 9 * self.pace) % STEPS if leg.walking else 0
        bob = abs(math.sin(since_s * 9 * self.pace * math.pi / STEPS)) * 3 if leg.walking else 0.0
        figure = sprite(self.person, leg.facing, step, _percent(self.scale(y)))
        depth = self.depth if self.depth is not None else y
        return Placed(figure, x, y - bob * self.scale(y), depth)


def _percent(scale: float) -> int:
    return max(8, round(scale * 25) * 4)


@dataclass(frozen=True)
class Jumper:
    """Somebody who plays on the spot: skips, kicks a shuttlecock, waves.

    Raises ValueError unless his beats make a whole even number a minute.
    """

    person: Person
    x: float
    y: float
    scale: Scale
    facing: Facing = Facing.NEAR
    every_s: float = 1.0
    height: float = 14
    depth: float | None = None

    def __post_init__(self) -> None:
        if PERIOD_S / self.every_s % 2:
            raise ValueError(f"a beat of {self.every_s} s does not close on the minute")

    def at(self, time_s: float) -> Sequence[Placed]:
        size = self.scale(self.y)
        beat = time_s / self.every_s
        lift = abs(math.sin(math.pi * beat)) * self.height * size
        figure = sprite(self.person, self.facing, int(beat * 4) % STEPS, _percent(size))
        return [Placed(figure, self.x, self.y - lift, self.y if self.depth is None else self.depth)]


@dataclass(frozen=True)
class Prop:
    """Something that stands still, and that people go behind and in front of."""

    sprite: Sprite
    x: float
    y: float
    depth: float

    def at(self, time_s: float) -> Sequence[Placed]:
        return [Placed(self.sprite, self.x, self.y, self.depth)]


def prop(draw: Callable[[Canvas], None], *, depth: float) -> Prop:
    """A prop drawn in the coordinates of the whole picture, cut out to what was drawn on."""
    canvas = Canvas(1280, 720)
    draw(canvas)
    picture = canvas.finished()
    box = picture.getbbox() or (0, 0, 1, 1)
    return Prop(Sprite(picture.crop(box), (0, 0)), box[0], box[1], depth)


class Loop:
    """Some pictures in turn, in one place: a flag, a fan, a clock's hand."""

    def __init__(
        self, frames: Sequence[Sprite], x: float, y: float, *, turn_s: float, depth: float
    ) -> None:
        self._frames = frames
        self._x, self._y, self._turn_s, self._depth = x, y, turn_s, depth

    def at(self, time_s: float) -> Sequence[Placed]:
        index = int(time_s / self._turn_s * len(self._frames) + 1e-6) % len(self._frames)
        return [Placed(self._frames[index], self._x, self._y, self._depth)]


def flag(x: float, y: float, width: int, *, depth: float = 0.0) -> Loop:
    """Red with a yellow star, in a light wind; its mast is at (x, y)."""
    height, margin = width * 2 // 3, width // 6
    canvas = Canvas(width, height + 2 * margin)
    canvas.box(0, margin, width, height, (218, 37, 29))
    canvas.poly(star(width / 2, margin + height / 2, height * 0.3), (255, 221, 0))
    flat = np.asarray(canvas.finished())
    frames = []
    for step in range(20):
        waved = np.zeros_like(flat)
        for column in range(width):
            angle = 2 * math.pi * (column / width * 1.3 - step / 20)
            shift = round(math.sin(angle) * margin * 0.62 * (column / width) ** 0.7)
            light = 1 + 0.16 * math.cos(angle) * min(1.0, column / width * 2)
            strip = np.roll(flat[:, column], shift, axis=0).astype(np.float32)
            strip[:, :3] = np.clip(strip[:, :3] * light, 0, 255)
            waved[:, column] = strip.astype(np.uint8)
        frames.append(Sprite(Image.fromarray(waved, "RGBA"), (0, margin)))
    return Loop(frames, x, y, turn_s=2.0, depth=depth)


def second_hand(x: float, y: float, radius: int, *, depth: float = 0.0) -> Loop:
    """The red hand of a station clock: it stands on the true second of every minute."""
    frames = []
    for second in range(60):
        canvas = Canvas(2 * radius + 4, 2 * radius + 4)
        middle = radius + 2.0
        tip, tail = (
            around(middle, middle, radius * 0.9, second),
            around(middle, middle, radius * 0.25, second + 30),
        )
        canvas.line([tail, tip], 2.4, (206, 40, 40))
        canvas.oval(middle, middle, 4, 4, (60, 50, 56))
        frames.append(Sprite(canvas.finished(), (middle, middle)))
    return Loop(frames, x, y, turn_s=60.0, depth=depth)


def fan(x: float, y: float, radius: int, *, depth: float = 0.0) -> Loop:
    """A ceiling fan seen from below and aside."""
    frames = []
    for step in range(6):
        canvas = Canvas(2 * radius, radius)
        middle, low = float(radius), radius * 0.5
        for blade in range(3):
            angle = 2 * math.pi * (blade + step / 6) / 3
            tip = (middle + radius * 0.92 * math.cos(angle), low + radius * 0.3 * math.sin(angle))
            canvas.line([(middle, low), tip], radius * 0.13, (196, 200, 204, 210))
        canvas.oval(middle, low, radius * 0.13, radius * 0.1, (240, 240, 238))
        frames.append(Sprite(canvas.finished(), (middle, low)))
    return Loop(frames, x, y, turn_s=0.4, depth=depth)


@dataclass(frozen=True)
class Petals:
    """Blossoms that fall from a tree, each in its own time."""

    x: float
    y: float
    width: float
    fall: float
    colours: Sequence[Colour]
    count: int = 14

    def at(self, time_s: float) -> Sequence[Placed]:
        placed = []
        for index in range(self.count):
            turn_s = (7.5, 10.0, 12.0)[index % 3]
            share = (time_s / turn_s + index * 0.37) % 1.0
            seed = index * 2.399
            x = (
                self.x
                + self.width * (0.5 + 0.5 * math.sin(seed * 3))
                + 22 * math.sin(share * 9 + seed)
            )
            picture = _petal(self.colours[index % len(self.colours)])
            placed.append(Placed(picture, x, self.y + self.fall * share, self.y + self.fall + 40))
        return placed


_petals: dict[Colour, Sprite] = {}


def _petal(colour: Colour) -> Sprite:
    if colour not in _petals:
        canvas = Canvas(9, 7)
        canvas.oval(4.5, 3.5, 4, 2.6, colour)
        _petals[colour] = Sprite(canvas.finished(), (4, 3))
    return _petals[colour]


@dataclass(frozen=True)
class Tossed:
    """A ball, or whatever flies to and fro between two points."""

    sprite: Sprite
    start: Point
    end: Point
    height: float
    turn_s: float
    depth: float

    def at(self, time_s: float) -> Sequence[Placed]:
        share = (time_s / self.turn_s) % 1.0
        share = 2 * share if share < 0.5 else 2 - 2 * share
        x = self.start[0] + (self.end[0] - self.start[0]) * share
        y = self.start[1] + (self.end[1] - self.start[1]) * share
        return [Placed(self.sprite, x, y - 4 * self.height * share * (1 - share), self.depth)]
