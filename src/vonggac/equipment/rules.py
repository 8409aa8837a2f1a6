"""What is let last how long, and who is told of what: the defaults, and the bounds that no decision leaves.

REQUIREMENTS §7: which alarms ring changes only by a decision of the head of the school (khoản 3 Điều 5).
"""

from dataclasses import dataclass
from enum import StrEnum

from vonggac.equipment.troubles import BY_HAND, SHORTFALL, VOLUME_LOST
from vonggac.kernel.clock import HOUR_US, MINUTE_US, SECOND_US
from vonggac.kernel.events import TAMPER, EventKind
from vonggac.kernel.streams import GapCause
from vonggac.notices.kinds import Urgency


class Limit(StrEnum):
    """A threshold that the head may set. The values stand in rows."""

    GAP = "gap"
    PASSWORD = "password"  # noqa: S105  (a threshold's name)
    DISK = "disk"
    TAMPER = "tamper"
    CLOCK = "clock"
    STREAM = "stream"
    MERGE = "merge"
    """Trouble that is back within so long is the same failure."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds."""

    default: int
    least: int
    most: int


BOUNDS: dict[Limit, Bounds] = {
    Limit.GAP: Bounds(120, 30, 1800),
    Limit.PASSWORD: Bounds(60, 30, 1800),
    Limit.DISK: Bounds(30, 10, 300),
    Limit.TAMPER: Bounds(30, 10, 300),
    Limit.CLOCK: Bounds(60, 10, 86_400),
    Limit.STREAM: Bounds(300, 30, 86_400),
    Limit.MERGE: Bounds(1800, 60, 86_400),
}

_LIMIT_OF: dict[str, Limit] = {
    **dict.fromkeys((each.value for each in GapCause), Limit.GAP),
    GapCause.CREDENTIALS_REFUSED.value: Limit.PASSWORD,
    GapCause.DISK_FULL.value: Limit.DISK,
    GapCause.DISK_FAILED.value: Limit.DISK,
    **dict.fromkeys((each.value for each in TAMPER), Limit.TAMPER),
    EventKind.SIGNAL_LOST.value: Limit.GAP,
    EventKind.CLOCK_OFF.value: Limit.CLOCK,
    EventKind.STREAM_CHANGED.value: Limit.STREAM,
}


def limits_us(seconds: dict[Limit, int]) -> dict[str, int]:
    """By cause, microseconds; what holds while it holds (a lost volume) has no patience at all."""
    known = {cause: seconds[limit] * SECOND_US for cause, limit in _LIMIT_OF.items()}
    return known | dict.fromkeys((VOLUME_LOST, SHORTFALL, BY_HAND), 0)


@dataclass(frozen=True, slots=True)
class Tell:
    """Who hears of a kind of event at once, failure or not."""

    board: bool = False
    it_teacher: bool = False
    on_duty: bool = False
    urgency: Urgency = Urgency.RAISED

    @property
    def anybody(self) -> bool:
        return self.board or self.it_teacher or self.on_duty


_ALARM = Tell(board=True, it_teacher=True, urgency=Urgency.URGENT)
_TECHNICAL = Tell(it_teacher=True)

TELL: dict[EventKind, Tell] = {
    **dict.fromkeys(TAMPER, _ALARM),
    EventKind.SIGNAL_LOST: Tell(),  # when it lasts it is a failure, which tells the same people
    EventKind.CLOCK_OFF: _TECHNICAL,
    EventKind.STREAM_CHANGED: _TECHNICAL,
    EventKind.MOTION: Tell(),
    EventKind.CAMERA: Tell(),
    EventKind.INPUT: Tell(board=True, it_teacher=True, on_duty=True, urgency=Urgency.URGENT),
    EventKind.BUTTON: Tell(board=True, it_teacher=True),
}
MERGE_EVENTS_US = 10 * MINUTE_US
"""A camera that tells the same again within so long calls nobody a second time."""
LATE_US = HOUR_US
"""An event that comes to be known later than this (its journal was read again) is history, and calls nobody."""
