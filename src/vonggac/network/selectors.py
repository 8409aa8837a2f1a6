"""Reads of the room."""

from uuid import UUID

from django.db.models import Max, QuerySet

from vonggac.kernel.ranges import Range
from vonggac.network.models import Fingerprint, NetworkDevice, Sighting, WatchDecision
from vonggac.people.tally import by, within


def devices(school: UUID) -> QuerySet[NetworkDevice]:
    """What was ever seen, the latest first."""
    return NetworkDevice.objects.filter(school_id=school)


def last_look_us(school: UUID) -> int | None:
    last: int | None = devices(school).aggregate(last=Max("last_us"))["last"]
    return last


def sightings(school: UUID) -> QuerySet[Sighting]:
    """The newest first."""
    found = Sighting.objects.filter(school_id=school)
    return found.select_related("camera", "answered_by")


def waiting(school: UUID) -> QuerySet[Sighting]:
    return sightings(school).filter(answered_us=None)


def sighting(school: UUID, sighting_id: UUID) -> Sighting | None:
    return sightings(school).filter(pk=sighting_id).first()


def fingerprint_of(camera: str) -> Fingerprint | None:
    """The newest."""
    return Fingerprint.objects.filter(camera_id=camera).first()


def decisions(school: UUID) -> QuerySet[WatchDecision]:
    return WatchDecision.objects.filter(school_id=school).select_related("by")


def is_watched(school: UUID) -> bool:
    newest = decisions(school).first()
    return newest is None or newest.watched


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: sightings found in the span by kind, and how many of them nobody has answered (I10)."""
    rows = Sighting.objects.filter(within("found_us", span), school_id=school)
    return by(rows, "kind") | {"all": rows.count(), "open": rows.filter(answer=None).count()}
