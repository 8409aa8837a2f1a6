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
        self._seen = 0
        self._upheaval_until = 0

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
        cv2.bitwise_and(changed, self._allowed, dst=changed)
        return self._tracks.feed(self._patches(changed), at_us)

    def _changed(self, picture: Picture) -> Gray:
        assert self._mean is not None  # noqa: S101  (set by the first picture)
        cv2.absdiff(picture, self._mean, dst=self._away)
        np.multiply(self._spread, self._spreads, out=self._bound)
        np.maximum(self._bound, self._above, out=self._bound)
        return cv2.compare(self._away, self._bound, cv2.CMP_GT).astype(np.uint8, copy=False)

    def _absorb(self, picture: Picture, rate: float) -> None:
        assert self._mean is not None  # noqa: S101
        cv2.accumulateWeighted(picture, self._mean, rate)

    def _learn(self, picture: Picture, changed: Gray) -> None:
        assert self._mean is not None  # noqa: S101
        cv2.accumulateWeighted(picture, self._mean, 0.03, mask=cv2.bitwise_not(changed))
        cv2.accumulateWeighted(picture, self._mean, 0.004, mask=changed)
        cv2.min(self._away, self._bound, dst=self._away)
        cv2.accumulateWeighted(self._away, self._spread, 0.02)

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
