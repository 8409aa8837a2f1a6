"""Pictures that have been here before: a stream that stands still, or plays its past again.

Called by ``watch.eye`` with each picture. A living sensor never gives the same noise twice: what
changes from picture to picture is kept as one sign a cell (144 bytes), and looked for in the last ten
minutes. Where an encoder leaves no noise in most of the pictures, a loop cannot be told from a
quiet scene, and nothing is said.
"""

import cv2
import numpy as np
import numpy.typing as npt

from vonggac.watch.sighting import COLUMNS, ROWS, Gray

_MEMORY = 3000
"""Pictures: ten minutes at 5 a second."""
_NEAREST = 20
"""Pictures: no loop is shorter, and what repeats faster may be a fan."""
_INFORMATIVE = 0.2
"""Share of cells that must change for a picture to tell anything."""
_COMMON = 0.08
"""What so large a share of the past looks like is a swing, not a loop."""
_ALIKE = 0.4
"""Chance gives 0 ± 0.05."""
_WINDOW = 40
_TOLD = 26
"""Of ``_WINDOW`` pictures so many must be informative, and nine of ten of these be repeated."""
_WORDS = ROWS * COLUMNS // 64
_QUARTER = ROWS * COLUMNS // 4
Codes = npt.NDArray[np.uint64]
Picture = npt.NDArray[np.float32]


class Repeats:
    """One camera's memory of noise."""

    def __init__(self) -> None:
        self._more: Codes = np.zeros((_MEMORY, _WORDS), np.uint64)
        self._less: Codes = np.zeros((_MEMORY, _WORDS), np.uint64)
        self._count = np.zeros(_MEMORY, np.float32)
        self._next = 0
        self._before: Picture | None = None
        self._medium: Gray | None = None
        self._still_since: int | None = None
        self._lag = 0
        self._votes: list[int] = []
        self.looped = 0.0
        self.lag = 0
        """Pictures between an original and its repetition, while ``looped``."""
        self.still_us = 0
        """How long every picture has been the same, to the last bit."""
        self.noise = 0.0
        """Median change of a cell from the last picture, in levels."""

    def look(self, medium: Gray, picture: Picture, at_us: int) -> None:
        """``picture``: the same at the working size."""
        change = None if self._before is None else cv2.subtract(picture, self._before)
        # The small picture is made of the large one: where it changed, nobody need compare the large ones.
        same = change is not None and not cv2.countNonZero(change) and self._is_last(medium)
        if not same or self._still_since is None:
            self._still_since = at_us
        self._keep(medium)
        self.still_us = at_us - self._still_since
        if change is not None:
            self._remember(
                np.asarray(cv2.resize(change, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA))
            )
        self._before = picture

    def _is_last(self, medium: Gray) -> bool:
        return self._medium is not None and np.array_equal(medium, self._medium)

    def _keep(self, medium: Gray) -> None:
        """A copy: whoever gave the picture may draw over it."""
        if self._medium is None or self._medium.shape != medium.shape:
            self._medium = medium.copy()
        else:
            np.copyto(self._medium, medium)

    def _remember(self, change: Picture) -> None:
        change -= change.mean()
        size = np.abs(change)
        self.noise = float(np.partition(size.ravel(), size.size // 2)[size.size // 2])
        least = max(0.06, 0.5 * self.noise)
        more, less = _bits(change > least), _bits(change < -least)
        at = self._next % _MEMORY
        quarters = size > least
        counts = quarters.reshape(2, ROWS // 2, 2, COLUMNS // 2).sum(axis=(1, 3))
        count = counts.sum()
        spread = counts.min() / _QUARTER
        told = self._told(more, less, count) if spread >= _INFORMATIVE else -1
        self._votes = [*self._votes[1 - _WINDOW :], told]
        self._more[at], self._less[at] = more, less
        self._count[at] = count if spread >= _INFORMATIVE else 0
        self._next += 1
        yes, no = self._votes.count(1), self._votes.count(0)
        self.looped = yes / (yes + no) if yes + no >= _TOLD and yes >= 0.85 * (yes + no) else 0.0
        self.lag = self._lag if self.looped else 0

    def _told(self, more: Codes, less: Codes, count: float) -> int:
        """1 where this picture repeats the one ``_lag`` ago; looks for another lag where it does not."""
        if self._next % 25 == 0:
            return self._search(more, less, count)
        if self._lag and self._next >= self._lag:
            # A picture lost on the way moves the repetition by one.
            for lag in (self._lag, self._lag + 1, self._lag - 1):
                at = (self._next - lag) % _MEMORY
                if self._alike(more, less, count, slice(at, at + 1))[0] > _ALIKE:
                    self._lag = lag
                    return 1
            self._lag = 0 if self._next % 5 == 0 else self._lag
            return 0
        return self._search(more, less, count) if self._next % 5 == 0 else 0

    def _search(self, more: Codes, less: Codes, count: float) -> int:
        filled = min(self._next, _MEMORY)
        if filled <= _NEAREST:
            return 0
        likeness = self._alike(more, less, count, slice(0, filled))
        ages = (self._next - np.arange(filled)) % _MEMORY
        likeness[ages < _NEAREST] = 0
        best = int(likeness.argmax())
        alike = np.count_nonzero(likeness > _ALIKE)
        if not alike or alike > max(6, _COMMON * filled):
            self._lag = 0
            return 0
        self._lag = int(ages[best])
        return 1

    def _alike(self, more: Codes, less: Codes, count: float, where: slice) -> Picture:
        same = _ones(self._more[where] & more) + _ones(self._less[where] & less)
        other = _ones(self._more[where] & less) + _ones(self._less[where] & more)
        both = np.sqrt(self._count[where] * count)
        return np.asarray(np.where(both > 0, (same - other) / np.maximum(both, 1), 0), np.float32)


def _bits(cells: npt.NDArray[np.bool_]) -> Codes:
    return np.packbits(cells).view(np.uint64)


def _ones(codes: Codes) -> npt.NDArray[np.int32]:
    return np.asarray(np.bitwise_count(codes).sum(axis=1, dtype=np.int32))
