"""Where signs come from: the archive's gaps of main streams, its findings about volumes, and its events."""

from collections.abc import Sequence
from uuid import UUID

from vonggac.archive import selectors as archive
from vonggac.archive.findings import FindingKind
from vonggac.equipment import selectors as equipment
from vonggac.equipment.rules import LATE_US, TELL
from vonggac.equipment.services.looking import Condition
from vonggac.equipment.troubles import (
    SHORTFALL,
    SIGNALS,
    VOLUME_LOST,
    Sign,
    sign_of_event,
    sign_of_gap,
    sign_of_stop,
)
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.places import selectors as places

WINDOW_US = 2 * DAY_US
"""What is looked at every time; the whole of what is kept is looked at when the clerk starts."""
KEPT_US = 92 * DAY_US
MOST_EVENTS = 5000
ROOM = frozenset({"reserve_used", "disk_full"})
"""Subjects of the archivist's findings about room: nothing more may be erased, and the reserve is being eaten."""


def gaps(school: UUID, at_us: int, window_us: int = WINDOW_US) -> list[Sign]:
    """Signs of the gaps of every camera in use; open ones whenever they began."""
    span = Range(at_us - window_us, at_us + 1)
    found = []
    for camera in places.cameras(school):
        for gap in archive.gaps_between(camera.id, "main", span):
            # A gap that ended where it began held no instant: nothing is missing.
            if gap.to_us == gap.from_us:
                continue
            sign = sign_of_gap(camera.id, gap.from_us, gap.to_us, gap.cause)
            if sign is not None:
                found.append(sign)
    return found


def stopped(school: UUID, at_us: int, window_us: int = WINDOW_US) -> list[Sign]:
    """Gaps of cameras that were stopped, for the failures that they were stopped for (G5)."""
    span = Range(at_us - window_us, at_us + 1)
    halted = {each.camera_id for each in equipment.stops(school) if each.camera_id is not None}
    return [
        sign_of_stop(camera, gap.from_us, gap.to_us)
        for camera in sorted(halted)
        for gap in archive.gaps_between(camera, "main", span)
        if gap.cause == GapCause.OUT_OF_SERVICE and gap.to_us != gap.from_us
    ]


def alarms(school: UUID, at_us: int, window_us: int = WINDOW_US) -> list[Sign]:
    """Signs of the events that are trouble of the equipment; those that go on, whenever they began."""
    span = Range(at_us - window_us, at_us + 1)
    cameras = [each.id for each in places.cameras(school)]
    made = (
        sign_of_event(
            event=each.id,
            camera=each.camera,
            kind=each.kind,
            from_us=each.from_us,
            to_us=each.to_us,
            at_us=each.at_us,
        )
        for each in archive.events(cameras, span, SIGNALS, limit=MOST_EVENTS)
    )
    return [each for each in made if each is not None]


def events_to_tell(school: UUID, at_us: int) -> list[archive.EventRow]:
    """Events of the last hour of the kinds that somebody is told of."""
    cameras = [each.id for each in places.cameras(school)]
    kinds = [kind for kind, rule in TELL.items() if rule.anybody]
    return archive.events(cameras, Range(at_us - LATE_US, at_us + 1), kinds, limit=MOST_EVENTS)


def conditions() -> Sequence[Condition]:
    """What the archivist says is wrong with the store now: volumes that are away, room that does not suffice."""
    found = archive.findings()
    lost = [
        Condition(VOLUME_LOST, each.subject) for each in found if each.kind == FindingKind.VOLUME
    ]
    short = any(each.kind == FindingKind.RETENTION and each.subject in ROOM for each in found)
    return [*lost, Condition(SHORTFALL, "")] if short else lost
