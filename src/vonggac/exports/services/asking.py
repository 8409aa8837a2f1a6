"""Asking for an export, and the decision by another person (I9)."""

from collections.abc import Iterable
from uuid import UUID

import pyrage
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access_rows
from vonggac.access import services as access
from vonggac.access.deeds import Deed
from vonggac.exports import refusals
from vonggac.exports.models import MAX_FOOTAGE_US, CopyOrder, Export
from vonggac.exports.scopes import scope_digest
from vonggac.exports.states import Envelope, ExportState
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.places.numbering import calendar_year, next_number

MAX_COPY_US = 6 * clock.HOUR_US
"""Of all cameras together: encoding takes about as long as the footage lasts on a small machine."""


def request(
    *,
    person: UUID,
    school: UUID,
    cameras: Iterable[str],
    footage: Range,
    reason: str,
    recipient: str,
    request_ref: str = "",
    envelope: str = Envelope.NONE,
    age_recipient: str = "",
    viewing_copy: bool = False,
    masking: bool = False,
) -> Export:
    """A new export VG, waiting for approval.

    By an executor whose directive permits it. ``masking``: only viewing copies leave, covered by hand.
    Raises Refused, ValidationError, TextRefused.
    """
    at_us = clock.now_us()
    access_rows.require(person, school, Deed.EXPORT)
    wanted = sorted(set(cameras))
    _require_age(envelope, age_recipient)
    _require_length(footage, len(wanted), copies=viewing_copy or masking)
    # Outside the transaction of the row: a refusal leaves its line whatever becomes of the rest.
    grant = access.may(person=person, act=Act.EXPORT, cameras=wanted, footage=footage, at_us=at_us)
    if isinstance(grant, Refusal):
        raise Refused(grant)
    row = Export(
        school_id=school,
        requester_id=person,
        request_ref=one_line("request_ref", request_ref, max_length=60, required=False),
        cameras=wanted,
        reason=one_line("reason", reason, max_length=500),
        recipient=one_line("recipient", recipient, max_length=200),
        envelope=Envelope(envelope),
        age_recipient=age_recipient.strip(),
    )
    copies = CopyOrder(export=row, masking=masking) if viewing_copy or masking else None
    return _write(row, copies, grant, footage, at_us)  # the digest names the copies too


@transaction.atomic
def approve(*, export: UUID, by: UUID, masking: bool = False) -> Export:
    """Duyệt: by the head, or who may approve copies; never the requester. Raises Refused.

    ``masking``: the copies must be covered before they leave, whatever was asked for.
    """
    at_us = clock.now_us()
    row = _waiting(export, by, at_us)
    row.state = ExportState.APPROVED
    row.approver_id, row.decided_us = by, max(at_us, row.requested_us)
    row.approved_sha256 = row.scope_sha256
    if masking:
        _demand_masks(row, by, at_us)
    row.approval_deed = ledger.record(
        "export.approve",
        actor=actor_id(by),
        export=row.label,
        request=row.scope_sha256,
        grant=row.grant_id.hex,
        cams=row.cameras,
        ranges=[[row.footage_from_us, row.footage_to_us]],
        basis_ref=row.basis_ref,
    ).deed
    row.save()
    return row


@transaction.atomic
def decline(*, export: UUID, by: UUID, reason: str) -> Export:
    """Không duyệt, with a reason. Raises Refused, TextRefused."""
    at_us = clock.now_us()
    row = _waiting(export, by, at_us)
    row.state = ExportState.DECLINED
    row.approver_id, row.decided_us = by, max(at_us, row.requested_us)
    row.decline_reason = one_line("reason", reason, max_length=500)
    row.save()
    ledger.record(
        "view.deny", actor=actor_id(by), act="export", request=row.scope_sha256, reason="declined"
    )
    return row


@transaction.atomic
def retry(*, export: UUID, by: UUID) -> Export:
    """A build that failed is tried again, under the same approval. Raises Refused."""
    row = Export.objects.select_for_update().get(pk=export)
    access_rows.require(by, row.school_id, Deed.EXPORT)
    if row.state != ExportState.FAILED or not row.approved_sha256:
        raise Refused(refusals.not_waiting())
    row.state, row.failure, row.attempts = ExportState.APPROVED, "", 0
    row.save(update_fields=["state", "failure", "attempts"])
    return row


@transaction.atomic
def _write(
    row: Export, copies: CopyOrder | None, grant: Grant, footage: Range, at_us: int
) -> Export:
    row.state, row.requested_us = ExportState.REQUESTED, at_us
    row.grant_id, row.basis_ref, row.purpose = grant.id, grant.basis_ref, grant.purpose
    row.footage_from_us, row.footage_to_us = footage.from_us, footage.to_us
    row.sealed_key = row.sealed_identity = b""
    row.year = calendar_year(at_us)
    row.number = next_number(Export.objects.filter(school_id=row.school_id, year=row.year))
    row.scope_sha256 = scope_digest(row)
    row.save(force_insert=True)
    if copies is not None:
        copies.save(force_insert=True)
    ledger.record(
        "export.request",
        actor=actor_id(row.requester_id),
        export=row.label,
        request=row.scope_sha256,
        grant=row.grant_id.hex,
        cams=row.cameras,
        ranges=[[row.footage_from_us, row.footage_to_us]],
        basis_ref=row.basis_ref,
        purpose=row.purpose,
    )
    return row


def _demand_masks(row: Export, by: UUID, at_us: int) -> None:
    order = CopyOrder.objects.filter(export=row).first()
    if order is None:
        raise Refused(refusals.nothing_to_mask())
    order.demanded_by_id, order.demanded_us = by, at_us
    order.save(update_fields=["demanded_by", "demanded_us"])


def _require_length(footage: Range, cameras: int, *, copies: bool) -> None:
    if footage.length_us > MAX_FOOTAGE_US:
        raise _invalid("footage_to_us", _("An export covers at most seven days of data."))
    if copies and footage.length_us * cameras > MAX_COPY_US:
        raise _invalid(
            "viewing_copy",
            _("Viewing copies cover at most six hours of all cameras together: ask in parts."),
        )


def _waiting(export: UUID, by: UUID, at_us: int) -> Export:
    """The row as it is now, where this person may decide it. Raises Refused."""
    row = Export.objects.select_for_update().get(pk=export)
    access_rows.require(by, row.school_id, Deed.DECIDE_COPIES)
    if row.requester_id == by:
        raise Refused(refusals.own_export())
    if row.state != ExportState.REQUESTED:
        raise Refused(refusals.not_waiting())
    if scope_digest(row) != row.scope_sha256:
        raise Refused(refusals.altered())
    return row


def _require_age(envelope: str, recipient: str) -> None:
    if envelope not in Envelope.values or (envelope == Envelope.RECIPIENT) != bool(
        recipient.strip()
    ):
        raise _invalid("age_recipient", _("Give the recipient’s age key, or choose another way."))
    if envelope == Envelope.RECIPIENT:
        try:
            pyrage.x25519.Recipient.from_str(recipient.strip())
        except pyrage.RecipientError:
            raise _invalid("age_recipient", _("This is no age key: it begins with age1.")) from None


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
