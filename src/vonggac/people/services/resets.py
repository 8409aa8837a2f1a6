"""A first password again: asked for by IT teacher or Board, approved by another of the Board, then carried out.

The temporary password is shown once, to who carries it out, and changed at the next sign-in. What the head asks for
is the head's own order.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people.models import (
    Account,
    AccountState,
    PasswordReset,
    ResetState,
    SessionEnd,
    StepKind,
)
from vonggac.people.services.accounts import set_password
from vonggac.people.services.opening import temporary_password
from vonggac.people.services.sessions import end_sessions_of
from vonggac.people.services.standing import is_head, require_board, require_manager
from vonggac.people.services.stepping import step


@transaction.atomic
def ask_reset(*, account: UUID, school: UUID, reason: str, by: UUID) -> PasswordReset:
    """The person came in person and was known. Raises Refused, ValidationError, TextRefused."""
    row = Account.objects.select_for_update().get(pk=account)
    require_manager(by, school, row.person_id)
    if row.state != AccountState.ACTIVE:
        raise ValidationError(_("Only an open account gets a new password."), code="state")
    at_us, orders = clock.now_us(), is_head(by, school)
    reset = PasswordReset(
        account=row,
        person_id=row.person_id,
        school_id=school,
        reason=one_line("reason", reason, max_length=300),
        state=ResetState.APPROVED if orders else ResetState.ASKED,
        asked_by_id=None if orders else by,
        asked_us=at_us,
        decided_by_id=by if orders else None,
        decided_us=at_us if orders else None,
    )
    reset.full_clean()
    reset.save(force_insert=True)
    _record(reset, by, "password.ask")
    return reset


@transaction.atomic
def decide_reset(*, reset: UUID, school: UUID, approve: bool, by: UUID) -> None:
    """By a member of the Board who neither asked nor is concerned. Raises Refused, ValidationError."""
    row = _open(reset, school, ResetState.ASKED)
    require_board(by, school, row.person_id, row.asked_by_id)
    row.state = ResetState.APPROVED if approve else ResetState.REFUSED
    row.decided_by_id, row.decided_us = by, clock.now_us()
    row.save(update_fields=["state", "decided_by", "decided_us"])
    _record(row, by, "password.approve" if approve else "password.refuse")


@transaction.atomic
def carry_out_reset(*, reset: UUID, school: UUID, by: UUID) -> str:
    """The temporary password, shown once; every login of the account ends. Raises Refused, ValidationError."""
    row = _open(reset, school, ResetState.APPROVED)
    require_manager(by, school, row.person_id)
    at_us = clock.now_us()
    account = Account.objects.select_for_update().get(pk=row.account_id)
    password = temporary_password()
    set_password(account, password, field="password")
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    end_sessions_of(account=account.id, reason=SessionEnd.PASSWORD_CHANGED, at_us=at_us)
    row.state, row.done_by_id, row.done_us = ResetState.DONE, by, at_us
    row.save(update_fields=["state", "done_by", "done_us"])
    step(account, StepKind.RESET, by=by)
    _record(row, by, "password.reset")
    return password


def _open(reset: UUID, school: UUID, state: ResetState) -> PasswordReset:
    """Raises PasswordReset.DoesNotExist also for another school's."""
    row = PasswordReset.objects.select_for_update().get(pk=reset, school_id=school)
    if row.state != state:
        raise ValidationError(_("This has been decided or carried out already."), code="state")
    return row


def _record(row: PasswordReset, by: UUID, change: str) -> None:
    ledger.record("role.change", actor=actor_id(by), subject=actor_id(row.person_id), change=change)
