"""Whose pictures were in hand when the process died: a camera that kills the decoder must not take the others along.

FFmpeg can crash on a broken stream. Before each look the lane writes the camera's id into a small mapped file; what
stands there when the next process begins had been in hand. Three times within ten minutes, and the camera is left alone
for ten.
"""

import contextlib
import json
import logging
import mmap
from pathlib import Path

from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.kernel.files import write_for_now

log = logging.getLogger(__name__)

SLOTS = 8
_SLOT = 16
_MOST = 3
_WITHIN_US = 10 * MINUTE_US
LEFT_ALONE_US = 10 * MINUTE_US


class Blame:
    """Marks of this process, and the suspicion that earlier ones left. The file is mapped until ``close``."""

    def __init__(self, run_folder: Path) -> None:
        """Raises OSError."""
        self._marks = run_folder / "watch.inhand"
        self._counts = run_folder / "watch.blame.json"
        self._deaths = self._read_counts()
        self._adopt()
        self._marks.write_bytes(b"\0" * (SLOTS * _SLOT))
        self._file = self._marks.open("r+b")
        self._map = mmap.mmap(self._file.fileno(), SLOTS * _SLOT)

    def mark(self, slot: int, camera: str) -> None:
        self._map[slot * _SLOT : (slot + 1) * _SLOT] = camera.encode()[:_SLOT].ljust(_SLOT, b"\0")

    def clear(self, slot: int) -> None:
        self._map[slot * _SLOT : (slot + 1) * _SLOT] = bytes(_SLOT)

    def left_alone(self, camera: str) -> bool:
        """Whether the camera is under suspicion now."""
        deaths = self._deaths.get(camera, [])
        recent = [at for at in deaths if 0 <= now_us() - at < _WITHIN_US + LEFT_ALONE_US]
        return len(recent) >= _MOST and now_us() - max(recent) < LEFT_ALONE_US

    def close(self) -> None:
        self._map.close()
        self._file.close()
        with contextlib.suppress(OSError):
            self._marks.unlink(missing_ok=True)

    def _adopt(self) -> None:
        try:
            marks = self._marks.read_bytes()
        except OSError:
            return
        names = {marks[at : at + _SLOT].rstrip(b"\0") for at in range(0, len(marks), _SLOT)}
        for name in sorted(names - {b""}):
            camera = name.decode("ascii", "replace")
            log.error("%s: its pictures were in hand when watch died", camera)
            deaths = [*self._deaths.get(camera, []), now_us()]
            self._deaths[camera] = deaths[-_MOST:]
        with contextlib.suppress(OSError):
            write_for_now(self._counts, json.dumps(self._deaths).encode())

    def _read_counts(self) -> dict[str, list[int]]:
        try:
            raw = json.loads(self._counts.read_bytes())
            return {str(camera): [int(at) for at in deaths] for camera, deaths in raw.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
