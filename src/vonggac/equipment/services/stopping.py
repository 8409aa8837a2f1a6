"""Ngừng thiết bị and cho chạy lại: never without a number, never again without a passed test (G7; khoản 5 Điều 2).

``stop_device`` and ``restart_device`` are for the rooms that have such numbers: failures here, maintenance orders.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors
from vonggac.equipment.book import What
from vonggac.equipment.models import Asset, DeviceRestart, DeviceStop, Failure
from vonggac.equipment.services import histories, writing
from vonggac.equipment.services.steps import (
    BEFORE_REPORT,
    LONGEST,
    OVER,
    advance,
    has_ticket,
    invalid,
    locked,
    not_due,
)
from vonggac.equipment.states import AssetDeed, AssetState, FailureState
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.roles import Role


@transaction.atomic
def stop(*, failure: UUID, by: UUID, reason: str, asset: UUID | None = None) -> Failure:
    """Đã ngừng thiết bị: its stream is pulled and it stays so until its test was passed.

    ``asset``: which device, where the failure is of no single one. Raises Refused, ValidationError, TextRefused.
    """
    row = locked(failure, by, Deed.STOP_DEVICE)
    _require_ticket(row, by)
    if row.state in (*OVER, FailureState.PASSED):
        raise not_due()
    text = paragraph("reason", reason, max_length=LONGEST, required=True)
    device = _device_of(row, asset)
    stop_device(asset=device.id, ticket=row.label, by=by, reason=text)
    row.asset_id = row.asset_id or device.id
    row.stopped_us, row.tested_us = clock.now_us(), None
    advance(row, FailureState.STOPPED, BEFORE_REPORT)
    row.save(update_fields=["asset", "stopped_us", "tested_us", "state", "before_back"])
    writing.write_line(row, What.STOPPED, by=by, told_us=row.stopped_us, text=text)
    return row


@transaction.atomic
def stop_device(*, asset: UUID, ticket: str, by: UUID, reason: str) -> DeviceStop:
    """In the caller's transaction, who asked whether ``by`` may. ``ticket``: SC-… or BT-…. Raises ValidationError."""
    row = Asset.objects.select_for_update().get(pk=asset)
    if row.state in (AssetState.STOPPED, AssetState.OUT):
        raise invalid("asset", _("The device is stopped already, or taken out of use."))
    made = DeviceStop.objects.create(
        asset=row,
        camera_id=row.camera_id,
        ticket=ticket,
        at_us=clock.now_us(),
        by_id=by,
        reason=paragraph("reason", reason, max_length=LONGEST, required=True),
    )
    row.state, row.ticket = AssetState.STOPPED, ticket
    row.save(update_fields=["state", "ticket"])
    histories.note(row, AssetDeed.STOPPED, by, basis=ticket)
    _record("device.stop", made, by)
    return made


@transaction.atomic
def restart_device(*, stop: UUID, by: UUID, test: str) -> DeviceRestart:
    """After its test was passed: in the caller's transaction, who asked whether ``by`` may."""
    row = DeviceStop.objects.select_for_update().select_related("asset").get(pk=stop)
    made = DeviceRestart.objects.create(
        stop=row,
        at_us=max(clock.now_us(), row.at_us),
        by_id=by,
        test=paragraph("test", test, max_length=LONGEST, required=True),
        passed=True,
    )
    devices = [row.asset]
    if row.camera_id is not None:
        devices += Asset.objects.filter(camera_id=row.camera_id).exclude(pk=row.asset_id)
    for each in devices:
        if each.state in (AssetState.STOPPED, AssetState.WAITING):
            each.state, each.ticket = AssetState.WORKING, ""
            each.save(update_fields=["state", "ticket"])
            histories.note(each, AssetDeed.RESTARTED, by, basis=row.ticket)
    _record("device.restart", row, by)
    return made


def restart_all(row: Failure, *, by: UUID, test: str) -> None:
    """Every device that was stopped under the failure's number."""
    for each in selectors.stops(row.school_id).filter(ticket=row.label, restart=None):
        restart_device(stop=each.id, by=by, test=test)


def _require_ticket(row: Failure, by: UUID) -> None:
    """A network administrator stops a device only under a failure that was handed to him."""
    held = people.positions_now(by, clock.now_us())
    roles = {each.role for each in held if each.school == row.school_id}
    if roles <= {Role.NETWORK_ADMIN, Role.STAFF} and not has_ticket(row, by):
        raise Refused(
            Refusal(
                code="no_ticket",
                reason=_(
                    "The school board has not handed this failure to you, or its time is over."
                ),
                clause="khoản 2 Điều 3",
                next_step=_("Ask the school board for its direction."),
            )
        )


def _device_of(row: Failure, asset: UUID | None) -> Asset:
    """The failure's own device, or the one that is named. Raises ValidationError."""
    known = row.asset
    if known is None and row.camera_id is not None:
        known = selectors.asset_of_camera(row.camera_id)
    if asset is not None and (known is None or asset != known.id):
        if known is not None:
            raise invalid("asset", _("The failure is of another device."))
        known = Asset.objects.filter(school_id=row.school_id, pk=asset).first()
    if known is None:
        raise invalid("asset", _("Choose the device that is stopped."))
    return known


def _record(what: str, row: DeviceStop, by: UUID) -> None:
    facts = {"stop": row.id.hex, "asset": row.asset_id.hex, "ticket": row.ticket}
    known = {"cam": row.camera_id} if row.camera_id else {}
    ledger.record(
        "config.change", actor=actor_id(by), what=what, digest=facts_digest(facts), **known
    )
