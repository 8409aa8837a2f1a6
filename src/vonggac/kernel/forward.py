"""A clock set back prolongs nothing: expiry is judged by the latest time that this process knows of.

That is the larger of the wall clock and the last known instant carried forward by the monotonic clock
(ACCESS §2.6). One per process; asked wherever something ends by time.
"""

from collections.abc import Callable
from threading import Lock

from vonggac.kernel import clock


class ForwardClock:
    """Never behind what it has learnt, however the wall clock is set."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known_us = 0
        self._at_mono_us = 0
        self._primed = False

    def learn(self, known_us: int) -> None:
        """An instant that has certainly been: of a committed row, of an entry of the ledger."""
        with self._lock:
            mono_us = clock.monotonic_us()
            carried_us = self._known_us + (mono_us - self._at_mono_us)
            if not self._known_us or known_us > carried_us:
                self._known_us, self._at_mono_us = known_us, mono_us

    def not_before(self, wall_us: int) -> int:
        """``wall_us``, or the known time where the wall clock has fallen behind it."""
        with self._lock:
            if not self._known_us:
                return wall_us
            return max(wall_us, self._known_us + (clock.monotonic_us() - self._at_mono_us))

    def prime(self, last_known_us: Callable[[], int]) -> None:
        """Once per process: learns what was known before it started."""
        if not self._primed:
            self._primed = True
            self.learn(last_known_us())

    def forget(self) -> None:
        """For tests, which travel in time."""
        with self._lock:
            self._known_us = self._at_mono_us = 0
            self._primed = False


forward = ForwardClock()
