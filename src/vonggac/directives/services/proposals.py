"""Đề xuất kiểm tra dữ liệu (REQUIREMENTS §5.3): an officer proposes, the Board answers, yes makes the directive."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.directives.models import MAX_FOOTAGE_US, Directive, Proposal, ProposalState
from vonggac.directives.refusals import not_an_officer, not_board, two_needed
from vonggac.directives.services.issuing import EXECUTING, invalid, issue, position_at
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD
from vonggac.places import selectors as places

MAX_CAMERAS = 64
EXPIRES_US = 3 * clock.DAY_US
"""Unanswered for so long: Hết hạn; it may be put again."""
VALID_US = clock.DAY_US
"""How long the directive of an agreed proposal may be acted under, unless the Board says otherwise."""


@transaction.atomic
def propose(
    *,
    by: UUID,
    school: UUID,
    cameras: Iterable[str],
    footage: Range,
    purpose: Purpose,
    reason: str,
) -> Proposal:
    """Đã đề xuất, by a duty officer or the IT teacher; the Board is told. Raises Refused, ValidationError."""
    at_us, wanted = clock.now_us(), frozenset(cameras)
    roles = {each.role for each in people.positions_now(by, at_us) if each.school == school}
    if not EXECUTING & roles:
        raise Refused(not_an_officer())
    known = places.cameras_named(wanted)
    mine = {key for key, each in known.items() if each.area.school_id == school}
    if not 0 < len(wanted) <= MAX_CAMERAS or wanted != mine:
        raise invalid("cameras", _("Choose cameras of the school, at most 64."))
    if footage.length_us > MAX_FOOTAGE_US or footage.from_us >= at_us:
        raise invalid("footage_to_us", _("At most 92 days of data that was recorded."))
    row = Proposal.objects.create(
        school_id=school,
        by_id=by,
        cameras=sorted(wanted),
        footage_from_us=footage.from_us,
        footage_to_us=footage.to_us,
        purpose=Purpose(purpose).value,
        reason=paragraph("reason", reason, max_length=1000, required=True),
        proposed_us=at_us,
        expires_us=at_us + EXPIRES_US,
        state=ProposalState.PROPOSED,
    )
    _record(row, by, "check.proposed")
    board = people.holders(school, BOARD, at_us)
    _tell([each.id for each in board if each.id != by], row, NoticeKind.CHECK_PROPOSED)
    return row


@transaction.atomic
def agree(
    *, proposal: UUID, by: UUID, due_us: int | None = None, valid_to_us: int | None = None
) -> Directive:
    """Đồng ý: the directive is made of exactly what was proposed, for who proposed it, to be viewed.

    By any Board member who may order it; never by the proposer. Raises Refused, ValidationError.
    """
    at_us = clock.now_us()
    row = _open(proposal, by, at_us)
    position = position_at(by, row.school_id, at_us)
    until_us = valid_to_us or at_us + VALID_US
    directive = issue(
        issuer=by,
        school=row.school_id,
        cameras=row.cameras,
        footage=row.footage,
        acts=[Act.PLAYBACK],
        executors=[row.by_id],
        purpose=Purpose(row.purpose),
        purpose_detail=_("Proposal to check data"),
        content=row.reason,
        valid_to_us=until_us,
        direct=position is not None and not position.is_head,
        due_us=due_us or until_us,
    )
    row.state, row.directive = ProposalState.AGREED, directive
    row.answered_us, row.answered_by_id = at_us, by
    row.save(update_fields=["state", "directive", "answered_us", "answered_by"])
    _record(row, by, "check.agreed")
    _tell([row.by_id], row, NoticeKind.CHECK_ANSWERED)
    return directive


@transaction.atomic
def refuse(*, proposal: UUID, by: UUID, reason: str) -> Proposal:
    """Không đồng ý, with why. Raises Refused, ValidationError, TextRefused."""
    at_us = clock.now_us()
    row = _open(proposal, by, at_us)
    row.answer = one_line("reason", reason, max_length=500)
    row.state, row.answered_us, row.answered_by_id = ProposalState.REFUSED, at_us, by
    row.save(update_fields=["state", "answer", "answered_us", "answered_by"])
    _record(row, by, "check.refused")
    _tell([row.by_id], row, NoticeKind.CHECK_ANSWERED)
    return row


def _open(proposal: UUID, by: UUID, at_us: int) -> Proposal:
    row = Proposal.objects.select_for_update().get(pk=proposal)
    position = position_at(by, row.school_id, at_us)
    if position is None or not position.is_board:
        raise Refused(not_board())
    if row.by_id == by:
        raise Refused(two_needed())
    if row.state != ProposalState.PROPOSED or at_us >= row.expires_us:
        raise ValidationError(_("The proposal was answered, or its time is over."), code="over")
    return row


def _record(row: Proposal, by: UUID, what: str) -> None:
    facts = {
        "proposal": row.id.hex,
        "cameras": row.cameras,
        "footage": [row.footage_from_us, row.footage_to_us],
        "purpose": row.purpose,
        "state": row.state,
    }
    ledger.record("view.request", actor=actor_id(by), what=what, digest=facts_digest(facts))


def _tell(persons: Iterable[UUID], row: Proposal, kind: NoticeKind) -> None:
    notices.tell(
        persons=persons,
        kind=kind,
        params={},
        key=f"{kind}:{row.id.hex}",
        url=f"/proposals/{row.id}",
    )
