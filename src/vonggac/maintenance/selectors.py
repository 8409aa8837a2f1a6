"""Reads of the room: plans, orders, what was found of each device, how ready devices are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet

from vonggac.duty import selectors as duty
from vonggac.equipment.models import Asset
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.maintenance.models import Check, Order, OrderDevice, OrderLine, Plan, PlanRow
from vonggac.maintenance.states import OrderState, Verdict
from vonggac.people.days import day_of

OPEN = ("planned", "due", "working", "confirming")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a stretch of time: orders by how they stand."""

    done: int
    failed: int
    overdue: int
    calibrated: int
    """Among ``done``: calibrations."""


def plans(school: UUID) -> QuerySet[Plan]:
    """The newest first."""
    return Plan.objects.filter(school_id=school).select_related("made_by", "decided_by")


def plan(school: UUID, plan_id: UUID) -> Plan | None:
    return plans(school).filter(pk=plan_id).first()


def plan_in_force(school: UUID, at_us: int) -> Plan | None:
    """The newest approved one of the school year that the instant is in."""
    year = duty.school_year_of(school, at_us)
    return plans(school).filter(school_year=year, approved=True).first()


def to_decide(school: UUID) -> QuerySet[Plan]:
    return plans(school).filter(decided_us=None)


def orders(school: UUID) -> QuerySet[Order]:
    """By the day that they are due, the latest first; to be narrowed by ``not_passed``, its line Không đạt."""
    failed = FilteredRelation("lines", condition=Q(lines__kind="failed"))
    found = Order.objects.filter(school_id=school).annotate(not_passed=failed)
    return found.select_related("responsible", "executor").order_by("-due_on", "-year", "-number")


def open_orders(school: UUID) -> QuerySet[Order]:
    """What is not done yet, the most urgent first: what is overdue stands on top."""
    return orders(school).filter(state__in=OPEN).order_by("due_on", "year", "number")


def order(school: UUID, order_id: UUID) -> Order | None:
    found = orders(school).select_related("confirmed_by", "opened_by", "plan_row__plan")
    return found.filter(pk=order_id).first()


def lines(order_id: UUID) -> list[OrderLine]:
    """The file, oldest first."""
    return list(OrderLine.objects.filter(of_id=order_id).select_related("scan", "corrects"))


def is_overdue(row: Order, today: date) -> bool:
    """Quá hạn: its day is over and the work is not handed in."""
    return row.state in ("planned", "due", "working") and row.due_on < today


def overdue(school: UUID, today: date) -> QuerySet[Order]:
    found = open_orders(school).filter(due_on__lt=today)
    return found.exclude(state=OrderState.CONFIRMING)


def to_confirm(school: UUID) -> QuerySet[Order]:
    return open_orders(school).filter(state=OrderState.CONFIRMING)


def is_ordered(school: UUID, row: PlanRow, day: date) -> bool:
    """Also where an earlier plan of the year had the same line: a new version orders nothing twice."""
    period = day.isoformat()
    if Order.objects.filter(plan_row=row, period=period).exists():
        return True
    same = Q(plan_row__asset=row.asset_id) if row.asset_id else Q(plan_row__asset__isnull=True)
    return Order.objects.filter(
        same,
        school_id=school,
        period=period,
        work=row.work,
        plan_row__asset_kind=row.asset_kind,
        plan_row__what=row.what,
    ).exists()


def devices_of(row: Order) -> list[Asset]:
    """By their codes."""
    found = Asset.objects.filter(pk__in=row.devices.values("asset_id"))
    return list(found.select_related("area", "camera__area").order_by("code_key"))


def checks(row: Order) -> dict[UUID, dict[str, Check]]:
    """Asset → item → the newest line that a person wrote of it."""
    found: dict[UUID, dict[str, Check]] = {}
    for each in Check.objects.filter(order=row, by__isnull=False).order_by("place"):
        found.setdefault(each.asset_id, {})[each.item] = each
    return found


def measured_before(row: Order) -> dict[UUID, dict[str, Check]]:
    """Asset → item → what the machine measured when the work began."""
    found: dict[UUID, dict[str, Check]] = {}
    for each in Check.objects.filter(order=row, by__isnull=True).order_by("place"):
        found.setdefault(each.asset_id, {})[each.item] = each
    return found


def fails(found: Mapping[str, Check]) -> bool:
    return any(each.verdict == Verdict.BAD for each in found.values())


def last_passed(school: UUID, work: str) -> dict[UUID, int]:
    """Asset → when it last passed such work, confirmed by the Board."""
    rows = OrderDevice.objects.filter(
        order__school_id=school, order__work=work, order__state=OrderState.DONE
    )
    passed = rows.order_by("order__confirmed_us").values_list("asset", "order__confirmed_us")
    return {asset: at_us or 0 for asset, at_us in passed}


def counts(school: UUID, from_us: int, to_us: int, today: date) -> Counts:
    """What reports tell (I10)."""
    done = Order.objects.filter(school_id=school, confirmed_us__gte=from_us, confirmed_us__lt=to_us)
    failed = OrderLine.objects.filter(
        of__school_id=school, kind="failed", at_us__gte=from_us, at_us__lt=to_us
    )
    return Counts(
        done=done.count(),
        failed=failed.count(),
        overdue=overdue(school, today).count(),
        calibrated=done.filter(work="calibration").count(),
    )


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: orders due on a day of the span, of these overdue today; orders confirmed and orders not
    passed in it (I10).
    """
    today = day_of(now_us())
    known = counts(school, span.from_us, span.to_us, today)
    days = (day_of(span.from_us), day_of(span.to_us - 1))
    due = Order.objects.filter(school_id=school, due_on__range=days)
    return {
        "due": due.count(),
        "overdue": overdue(school, today).filter(due_on__range=days).count(),
        "done": known.done,
        "calibrated": known.calibrated,
        "failed": known.failed,
    }
