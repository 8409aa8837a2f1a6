"""How a camera is watched: zones, masks, sensitivity, and what starts a recording. Pure.

Polygons are points (x, y) in 0 … 10 000 of the picture's width and height, whatever its size.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from vonggac.kernel.events import TAMPER, EventKind

FULL = 10_000
MAX_SHAPES = 16
MAX_POINTS = 32
LEAST_AREA = 10_000
"""In squares of a ten-thousandth: a hundredth of the width by a hundredth of the height."""

Point = tuple[int, int]
TRIGGERS: frozenset[EventKind] = TAMPER | {
    EventKind.MOTION,
    EventKind.CAMERA,
    EventKind.INPUT,
    EventKind.BUTTON,
}
"""What starts a recording by event where nobody chose otherwise."""


class BadShape(ValueError):
    """``code``: points · outside · thin · many · name · sensitivity · trigger."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Shape:
    """A polygon with a name. Raises BadShape."""

    name: str
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if not 3 <= len(self.points) <= MAX_POINTS:
            raise BadShape("points")
        if any(not (0 <= x <= FULL and 0 <= y <= FULL) for x, y in self.points):
            raise BadShape("outside")
        if _twice_area(self.points) < 2 * LEAST_AREA:
            raise BadShape("thin")
        if len(self.name) > 60:
            raise BadShape("name")

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "points": [list(each) for each in self.points]}


@dataclass(frozen=True, slots=True)
class WatchRules:
    """Raises BadShape.

    ``zones`` empty: motion counts everywhere. ``masks``: motion never counts there; recording shows all the same.
    """

    motion: bool = True
    sensitivity: int = 5
    """1 (only what is large) … 10."""
    zones: tuple[Shape, ...] = ()
    masks: tuple[Shape, ...] = ()
    triggers: frozenset[EventKind] = field(default=TRIGGERS)

    def __post_init__(self) -> None:
        if max(len(self.zones), len(self.masks)) > MAX_SHAPES:
            raise BadShape("many")
        if not 1 <= self.sensitivity <= 10:
            raise BadShape("sensitivity")
        names = [each.name for each in self.zones]
        if len(set(names)) < len(names) or not all(names):
            raise BadShape("name")


@dataclass(frozen=True, slots=True)
class StreamShape:
    """What a stream was like when a person accepted it; 0 and "": not known. Whole numbers: rows are hashed."""

    codec: str = ""
    width: int = 0
    height: int = 0
    milli_fps: int = 0
    """Pictures in a thousand seconds."""
    bits_per_second: int = 0
    key_interval_us: int = 0

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "StreamShape | None":
        """None for what is no stream."""
        numbers = [raw.get(name, 0) for name in cls.__slots__[1:]]
        codec = raw.get("codec", "")
        if not raw or not isinstance(codec, str) or not all(type(each) is int for each in numbers):
            return None
        return cls(codec, *numbers)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a camera was like when a person accepted it. What nobody accepted, ``watch`` learns by itself."""

    main: StreamShape | None = None
    sub: StreamShape | None = None
    view_since_us: int = 0
    """When the present view was last taken as the reference; 0: never."""


def shapes(raw: Iterable[Mapping[str, Any]]) -> tuple[Shape, ...]:
    """From ``{"name", "points": [[x, y], …]}``, outside text until it has passed here. Raises BadShape."""
    try:
        return tuple(
            Shape(str(each.get("name", "")), tuple(_point(point) for point in each["points"]))
            for each in raw
        )
    except (KeyError, TypeError, AttributeError):
        raise BadShape("points") from None


def triggers(values: Iterable[str]) -> frozenset[EventKind]:
    """Raises BadShape for what is no kind of event."""
    try:
        return frozenset(EventKind(each) for each in values)
    except ValueError:
        raise BadShape("trigger") from None


def _point(raw: Any) -> Point:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise BadShape("points")
    x, y = raw
    if type(x) is not int or type(y) is not int:
        raise BadShape("points")
    return x, y


def _twice_area(points: tuple[Point, ...]) -> int:
    closed = (*points[1:], points[0])
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, closed, strict=True)))
