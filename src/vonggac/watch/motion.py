"""Something moves along: a changed patch against an adaptive background, followed.

Called by ``watch.eye`` with each picture at the working size. Promises under 0.5 ms a picture.
The background keeps a mean and a spread for each point, so noise, rain and leaves raise their own
threshold; light that changes broadly is divided out first.
"""

import cv2
import numpy as np
import numpy.typing as npt

from vonggac.watch.sighting import COLUMNS, ROWS, Cells, Gray
from vonggac.watch.tracks import Patch, Track, Tracks

HEIGHT, WIDTH = 90, 160
"""The working grid: 5 × 5 points a cell."""
Picture = npt.NDArray[np.float32]

_LEARNING = 15
"""Pictures before anything is said."""
_BROAD = 0.30
"""More of the picture than this does not change by people, but by light, or by the camera."""


class Motion:
    """One camera's background and what moves before it."""

    def __init__(self, allowed: Gray, sensitivity: int) -> None:
        self._allowed = allowed
        self._above = 13.0 - sensitivity
        self._spreads = 5.0 - 0.25 * sensitivity
        self._smallest = max(3, 12 - sensitivity)
        self._tracks = Tracks(least=max(3.0, 8.0 - sensitivity * 0.8))
        self._mean: Picture | None = None
        self._spread = np.full((HEIGHT, WIDTH), 6.0, np.float32)
        self._away = np.empty((HEIGHT, WIDTH), np.float32)
        self._bound = np.empty((HEIGHT, WIDTH), np.float32)
        self._lit = np.zeros((HEIGHT, WIDTH), np.bool_)
        self._restless = np.zeros((HEIGHT, WIDTH), np.float32)
        self._before = np.zeros((HEIGHT, WIDTH), np.uint8)
        self._last = self._last_but_one = np.zeros((HEIGHT, WIDTH), np.float32)
        self._clutter = 0.0
        self._seen = 0

    def look(self, picture: Picture, at_us: int) -> list[Track]:
        """What is under way now. ``picture`` is ``HEIGHT`` × ``WIDTH``."""
        if self._mean is None:
            self._mean = picture.copy()
            return []
        self._seen += 1
        changed = self._changed(picture)
        share = float(np.count_nonzero(changed)) / changed.size
        if self._seen < _LEARNING or share > _BROAD:
            self._absorb(picture, 0.3)
            self._tracks.clear()
            return []
        self._learn(picture, changed)
        flipped = cv2.bitwise_xor(changed, self._before)
        cv2.accumulateWeighted(flipped, self._restless, 0.012)
        fresh = cv2.bitwise_and(changed, cv2.bitwise_not(cv2.dilate(self._before, _NEAR)))
        fresh ^= cv2.morphologyEx(fresh, cv2.MORPH_OPEN, _SPECK)
        self._clutter += 0.02 * (min(100, cv2.countNonZero(fresh)) - self._clutter)
        self._before = changed
        if self._clutter > _CLUTTERED:
            # A drop is gone in the next picture, and thin; a person lasts, or is broad.
            broad = cv2.morphologyEx(changed, cv2.MORPH_OPEN, _BODY)
            changed = self._changed(_middle(picture, self._last, self._last_but_one))
            cv2.bitwise_or(changed, broad, dst=changed)
        self._last, self._last_but_one = picture, self._last
        changed = cv2.bitwise_and(changed, self._allowed)
        return self._tracks.feed(self._patches(changed), at_us, self._hits())

    def _changed(self, picture: Picture) -> Gray:
        assert self._mean is not None  # noqa: S101  (set by the first picture)
        np.multiply(self._restless, _RESTLESS / 255, out=self._bound)
        self._bound += self._spreads
        self._bound *= self._spread
        np.maximum(self._bound, self._above, out=self._bound)
        # A lamp, a cloud's shadow, the exposure change a place by a factor that varies slowly over it.
        factor = cv2.blur(picture, _BLUR)
        factor += _DARKEST
        below = cv2.blur(self._mean, _BLUR)
        below += _DARKEST
        factor /= below
        factor *= self._mean
        cv2.absdiff(picture, factor, dst=self._away)
        changed = self._away > self._bound
        raw = cv2.absdiff(picture, self._mean)
        raw *= 1.6
        other = raw > self._bound
        np.greater(other, changed, out=self._lit)
        changed &= other
        return changed.view(np.uint8) * np.uint8(255)

    def _absorb(self, picture: Picture, rate: float) -> None:
        assert self._mean is not None  # noqa: S101
        cv2.accumulateWeighted(picture, self._mean, rate)

    def _learn(self, picture: Picture, changed: Gray) -> None:
        assert self._mean is not None  # noqa: S101
        cv2.accumulateWeighted(picture, self._mean, 0.03, mask=cv2.bitwise_not(changed))
        cv2.accumulateWeighted(picture, self._mean, 0.004, mask=changed)
        cv2.accumulateWeighted(picture, self._mean, 0.15, mask=self._lit.view(np.uint8))
        cv2.min(self._away, self._bound, dst=self._away)
        cv2.accumulateWeighted(self._away, self._spread, 0.02)

    def _hits(self) -> int:
        return 4 + min(6, int(self._clutter / 14))

    def _patches(self, changed: Gray) -> list[Patch]:
        cv2.morphologyEx(changed, cv2.MORPH_CLOSE, _CLOSING, dst=changed)
        count, _, stats, _ = cv2.connectedComponentsWithStats(changed, connectivity=8)
        found = [
            Patch(*(int(each) for each in row))
            for row in stats[1:count]
            if row[4] >= self._smallest
        ]
        found.sort(key=lambda each: -each.area)
        return found[:24]


_CLOSING = np.ones((5, 3), np.uint8)
_NEAR = np.ones((5, 5), np.uint8)
_BLUR = (21, 21)
_DARKEST = 6.0
_BODY = np.ones((4, 3), np.uint8)
_SPECK = np.ones((3, 3), np.uint8)
_RESTLESS = 40.0
"""A point that changes to and fro once a second (0.2 of its pictures) has its bound raised by so much times 0.2."""
_CLUTTERED = 14.0
"""Points a picture that change where nothing had changed before: from so many on it rains."""


def _middle(one: Picture, two: Picture, three: Picture) -> Picture:
    """The middle one of three values at each point: what is there in one picture only is gone."""
    least, most = cv2.min(one, two), cv2.max(one, two)
    return np.asarray(cv2.max(least, cv2.min(most, three)), np.float32)


def cells_of(tracks: list[Track]) -> Cells:
    """The cells in which ``tracks`` are now, and were before they counted."""
    cells = np.zeros((ROWS, COLUMNS), np.bool_)
    for track in tracks:
        for patch in (track.patch, *track.trail):
            top, bottom = patch.y // 5, (patch.y + patch.height + 4) // 5
            left, right = patch.x // 5, (patch.x + patch.width + 4) // 5
            cells[top:bottom, left:right] = True
        track.trail.clear()
    return cells
