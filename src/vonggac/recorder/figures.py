"""What a stream does right now: the numbers behind "working normally". Facts for the books lie elsewhere."""

from dataclasses import asdict, dataclass
from typing import Any

from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.kernel.streams import AccessUnit, Track

_WINDOW_US = 5 * SECOND_US


@dataclass(slots=True)
class StreamFigures:
    """Counted in the event loop, written to the status file every two seconds."""

    state: str = "connecting"
    """``connecting``, ``recording``, or the code of the last fault (``unreachable``, ``refused``, …), which stays until
    there are pictures again; ``disk_full`` or ``disk_failed`` while there are, and no disk takes them.
    """
    codec: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0
    bits_per_second: int = 0
    last_frame_us: int = 0
    key_interval_us: int = 0
    """Between the last two key frames."""
    damaged_units: int = 0
    interruptions: int = 0
    camera_offset_us: int | None = None
    """The camera's own clock minus ours, where it sends reports."""
    lost_to_disk: bool = False
    _key_us: int = 0
    _window_began_us: int = 0
    _window_units: int = 0
    _window_bytes: int = 0

    def begin(self, tracks: tuple[Track, ...]) -> None:
        self.codec = tracks[0].codec.value
        self.width, self.height = tracks[0].width, tracks[0].height
        self._window_began_us = self._key_us = 0

    def fault(self, code: str) -> None:
        self.state = code
        self.interruptions += 1
        self.fps, self.bits_per_second = 0.0, 0

    def count(self, unit: AccessUnit, at_us: int) -> None:
        self.last_frame_us = at_us
        self._window_units += 1
        for part in unit.parts:
            self._window_bytes += len(part)
        if unit.damaged:
            self.damaged_units += 1
        if unit.key:
            if self._key_us:
                self.key_interval_us = max(0, at_us - self._key_us)
            self._key_us = at_us
            self._roll()

    def _roll(self) -> None:
        """At key frames only: a window of whole GOPs gives a steady bit rate."""
        self.state = "recording"
        now_us = monotonic_us()
        lasted_us = now_us - self._window_began_us
        if self._window_began_us and lasted_us < _WINDOW_US:
            return
        if self._window_began_us:
            self.fps = round((self._window_units - 1) * SECOND_US / lasted_us, 1)
            self.bits_per_second = self._window_bytes * 8 * SECOND_US // lasted_us
        self._window_began_us, self._window_units, self._window_bytes = now_us, 1, 0

    def public(self, trouble: str) -> dict[str, Any]:
        """``trouble``: what keeps the pictures from the disks, or nothing."""
        shown = {name: value for name, value in asdict(self).items() if not name.startswith("_")}
        if trouble and self.state == "recording":
            shown["state"] = trouble
        return shown
