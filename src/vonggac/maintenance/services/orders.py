"""Orders: made of an approved plan by the clerk's round, or opened by hand; due, postponed (REQUIREMENTS §5.7)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.duty.years import local
from vonggac.equipment.models import Asset
from vonggac.equipment.states import AssetKind, AssetState
from vonggac.kernel import clock
from vonggac.kernel.text import one_line, paragraph
from vonggac.maintenance import selectors
from vonggac.maintenance.due import due_days, year_end
from vonggac.maintenance.models import Order, OrderDevice, PlanRow
from vonggac.maintenance.services.asking import (
    LONGEST,
    colleague,
    holders,
    in_use,
    invalid,
    not_due,
    tell,
    told_today,
)
from vonggac.maintenance.states import LineKind, OrderState, Work
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.proceedings import services as proceedings

AHEAD = timedelta(days=14)
"""So long before its day an order of the plan is made."""
SOON = timedelta(days=3)
"""So long before its day it is due: whoever is responsible is told."""
MOST_DEVICES = 300


def keep_orders(*, school: UUID, at_us: int) -> int:
    """Orders that were made now. Doing it again, or late, makes none twice."""
    today = local(at_us).date()
    plan = selectors.plan_in_force(school, at_us)
    made = 0
    if plan is not None and plan.decided_us is not None:
        here = places.school(school)
        until = year_end(plan.school_year, here.year_month, here.year_day)
        since = local(plan.decided_us).date()
        for row in plan.rows.select_related("plan"):
            for day in due_days(row.first_on, row.every, min(until, today + AHEAD)):
                if day >= since and not selectors.is_ordered(school, row, day):
                    made += _order_of(row, day)
    for order in Order.objects.filter(school_id=school, state__in=["planned", "due"]):
        _remind(order.id, today)
    return made


@transaction.atomic
def open_order(
    *,
    school: UUID,
    by: UUID,
    work: str,
    what: str,
    assets: list[UUID],
    due_on: date,
    responsible: UUID,
    reason: str,
) -> Order:
    """Đột xuất: by the IT teacher or the Board, outside the plan. Raises Refused, ValidationError, TextRefused."""
    access.require(by, school, Deed.ORDER_MAINTENANCE)
    if due_on < local(clock.now_us()).date():
        raise invalid("due_on", _("This day is over."))
    chosen = [in_use(school, each) for each in dict.fromkeys(assets)]
    if not 1 <= len(chosen) <= MOST_DEVICES:
        raise invalid("assets", _("Choose at least one device."))
    if work == Work.CALIBRATION and any(each.kind != AssetKind.CAMERA for each in chosen):
        raise invalid("assets", _("Cameras alone are calibrated."))
    row = Order(
        school_id=school,
        work=Work(work).value,
        what=one_line("what", what, max_length=200),
        due_on=due_on,
        responsible_id=colleague(school, responsible),
    )
    why = paragraph("reason", reason, max_length=LONGEST, required=True)
    made = _opened(row, chosen, by=by, text=why)
    tell(made, NoticeKind.MAINTENANCE_DUE, {made.responsible_id} - {by})
    return made


@transaction.atomic
def postpone(*, order: UUID, by: UUID, due_on: date, reason: str) -> Order:
    """Hoãn, by the Board: a reason and a new day; it stands again as planned."""
    row = proceedings.locked(Order, order)
    access.require(by, row.school_id, Deed.APPROVE_MAINTENANCE)
    if row.state not in (OrderState.PLANNED, OrderState.DUE):
        raise not_due()
    if due_on <= max(row.due_on, local(clock.now_us()).date()):
        raise invalid("due_on", _("A later day than it was due on, and after today."))
    why = paragraph("reason", reason, max_length=LONGEST, required=True)
    before, row.due_on = row.due_on, due_on
    if row.state == OrderState.DUE:
        proceedings.move(row, OrderState.PLANNED, "due_on")
    else:
        row.save(update_fields=["due_on"])
    said = f"{before:%d/%m/%Y} → {due_on:%d/%m/%Y}"
    proceedings.write(row, LineKind.POSTPONED, by=by, text=why, ref=said)
    tell(row, NoticeKind.MAINTENANCE_POSTPONED, {row.responsible_id} - {by})
    return row


def _order_of(row: PlanRow, day: date) -> int:
    """0 where no device of the kind is in use."""
    school = row.plan.school_id
    found = Asset.objects.filter(school_id=school).exclude(state=AssetState.OUT)
    if row.asset_id is not None:
        found = found.filter(pk=row.asset_id)
    else:
        found = found.filter(kind=row.asset_kind).exclude(state=AssetState.WAITING)
    devices = list(found[:MOST_DEVICES])
    if not devices:
        return 0
    with transaction.atomic():
        order = Order(
            school_id=school,
            work=row.work,
            what=row.what,
            plan_row=row,
            period=day.isoformat(),
            due_on=day,
            responsible_id=row.responsible_id,
        )
        _opened(order, devices, by=None, text=row.note)
    return 1


def _opened(row: Order, devices: list[Asset], *, by: UUID | None, text: str) -> Order:
    made = proceedings.open_one(row, by=by, kind=LineKind.PLANNED, text=text)
    OrderDevice.objects.bulk_create(OrderDevice(order=made, asset=each) for each in devices)
    return made


@transaction.atomic
def _remind(order: UUID, today: date) -> None:
    """Đến hạn three days before; past its day the Board is told as well."""
    row = proceedings.locked(Order, order)
    if row.state == OrderState.PLANNED and row.due_on <= today + SOON:
        proceedings.move(row, OrderState.DUE)
        proceedings.write(row, LineKind.DUE, by=None)
        tell(row, NoticeKind.MAINTENANCE_DUE, {row.responsible_id})
    late = row.state == OrderState.DUE and row.due_on < today
    if late and not told_today(row, NoticeKind.MAINTENANCE_OVERDUE):
        told = holders(row.school_id, Role.IT_TEACHER, *BOARD) | {row.responsible_id}
        tell(row, NoticeKind.MAINTENANCE_OVERDUE, told, urgency=Urgency.URGENT)
