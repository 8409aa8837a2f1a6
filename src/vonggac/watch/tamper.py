"""Signs that a camera is kept from seeing: covered, blinded, defocused, turned, frozen, looped.

Called by ``watch.eye`` with each picture; it says what there is a sign of *now*, ``watch.judgement``
how long that must last. The reference is learned in the first twenty seconds and follows light,
seasons and furniture slowly, as long as most of it is recognised; it never learns a tampered view.
"""

import cv2
import numpy as np

from vonggac.kernel.events import EventKind
from vonggac.watch.blank import Blank
from vonggac.watch.repeats import Picture, Repeats
from vonggac.watch.sighting import COLUMNS, ROWS, Cells, Gray
from vonggac.watch.structure import (
    Comparison,
    Structure,
    blended,
    compared,
    same_cells,
    structure_of,
    worth,
)

HEIGHT, WIDTH = 180, 320
_S = 1_000_000
_LEARNING_S = 20
_CALM_US = 1.3 * _S
_FROZEN_US = 3 * _S
_STEADY_US = 4 * _S
_WORTH = 0.04
"""A reference with less structure than this (a night without light) says nothing about later."""
_LOST = 0.35
_ELSEWHERE, _SAME_LIGHT = 0.45, 0.65
_NOISY, _SILENT = 0.2, 0.07
"""Levels a cell changes by from picture to picture, from which on its silence tells something."""
_DARK, _BRIGHT, _SATURATED = 40.0, 190.0, 235
_STILL_SEEN = 0.5
"""Likeness of light and dark parts from which on a dim picture is the same place in less light."""

Signs = dict[EventKind, float]


class Tamper:
    """One camera's reference and what is compared with it."""

    def __init__(self, *, loops: bool) -> None:
        self._loops = loops
        self._repeats = Repeats()
        self._calm = np.zeros((HEIGHT, WIDTH), np.float32)
        self._reference: Structure | None = None
        self._earlier: Structure | None = None
        self._earlier_us = 0
        self._steady: Cells = np.zeros((ROWS, COLUMNS), np.bool_)
        self._learned = 0
        self._blank: Blank | None = Blank()
        self._at_us = 0
        self._checked_us = 0
        self._noise = 0.0
        self._heard = 0
        self._stillness = 1.0
        self._signs: Signs = {}
        self.detail: dict[EventKind, str] = {}

    def look(self, medium: Gray, picture: Picture, at_us: int) -> Signs:
        """``medium``: ``HEIGHT`` × ``WIDTH``; ``picture``: the same at the working size."""
        passed_us = at_us - self._at_us
        if not self._at_us or not 0 < passed_us <= 10 * _S:
            passed_us = 200_000
        if not self._at_us:
            np.copyto(self._calm, medium)
        self._at_us = at_us
        cv2.accumulateWeighted(medium, self._calm, min(0.7, passed_us / _CALM_US))
        self._repeats.look(medium, picture, at_us)
        if self._blank is not None:
            self._blank.look(medium, at_us)
        self._stillness += min(1.0, passed_us / (3 * _S)) * (self._repeats.noise - self._stillness)
        if not 0 <= at_us - self._checked_us < _S:
            self._checked_us = at_us
            self.detail = {}
            self._signs = self._seen(medium) | self._repeated()
        return self._signs

    def _repeated(self) -> Signs:
        signs: Signs = {}
        alive = float(self._calm.std()) > 4
        if alive and self._repeats.still_us >= _FROZEN_US:
            signs[EventKind.FROZEN] = 1.0
            self.detail[EventKind.FROZEN] = "every picture the same"
        elif (
            alive
            and self._heard > 20
            and self._noise > _NOISY
            and self._stillness < min(_SILENT, 0.12 * self._noise)
        ):
            signs[EventKind.FROZEN] = 0.8
            self.detail[EventKind.FROZEN] = "the sensor's noise is gone"
        else:
            self._heard += 1
            rate = 0.005 if self._stillness > 0.3 * self._noise else 0.0005
            self._noise += max(rate, 1 / self._heard) * (self._stillness - self._noise)
        if self._loops and self._repeats.looped:
            signs[EventKind.LOOPED] = self._repeats.looped
            self.detail[EventKind.LOOPED] = f"as {self._repeats.lag} pictures ago"
        return signs

    def _steady_cells(self, now: Structure) -> Cells:
        """What a turned camera shows is as steady as before; noise in the dark never is."""
        if self._earlier is None or not 0 <= self._at_us - self._earlier_us < _STEADY_US:
            self._steady = same_cells(now, self._earlier or now)
            self._earlier, self._earlier_us = now, self._at_us
        return self._steady

    def _seen(self, medium: Gray) -> Signs:
        now = structure_of(self._calm)
        if self._reference is None:
            self._reference = now
        if self._blank is not None and self._blank.now:
            return self._nothing_seen(medium, self._blank)
        if self._learned < _LEARNING_S or worth(self._reference) < _WORTH:
            self._learned += 1
            self._reference = blended(self._reference, now, 0.2)
            return {}
        self._blank = None
        found = compared(now, self._reference, self._steady_cells(now))
        kind = _kind(medium, found)
        if kind is None:
            if max(found.kept, found.coarse) > 0.7 and found.sharpness > 0.6:
                self._reference = blended(self._reference, now, 0.004)
            return {}
        self.detail[kind] = (
            f"kept {found.kept:.2f}, texture {found.texture:.2f}, likeness {found.coarse:.2f},"
            f" sharpness {found.sharpness:.2f}"
        )
        sure = 1 - found.sharpness if kind is EventKind.DEFOCUSED else 1 - found.kept
        return {kind: min(1.0, max(0.5, sure))}

    def _nothing_seen(self, medium: Gray, blank: Blank) -> Signs:
        """Nothing since the first look; the place is learnt when it is seen."""
        self._reference, self._learned = None, 0
        bright = float(cv2.mean(medium)[0]) > _BRIGHT
        kind = EventKind.BLINDED if bright else EventKind.COVERED
        self.detail[kind] = blank.detail
        return {kind: 0.8}


def _kind(medium: Gray, found: Comparison) -> EventKind | None:
    saturated = float(np.count_nonzero(medium >= _SATURATED)) / medium.size
    if (saturated > 0.6 and found.texture < 0.6) or (found.saturated > 0.3 and found.texture < 0.5):
        return EventKind.BLINDED
    if found.coarse > 0.75 and found.sharpness < 0.45 and found.fine_energy < 0.6:
        return EventKind.DEFOCUSED
    mean = float(cv2.mean(medium)[0])
    if found.kept < _LOST:
        if saturated > 0.35 or (mean > _BRIGHT and found.texture < 0.5):
            return EventKind.BLINDED
        if (mean < _DARK or found.texture < 0.4) and found.coarse < _STILL_SEEN:
            return EventKind.COVERED
    # Other lamps hide much in the dark and show the rest from another side: the lit and the whole must be lost.
    elsewhere = max(found.kept, found.kept_in_light) < _ELSEWHERE and found.coarse < _SAME_LIGHT
    return EventKind.TURNED if elsewhere and found.texture >= 0.4 else None
