"""Kế hoạch bảo trì, bảo dưỡng of a school year: the IT teacher draws it up, the Board approves it or returns it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment.states import AssetKind
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.maintenance import refusals
from vonggac.maintenance.models import Plan, PlanRow
from vonggac.maintenance.services.asking import colleague, holders, in_use, invalid
from vonggac.maintenance.states import Every, Work
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people.roles import BOARD

MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """``asset`` None: every device of the kind."""

    work: str
    what: str
    asset_kind: str
    every: str
    first_on: date
    responsible: UUID
    asset: UUID | None = None
    note: str = ""


@transaction.atomic
def draw_up_plan(
    *,
    school: UUID,
    by: UUID,
    school_year: str,
    purpose: str,
    rows: Sequence[PlannedRow],
    funding: str = "",
    organisation: str = "",
) -> Plan:
    """The next version for the school year; the Board is asked for its approval.

    Raises Refused, ValidationError, TextRefused.
    """
    access.require(by, school, Deed.PLAN_MAINTENANCE)
    if not 1 <= len(rows) <= MOST_ROWS:
        raise invalid("rows", _("A plan has 1 to 60 lines."))
    last = Plan.objects.filter(school_id=school, school_year=school_year)
    made = Plan.objects.create(
        school_id=school,
        school_year=_year(school_year),
        version=int(last.aggregate(last=Max("version"))["last"] or 0) + 1,
        purpose=paragraph("purpose", purpose, max_length=1000, required=True),
        funding=paragraph("funding", funding, max_length=1000),
        organisation=paragraph("organisation", organisation, max_length=1000),
        made_us=clock.now_us(),
        made_by_id=by,
    )
    for place, each in enumerate(rows, start=1):
        _add_row(made, place, each)
    _record(made, by)
    _tell(made, NoticeKind.MAINTENANCE_PLAN_SENT, holders(school, *BOARD) - {by})
    return made


@transaction.atomic
def decide_plan(*, plan: UUID, by: UUID, approved: bool, remarks: str = "") -> Plan:
    """Duyệt, or returned with a reason; once. Raises Refused, ValidationError, TextRefused."""
    row = Plan.objects.select_for_update().get(pk=plan)
    access.require(by, row.school_id, Deed.APPROVE_MAINTENANCE)
    if row.made_by_id == by:
        raise Refused(refusals.own_plan())
    if row.decided_us is not None:
        raise invalid("approved", _("It has been decided already."))
    row.remarks = paragraph("remarks", remarks, max_length=1000, required=not approved)
    row.decided_us, row.decided_by_id, row.approved = clock.now_us(), by, approved
    row.save(update_fields=["decided_us", "decided_by", "approved", "remarks"])
    _record(row, by)
    _tell(row, NoticeKind.MAINTENANCE_PLAN_DECIDED, {row.made_by_id} - {by})
    return row


def _year(text: str) -> str:
    parts = text.split("-")
    if len(parts) != 2 or not all(each.isdigit() and len(each) == 4 for each in parts):
        raise invalid("school_year", _("A school year reads 2025-2026."))
    if int(parts[1]) != int(parts[0]) + 1:
        raise invalid("school_year", _("A school year reads 2025-2026."))
    return text


def _add_row(plan: Plan, place: int, each: PlannedRow) -> None:
    kind = AssetKind(each.asset_kind).value
    if each.asset is not None:
        kind = in_use(plan.school_id, each.asset).kind
    if each.work == Work.CALIBRATION and kind != AssetKind.CAMERA:
        raise invalid("rows", _("Cameras alone are calibrated."))
    PlanRow.objects.create(
        plan=plan,
        place=place,
        work=Work(each.work).value,
        what=one_line("what", each.what, max_length=200),
        asset_id=each.asset,
        asset_kind=kind,
        every=Every(each.every).value,
        first_on=each.first_on,
        responsible_id=colleague(plan.school_id, each.responsible),
        note=one_line("note", each.note, max_length=300, required=False),
    )


def _record(row: Plan, by: UUID) -> None:
    """The ledger binds the plan's lines and what was decided of it."""
    lines = [
        [each.place, each.work, each.what, str(each.asset_id), each.asset_kind, each.every,
         each.first_on.isoformat(), each.responsible_id.hex, each.note]
        for each in row.rows.all()
    ]  # fmt: skip
    facts = {"row": row.id.hex, "year": row.school_year, "version": row.version, "lines": lines}
    facts |= {"purpose": row.purpose, "approved": row.approved, "remarks": row.remarks}
    ledger.record(
        "config.change", actor=actor_id(by), what="maintenance", digest=facts_digest(facts)
    )


def _tell(row: Plan, kind: NoticeKind, persons: set[UUID]) -> None:
    notices.tell(
        persons=list(persons),
        kind=kind,
        params={"year": row.school_year},
        key=f"maintenance.plan:{row.id.hex}:{kind.value}",
        url=f"/maintenance/plans/{row.id}",
    )
