"""Something moves along: a changed patch against an adaptive background, followed.

Called by ``watch.eye`` with each picture at the working size. Each point of the background has a mean
and a spread, so noise raises its own threshold; a point that changes to and fro, as leaves do, raises
it further. Light that varies smoothly over the picture is divided out. In rain only what lasts for two
of three pictures counts, or is broader than a streak.
"""

import cv2
import numpy as np
import numpy.typing as npt

from vonggac.watch.sighting import COLUMNS, ROWS, Cells, Gray
from vonggac.watch.tracks import Patch, Track, Tracks

HEIGHT, WIDTH = 90, 160
"""The working grid: 5 × 5 points a cell."""
Picture = npt.NDArray[np.float32]

_LEARNING = 20
"""Pictures before anything is said."""
_BROAD = 0.30
"""More of the picture than this does not change by people, but by light, or by the camera."""
_LIGHTS, _SETTLING_US = 0.08, 2_000_000
"""Share of the picture that brightens or darkens smoothly, from which on light is changing; and for how long after."""
_STAND_OUT = 2.0
"""So many times the usual bound must be passed meanwhile."""
_SMOOTH, _DARKEST = (21, 21), np.float32(6.0)
"""How smoothly light varies, in points; levels below which a ratio is noise."""
_OUTRIGHT = np.float32(1.6)
"""A change must also be one without the division by light; then a smaller one is enough."""
_GLARE, _WHITE = 225.0, np.float32(250.0)
_HARD = 200.0
"""Slope of a body's edge, as Sobel has it (8 times levels a point); a glare's is softer."""
_RESTLESS = np.float32(40.0 / 255)
"""A point that changes to and fro once a second (0.2 of its pictures) has its bound raised by 8 spreads."""
_CLUTTERED, _CLUTTER_A_HIT = 14.0, 14
"""Points a picture that change where nothing had changed before: from so many on it rains."""
_MOST_PATCHES = 24

_CLOSING = np.ones((5, 3), np.uint8)
_NEAR = np.ones((5, 5), np.uint8)
_HALO = np.ones((15, 15), np.uint8)
_BODY = np.ones((4, 3), np.uint8)
_SPECK = np.ones((3, 3), np.uint8)


class Motion:
    """One camera's background and what moves before it."""

    def __init__(self, allowed: Gray, sensitivity: int) -> None:
        self._allowed = allowed
        self._least = np.float32(13.0 - sensitivity)
        self._spreads = np.float32(6.5 - 0.2 * sensitivity)
        self._smallest = max(3, 12 - sensitivity)
        self._tracks = Tracks(least=max(3.0, 8.0 - sensitivity * 0.8))
        empty = np.zeros((HEIGHT, WIDTH), np.float32)
        self._mean: Picture = empty.copy()
        self._spread: Picture = empty + np.float32(6)
        self._restless: Picture = empty.copy()
        self._bound: Picture = empty.copy()
        self._away: Picture = empty.copy()
        self._expected: Picture = empty
        self._last: Picture = empty
        self._last_but_one: Picture = empty
        self._before: Gray = np.zeros((HEIGHT, WIDTH), np.uint8)
        self._lit = np.zeros((HEIGHT, WIDTH), np.bool_)
        self._glare: Gray = np.zeros((HEIGHT, WIDTH), np.uint8)
        self._clutter = 0.0
        self._lights_us = -(1 << 60)
        self._seen = 0

    def look(self, picture: Picture, at_us: int) -> list[Track]:
        """What is under way now. ``picture`` is ``HEIGHT`` × ``WIDTH``."""
        if not self._seen:
            np.copyto(self._mean, picture)
        self._seen += 1
        changed = self._changed(picture)
        if self._seen <= _LEARNING or np.count_nonzero(changed) > _BROAD * changed.size:
            self._begin_anew(picture, changed)
            return []
        if np.count_nonzero(self._lit) > _LIGHTS * changed.size:
            self._lights_us = at_us
        lights = 0 <= at_us - self._lights_us < _SETTLING_US
        self._learn(picture, changed, lights=lights)
        found = self._standing_out(picture) if lights else self._in_weather(picture, changed)
        self._before = changed
        self._last, self._last_but_one = picture, self._last
        return self._tracks.feed(
            self._patches(found & self._allowed),
            at_us,
            4 + min(6, int(self._clutter / _CLUTTER_A_HIT)),
        )

    def _begin_anew(self, picture: Picture, changed: Gray) -> None:
        cv2.accumulateWeighted(picture, self._mean, 0.3)
        if self._seen <= _LEARNING:
            # Leaves that move already now are known as such when looking begins.
            cv2.accumulateWeighted(cv2.bitwise_xor(changed, self._before), self._restless, 0.05)
            cv2.accumulateWeighted(cv2.min(self._away, self._bound), self._spread, 0.05)
        self._before = changed
        self._tracks.clear()

    def _changed(self, picture: Picture) -> Gray:
        """255 where something else is than the background, seen in the light of now."""
        np.multiply(self._restless, _RESTLESS, out=self._bound)
        np.add(self._bound, self._spreads, out=self._bound)
        np.multiply(self._bound, self._spread, out=self._bound)
        np.maximum(self._bound, self._least, out=self._bound)
        # A lamp, a cloud's shadow, the exposure change a place by a factor that varies slowly over it.
        expected, below = (
            _floats(cv2.blur(picture, _SMOOTH)),
            _floats(cv2.blur(self._mean, _SMOOTH)),
        )
        np.add(expected, _DARKEST, out=expected)
        np.add(below, _DARKEST, out=below)
        np.divide(expected, below, out=expected)
        np.multiply(expected, self._mean, out=expected)
        np.minimum(expected, _WHITE, out=expected)
        self._expected = expected
        cv2.absdiff(picture, expected, dst=self._away)
        outright = _floats(cv2.absdiff(picture, self._mean))
        np.multiply(outright, _OUTRIGHT, out=outright)
        changed, outside = self._away > self._bound, outright > self._bound
        np.greater(outside, changed, out=self._lit)
        np.logical_and(changed, outside, out=changed)
        return _mask(changed)

    def _learn(self, picture: Picture, changed: Gray, *, lights: bool) -> None:
        cv2.accumulateWeighted(picture, self._mean, 0.03, mask=cv2.bitwise_not(changed))
        cv2.accumulateWeighted(picture, self._mean, 0.004, mask=changed)
        if lights:
            # By the smooth factor, not by the picture: else the background takes on a pattern of its own.
            cv2.accumulateWeighted(self._expected, self._mean, 0.4)
        cv2.accumulateWeighted(cv2.min(self._away, self._bound), self._spread, 0.03)

    def _standing_out(self, picture: Picture) -> Gray:
        """A body that stands out while light changes: an exposure that follows a large car must not hide it."""
        np.multiply(self._bound, np.float32(_STAND_OUT), out=self._bound)
        # Around a glare the light does not vary smoothly, as far as the sensor can tell: a soft ring remains.
        glare = cv2.dilate(_mask((picture > _GLARE) & (self._last < _GLARE)), _HALO)
        self._glare = _bytes(cv2.max(glare, _fading(self._glare)))
        out = _mask(self._away > self._bound)
        if self._glare.any():
            change = _floats(cv2.subtract(picture, self._expected))
            slope = cv2.magnitude(
                cv2.Sobel(change, cv2.CV_32F, 1, 0), cv2.Sobel(change, cv2.CV_32F, 0, 1)
            )
            hard = _bytes(cv2.dilate(_mask(_floats(slope) > _HARD), _NEAR))
            out &= hard | ~_mask(self._glare > 0)
        return _bytes(cv2.morphologyEx(out, cv2.MORPH_OPEN, _SPECK))

    def _in_weather(self, picture: Picture, changed: Gray) -> Gray:
        """What is left of ``changed`` when drops and flakes are left out, where there are any."""
        cv2.accumulateWeighted(cv2.bitwise_xor(changed, self._before), self._restless, 0.012)
        fresh = cv2.bitwise_and(changed, cv2.bitwise_not(cv2.dilate(self._before, _NEAR)))
        specks = cv2.bitwise_xor(fresh, cv2.morphologyEx(fresh, cv2.MORPH_OPEN, _SPECK))
        self._clutter += 0.02 * (min(100, cv2.countNonZero(specks)) - self._clutter)
        if self._clutter <= _CLUTTERED:
            return changed
        # A drop is gone in the next picture, and thin; a person lasts, or is broad.
        broad = _bytes(cv2.morphologyEx(changed, cv2.MORPH_OPEN, _BODY))
        return broad | self._changed(_middle(picture, self._last, self._last_but_one))

    def _patches(self, changed: Gray) -> list[Patch]:
        x, y, width, height = cv2.boundingRect(changed)
        if not width:
            return []
        # Closing adds nothing outside the box; what it needs to see around it is a margin of its own size. From an
        # even point on, because OpenCV numbers patches by pairs of lines.
        left, top = max(0, x - 4) & ~1, max(0, y - 6) & ~1
        part = np.ascontiguousarray(changed[top : y + height + 6, left : x + width + 4])
        cv2.morphologyEx(part, cv2.MORPH_CLOSE, _CLOSING, dst=part)
        count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
        rows = [row for row in stats[1:count].tolist() if row[4] >= self._smallest]
        rows.sort(key=lambda row: -row[4])
        return [Patch(a + left, b + top, *rest) for a, b, *rest in rows[:_MOST_PATCHES]]


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


def _middle(one: Picture, two: Picture, three: Picture) -> Picture:
    """The middle one of three values at each point: what is there in one picture only is gone."""
    least, most = cv2.min(one, two), cv2.max(one, two)
    return _floats(cv2.max(least, cv2.min(most, three)))


def _fading(glare: Gray) -> Gray:
    """A glare is remembered for two seconds."""
    return _bytes(cv2.subtract(glare, np.full_like(glare, 25)))


def _mask(where: npt.NDArray[np.bool_]) -> Gray:
    return where.view(np.uint8) * np.uint8(255)


def _floats(values: npt.ArrayLike) -> Picture:
    return np.asarray(values, np.float32)


def _bytes(values: npt.ArrayLike) -> Gray:
    return np.asarray(values, np.uint8)
