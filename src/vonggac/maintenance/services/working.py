"""Doing an order: begun, device by device checked, handed in, confirmed by another (REQUIREMENTS §5.7; G7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as equipment
from vonggac.equipment import services as devices
from vonggac.equipment.models import Asset
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import one_line, paragraph
from vonggac.maintenance import refusals, selectors
from vonggac.maintenance.measuring import Measured, measure
from vonggac.maintenance.models import Check, Order, OrderLine
from vonggac.maintenance.services.asking import LONGEST, holders, invalid, not_due, tell
from vonggac.maintenance.states import (
    MEASURED,
    Item,
    LineKind,
    OrderState,
    Verdict,
    Work,
    items_of,
)
from vonggac.notices.kinds import NoticeKind
from vonggac.people.roles import BOARD
from vonggac.proceedings import services as proceedings


@dataclass(frozen=True, slots=True)
class Found:
    """What a person says of one item."""

    verdict: str
    before: str = ""
    after: str = ""
    parts: str = ""


@transaction.atomic
def start(*, order: UUID, by: UUID, run_folder: Path) -> Order:
    """Đang thực hiện. Of cameras to calibrate the values before are measured now, without being asked for."""
    row = proceedings.locked(Order, order)
    access.require(by, row.school_id, Deed.DO_MAINTENANCE)
    row.executor_id, row.started_us = by, clock.now_us()
    proceedings.move(row, OrderState.WORKING, "executor", "started_us")
    proceedings.write(row, LineKind.WORKING, by=by)
    if row.work == Work.CALIBRATION:
        for each in selectors.devices_of(row):
            _measure_before(row, each, run_folder)
    return row


@transaction.atomic
def check_device(
    *, order: UUID, asset: UUID, by: UUID, found: Mapping[str, Found], run_folder: Path
) -> Order:
    """The whole checklist of one device. Again: the newer lines count, the older stay.

    Raises ValidationError for an item without an answer, and for one called good that fails by its measure.
    """
    row = _own(order, by, OrderState.WORKING)
    device = _device(row, asset)
    measured = _measured(row, device, run_folder)
    for item in items_of(row.work, device.kind):
        answer = found.get(item)
        if answer is None or answer.verdict not in Verdict.values:
            raise invalid(item, _("Say how you found it."))
        _write(row, device, item, answer, measured=measured.get(item), by=by)
    proceedings.write(row, LineKind.CHECKED, by=by, ref=device.code)
    return row


@transaction.atomic
def hand_in(*, order: UUID, by: UUID, conclusion: str) -> Order:
    """Chờ xác nhận where everything is in order; else Không đạt, which opens a failure of each such device."""
    row = _own(order, by, OrderState.WORKING)
    row.conclusion = paragraph("conclusion", conclusion, max_length=LONGEST, required=True)
    found = selectors.checks(row)
    missing = [each for each in selectors.devices_of(row) if not _whole(row, each, found)]
    if missing:
        codes = ", ".join(each.code for each in missing[:5])
        raise invalid("conclusion", _("Not checked yet: %(codes)s.") % {"codes": codes})
    bad = [each for each in selectors.devices_of(row) if selectors.fails(found.get(each.id, {}))]
    if bad:
        numbers = [_open_failure(row, each, found[each.id], by) for each in bad]
        row.failures = ", ".join(numbers)[:300]
        proceedings.move(row, OrderState.FAILED, "conclusion", "failures")
        proceedings.write(row, LineKind.FAILED, by=by, text=row.conclusion, ref=row.failures[:80])
    else:
        proceedings.move(row, OrderState.CONFIRMING, "conclusion")
        proceedings.write(row, LineKind.CONFIRMING, by=by, text=row.conclusion)
    for each in equipment.stops(row.school_id).filter(ticket=row.label, restart=None):
        if each.asset_id not in {one.id for one in bad}:
            _restart(row, each.id, by, row.conclusion)
    told = holders(row.school_id, *BOARD) - {by}
    tell(row, NoticeKind.MAINTENANCE_FAILED if bad else NoticeKind.MAINTENANCE_HANDED_IN, told)
    return row


@transaction.atomic
def confirm(*, order: UUID, by: UUID, words: str = "") -> Order:
    """Hoàn thành, by a member of the Board who did not do the work (I9)."""
    row = proceedings.locked(Order, order)
    access.require(by, row.school_id, Deed.APPROVE_MAINTENANCE)
    if row.executor_id == by:
        raise Refused(refusals.own_work())
    text = paragraph("words", words, max_length=LONGEST)
    row.confirmed_by_id, row.confirmed_us = by, clock.now_us()
    proceedings.move(row, OrderState.DONE, "confirmed_by", "confirmed_us")
    proceedings.write(row, LineKind.DONE, by=by, text=text)
    return row


@transaction.atomic
def send_back(*, order: UUID, by: UUID, words: str) -> Order:
    """The Board wants it looked at again."""
    row = proceedings.locked(Order, order)
    access.require(by, row.school_id, Deed.APPROVE_MAINTENANCE)
    if row.state != OrderState.CONFIRMING:
        raise not_due()
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.move(row, OrderState.WORKING)
    proceedings.write(row, LineKind.RETURNED, by=by, text=text)
    if row.executor_id is not None:
        tell(row, NoticeKind.MAINTENANCE_RETURNED, {row.executor_id} - {by})
    return row


@transaction.atomic
def stop(*, order: UUID, asset: UUID, by: UUID, words: str) -> Order:
    """The device is out of service while it is worked on, under the order's number (G7)."""
    row = _own(order, by, OrderState.WORKING)
    access.require(by, row.school_id, Deed.STOP_DEVICE)
    device = _device(row, asset)
    devices.stop_device(asset=device.id, ticket=row.label, by=by, reason=words)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.write(row, LineKind.STOPPED, by=by, text=text, ref=device.code)
    return row


@transaction.atomic
def restart(*, order: UUID, asset: UUID, by: UUID, words: str) -> Order:
    """After its test was passed; also after the order has ended in a failure that was mended."""
    row = proceedings.locked(Order, order)
    access.require(by, row.school_id, Deed.RESTART_DEVICE)
    device = _device(row, asset)
    standing = equipment.stops(row.school_id).filter(
        ticket=row.label, asset_id=device.id, restart=None
    )
    held = standing.first()
    if held is None:
        raise invalid("asset", _("This device is not stopped under this number."))
    _restart(row, held.id, by, words)
    return row


@transaction.atomic
def correct(*, order: UUID, place: int, by: UUID, words: str) -> OrderLine:
    """Đính chính: a new line that names the old one (I7)."""
    row = proceedings.locked(Order, order)
    access.require(by, row.school_id, Deed.DO_MAINTENANCE)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.correct(row, place, by=by, text=text)  # type: ignore[return-value]  # of this room


def _own(order: UUID, by: UUID, state: OrderState) -> Order:
    row = proceedings.locked(Order, order)
    access.require(by, row.school_id, Deed.DO_MAINTENANCE)
    if row.state != state:
        raise not_due()
    if row.executor_id != by:
        raise Refused(refusals.not_executor())
    return row


def _device(row: Order, asset: UUID) -> Asset:
    found = next((each for each in selectors.devices_of(row) if each.id == asset), None)
    if found is None:
        raise invalid("asset", _("This device is not among those of the order."))
    return found


def _measured(row: Order, device: Asset, run_folder: Path) -> dict[Item, Measured]:
    if row.work != Work.CALIBRATION or device.camera_id is None:
        return {}
    return measure(device.camera_id, run_folder=run_folder, at_us=clock.now_us())


def _measure_before(row: Order, device: Asset, run_folder: Path) -> None:
    """Lines of the machine: no person has judged yet."""
    for item, each in _measured(row, device, run_folder).items():
        verdict = Verdict.BAD if each.fails else Verdict.NONE
        _write(row, device, item, Found(verdict), measured=each, by=None)


def _write(
    row: Order,
    device: Asset,
    item: Item,
    answer: Found,
    *,
    measured: Measured | None,
    by: UUID | None,
) -> None:
    said: dict[str, Any] = {}
    if measured is not None and item in MEASURED:
        said = measured.as_json()
        if measured.fails and answer.verdict != Verdict.BAD:
            raise invalid(item, _("What was measured fails: it cannot be called in order."))
    last = Check.objects.filter(order=row).aggregate(last=Max("place"))["last"]
    Check.objects.create(
        order=row,
        asset=device,
        place=int(last or 0) + 1,
        item=item.value,
        verdict=Verdict(answer.verdict).value,
        before=one_line("before", answer.before, max_length=200, required=False),
        after=one_line("after", answer.after, max_length=200, required=False),
        parts=one_line("parts", answer.parts, max_length=200, required=False),
        measured=said,
        at_us=clock.now_us(),
        by_id=by,
    )


def _whole(row: Order, device: Asset, found: Mapping[UUID, Mapping[str, Check]]) -> bool:
    """A person has answered the checklist: what the start measured by itself does not count."""
    mine = found.get(device.id, {})
    return all(item in mine for item in items_of(row.work, device.kind))


def _open_failure(row: Order, device: Asset, found: Mapping[str, Check], by: UUID) -> str:
    wrong = ", ".join(
        str(Item(each.item).label) for each in found.values() if each.verdict == Verdict.BAD
    )
    words = _("%(no)s, %(code)s not in order: %(what)s") % {
        "no": row.label,
        "code": device.code,
        "what": wrong,
    }
    camera = device.camera_id or ""
    asset = None if camera else device.id
    made = devices.open_by_hand(
        school=row.school_id, by=by, words=words, camera=camera, asset=asset
    )
    return made.label


def _restart(row: Order, stop_id: UUID, by: UUID, test: str) -> None:
    text = paragraph("words", test, max_length=LONGEST, required=True)
    made = devices.restart_device(stop=stop_id, by=by, test=text)
    proceedings.write(row, LineKind.RESTARTED, by=by, text=text, ref=made.stop.asset.code)
    if made.passed is not True:
        raise ValidationError(_("A device runs again after a passed test only."), "not_passed")
