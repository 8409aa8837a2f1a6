"""From a camera's ticks to instants: start from the machine's clock, durations from the camera (docs/time.md).

The camera's RTP clock says how long things lasted, the machine's says when. The two drift apart; the difference is
taken back slowly, at most 500 ppm, so that no frame visibly stretches (Moonfire's `time.md` argues the number).
"""

from vonggac.kernel.clock import SECOND_US, monotonic_us, now_us

SLEW_PPM = 500
JUMP_US = 2 * SECOND_US
BACK_US = SECOND_US
"""Pictures are shown in another order than they come, by a few pictures; further back only a set counter goes."""
STEP_US = SECOND_US
CATCHES_UP = 4
"""Pictures that were held back make up for at least a quarter of what they last."""


class WallClock:
    """Machine time that moves only forward, plus the steps that somebody made in the real one.

    Between two looks (``watch``) the monotonic clock carries the time, so that a clock set in mid-GOP cannot tear it.
    """

    def __init__(self) -> None:
        self.offset_us = now_us() - monotonic_us()
        """What turns monotonic time into wall time; changes only in ``watch``."""

    def now_us(self) -> int:
        return monotonic_us() + self.offset_us

    def watch(self) -> tuple[int, int] | None:
        """(from, to) if the machine's clock was set by ≥ 1 s since the last look; smaller moves are followed."""
        offset_us = now_us() - monotonic_us()
        moved_us = offset_us - self.offset_us
        before_us = self.now_us()
        self.offset_us = offset_us
        return (before_us, before_us + moved_us) if abs(moved_us) >= STEP_US else None


class RunClock:
    """Maps one track's ticks to instants during one run (an unbroken stream)."""

    def __init__(self, clock_hz: int) -> None:
        self._hz = clock_hz
        self._anchor_ticks = 0
        self._anchor_us = 0
        self._started = False
        self._last_us = 0
        self._last_ticks = 0
        self._latest_us = 0
        self._late: tuple[int, int] | None = (
            None  # instant and lead of the first picture that came late
        )
        self._lead_us: int | None = None  # smallest (arrival - instant) since the last correction

    def at(self, ticks: int, arrived_us: int, *, key: bool = False) -> int:
        """The instant of the picture at ``ticks``, which arrived at ``arrived_us``; follows jumps of the camera.

        The instant of a ``key`` is later than all before it.
        """
        if not self._started:
            self._started = True
            self._anchor(ticks, arrived_us)
            return arrived_us
        at_us = self._anchor_us + (ticks - self._anchor_ticks) * SECOND_US // self._hz
        lead_us = arrived_us - at_us
        back_us = self._latest_us - at_us
        jumped = lead_us <= -JUMP_US or back_us > BACK_US or (key and back_us >= 0)
        if jumped or self._stays_late(at_us, lead_us, key=key):
            # The camera's counter jumped, or stood still: what arrived last is where it goes on.
            at_us = max(arrived_us, self._latest_us + 1)
            self._anchor(ticks, at_us)
            return at_us
        if self._lead_us is None or lead_us < self._lead_us:
            self._lead_us = lead_us
        self._last_us, self._last_ticks = at_us, ticks
        if back_us < 0:
            self._latest_us = at_us
        return at_us

    def _stays_late(self, at_us: int, lead_us: int, *, key: bool) -> bool:
        """Late pictures that the network held back come faster than they were taken, and keep their instants.

        Where they do not, the camera's counter stood still while time went on.
        """
        if lead_us < JUMP_US:
            self._late = None
            return False
        if self._late is None:
            self._late = at_us, lead_us
            return False
        first_us, first_lead_us = self._late
        passed_us = at_us - first_us
        return (key or passed_us >= JUMP_US) and first_lead_us - lead_us < passed_us // CATCHES_UP

    def peek(self, ticks: int) -> int | None:
        """The instant of ``ticks`` as mapped now, without learning from it; None before the first unit."""
        if not self._started:
            return None
        return self._anchor_us + (ticks - self._anchor_ticks) * SECOND_US // self._hz

    def correct(self, lasted_us: int) -> None:
        """Once a GOP: moves the mapping towards the machine's clock by at most 500 ppm of what the GOP lasted."""
        if self._lead_us is None:
            return
        most_us = lasted_us * SLEW_PPM // 1_000_000
        step_us = max(-most_us, min(most_us, self._lead_us))
        # Re-anchored at the newest unit, so that everything given out so far keeps its instant.
        self._anchor_ticks, self._anchor_us = self._last_ticks, self._last_us + step_us
        self._lead_us = None

    def _anchor(self, ticks: int, at_us: int) -> None:
        self._anchor_ticks, self._anchor_us = ticks, at_us
        self._last_ticks, self._last_us = ticks, at_us
        self._latest_us = max(self._latest_us, at_us)
        self._lead_us = self._late = None
