"""How far the time is known: what footage's days are counted by (FORMATS §9.1, I6).

The wall clock of one machine can be set years ahead by a hand, a dead battery or a broken time server. So every ledger
entry is looked at in order, with the monotonic clock of its boot: the known time follows the wall clock, but jumps
of more than a day in all are not believed, however small each of them. It then goes on by the monotonic clock alone
until the jump is taken back, a time server has held the clock for an hour since, or a person has confirmed the date
(entry ``config.change`` with ``clock.confirmed``). Footage is due only when the wall clock *and* the known time are
past its date.
"""

from dataclasses import dataclass

from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US

BELIEVED_US = DAY_US
"""All jumps together go this far without asking, until a time server or a person has vouched for the clock."""
HELD_US = HOUR_US
CONFIRMED = "clock.confirmed"


@dataclass(frozen=True, slots=True)
class Observation:
    """What the machine's clocks said at one moment."""

    utc_us: int
    mono_us: int
    boot: str
    synced: bool
    """A time server held the wall clock."""


@dataclass(slots=True)
class TrustedTime:
    """Fed with observations in order; ``known_us`` never goes back but by a person's word."""

    known_us: int = 0
    mono_us: int = 0
    boot: str = ""
    ahead_us: int = 0
    """How far the wall clock is ahead of what is known; 0: believed."""
    synced_mono_us: int | None = None
    """Since when, in this boot, a time server has held the clock without a jump."""
    left_us: int = BELIEVED_US
    """How far the wall clock may still jump ahead and be believed."""

    def saw(self, seen: Observation) -> None:
        carried_us, jump_us = self._carried(seen)
        self.mono_us, self.boot = seen.mono_us, seen.boot
        if not seen.synced:
            self.synced_mono_us = None
        elif self.synced_mono_us is None or jump_us > MINUTE_US:
            self.synced_mono_us = seen.mono_us
        held = self.synced_mono_us is not None and seen.mono_us - self.synced_mono_us >= HELD_US
        drift_us = max(0, seen.utc_us - carried_us)
        if not self.known_us or held or drift_us <= self.left_us:
            # The first sight of a clock has nothing to be measured against, and an hour held refills.
            self.left_us = BELIEVED_US if held or not self.known_us else self.left_us - drift_us
            self.known_us = max(carried_us, seen.utc_us)
            self.ahead_us = 0
        else:
            self.known_us = carried_us
            self.ahead_us = seen.utc_us - carried_us

    def confirmed(self, utc_us: int) -> None:
        """A person looked at the date and said that it is right."""
        self.known_us = utc_us
        self.ahead_us = 0
        self.left_us = BELIEVED_US

    def due_us(self, wall_us: int) -> int:
        """The time by which footage is judged: never ahead of either clock."""
        return min(wall_us, self.known_us)

    def _carried(self, seen: Observation) -> tuple[int, int]:
        """The known time carried on by the monotonic clock; and how far the wall clock jumped ahead of that."""
        if seen.boot != self.boot:
            # However long the machine was off: the wall clock alone tells, and a time server has to hold it anew.
            self.synced_mono_us = None
            return self.known_us, 0
        went_us = max(0, seen.mono_us - self.mono_us)
        carried_us = self.known_us + went_us
        return carried_us, seen.utc_us - carried_us - self.ahead_us
