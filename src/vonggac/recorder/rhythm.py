"""How pictures usually follow one another, and when one that comes late leaves a hole (docs/recording.md).

A hole is no footage: the run ends before it. But a camera that sends few pictures of a quiet scene has no holes, and
what it sends then hangs together. So a long step counts only where something says that pictures are missing.
"""

from collections import deque

from vonggac.kernel.streams import AccessUnit

HOLE_US = 2_100_000
"""Half a picture a second is the least that cameras are usually set to send of a quiet scene."""
UNUSUAL = 3
"""Times the longest step of late."""
KNOWN = 16
"""Steps that are remembered."""
ENOUGH = 4
"""Steps before which nobody knows what is usual."""


class Rhythm:
    """One track of pictures, from one interruption to the next."""

    def __init__(self) -> None:
        self._steps: deque[int] = deque(maxlen=KNOWN)
        self._latest_us = 0
        self._damaged = False

    def forget(self) -> None:
        """What comes now has nothing to do with what was."""
        self._steps.clear()
        self._latest_us, self._damaged = 0, False

    def hole_before(self, unit: AccessUnit, at_us: int) -> int:
        """µs between this picture and the one before, where pictures are missing between them; else 0."""
        step_us = at_us - self._latest_us if self._latest_us else 0
        torn, self._damaged = self._damaged or unit.damaged, unit.damaged
        self._latest_us = max(self._latest_us, at_us)
        unusual = step_us > HOLE_US and step_us > UNUSUAL * max(self._steps, default=0)
        # Lost packets say it. So does a camera that begins anew with a key frame, out of its rhythm; one that goes on
        # from the picture before has left nothing out that it ever had.
        if unusual and (torn or (unit.key and len(self._steps) >= ENOUGH)):
            self._steps.clear()
            return step_us
        if step_us > 0:
            self._steps.append(step_us)
        return 0
