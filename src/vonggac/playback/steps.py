"""Several cameras in step: one window of wall-clock time, one playlist a camera."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.ranges import Range, union
from vonggac.playback.window import Window, open_range

MOST_CAMERAS = 9


@dataclass(frozen=True, slots=True)
class Together:
    """Every player follows one clock: wall-clock instants, which each playlist's entries carry."""

    asked: Range
    windows: Mapping[str, Window]
    """By camera, in the order asked for; one without footage has no entries."""

    @property
    def footage(self) -> list[Range]:
        """Instants that at least one camera shows: the clock jumps over the rest."""
        return union(each for window in self.windows.values() for each in window.footage)

    def next_us(self, instant_us: int) -> int | None:
        """``instant_us`` itself where some camera shows it, else the next instant that one does; None at the end."""
        for each in self.footage:
            if instant_us < each.to_us:
                return max(instant_us, each.from_us)
        return None


def open_together(
    grant: Grant,
    cameras: Sequence[str],
    wanted: Range,
    at_us: int,
    *,
    streams: Sequence[str] = ("main",),
    playhead_us: int | None = None,
    act: Act = Act.PLAYBACK,
) -> Together:
    """One window for each camera, from the first of ``streams`` that has footage of it.

    Raises NotPermitted unless the grant covers every one of the cameras, ValueError on too many, none, or one twice.
    """
    if not 0 < len(cameras) <= MOST_CAMERAS or len(set(cameras)) != len(cameras) or not streams:
        raise ValueError(f"between 1 and {MOST_CAMERAS} different cameras")
    windows: dict[str, Window] = {}
    for camera in cameras:
        for stream in streams:
            window = open_range(
                grant, camera, stream, wanted, at_us, playhead_us=playhead_us, act=act
            )
            windows.setdefault(camera, window)
            if window.entries:
                windows[camera] = window
                break
    return Together(wanted, windows)
