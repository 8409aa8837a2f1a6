"""When did something move in this part of the picture? Answered from the heat files, without decoding anything."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vonggac.kernel.clock import DAY_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.watch.heat import HeatMinute, path_of, read_day
from vonggac.watch.sighting import COLUMNS, FULL, ROWS, Cells, Polygon

_FINE = 8
"""Samples a cell and direction when a polygon is laid over the cells."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of minutes in which something moved there."""

    range: Range
    score: int
    """1 … 100: of its busiest minute, how much of the time the busiest cell of the region moved."""
    peak_us: int
    """The beginning of that minute."""


def search(
    folder: Path, camera: str, within: Range, region: Polygon | None = None
) -> list[tuple[int, int]]:
    """Minutes (their first instant, µs) of the camera's heat in which the region moved, each with its score 1 … 100.

    ``folder``: ``DataFolder.heat``. ``region``: points in ten-thousandths of the picture; None: the whole of it. A day
    that was not watched, or whose file cannot be read, has no minutes. Raises ValueError for a region without area.
    """
    cells = np.ones((ROWS, COLUMNS), np.bool_) if region is None else cells_of(region)
    if not cells.any():
        raise ValueError("a region without area")
    found = []
    for minute in watched(folder, camera, within):
        score = _score(minute, cells)
        if score:
            found.append((minute.minute * MINUTE_US, score))
    return found


def watched(folder: Path, camera: str, within: Range) -> Iterator[HeatMinute]:
    """The minutes of the range that were looked at, by time."""
    first, last = within.from_us // MINUTE_US, (within.to_us - 1) // MINUTE_US
    day = within.from_us // DAY_US
    while day * DAY_US < within.to_us:
        for minute in _day(path_of(folder, camera, day * DAY_US // MINUTE_US)):
            if first <= minute.minute <= last:
                yield minute
        day += 1


def hits(minutes: Iterable[tuple[int, int]], *, apart_us: int = MINUTE_US) -> list[Hit]:
    """Neighbouring minutes as one stretch; ``apart_us`` of quiet between two still joins them."""
    found: list[Hit] = []
    for at_us, score in sorted(minutes):
        minute = Range(at_us, at_us + MINUTE_US)
        if found and at_us - found[-1].range.to_us <= apart_us:
            before = found[-1]
            best = (score, at_us) if score > before.score else (before.score, before.peak_us)
            found[-1] = Hit(Range(before.range.from_us, minute.to_us), *best)
        else:
            found.append(Hit(minute, score, at_us))
    return found


def cells_of(region: Polygon) -> Cells:
    """Cells of which the region covers an eighth or more, and those that a corner of it lies in."""
    if len(region) < 3:
        return np.zeros((ROWS, COLUMNS), np.bool_)
    x = (np.arange(COLUMNS * _FINE) + 0.5) * FULL / (COLUMNS * _FINE)
    y = (np.arange(ROWS * _FINE) + 0.5) * FULL / (ROWS * _FINE)
    inside = _inside(region, x[None, :], y[:, None])
    share = inside.reshape(ROWS, _FINE, COLUMNS, _FINE).mean(axis=(1, 3))
    cells: Cells = share >= 1 / 8
    for px, py in region:
        row = min(ROWS - 1, max(0, py * ROWS // FULL))
        cells[row, min(COLUMNS - 1, max(0, px * COLUMNS // FULL))] = True
    return cells


def _inside(
    region: Sequence[tuple[int, int]], x: NDArray[np.float64], y: NDArray[np.float64]
) -> Cells:
    """Even-odd rule, edge by edge."""
    inside = np.zeros((y.shape[0], x.shape[1]), np.bool_)
    for (ax, ay), (bx, by) in zip(region, (*region[1:], region[0]), strict=True):
        if ay == by:
            continue
        crosses = (ay > y) != (by > y)
        inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return inside


def _day(path: Path) -> list[HeatMinute]:
    try:
        return read_day(path)
    except OSError:
        return []


def _score(minute: HeatMinute, cells: Cells) -> int:
    level = int(minute.levels[cells].max())
    if not level or not minute.looks:
        return 0
    return max(1, min(100, 100 * (1 << (level - 1)) // minute.looks))
