"""Reads of the room: for the Board, and numbers for reports."""

from uuid import UUID

from django.db.models import QuerySet

from vonggac.attention.models import Change


def changes(school: UUID) -> QuerySet[Change]:
    """All, what was noted last first."""
    found = Change.objects.filter(school_id=school)
    return found.select_related("by", "acknowledged", "acknowledged__by")


def unacknowledged(school: UUID) -> QuerySet[Change]:
    return changes(school).filter(acknowledged=None)


def counts(school: UUID, from_us: int, to_us: int) -> dict[str, int]:
    """Of what happened in the range: all, and what nobody has acknowledged (I10)."""
    found = Change.objects.filter(school_id=school, at_us__gte=from_us, at_us__lt=to_us)
    return {"all": found.count(), "unacknowledged": found.filter(acknowledged=None).count()}
