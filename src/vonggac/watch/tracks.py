"""What goes on its way through the picture, told from what flickers, sways or falls.

Called by ``watch.motion`` with the changed patches of each picture. A patch counts when it can be
followed over several pictures and gets somewhere: light stays where it appears, a branch comes
back, a raindrop and an insect are gone or far away in the next picture.
"""

import math
from dataclasses import dataclass, field

_LOST_US = 700_000
"""A person behind a post, or as grey as the wall for three pictures, stays the same person."""
_SELDOM_US = 900_000
"""Key frames only: somebody is in two or three of them, and nothing can be followed for long."""
_MOST = 24
_LARGE, _LARGE_HITS = 14, 4
"""A patch so large is no drop: it need not be followed for long even in rain."""
_STEP = 0.9
"""How far a thing may come between two pictures at 5 a second, in its own sizes: a car's is 0.75."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A connected change, in points of the working grid."""

    x: int
    y: int
    width: int
    height: int
    area: int

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def size(self) -> int:
        return max(self.width, self.height)


@dataclass(slots=True)
class Track:
    """One thing that is followed."""

    patch: Patch
    from_us: int
    seen_us: int
    start: tuple[float, float]
    start_size: float
    hits: int = 1
    path: float = 0.0
    largest: int = 0
    drift: tuple[float, float] = (0.0, 0.0)
    """Points a second."""
    moving: bool = False
    trail: list[Patch] = field(default_factory=list)

    def follow(self, patch: Patch, at_us: int) -> None:
        x, y = self.patch.middle
        new_x, new_y = patch.middle
        self.path += math.hypot(new_x - x, new_y - y)
        passed_s = max(0.02, (at_us - self.seen_us) / 1_000_000)
        weight = 1.0 if self.hits == 1 else 0.35
        self.drift = (
            self.drift[0] + weight * ((new_x - x) / passed_s - self.drift[0]),
            self.drift[1] + weight * ((new_y - y) / passed_s - self.drift[1]),
        )
        self.patch, self.seen_us = patch, at_us
        self.hits += 1
        self.largest = max(self.largest, patch.size)

    def gone(self) -> float:
        """How far from where it began, in points; growing counts, as of one who comes nearer."""
        x, y = self.patch.middle
        away = math.hypot(x - self.start[0], y - self.start[1])
        return max(away, abs(self.patch.size - self.start_size) * 0.5)

    def gets_somewhere(self, least: float, hits: int) -> bool:
        """Whether it went on, and did not only to and fro."""
        gone = self.gone()
        wanted = max(least, 0.35 * min(self.largest, 30))
        if self.largest >= _LARGE:
            hits = min(hits, _LARGE_HITS)
        return self.hits >= hits and gone >= wanted and gone >= 0.5 * self.path


class Tracks:
    """The things that are followed in one camera's picture."""

    def __init__(self, least: float) -> None:
        """``least``: points that a thing must go before it counts."""
        self._least = least
        self._tracks: list[Track] = []
        self._fed_us = 0
        self._every_us = 200_000

    def clear(self) -> None:
        self._tracks = []

    def feed(self, patches: list[Patch], at_us: int, hits: int) -> list[Track]:
        """The tracks that are under way in this picture and count."""
        self._pace(at_us)
        if self._every_us > _SELDOM_US:
            hits = 2 + hits // 5
        lost_us = max(_LOST_US, self._every_us * 5 // 4)
        free = list(patches)
        for track in sorted(self._tracks, key=lambda each: -each.hits):
            nearest = self._nearest(track, free, at_us)
            if nearest is not None:
                free.remove(nearest)
                track.follow(nearest, at_us)
        self._tracks = [each for each in self._tracks if 0 <= at_us - each.seen_us <= lost_us]
        for patch in free[: max(0, _MOST - len(self._tracks))]:
            self._tracks.append(
                Track(patch, at_us, at_us, patch.middle, patch.size, largest=patch.size)
            )
        found = []
        for track in self._tracks:
            if track.seen_us == at_us:
                track.moving = track.moving or track.gets_somewhere(self._least, hits)
                if track.moving:
                    found.append(track)
                else:
                    track.trail.append(track.patch)
                    del track.trail[:-25]
        return found

    def _pace(self, at_us: int) -> None:
        passed_us = at_us - self._fed_us
        if 0 < passed_us < 10_000_000:
            self._every_us += (passed_us - self._every_us) // 4
        self._fed_us = at_us

    @staticmethod
    def _nearest(track: Track, patches: list[Patch], at_us: int) -> Patch | None:
        passed_s = (at_us - track.seen_us) / 1_000_000
        x, y = track.patch.middle
        waited = min(3.0, max(1.0, passed_s / 0.2))
        reach = (_STEP * track.patch.size + 1.5) * waited
        if track.hits > 1:
            x, y = x + track.drift[0] * passed_s, y + track.drift[1] * passed_s
            reach = (0.4 * track.patch.size + 1.5) * waited
        best, best_at = None, reach
        for patch in patches:
            if not 0.4 <= patch.size / track.patch.size <= 2.5:
                continue
            new_x, new_y = patch.middle
            away = math.hypot(new_x - x, new_y - y)
            if away < best_at:
                best, best_at = patch, away
        return best
