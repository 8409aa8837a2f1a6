"""Reads of the room: only ever one person's own notices, and whether something was told at all."""

from uuid import UUID

from django.db.models import QuerySet

from vonggac.notices.kinds import Urgency
from vonggac.notices.models import Channel, Notice


def unread(person: UUID) -> QuerySet[Notice]:
    """What waits for the person, newest first."""
    return recent(person).filter(read_us=None)


def recent(person: UUID) -> QuerySet[Notice]:
    """All that is kept, newest first."""
    return Notice.objects.filter(person_id=person).order_by("-again_us", "id")


def urgent(person: UUID, limit: int = 50) -> list[Notice]:
    """What stands as a banner until it is read."""
    return list(unread(person).filter(urgency=Urgency.URGENT)[:limit])


def told_since(key: str, at_us: int) -> bool:
    """Whether anybody was told of this since then: for rounds that come back to what lasts."""
    return Notice.objects.filter(key=key, again_us__gte=at_us).exists()


def channels(person: UUID) -> list[Channel]:
    """The person's ways out of the house, oldest first."""
    return list(Channel.objects.filter(person_id=person, ended_us=None).order_by("made_us"))
