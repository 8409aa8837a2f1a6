"""What a viewing copy is to be: whom its marks name, what is covered, and when. Plain data; loads nothing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vonggac.kernel.clock import SECOND_US

FULL = 10_000
"""Corners are ten-thousandths of the picture's width and height."""
LABEL = "BẢN XEM – KHÔNG PHẢI CHỨNG CỨ"
MAX_WIDTH = 1280
"""The master has the full resolution."""
MAX_FPS = 25
GAP_US = 2 * SECOND_US
"""So long without a picture is a gap, and gets its card."""
CARD_US = 10 * SECOND_US
"""A card stands as long as the gap, and no longer than this: it says from when to when."""
EARLY_US = SECOND_US
"""A mask begins so much before its first instant and ends so much after its last one."""

NO_ROOM = "no room"
"""The child's word for a full disk."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A covered region of one camera's picture."""

    camera: str
    points: tuple[tuple[int, int], ...]
    """Corners, as drawn on the picture of ``from_us``."""
    from_us: int
    to_us: int
    follow: bool
    """Whether it goes with what lies below it."""


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """Of all cameras of an export."""

    recipient: str
    offset_min: int
    """Of the school's clock from UTC."""
    masks: tuple[Mask, ...] = ()
    masks_sha256: str = ""
    """Of the rows that somebody closed; empty: nothing is covered."""

    @property
    def covered(self) -> bool:
        """Then the masters stay: they would show what was covered."""
        return bool(self.masks_sha256)


@dataclass(frozen=True, slots=True)
class CameraPlan:
    """What the child process is told."""

    number: str
    recipient: str
    camera: str
    """In words, for the marks."""
    from_us: int
    to_us: int
    offset_min: int
    masks: tuple[Mask, ...]
    target: str
    """Path of the file; empty: only the last picture is wanted, as JPEG."""

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


def camera_plan(said: dict[str, Any]) -> CameraPlan:
    """The inverse of ``to_plain``. Raises TypeError, KeyError, ValueError."""
    masks = tuple(
        Mask(**{**each, "points": tuple((int(x), int(y)) for x, y in each["points"])})
        for each in said["masks"]
    )
    return CameraPlan(**{**said, "masks": masks})


def facts_of(masks: Sequence[Mask]) -> list[dict[str, Any]]:
    """Of the masks, for a digest."""
    return [
        {
            "camera": each.camera,
            "points": [list(point) for point in each.points],
            "range": [each.from_us, each.to_us],
            "follow": each.follow,
        }
        for each in masks
    ]
