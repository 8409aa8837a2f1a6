"""Is there nothing at all to be seen, from the first look on? A lens that was covered before anybody looked.

Called by ``watch.tamper`` while it has no reference. Two means of six seconds each are compared: what stands in both at
the same place is structure, however faint; what does not is noise. Where noise is too strong to tell, nothing is said.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from vonggac.watch.sighting import COLUMNS, ROWS, Gray

Floats = npt.NDArray[np.float32]
_S = 1_000_000
BLOCK_US = 6 * _S
_LEAST_PICTURES = 2
_HOLE_US = 10 * _S
_SLOPE = (11, 11)
_CAPTION_ROWS = 2
"""Rows of cells above and below that name and time burnt into the picture may fill, covered or not."""
_EDGE = 14.0
"""Squared slope of a cell with an edge of one and a half levels of 255."""
_NOISE = 1.5
"""Share of the noise's own squared slope that chance reaches in no cell."""
_TOO_NOISY, _DARK_TOO_NOISY = 64.0, 20.0
"""From here on an edge of three levels could hide in the noise; in the dark, where edges are faint, one of two."""
_DARK = 40.0
_MOVES = 4.0
_MOST_CELLS = 3


@dataclass(frozen=True, slots=True)
class _Slopes:
    across: Floats
    down: Floats


class Blank:
    """One camera whose place is not known yet."""

    def __init__(self) -> None:
        self.now = False
        """Whether the last two blocks showed nothing."""
        self.detail = ""
        self._since_us = self._last_us = 0
        self._pictures = 0
        self._sum: Floats | None = None
        self._before: _Slopes | None = None

    def look(self, medium: Gray, at_us: int) -> None:
        """Of every picture, in the order of time; all of one size."""
        if not 0 < at_us - self._last_us <= _HOLE_US:
            self._before, self.now = None, False
            self._begin(at_us)
        self._last_us = at_us
        self._sum = medium.astype(np.float32) if self._sum is None else self._sum
        if self._pictures:
            cv2.accumulate(medium, self._sum)
        self._pictures += 1
        if at_us - self._since_us >= BLOCK_US and self._pictures >= _LEAST_PICTURES:
            mean = np.asarray(self._sum / self._pictures, np.float32)
            slopes = _slopes(mean)
            if self._before is not None:
                self._judge(self._before, slopes, dark=float(mean.mean()) < _DARK)
            self._before = slopes
            self._begin(at_us)

    def _begin(self, at_us: int) -> None:
        self._since_us, self._pictures, self._sum = at_us, 0, None

    def _judge(self, then: _Slopes, now: _Slopes, *, dark: bool) -> None:
        both = _cells(then.across * now.across + then.down * now.down)
        apart = _cells((then.across - now.across) ** 2 + (then.down - now.down) ** 2)
        least = _EDGE + _NOISE * float(np.median(apart)) / 2
        # What moves is in one of them only, and is seen all the same.
        cells = int(np.count_nonzero((both > least) | (apart > 2 * _MOVES * least)))
        self.now = cells <= _MOST_CELLS and least < (_DARK_TOO_NOISY if dark else _TOO_NOISY)
        self.detail = f"nothing to be seen since the first look: structure in {cells} cells"


def _slopes(mean: Floats) -> _Slopes:
    whole = cv2.resize(mean, (COLUMNS * 5, ROWS * 5), interpolation=cv2.INTER_AREA)
    small = whole[5 * _CAPTION_ROWS : -5 * _CAPTION_ROWS]
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1)
    # Folds of a cloth and a lamp's pool are slopes, and no edges.
    return _Slopes(
        np.asarray(across - cv2.blur(across, _SLOPE), np.float32),
        np.asarray(down - cv2.blur(down, _SLOPE), np.float32),
    )


def _cells(values: npt.ArrayLike) -> Floats:
    field = np.asarray(values, np.float32)
    size = (COLUMNS, ROWS - 2 * _CAPTION_ROWS)
    return np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_AREA), np.float32)
