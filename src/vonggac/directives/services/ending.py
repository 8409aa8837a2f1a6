"""What becomes of an issued directive: begun, completed with its result, withdrawn, seen by the head."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.directives.models import STANDING, Directive, DirectiveState
from vonggac.directives.refusals import not_head, not_yours
from vonggac.directives.services.issuing import position_at
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger


@transaction.atomic
def begin(*, directive: UUID) -> None:
    """The first viewing under it has begun: Đang thực hiện. Repeating does nothing."""
    fresh = (DirectiveState.ISSUED, DirectiveState.CONFIRMED)
    Directive.objects.filter(pk=directive, state__in=fresh).update(state=DirectiveState.IN_PROGRESS)


@transaction.atomic
def withdraw(*, directive: UUID, by: UUID, reason: str) -> Directive:
    """Thu hồi, by who issued it or the head: whatever plays under it stops. Raises Refused."""
    at_us = clock.now_us()
    row = Directive.objects.select_for_update().get(pk=directive)
    position = position_at(by, row.school_id, at_us)
    if position is None or not (position.is_head or row.issuer_id == by):
        raise Refused(not_yours())
    _require_standing(row)
    return _withdrawn(row, by, reason)


@transaction.atomic
def end_with_its_request(*, directive: UUID, by: UUID, reason: str) -> None:
    """The request it was issued for was withdrawn: by whom, ``disclosures`` has asked. Repeating does nothing."""
    row = Directive.objects.select_for_update().get(pk=directive, request__isnull=False)
    if row.state in STANDING:
        _withdrawn(row, by, reason)


def _withdrawn(row: Directive, by: UUID, reason: str) -> Directive:
    row.withdraw_reason = one_line("reason", reason, max_length=500)
    row.state = DirectiveState.WITHDRAWN
    row.withdrawn_us = max(clock.now_us(), row.issued_us)
    row.withdrawn_by_id = by
    row.save(update_fields=["state", "withdrawn_us", "withdrawn_by", "withdraw_reason"])
    ledger.record("view.deny", actor=actor_id(by), request=row.scope_sha256, reason="withdrawn")
    return row


@transaction.atomic
def complete(*, directive: UUID, by: UUID, result: str) -> Directive:
    """Hoàn thành, by an executor or the issuer, with what came of it; viewing under it ends."""
    row = Directive.objects.select_for_update().get(pk=directive)
    if by != row.issuer_id and not row.executors.filter(person_id=by).exists():
        raise Refused(not_yours())
    _require_standing(row)
    row.result = paragraph("result", result, max_length=1000, required=True)
    row.state = DirectiveState.COMPLETED
    row.completed_us = max(clock.now_us(), row.issued_us)
    row.save(update_fields=["state", "result", "completed_us"])
    ledger.record("view.deny", actor=actor_id(by), request=row.scope_sha256, reason="completed")
    return row


@transaction.atomic
def mark_seen_by_head(*, directive: UUID, by: UUID) -> None:
    """The head has seen a vice-principal's own demand. Raises Refused."""
    at_us = clock.now_us()
    row = Directive.objects.select_for_update().get(pk=directive)
    position = position_at(by, row.school_id, at_us)
    if position is None or not position.is_head:
        raise Refused(not_head())
    if row.head_to_be_told and row.head_told_us is None:
        row.head_told_us = at_us
        row.save(update_fields=["head_told_us"])


def _require_standing(row: Directive) -> None:
    if row.state not in STANDING:
        raise ValidationError(_("The directive has been completed or withdrawn."), code="over")
