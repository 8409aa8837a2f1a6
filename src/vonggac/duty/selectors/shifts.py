"""Reads of shifts: who is on duty, the roster, checklists, handovers."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from vonggac.duty import facts
from vonggac.duty.checklists import Answer, Item
from vonggac.duty.models import Handover, Shift
from vonggac.places import selectors as places


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift that is open and not past its end."""

    id: UUID
    school: UUID
    areas: frozenset[UUID]
    to_us: int


def open_shift_of(person: UUID, at_us: int) -> OpenShift | None:
    """The shift the person has open at that instant; past its rostered end it has ended by itself."""
    row = Shift.objects.filter(
        person_id=person,
        opened_us__lte=at_us,
        closed_us=None,
        cancelled_us=None,
        to_us__gt=at_us,
    ).first()
    if row is None:
        return None
    areas = frozenset(row.areas.values_list("id", flat=True))
    return OpenShift(row.id, row.school_id, areas, row.to_us)


def on_duty(school: UUID, at_us: int) -> list[Shift]:
    """Shifts open now, with their people."""
    found = Shift.objects.filter(
        school_id=school, opened_us__lte=at_us, closed_us=None, to_us__gt=at_us
    )
    return list(found.select_related("person").prefetch_related("areas").order_by("from_us"))


def roster(school: UUID, from_us: int, to_us: int) -> list[Shift]:
    """Every shift of the roster that touches the range, cancelled ones left out."""
    found = Shift.objects.filter(
        school_id=school, from_us__lt=to_us, to_us__gt=from_us, cancelled_us=None
    )
    return list(found.select_related("person").prefetch_related("areas").order_by("from_us"))


def rostered(school: UUID) -> QuerySet[Shift]:
    """Every shift of the roster, the newest first, cancelled ones left out; to be narrowed by ``checks`` and, of these,
    ``complaints``.
    """
    complained = FilteredRelation("checks", condition=Q(checks__answer=Answer.COMPLAINED))
    found = Shift.objects.filter(school_id=school, cancelled_us=None)
    found = found.annotate(complaints=complained).distinct()
    return found.select_related("person").prefetch_related("areas").order_by("-from_us", "-pk")


def my_shifts(person: UUID, at_us: int, limit: int = 10) -> list[Shift]:
    """The person's present and coming shifts, soonest first."""
    found = Shift.objects.filter(
        person_id=person, to_us__gt=at_us, cancelled_us=None, closed_us=None
    )
    return list(found.prefetch_related("areas").order_by("from_us")[:limit])


def shift(school: UUID, shift_id: UUID) -> Shift | None:
    """With its people, areas, checks and handovers; None where the school has none of that id."""
    found = Shift.objects.filter(school_id=school).select_related("person")
    whole = found.prefetch_related(
        "areas", "checks__person", "handovers__giver", "handovers__taker", "handovers__answer"
    )
    return whole.filter(pk=shift_id).first()


def facts_of(row: Shift) -> dict[Item, facts.Fact]:
    """What the system knows now of the equipment of the shift's areas."""
    areas = {each.id for each in row.areas.all()}
    found = places.cameras(row.school_id)
    return facts.measure(each.id for each in found if each.area_id in areas)


def handovers_to(person: UUID) -> list[Handover]:
    """Shifts that wait for this person's second signature, oldest first."""
    found = Handover.objects.filter(taker_id=person, answer=None)
    return list(found.select_related("giver", "shift").order_by("at_us"))


def last_handover(school: UUID) -> Handover | None:
    """The newest of the school: what who opens a shift reads."""
    found = Handover.objects.filter(shift__school_id=school).select_related("giver", "taker")
    return found.order_by("-at_us").first()
