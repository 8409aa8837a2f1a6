"""Covering by hand what a viewing copy must not show: looking, drawing, and closing the list (LAW, khoản 5 Điều 5).

Between approval and building, by who asked for the export. The first look at a camera leaves its line in the usage
book, every look its entry. Closed masks are bound by their digest: building holds the rows against it, the manifest
names it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import BoundedSemaphore
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import services as access
from vonggac.duty import services as duty
from vonggac.duty.models import UsageForm, UsageLine
from vonggac.duty.years import local
from vonggac.evidence import copies
from vonggac.evidence.copy_plan import EARLY_US, CameraPlan, Mask
from vonggac.exports import refusals
from vonggac.exports.masks import MAX_MASKS, masks_digest, polygon_fault
from vonggac.exports.models import CopyOrder, Export, MaskLook, MaskRow
from vonggac.exports.scopes import scope_digest
from vonggac.exports.selectors import masks_of
from vonggac.exports.states import ExportState
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.ledger import services as ledger
from vonggac.people.services.sessions import short_id
from vonggac.places import selectors as places
from vonggac.places.numbering import next_number
from vonggac.playback.opening import Opener

MAX_FOLLOW_US = 2 * clock.MINUTE_US
"""A followed mask is drawn anew after this: a tracker that nobody looks after goes astray."""
LOOK_S = 60.0
_WAIT_S = 20.0
_AT_ONCE = BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A mask as it was drawn."""

    camera: str
    points: Sequence[Sequence[int]]
    from_us: int
    to_us: int
    follow: bool


@transaction.atomic
def add_mask(*, export: UUID, by: UUID, drawing: Drawing) -> MaskRow:
    """Raises Refused, ValidationError."""
    row, _order = _open(export, by)
    _require_sane(row, drawing)
    mine = MaskRow.objects.filter(export=row)
    if mine.filter(dropped_us=None).count() >= MAX_MASKS:
        raise _invalid(_("An export has at most %d masks.") % MAX_MASKS)
    return MaskRow.objects.create(
        export=row,
        number=next_number(mine),
        camera=drawing.camera,
        points=[[int(x), int(y)] for x, y in drawing.points],
        from_us=drawing.from_us,
        to_us=drawing.to_us,
        follow=drawing.follow,
        drawn_by_id=by,
        drawn_us=clock.now_us(),
    )


@transaction.atomic
def drop_mask(*, export: UUID, number: int, by: UUID) -> None:
    """Takes a mask out of the list; its row stays. Raises Refused, ValidationError."""
    row, _order = _open(export, by)
    mask = MaskRow.objects.filter(export=row, number=number, dropped_us=None).first()
    if mask is None:
        raise _invalid(_("There is no such mask."))
    mask.dropped_by_id, mask.dropped_us = by, clock.now_us()
    mask.save(update_fields=["dropped_by", "dropped_us"])


@transaction.atomic
def close_masks(*, export: UUID, by: UUID) -> CopyOrder:
    """The list is whole: building begins. Raises Refused, ValidationError."""
    row, order = _open(export, by)
    masks = masks_of(row.id)
    if not masks:
        raise _invalid(_("Draw at least one mask: the copy must be covered."))
    order.masks_by_id, order.masks_us = by, clock.now_us()
    order.masks_sha256 = masks_digest(masks)
    order.save(update_fields=["masks_by", "masks_us", "masks_sha256"])
    return order


def look(
    *, export: UUID, by: UUID, session: UUID, camera: str, at_us: int, opener: Opener
) -> tuple[int, bytes]:
    """The picture of an instant with the masks so far: its own instant and a marked JPEG.

    Raises Refused, ValidationError, copies.NotCopied, SegmentError, OSError.
    """
    row = _booked(export, by, session, camera, at_us)
    grant = _grant(row)
    masks = [each for each in masks_of(row.id) if each.camera == camera]
    plan = CameraPlan(
        number=row.label,
        recipient=row.recipient,
        camera=_place(camera),
        from_us=min([at_us, *(_begins(each, at_us) for each in masks)]),
        to_us=at_us,
        offset_min=offset_min(at_us),
        masks=tuple(masks),
        target="",
    )
    if not _AT_ONCE.acquire(timeout=_WAIT_S):
        raise copies.NotCopied("busy")
    try:
        window = Range(plan.from_us, at_us + 1)
        clips = copies.clips_between(grant, camera, window, opener)
        said, jpeg = copies.run(plan, clips, patience_s=LOOK_S)
    finally:
        _AT_ONCE.release()
    return int(said["frame_us"]), jpeg


def offset_min(at_us: int) -> int:
    """Of the school's clock from UTC at that instant."""
    offset = local(at_us).utcoffset()
    return 0 if offset is None else int(offset.total_seconds()) // 60


def _begins(mask: Mask, at_us: int) -> int:
    """From where decoding must begin for this mask to stand where it will stand."""
    return mask.from_us if mask.follow and mask.from_us <= at_us < mask.to_us + EARLY_US else at_us


@transaction.atomic
def _booked(export: UUID, by: UUID, session: UUID, camera: str, at_us: int) -> Export:
    """The line of the book and the entry, before the picture leaves (I2)."""
    row, _order = _open(export, by)
    if camera not in row.cameras or not row.footage.from_us <= at_us < row.footage.to_us:
        raise _invalid(_("This picture is not of the export."))
    grant = _grant(row)
    now_us = clock.now_us()
    if not MaskLook.objects.filter(export=row, camera=camera, person_id=by).exists():
        line = _write_line(row, grant, by, camera, now_us)
        MaskLook.objects.create(
            export=row, camera=camera, person_id=by, at_us=now_us, usage_line=line
        )
    ledger.record(
        "thumb",
        actor=actor_id(by),
        session=short_id(session),
        grant=row.grant_id.hex,
        cam=camera,
        stream="main",
        at_us=at_us,
        basis="export",
        basis_ref=row.label,
    )
    return row


def _write_line(row: Export, grant: Grant, by: UUID, camera: str, at_us: int) -> UsageLine:
    """Any picture of the range may be looked at from now on: the line says all of it."""
    known = places.cameras_named([camera])[camera]
    window = row.footage
    return duty.write_usage_line(
        school=row.school_id,
        person=by,
        started_us=at_us,
        ended_us=at_us,
        basis=grant.basis,
        basis_ref=row.basis_ref,
        cameras=[{"camera": camera, "name": known.name, "area": known.area.name}],
        served=[{"camera": camera, "ranges": [[window.from_us, window.to_us]]}],
        footage=window,
        form=UsageForm.PLAYBACK,
        purpose=row.purpose,
        note=row.label,
    )


def _open(export: UUID, by: UUID) -> tuple[Export, CopyOrder]:
    """Approved, to be masked, not closed, and his own. Raises Refused."""
    row = Export.objects.select_for_update().get(pk=export)
    order = CopyOrder.objects.filter(export=row).first()
    if row.requester_id != by:
        raise Refused(refusals.not_own_masks())
    if row.state != ExportState.APPROVED or order is None or not order.waits_for_masks:
        raise Refused(refusals.no_masks_now())
    if scope_digest(row) != row.approved_sha256:
        raise Refused(refusals.altered())
    return row, order


def _grant(row: Export) -> Grant:
    answer = access.may(
        person=row.requester_id,
        act=Act.EXPORT,
        cameras=row.cameras,
        footage=row.footage,
        at_us=clock.now_us(),
    )
    if isinstance(answer, Refusal):
        raise Refused(answer)
    return answer


def _place(camera: str) -> str:
    known = places.cameras_named([camera])[camera]
    return f"{known.area.name}, {known.name}"


def _require_sane(row: Export, drawing: Drawing) -> None:
    if drawing.camera not in row.cameras:
        raise _invalid(_("This camera is not of the export."))
    inside = row.footage.from_us <= drawing.from_us < drawing.to_us <= row.footage.to_us
    if not inside:
        raise _invalid(_("A mask begins and ends inside the range of the export."))
    if drawing.follow and drawing.to_us - drawing.from_us > MAX_FOLLOW_US:
        raise _invalid(_("A mask that follows lasts at most two minutes: then draw it again."))
    fault = polygon_fault(drawing.points)
    if fault:
        raise _invalid(fault)


def _invalid(message: str) -> ValidationError:
    return ValidationError(message, "invalid")
