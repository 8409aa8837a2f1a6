"""Reads of the room: handings over, what waits, credentials that are from before."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from vonggac.kernel.clock import DAY_US, now_us
from vonggac.people import selectors as people
from vonggac.people.models import Person
from vonggac.people.roles import BOARD
from vonggac.places import selectors as places
from vonggac.places.models import Camera
from vonggac.takeover.models import HandoverLine, SystemHandover
from vonggac.takeover.states import UNDER_WAY, Answer, HandoverState, Item

RED_AFTER_US = DAY_US
"""So long without a manager, and the Board sees red (REQUIREMENTS §7.2)."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An item of the checklist, with the last line about it; None: nobody has answered yet."""

    item: Item
    line: HandoverLine | None

    @property
    def answer(self) -> Answer | None:
        return None if self.line is None else Answer(self.line.kind)


def handovers(school: UUID) -> QuerySet[SystemHandover]:
    """The newest first."""
    found = SystemHandover.objects.filter(school_id=school)
    return found.select_related("leaving", "taking", "confirmed_by", "given_by")


def handover(school: UUID, handover_id: UUID) -> SystemHandover | None:
    """None where the school has none of that id."""
    return handovers(school).filter(pk=handover_id).first()


def under_way(school: UUID) -> SystemHandover | None:
    """The database has no second."""
    return handovers(school).filter(state__in=UNDER_WAY).first()


def lines(handover_id: UUID) -> list[HandoverLine]:
    """The file, oldest first."""
    return list(HandoverLine.objects.filter(of_id=handover_id).select_related("scan", "corrects"))


def checklist(handover_id: UUID) -> list[Answered]:
    """Every item with what was said of it last, in the order of the paper."""
    said = {each.ref: each for each in lines(handover_id) if each.kind in Answer.values}
    return [Answered(each, said.get(each.value)) for each in Item]


def concerns(row: SystemHandover, person: UUID) -> bool:
    return person in (row.leaving_id, row.taking_id)


def heads_own(row: SystemHandover) -> bool:
    """Whether the head leaves or takes over himself: then another of the Board stands in for the head (I9)."""
    head = people.head_of(row.school_id, now_us())
    return head is not None and concerns(row, head.id)


def deciders(row: SystemHandover) -> list[Person]:
    """Who confirms it: the head, or where it is the head's own the others of the Board; empty: there is nobody."""
    at_us = now_us()
    head = people.head_of(row.school_id, at_us)
    if head is not None and not concerns(row, head.id):
        return [head]
    board = people.holders(row.school_id, BOARD, at_us).filter(account__state="active")
    return list(board.exclude(pk__in=(row.leaving_id, row.taking_id)))


def red_since(school: UUID, at_us: int) -> int | None:
    """Since when nobody manages the system, once that is more than a day; None: somebody does, or not so long."""
    founded_us = places.school(school).created_us
    since_us = people.without_manager_since(school, founded_us, at_us)
    return since_us if since_us is not None and at_us - since_us > RED_AFTER_US else None


def last_change(school: UUID) -> SystemHandover | None:
    """The last one after which another person manages the system."""
    changed = handovers(school).filter(changed_us__isnull=False)
    return changed.exclude(state=HandoverState.CANCELLED).order_by("-changed_us").first()


def old_passwords(school: UUID) -> list[Camera]:
    """Cameras whose password who left still knows: not changed since the last change of the manager."""
    row = last_change(school)
    if row is None or row.changed_us is None:
        return []
    return places.passwords_not_changed_since(school, row.changed_us)


def owed(school: UUID, at_us: int) -> tuple[UUID, UUID, int] | None:
    """A change of the manager without a handing over: who left, who took over, when. None: nothing is owed."""
    now = people.manager(school, at_us)
    if now is None or under_way(school) is not None:
        return None
    earlier = people.managers(school).filter(to_us__lte=now.from_us).first()
    if earlier is None or earlier.person_id == now.person_id:
        return None
    told = SystemHandover.objects.filter(school_id=school, taking_id=now.person_id)
    if told.filter(Q(state=HandoverState.CONFIRMED, changed_us__gte=now.from_us)).exists():
        return None
    return earlier.person_id, now.person_id, now.from_us
