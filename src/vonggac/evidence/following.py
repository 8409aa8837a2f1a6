"""A mask that goes with what lies below it: the drawn patch is looked for in the next picture, near where it was.

What is not found is covered all the same: while the tracker doubts, the mask grows, up to the whole picture. It can
follow the wrong thing with confidence; that is why somebody looks at the copy (ADR 0016). Loads OpenCV: children only.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vonggac.kernel.clock import SECOND_US

Gray = NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom: shares of the picture."""

WORK_WIDTH = 480
SURE, LOST = 0.72, 0.5
"""Correlation above which the patch is learnt anew, and below which it is not believed."""
GROWTH = 1.5
"""While lost the mask grows by so many of its own lengths a second, on every side."""
MARGIN = 0.25
LEAST_MARGIN = 0.012
_SCALES = (1.0, 0.97, 1.03)
_REACH = 0.6
_LEAST_SIDE = 8


@dataclass(slots=True)
class Follower:
    """One mask's tracker. ``box`` is where the patch was seen last, ``doubt`` how far it may have gone since."""

    box: Box
    doubt: float = 0.0
    _patch: Gray | None = None
    _first: Gray | None = None
    _at_us: int = 0
    _speed: tuple[float, float] = (0.0, 0.0)

    def step(self, picture: Gray, at_us: int) -> Box:
        """The region to be covered in this picture: shares, inside 0…1."""
        small = _small(picture)
        if self._patch is None:
            self._patch = self._first = _cut(small, self.box)
        else:
            self._look(small, max(0, at_us - self._at_us))
        self._at_us = at_us
        return self.covered

    @property
    def covered(self) -> Box:
        """The box with its margin, and with what it may have moved while it was not found."""
        left, top, right, bottom = self.box
        wide = max(LEAST_MARGIN, MARGIN * (right - left)) + self.doubt
        high = max(LEAST_MARGIN, MARGIN * (bottom - top)) + self.doubt
        return (
            max(0.0, left - wide),
            max(0.0, top - high),
            min(1.0, right + wide),
            min(1.0, bottom + high),
        )

    def _look(self, small: Gray, passed_us: int) -> None:
        score, found = 0.0, self.box
        for patch in (self._patch, self._first):
            if patch is None or min(patch.shape) < _LEAST_SIDE:
                continue
            score, found = max((score, found), self._best(small, patch), key=lambda each: each[0])
            if score >= SURE:
                break
        if score < LOST:
            left, top, right, bottom = self.box
            self.doubt += GROWTH * max(right - left, bottom - top) * passed_us / SECOND_US
            self._speed = (0.0, 0.0)
            return
        self._speed = (found[0] - self.box[0], found[1] - self.box[1]) if not self.doubt else (0, 0)
        self.box, self.doubt = found, 0.0
        if score >= SURE:
            self._patch = _cut(small, found)

    def _best(self, small: Gray, patch: Gray) -> tuple[float, Box]:
        """The patch's best place near the expected one, a little smaller and larger too."""
        height, width = small.shape
        left, top, right, bottom = self.box
        middle_x = (left + right) / 2 + self._speed[0]
        middle_y = (top + bottom) / 2 + self._speed[1]
        reach_x = (right - left) * (0.5 + _REACH) + self.doubt
        reach_y = (bottom - top) * (0.5 + _REACH) + self.doubt
        x0, x1 = _span(middle_x - reach_x, middle_x + reach_x, width)
        y0, y1 = _span(middle_y - reach_y, middle_y + reach_y, height)
        field, best = small[y0:y1, x0:x1], (0.0, self.box)
        base_w, base_h = (right - left) * width, (bottom - top) * height
        for scale in _SCALES:
            size = (round(base_w * scale), round(base_h * scale))
            if min(size) < _LEAST_SIDE or size[0] >= field.shape[1] or size[1] >= field.shape[0]:
                continue
            looked = cv2.resize(patch, size, interpolation=cv2.INTER_AREA)
            _, score, _, (x, y) = cv2.minMaxLoc(
                cv2.matchTemplate(field, looked, cv2.TM_CCOEFF_NORMED)
            )
            # A change of size must be worth it, or the box creeps.
            worth = score - (0.0 if scale == 1.0 else 0.015)
            if worth > best[0]:
                at_x, at_y = (x0 + x) / width, (y0 + y) / height
                box = (at_x, at_y, at_x + base_w * scale / width, at_y + base_h * scale / height)
                best = (worth, box)
        return best


def _small(picture: Gray) -> Gray:
    height, width = picture.shape
    if width <= WORK_WIDTH:
        return picture
    size = (WORK_WIDTH, max(1, round(height * WORK_WIDTH / width)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _cut(small: Gray, box: Box) -> Gray:
    height, width = small.shape
    x0, x1 = _span(box[0], box[2], width)
    y0, y1 = _span(box[1], box[3], height)
    return small[y0:y1, x0:x1].copy()


def _span(low: float, high: float, size: int) -> tuple[int, int]:
    """At least a pixel, inside the picture."""
    first = min(size - 1, max(0, round(low * size)))
    return first, min(size, max(first + 1, round(high * size)))
