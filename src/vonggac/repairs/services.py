"""What people do with a proposal (REQUIREMENTS §5.6): each step is a line of its file.

Raises Refused where the position does not include it, ValidationError where the step is not due, TextRefused.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment import services as equipment
from vonggac.equipment.models import Asset
from vonggac.equipment.states import AssetState
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.papers.models import Scan
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.proceedings import services as proceedings
from vonggac.repairs import refusals, selectors
from vonggac.repairs.models import Proposal, ProposalLine, ProposedItem
from vonggac.repairs.states import LEAVES, WRITABLE, LineKind, Measure, ProposalState

LONGEST = 2000
MOST_ITEMS = 100
MOST_VND = 10**12


@dataclass(frozen=True, slots=True)
class Item:
    """``asset`` None: something that the school does not have yet, and ``measure`` is ADD."""

    measure: str
    asset: UUID | None = None
    name: str = ""
    damage: str = ""
    cause: str = ""
    estimate_vnd: int | None = None


@transaction.atomic
def draft(
    *,
    school: UUID,
    by: UUID,
    title: str,
    reason: str,
    items: Sequence[Item],
    source: str = "",
    funding: str = "",
    wanted_by: date | None = None,
) -> Proposal:
    """Dự thảo. An officer or a network administrator names the failure, order or stocktake that it comes from."""
    access.require(by, school, Deed.PROPOSE_REPAIR)
    number = one_line("source", source, max_length=60, required=False)
    if not number and not _is_teacher(by, school):
        raise Refused(refusals.no_source())
    why = paragraph("reason", reason, max_length=LONGEST, required=True)
    row = proceedings.open_one(
        Proposal(
            school_id=school,
            title=one_line("title", title, max_length=200),
            source=number,
            reason=why,
            funding=one_line("funding", funding, max_length=160, required=False),
            wanted_by=wanted_by,
        ),
        by=by,
        kind=LineKind.DRAFT,
        text=why,
        ref=number,
    )
    _list(row, items)
    return row


@transaction.atomic
def revise(*, proposal: UUID, by: UUID, items: Sequence[Item], reason: str) -> Proposal:
    """The devices listed anew, while it is a draft or more is asked for; the earlier list stays."""
    row = _own(proposal, by)
    row.reason = paragraph("reason", reason, max_length=LONGEST, required=True)
    row.version += 1
    row.save(update_fields=["reason", "version"])
    _list(row, items)
    proceedings.write(row, LineKind.REVISED, by=by, text=row.reason, ref=str(row.version))
    return row


@transaction.atomic
def submit(*, proposal: UUID, by: UUID, words: str = "", scan: Scan | None = None) -> Proposal:
    """Trình BGH: from now on what was listed is what is decided on. ``scan``: the signed proposal."""
    row = _own(proposal, by)
    text = paragraph("words", words, max_length=LONGEST)
    row.scope_sha256 = scope_sha256(row)
    proceedings.move(row, ProposalState.SUBMITTED, "scope_sha256")
    proceedings.write(row, LineKind.SUBMITTED, by=by, text=text, scan=scan)
    _tell(row, NoticeKind.REPAIR_SUBMITTED, _board(row) - {by}, urgency=Urgency.RAISED)
    return row


@transaction.atomic
def approve(*, proposal: UUID, by: UUID, scope: str, words: str = "") -> Proposal:
    """Duyệt exactly what was submitted: ``scope`` is the digest that the approver saw (I9)."""
    row = _board_row(proposal, by)
    if scope != row.scope_sha256 or row.scope_sha256 != scope_sha256(row):
        raise ValidationError(
            _("It has changed since this page was opened: read it again."), "stale"
        )
    return _decide(row, by, ProposalState.APPROVED, paragraph("words", words, max_length=LONGEST))


@transaction.atomic
def decline(*, proposal: UUID, by: UUID, words: str) -> Proposal:
    """Không duyệt, with a reason."""
    row = _board_row(proposal, by)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return _decide(row, by, ProposalState.DECLINED, text)


@transaction.atomic
def ask_more(*, proposal: UUID, by: UUID, words: str) -> Proposal:
    """Yêu cầu bổ sung: back to who proposed."""
    row = _board_row(proposal, by)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.move(row, ProposalState.MORE)
    proceedings.write(row, LineKind.MORE, by=by, text=text)
    _tell(row, NoticeKind.REPAIR_MORE, _proposer(row) - {by})
    return row


@transaction.atomic
def begin(*, proposal: UUID, by: UUID, provider: str, cost_vnd: int, words: str = "") -> Proposal:
    """Đang thực hiện: by whom, at what cost."""
    row = _teachers_row(proposal, by)
    row.provider = one_line("provider", provider, max_length=160)
    if not 0 <= cost_vnd <= MOST_VND:
        raise _invalid("cost_vnd", _("An amount in đồng, not negative."))
    row.cost_vnd = cost_vnd
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, ProposalState.WORKING, "provider", "cost_vnd")
    proceedings.write(row, LineKind.WORKING, by=by, text=text, ref=row.provider[:80])
    return row


@transaction.atomic
def accept(*, proposal: UUID, by: UUID, words: str, scan: Scan | None = None) -> Proposal:
    """Nghiệm thu: what was tested and found, with the signed minutes."""
    row = _teachers_row(proposal, by)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    row.accepted_by_id = by
    proceedings.move(row, ProposalState.ACCEPTED, "accepted_by")
    proceedings.write(row, LineKind.ACCEPTED, by=by, text=text, scan=scan)
    _tell(row, NoticeKind.REPAIR_ACCEPTED, _board(row) - {by})
    return row


@transaction.atomic
def book(*, proposal: UUID, by: UUID, words: str = "") -> Proposal:
    """Cập nhật sổ tài sản: what is replaced or disposed of goes out of use, in the same act.

    Raises ValidationError where a camera is still recorded: it leaves the registry of cameras first.
    """
    row = _row(proposal, by, Deed.KEEP_ASSETS)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, ProposalState.BOOKED)
    for each in selectors.items(row):
        if each.asset is not None and each.measure in LEAVES and each.asset.state != AssetState.OUT:
            _put_out(row, each.asset, str(each.get_measure_display()), by)
    proceedings.write(row, LineKind.BOOKED, by=by, text=text)
    return row


@transaction.atomic
def close(*, proposal: UUID, by: UUID, words: str = "") -> Proposal:
    row = _teachers_row(proposal, by)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, ProposalState.CLOSED)
    proceedings.write(row, LineKind.CLOSED, by=by, text=text)
    return row


@transaction.atomic
def note(
    *, proposal: UUID, by: UUID, words: str, ref: str = "", scan: Scan | None = None
) -> ProposalLine:
    """A quotation, a letter of the superior body, a receipt."""
    row = _row(proposal, by, Deed.READ_REPAIRS)
    if row.ended:
        raise ValidationError(_("It has ended."), "not_due")
    text = paragraph("words", words, max_length=LONGEST, required=True)
    number = one_line("ref", ref, max_length=80, required=False)
    return proceedings.write(row, LineKind.NOTE, by=by, text=text, ref=number, scan=scan)  # type: ignore[return-value]  # of this room


@transaction.atomic
def correct(*, proposal: UUID, place: int, by: UUID, words: str) -> ProposalLine:
    """Đính chính: a new line that names the old one (I7)."""
    row = _row(proposal, by, Deed.PROPOSE_REPAIR)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.correct(row, place, by=by, text=text)  # type: ignore[return-value]  # of this room


def scope_sha256(row: Proposal) -> str:
    """Digest of what is proposed: title, reason, funding, and every device of the newest version."""
    listed = [
        [each.place, str(each.asset_id), each.name, each.damage, each.cause, each.measure,
         each.estimate_vnd]
        for each in selectors.items(row)
    ]  # fmt: skip
    said = [row.label, row.version, row.title, row.reason, row.funding, str(row.wanted_by), listed]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _list(row: Proposal, items: Sequence[Item]) -> None:
    if not 1 <= len(items) <= MOST_ITEMS:
        raise _invalid("items", _("A proposal is about 1 to 100 devices."))
    if len({each.asset for each in items if each.asset}) != sum(1 for each in items if each.asset):
        raise _invalid("items", _("A device stands in the list twice."))
    for place, each in enumerate(items, start=1):
        _add(row, place, each)


def _add(row: Proposal, place: int, each: Item) -> None:
    measure = Measure(each.measure)
    name, asset = each.name, None
    if measure != Measure.ADD:
        found = Asset.objects.filter(school_id=row.school_id).exclude(state=AssetState.OUT)
        asset = found.filter(pk=each.asset).first() if each.asset is not None else None
        if asset is None:
            raise _invalid("items", _("Choose a device in use at the school."))
        name = asset.name
    if each.estimate_vnd is not None and not 0 <= each.estimate_vnd <= MOST_VND:
        raise _invalid("items", _("An amount in đồng, not negative."))
    ProposedItem.objects.create(
        proposal=row,
        version=row.version,
        place=place,
        asset=asset,
        name=one_line("items", name, max_length=160),
        damage=one_line("items", each.damage, max_length=300, required=False),
        cause=one_line("items", each.cause, max_length=300, required=False),
        measure=measure.value,
        estimate_vnd=each.estimate_vnd,
    )


def _decide(row: Proposal, by: UUID, to: ProposalState, text: str) -> Proposal:
    if row.opened_by_id == by:
        raise Refused(refusals.own_proposal())
    row.decided_by_id, row.decided_us = by, clock.now_us()
    proceedings.move(row, to, "decided_by", "decided_us")
    proceedings.write(row, to.value, by=by, text=text, ref=row.scope_sha256[:16])
    _tell(row, NoticeKind.REPAIR_DECIDED, _proposer(row) - {by})
    return row


def _put_out(row: Proposal, asset: Asset, measure: str, by: UUID) -> None:
    try:
        equipment.take_out(asset=asset.id, by=by, reason=f"{row.label}: {measure}")
    except ValidationError as error:
        raise _invalid("words", f"{asset.code}: {' '.join(error.messages)}") from error


def _row(proposal: UUID, by: UUID, deed: Deed) -> Proposal:
    row = proceedings.locked(Proposal, proposal)
    access.require(by, row.school_id, deed)
    return row


def _own(proposal: UUID, by: UUID) -> Proposal:
    row = _row(proposal, by, Deed.PROPOSE_REPAIR)
    if row.opened_by_id != by and not _is_teacher(by, row.school_id):
        raise Refused(refusals.not_yours())
    if row.state not in WRITABLE:
        raise ValidationError(
            _("This step is not due: the page shows where it stands now."), "not_due"
        )
    return row


def _board_row(proposal: UUID, by: UUID) -> Proposal:
    return _row(proposal, by, Deed.DECIDE_REPAIR)


def _teachers_row(proposal: UUID, by: UUID) -> Proposal:
    """What follows the decision is the manager's to see to."""
    row = _row(proposal, by, Deed.PROPOSE_REPAIR)
    if not _is_teacher(by, row.school_id):
        raise Refused(refusals.not_yours())
    return row


def _is_teacher(person: UUID, school: UUID) -> bool:
    held = people.positions_now(person, clock.now_us())
    return any(each.school == school and each.role == Role.IT_TEACHER for each in held)


def _board(row: Proposal) -> set[UUID]:
    return set(people.holders(row.school_id, BOARD, clock.now_us()).values_list("id", flat=True))


def _proposer(row: Proposal) -> set[UUID]:
    return {row.opened_by_id} if row.opened_by_id is not None else set()


def _tell(
    row: Proposal, kind: NoticeKind, persons: set[UUID], *, urgency: Urgency = Urgency.RAISED
) -> None:
    notices.tell(
        persons=list(persons),
        kind=kind,
        params={"no": row.label},
        key=f"repair:{row.id.hex}:{kind.value}:{row.version}",
        url=f"/repairs/{row.id}",
        urgency=urgency,
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
