"""A clock that tests set: the one clock of the product, moved by hand."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# What takes the clock's functions by name must be there before they are replaced: else it keeps the replacement.
import vonggac.web.middleware
import vonggac.web.urls  # noqa: F401
from vonggac.access.services.checking import views
from vonggac.kernel import clock
from vonggac.kernel.forward import forward


class HandClock:
    """Both clocks stand still until they are moved."""

    def __init__(self) -> None:
        self.wall_us = 1_795_330_800_000_000  # Sunday 2026-11-22 07:00:00 in Việt Nam
        self.mono_us = 50 * clock.SECOND_US

    def now_us(self) -> int:
        return self.wall_us

    def monotonic_us(self) -> int:
        return self.mono_us

    def pass_by(self, **units: float) -> int:
        """Time passes on both clocks; returns the new wall time."""
        passed = round(
            units.get("seconds", 0) * clock.SECOND_US
            + units.get("minutes", 0) * clock.MINUTE_US
            + units.get("hours", 0) * clock.HOUR_US
            + units.get("days", 0) * clock.DAY_US
        )
        self.wall_us += passed
        self.mono_us += passed
        return self.wall_us

    def set_wall(self, wall_us: int) -> None:
        """Somebody sets the machine's clock."""
        self.wall_us = wall_us


@contextmanager
def hand_clock() -> Iterator[HandClock]:
    """Within it, what this process remembers of time and grants is its own."""
    hands = HandClock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now_us", hands.now_us)
        patch.setattr(clock, "monotonic_us", hands.monotonic_us)
        forward.forget()
        views.forget()
        try:
            yield hands
        finally:
            forward.forget()
            views.forget()
