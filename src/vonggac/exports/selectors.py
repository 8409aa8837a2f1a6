"""Reads of the room."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from vonggac.evidence.copy_plan import Mask
from vonggac.exports.models import CopyOrder, Export, ExportDownload, MaskRow
from vonggac.exports.sealing import unseal
from vonggac.exports.states import Envelope, ExportState
from vonggac.kernel.ranges import Range
from vonggac.people.tally import per_range, within


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
    """The next export for the clerk's child: one that was begun before one that was not; none that waits for masks."""
    wanted = (ExportState.BUILDING, ExportState.APPROVED)
    masked = Q(masking=True) | Q(demanded_us__isnull=False)
    waits = CopyOrder.objects.filter(masked, export=OuterRef("pk"), masks_us=None)
    rows = Export.objects.filter(~Exists(waits), state__in=wanted)
    rows = rows.order_by("-state", "decided_us")
    return rows.values_list("id", flat=True).first()


def downloads(export_id: UUID) -> QuerySet[ExportDownload]:
    """Who took it, newest first."""
    found = ExportDownload.objects.filter(link__export_id=export_id)
    return found.select_related("link__person").order_by("-at_us")


def copy_order(export_id: UUID) -> CopyOrder | None:
    """What viewing copies it has; None: none."""
    found = CopyOrder.objects.select_related("demanded_by", "masks_by")
    return found.filter(export_id=export_id).first()


def mask_rows(export_id: UUID) -> QuerySet[MaskRow]:
    """Those that count, in their order."""
    found = MaskRow.objects.filter(export_id=export_id, dropped_us=None)
    return found.select_related("drawn_by").order_by("number")


def masks_of(export_id: UUID) -> list[Mask]:
    """The same for whoever covers pictures."""
    return [
        Mask(
            each.camera,
            tuple((int(x), int(y)) for x, y in each.points),
            each.from_us,
            each.to_us,
            each.follow,
        )
        for each in mask_rows(export_id)
    ]


def to_mask(person: UUID) -> QuerySet[Export]:
    """Approved exports of this person whose copies wait for masks."""
    masked = Q(copies__masking=True) | Q(copies__demanded_us__isnull=False)
    found = Export.objects.filter(masked, requester_id=person, state=ExportState.APPROVED)
    return found.filter(copies__masks_us=None).order_by("decided_us")


def one_time_key(row: Export) -> str:
    """The secret that opens the envelope, for whoever may take the package; empty where there is none."""
    if row.envelope != Envelope.ONE_TIME or not row.sealed_identity:
        return ""
    return unseal(bytes(row.sealed_identity), export=row.id, what="identity").decode()


def _whole(found: QuerySet[Export]) -> QuerySet[Export]:
    return found.select_related("requester", "approver", "usage_line")


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: files asked for and made in the span, and asked for and declined (I10)."""
    asked = within("requested_us", span)
    numbers: dict[str, int] = Export.objects.filter(school_id=school).aggregate(
        asked=Count("pk", filter=asked),
        declined=Count("pk", filter=asked & Q(state=ExportState.DECLINED)),
        made=Count("pk", filter=within("ready_us", span)),
    )
    return numbers


def made_per(school: UUID, ranges: Sequence[Range]) -> list[int]:
    """Files made in each range."""
    return per_range(Export.objects.filter(school_id=school), "ready_us", ranges)
