"""Masks on pictures: one gray over brightness and colour, so that nothing below it is left. Children only."""

from collections.abc import Sequence

import cv2
import numpy as np

from vonggac.evidence.copy_plan import EARLY_US, FULL, Mask
from vonggac.evidence.following import LEAST_MARGIN, Follower
from vonggac.media.recoding import Planes

GRAY = 96
_NEUTRAL = 128


class Covering:
    """Takes the pictures of one camera in order."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._masks = masks
        self._followers: dict[int, Follower] = {}
        self.doubtful = 0
        """Pictures in which a follower had lost its object."""

    def cover(self, planes: Planes, at_us: int) -> None:
        """Fills what is covered at that instant, in place."""
        height, width = planes.shape[0] * 2 // 3, planes.shape[1]
        shapes = [
            shape
            for number, mask in enumerate(self._masks)
            if mask.from_us - EARLY_US <= at_us < mask.to_us + EARLY_US
            for shape in self._shapes(number, mask, planes[:height], at_us)
        ]
        if shapes:
            _fill(planes, shapes, width, height)

    def _shapes(self, number: int, mask: Mask, lines: Planes, at_us: int) -> list[np.ndarray]:
        drawn = np.array(mask.points, np.float64) / FULL
        if not mask.follow or at_us < mask.from_us:
            return [_wider(drawn)]
        left, top = drawn.min(axis=0)
        right, bottom = drawn.max(axis=0)
        first = number not in self._followers
        if first:
            box = (float(left), float(top), float(right), float(bottom))
            self._followers[number] = Follower(box)
        follower = self._followers[number]
        x0, y0, x1, y1 = follower.step(lines, at_us)
        self.doubtful += follower.doubt > 0
        here = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
        return [here, _wider(drawn)] if first else [here]


def _wider(drawn: np.ndarray) -> np.ndarray:
    """A margin around a drawn shape: a hand is not exact."""
    middle = (drawn.min(axis=0) + drawn.max(axis=0)) / 2
    size = np.maximum(drawn.max(axis=0) - drawn.min(axis=0), 1e-6)
    return np.asarray(middle + (drawn - middle) * (1 + 2 * LEAST_MARGIN / size))


def _fill(planes: Planes, shapes: list[np.ndarray], width: int, height: int) -> None:
    half_w, half_h = width // 2, height // 2
    cells = np.zeros((half_h, half_w), np.uint8)
    scale = np.array([half_w, half_h])
    for shape in shapes:
        corners = np.round(np.clip(shape, 0, 1) * scale).astype(np.int32)
        cv2.fillPoly(cells, [corners], 1)
    covered = cells.astype(bool)
    flat = planes.reshape(-1)
    whole = np.repeat(np.repeat(covered, 2, axis=0), 2, axis=1)
    flat[: width * height].reshape(height, width)[whole] = GRAY
    for start in (width * height, width * height * 5 // 4):
        flat[start : start + half_w * half_h].reshape(half_h, half_w)[covered] = _NEUTRAL
