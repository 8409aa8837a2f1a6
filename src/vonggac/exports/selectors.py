"""Reads of the room."""

from uuid import UUID

from django.db.models import QuerySet

from vonggac.exports.models import Export, ExportDownload
from vonggac.exports.sealing import unseal
from vonggac.exports.states import Envelope, ExportState


def export(export_id: UUID) -> Export:
    """Raises Export.DoesNotExist."""
    return _whole(Export.objects.all()).get(pk=export_id)


def exports(school: UUID, *, person: UUID | None = None) -> QuerySet[Export]:
    """Newest first; ``person`` limits to those he asked for."""
    found = Export.objects.filter(school_id=school)
    if person is not None:
        found = found.filter(requester_id=person)
    return _whole(found).order_by("-requested_us", "-number")


def waiting(school: UUID) -> QuerySet[Export]:
    """Those that somebody must decide, oldest first."""
    found = Export.objects.filter(school_id=school, state=ExportState.REQUESTED)
    return _whole(found).order_by("requested_us")


def to_build() -> UUID | None:
    """The next export for the clerk's child: one that was begun before one that was not."""
    wanted = (ExportState.BUILDING, ExportState.APPROVED)
    rows = Export.objects.filter(state__in=wanted).order_by("-state", "decided_us")
    return rows.values_list("id", flat=True).first()


def downloads(export_id: UUID) -> QuerySet[ExportDownload]:
    """Who took it, newest first."""
    found = ExportDownload.objects.filter(link__export_id=export_id)
    return found.select_related("link__person").order_by("-at_us")


def one_time_key(row: Export) -> str:
    """The secret that opens the envelope, for whoever may take the package; empty where there is none."""
    if row.envelope != Envelope.ONE_TIME or not row.sealed_identity:
        return ""
    return unseal(bytes(row.sealed_identity), export=row.id, what="identity").decode()


def _whole(found: QuerySet[Export]) -> QuerySet[Export]:
    return found.select_related("requester", "approver", "usage_line")
