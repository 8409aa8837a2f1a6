"""Looks at one camera's pictures, one after the other, and says what it sees. No Django, no FFmpeg.

``watch.process`` feeds it gray pictures of the sub stream, about 320×180 at up to 5 a second;
``watch.judgement`` makes events of its sightings. It keeps no picture of a person longer than its
background needs to forget him, and writes nothing.
"""

import cv2
import numpy as np

from vonggac.watch import masks, motion
from vonggac.watch.sighting import COLUMNS, ROWS, Cells, EyeSettings, Gray, Sighting, Zone

__all__ = ["Eye", "EyeSettings", "Sighting", "Zone"]

cv2.setNumThreads(1)


class Eye:
    """One camera. Not for several threads."""

    def __init__(self, settings: EyeSettings) -> None:
        self._settings = settings
        grid = masks.allowed(settings.zones, settings.masks, motion.HEIGHT, motion.WIDTH)
        self._allowed = grid
        self._zones = [(zone.name, masks.cells_of(zone, ROWS, COLUMNS)) for zone in settings.zones]
        self._nothing: Cells = np.zeros((ROWS, COLUMNS), np.bool_)
        self._shape: tuple[int, ...] = ()
        self._motion = motion.Motion(grid, settings.sensitivity)

    def look(self, gray: Gray, at_us: int) -> Sighting:
        """``gray``: (height, width) of any size; it is not kept. ``at_us``: its UTC instant.

        A picture of another size begins anew. Raises ValueError where it is no gray picture.
        """
        if gray.ndim != 2 or gray.dtype != np.uint8 or not gray.size:
            raise ValueError(f"no gray picture: {gray.dtype} {gray.shape}")
        if gray.shape != self._shape:
            self._shape = gray.shape
            self._motion = motion.Motion(self._allowed, self._settings.sensitivity)
        small = cv2.resize(gray, (motion.WIDTH, motion.HEIGHT), interpolation=cv2.INTER_AREA)
        tracks = self._motion.look(small.astype(np.float32), at_us) if self._settings.motion else []
        if not tracks:
            return Sighting(at_us, 0.0, self._nothing)
        cells = motion.cells_of(tracks)
        names = tuple(name for name, inside in self._zones if bool((cells & inside).any()))
        return Sighting(at_us, 1.0, cells, zones=names)
