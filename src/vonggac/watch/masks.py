"""Zones and masks, drawn in ten-thousandths of the picture, as grids that the eye can multiply with."""

from collections.abc import Sequence

import cv2
import numpy as np

from vonggac.watch.sighting import FULL, Cells, Gray, Zone


def grid(zones: Sequence[Zone], rows: int, columns: int) -> Gray:
    """255 where one of ``zones`` covers the middle of a point of the grid, else 0."""
    # Drawn finer than asked, so that a narrow zone is not lost between two points.
    fine = np.zeros((rows * 4, columns * 4), np.uint8)
    for zone in zones:
        corners = np.array(zone.points, np.float64) * (columns * 4, rows * 4) / FULL
        cv2.fillPoly(fine, [np.floor(corners).astype(np.int32)], 255)
    shares = cv2.resize(fine, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.where(shares >= 96, 255, 0).astype(np.uint8)


def allowed(zones: Sequence[Zone], masks: Sequence[Zone], rows: int, columns: int) -> Gray:
    """255 where motion counts: in a zone, or anywhere when there is none, and in no mask."""
    inside = grid(zones, rows, columns) if zones else np.full((rows, columns), 255, np.uint8)
    return inside & ~grid(masks, rows, columns)


def cells_of(zone: Zone, rows: int, columns: int) -> Cells:
    """The cells that ``zone`` covers."""
    return grid([zone], rows, columns) > 0
