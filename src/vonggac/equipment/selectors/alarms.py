"""Reads of alarm decisions, inputs and changes of volumes."""

from uuid import UUID

from django.db.models import QuerySet

from vonggac.equipment.models import AlarmDecision, Input, VolumeChange
from vonggac.equipment.rules import BOUNDS, Limit
from vonggac.kernel.events import EventKind


def decision(school: UUID) -> AlarmDecision | None:
    """The one that counts; None: the defaults do."""
    return AlarmDecision.objects.filter(school_id=school).order_by("-at_us", "-id").first()


def decisions(school: UUID, limit: int = 20) -> list[AlarmDecision]:
    """Newest first."""
    rows = AlarmDecision.objects.filter(school_id=school).select_related("person")
    return list(rows.order_by("-at_us", "-id")[:limit])


def seconds_of(school: UUID) -> dict[Limit, int]:
    """How long what is let last."""
    row = decision(school)
    said = row.seconds if row else {}
    return {each: int(said.get(each.value, BOUNDS[each].default)) for each in Limit}


def silent_of(school: UUID) -> frozenset[EventKind]:
    """Kinds of events that nobody is told of at once."""
    row = decision(school)
    return frozenset(EventKind(each) for each in row.silent) if row else frozenset()


def inputs(school: UUID) -> QuerySet[Input]:
    """In use first, then by name."""
    found = Input.objects.filter(school_id=school).select_related("made_by", "revoked_by")
    return found.prefetch_related("cameras").order_by("revoked_us", "name")


def volume_changes(limit: int = 20) -> list[VolumeChange]:
    """Newest first."""
    rows = VolumeChange.objects.select_related("by")
    return list(rows.order_by("-at_us", "-id")[:limit])
