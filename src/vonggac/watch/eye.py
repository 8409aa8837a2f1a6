"""Looks at one camera's pictures, one after the other, and says what it sees. No Django, no FFmpeg.

``watch.process`` feeds it gray pictures of the sub stream, about 320×180 at up to 5 a second;
``watch.judgement`` makes events of its sightings. It keeps no picture of a person longer than its
background needs to forget him, and writes nothing.
"""

import cv2
import numpy as np

from vonggac.watch import masks, motion, tamper
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
        self._begin()

    def _begin(self) -> None:
        self._motion = motion.Motion(self._allowed, self._settings.sensitivity)
        self._tamper = tamper.Tamper(loops=self._settings.loops)

    def look(self, gray: Gray, at_us: int) -> Sighting:
        """``gray``: (height, width) of any size; it is not kept. ``at_us``: its UTC instant.

        A picture of another size begins anew. Raises ValueError where it is no gray picture.
        """
        if gray.ndim != 2 or gray.dtype != np.uint8 or not gray.size:
            raise ValueError(f"no gray picture: {gray.dtype} {gray.shape}")
        if gray.shape != self._shape:
            self._shape = gray.shape
            self._begin()
        medium = gray
        if gray.shape != (tamper.HEIGHT, tamper.WIDTH) or not gray.flags.c_contiguous:
            size = (tamper.WIDTH, tamper.HEIGHT)
            medium = np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)
        small = cv2.resize(medium, (motion.WIDTH, motion.HEIGHT), interpolation=cv2.INTER_AREA)
        picture = small.astype(np.float32)
        signs = self._tamper.look(medium, picture, at_us)
        detail = self._tamper.detail
        tracks = self._motion.look(picture, at_us) if self._settings.motion else []
        if not tracks:
            return Sighting(at_us, 0.0, self._nothing, signs, detail=detail)
        cells = motion.cells_of(tracks)
        names = tuple(name for name, inside in self._zones if bool((cells & inside).any()))
        return Sighting(at_us, 1.0, cells, signs, names, detail)
