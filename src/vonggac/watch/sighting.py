"""The words of the eye: what it is told about a camera, and what it says about one picture.

Made by ``watch.process`` from its plan; answered by ``watch.eye``; judged by ``watch.judgement``.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from vonggac.kernel.events import EventKind

Gray = npt.NDArray[np.uint8]
Cells = npt.NDArray[np.bool_]

ROWS, COLUMNS = 18, 32
"""Cells of a picture, whatever its shape: the grain of heat maps and of a search by region."""
FULL = 10_000
"""Width and height of a picture in the coordinates of polygons."""

Polygon = tuple[tuple[int, int], ...]
"""Corners (x, y), 0 … ``FULL`` from the upper left; at least three."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the picture that somebody drew and named. Raises ValueError."""

    name: str
    points: Polygon

    def __post_init__(self) -> None:
        if len(self.points) < 3:
            raise ValueError("a zone has at least three corners")
        if any(not (0 <= x <= FULL and 0 <= y <= FULL) for x, y in self.points):
            raise ValueError("a zone's corner lies outside the picture")


@dataclass(frozen=True, slots=True)
class EyeSettings:
    """Settings of one camera. Raises ValueError."""

    zones: tuple[Zone, ...] = ()
    """Motion counts only here; none: everywhere."""
    masks: tuple[Zone, ...] = ()
    """Motion never counts here. Tampering is seen through masks and outside zones."""
    sensitivity: int = 5
    """1 … 10: from 5 on, people of a tenth of the picture's height are seen."""
    motion: bool = True
    loops: bool = True
    """False for a source that is known to repeat itself, such as a virtual camera."""

    def __post_init__(self) -> None:
        if not 1 <= self.sensitivity <= 10:
            raise ValueError("sensitivity is 1 … 10")


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one picture showed, in the light of those before it."""

    at_us: int
    motion: float
    """0 … 1: how sure that something moves along, which is neither light, rain nor a tree."""
    cells: Cells
    """``ROWS`` × ``COLUMNS``: where it moves. The reader must not change it."""
    tamper: dict[EventKind, float] = field(default_factory=dict)
    """0 … 1 for each kind of which there is any sign now; how long it must last, ``Judge`` knows."""
    zones: tuple[str, ...] = ()
    """Names of the zones in which it moves."""
    detail: dict[EventKind, str] = field(default_factory=dict)
    """A few words for the technician."""
