"""The Board decides: in full, in part, refusal with reason and clause; or the superior body's decision is entered.

An approval binds the request's digest, and is itself the directive to the executor (REQUIREMENTS §2).
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures import refusals
from vonggac.disclosures.deadlines import after_days
from vonggac.disclosures.facts import invalid
from vonggac.disclosures.models import Decision, Request
from vonggac.disclosures.selectors.deciding import board_of, candidates, deciders, refusal_to_decide
from vonggac.disclosures.selectors.footage import anything_left
from vonggac.disclosures.selectors.limits import limits_of
from vonggac.disclosures.services import telling
from vonggac.disclosures.services.book import digest_of, locked, move, note
from vonggac.disclosures.services.ordering import Scope, order
from vonggac.disclosures.services.stopping import end_hold
from vonggac.disclosures.states import PaperFor, RequestState, Verdict
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Refused
from vonggac.kernel.text import one_line, paragraph
from vonggac.people import selectors as people

MAX_VALID_US = 31 * clock.DAY_US


@transaction.atomic
def agree(*, request: UUID, by: UUID, scope: Scope, read_sha256: str, words: str = "") -> Request:
    """Đồng ý, or Đồng ý một phần where the scope is narrower than what was asked. Writes the directive.

    ``read_sha256``: of what the approver has read. Raises Refused, ValidationError, TextRefused.
    """
    row = _put_before(request, by, read_sha256)
    refusal = refusal_to_decide(row, by, scope.acts)
    if refusal is not None:
        raise Refused(refusal)
    decision = _decision(row, by, paragraph("words", words, max_length=1000))
    return _agree(row, decision, scope, issuer=by)


@transaction.atomic
def refuse(*, request: UUID, by: UUID, reason: str, clause: str, read_sha256: str) -> Request:
    """Từ chối, with reason and clause; the hold ends after the school's days. Raises Refused, TextRefused."""
    row = _put_before(request, by, read_sha256)
    refusal = refusal_to_decide(row, by, frozenset({Act.PLAYBACK}))
    if refusal is not None:
        raise Refused(refusal)
    return _refuse(row, _decision(row, by, ""), reason, clause)


@transaction.atomic
def escalate(*, request: UUID, by: UUID, words: str = "") -> Request:
    """Chuyển cấp trên: nobody of the Board may decide about what is asked. Raises Refused, TextRefused."""
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    if row.state != RequestState.AWAITING or row.escalated_us is not None:
        raise Refused(refusals.not_now(row.state))
    if deciders(row):
        raise Refused(refusals.somebody_may_decide())
    row.escalated_us = clock.now_us()
    row.save(update_fields=["escalated_us"])
    note(row, "escalated", by, words)
    return row


@transaction.atomic
def enter_superior_decision(
    *,
    request: UUID,
    by: UUID,
    superior: str,
    scope: Scope | None,
    reason: str = "",
    clause: str = "",
) -> Request:
    """What the superior body decided, from its paper, which is attached. ``scope`` None: it refused.

    By the clerk, never by who is involved. Raises Refused, ValidationError, TextRefused.
    """
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    if row.state != RequestState.AWAITING or row.escalated_us is None:
        raise Refused(refusals.not_now(row.state))
    if by == row.requester_id or row.subjects.filter(person_id=by).exists():
        raise Refused(refusals.involved())
    if not row.papers.filter(what=PaperFor.SUPERIOR).exists():
        raise Refused(refusals.not_in_writing())
    row.superior = one_line("superior", superior, max_length=160)
    decision = _decision(row, by, paragraph("reason", reason, max_length=1000))
    decision.superior = row.superior
    if scope is None:
        return _refuse(row, decision, reason, clause)
    return _agree(row, decision, scope, issuer=board_of(row.school_id)[0])


def _put_before(request: UUID, by: UUID, read_sha256: str) -> Request:
    """The row as the approver read it, put to the Board, and in writing. Raises Refused."""
    row = locked(request, by)
    access.require(by, row.school_id, Deed.DECIDE_REQUESTS)
    if row.state != RequestState.AWAITING:
        raise Refused(refusals.not_now(row.state))
    if not row.written:
        raise Refused(refusals.not_in_writing())
    if read_sha256 != row.request_sha256 or digest_of(row) != row.request_sha256:
        raise Refused(refusals.changed())
    return row


def _decision(row: Request, by: UUID, words: str) -> Decision:
    last = row.decisions.aggregate(last=Max("place"))["last"]
    at_us = clock.now_us()
    return Decision(
        request=row,
        place=int(last or 0) + 1,
        at_us=at_us,
        by_id=by,
        by_role=people.role_at(by, row.school_id, at_us),
        request_sha256=row.request_sha256,
        cameras=[],
        acts=[],
        reason=words,
    )


def _agree(row: Request, decision: Decision, scope: Scope, *, issuer: UUID) -> Request:
    narrower = _require_within(row, scope)
    by_superior = bool(decision.superior)
    _require_hands(row, scope, None if by_superior else issuer)
    if not anything_left(scope.cameras, scope.footage):
        raise Refused(refusals.data_gone())
    row.superior = decision.superior
    row.approver_id = None if by_superior else issuer
    row.executor_id, row.supervisor_id = scope.executor, scope.supervisor
    row.approved_sha256 = row.request_sha256
    row.due_us = scope.valid_to_us
    paper = order(row, scope, issuer, by_superior=by_superior)
    row.directive = paper.id
    decision.verdict = Verdict.AGREED_PART if narrower else Verdict.AGREED
    decision.cameras = sorted(scope.cameras)
    decision.footage_from_us, decision.footage_to_us = scope.footage.from_us, scope.footage.to_us
    decision.acts = sorted(each.value for each in scope.acts)
    decision.executor_id, decision.supervisor_id = scope.executor, scope.supervisor
    decision.valid_to_us = scope.valid_to_us
    decision.directive, decision.directive_no = paper.id, paper.label
    decision.save(force_insert=True)
    to = RequestState.AGREED_PART if narrower else RequestState.AGREED
    move(row, to, decision.by_id, decision.reason)
    telling.decided(row, decision.by_id)
    return row


def _refuse(row: Request, decision: Decision, reason: str, clause: str) -> Request:
    decision.verdict = Verdict.REFUSED
    decision.reason = paragraph("reason", reason, max_length=1000, required=True)
    decision.clause = one_line("clause", clause, max_length=120)
    decision.save(force_insert=True)
    row.approver_id = None if decision.superior else decision.by_id
    row.superior = decision.superior
    row.executor = row.supervisor = None
    row.due_us = None
    move(row, RequestState.REFUSED, decision.by_id, decision.reason)
    end_hold(row, after_days(clock.now_us(), limits_of(row.school_id).hold_days), decision.by_id)
    telling.decided(row, decision.by_id)
    return row


def _require_within(row: Request, scope: Scope) -> bool:
    """Whether it is narrower than what was asked. Raises Refused where it is wider, ValidationError where empty."""
    asked = frozenset(row.cameras.values_list("camera_id", flat=True))
    if not scope.cameras:
        raise invalid("cameras", _("Choose at least one camera."))
    if Act.PLAYBACK not in scope.acts:
        raise invalid("acts", _("Viewing at school is the least that can be allowed."))
    within = scope.cameras <= asked and row.footage.covers(scope.footage)
    if not within or not scope.acts <= row.act_set:
        raise Refused(refusals.wider_than_asked())
    return (scope.cameras, scope.footage, scope.acts) != (asked, row.footage, row.act_set)


def _require_hands(row: Request, scope: Scope, approver: UUID | None) -> None:
    able = candidates(row, approver)
    if scope.executor not in {each.id for each in able.executors}:
        raise invalid(
            "executor", _("The executor is the IT teacher or a duty officer who is not involved.")
        )
    if scope.supervisor not in {each.id for each in able.supervisors} - {scope.executor}:
        raise invalid(
            "supervisor",
            _("The supervisor is a colleague who neither asked nor executes nor is involved."),
        )
    at_us = clock.now_us()
    if not at_us < scope.valid_to_us <= at_us + MAX_VALID_US:
        raise invalid("valid_to_us", _("The execution ends within 31 days."))
