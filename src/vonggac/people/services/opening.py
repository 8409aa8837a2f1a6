"""The life of an account (REQUIREMENTS §5.11): Đề nghị cấp → Đã ký cam kết + tập huấn → Hoạt động → Tạm khóa → Thu hồi.

Asked for by IT teacher or Board, approved by another member of the Board, opened by IT teacher or Board; nobody does
any of it for himself (khoản 1 Điều 4, I9). What the head asks for is the head's order and needs no other approval.
"""

import secrets
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people.models import Account, AccountState, Position, SessionEnd, StepKind
from vonggac.people.roles import BOARD, Role
from vonggac.people.selectors import positions_now
from vonggac.people.services.accounts import set_password, username_text
from vonggac.people.services.readiness import advance
from vonggac.people.services.sessions import end_sessions_of
from vonggac.people.services.standing import (
    is_head,
    on_board,
    require_board,
    require_head,
    require_manager,
)
from vonggac.people.services.stepping import step

_WAITING = (AccountState.REQUESTED, AccountState.PLEDGED)
_STEPS = {
    AccountState.SUSPENDED: StepKind.SUSPENDED,
    AccountState.REVOKED: StepKind.REVOKED,
    AccountState.ACTIVE: StepKind.RESTORED,
}


def temporary_password() -> str:
    """To be read aloud once: four groups of four, 17 bits each, no look-alikes."""
    letters = "bcdfghjkmnpqrstvwxz"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


@transaction.atomic
def request_account(
    *, school: UUID, person: UUID, username: str, role: str, by: UUID, reason: str = ""
) -> Account:
    """Đề nghị cấp. A revoked account of the person is asked for again. Raises Refused, ValidationError, TextRefused."""
    require_manager(by, school, person)
    orders = is_head(by, school)
    row = Account.objects.select_for_update().filter(person_id=person).first()
    if row is None:
        row = Account(person_id=person, created_us=clock.now_us())
        row.set_unusable_password()
    elif row.state != AccountState.REVOKED:
        raise ValidationError(_("The person has an account already."), code="account")
    elif not orders:
        require_head(by, school, person)  # what was taken away for good is the head's to give back
    row.username = username_text(username)
    row.state = AccountState.REQUESTED
    row.school_id, row.for_role = school, Role(role)
    row.requested_by_id, row.approved_by_id = (None, by) if orders else (by, None)
    row.full_clean()
    row.save()
    step(row, StepKind.REQUESTED, by=by, reason=_reason(reason, required=False))
    if orders:
        step(row, StepKind.APPROVED, by=by)
    _record(row, by, "account.request")
    advance(row)
    return row


@transaction.atomic
def approve_account(*, account: UUID, school: UUID, by: UUID) -> None:
    """By a member of the Board who neither asked for it nor gets it; for the Board's own, by the head."""
    row = _waiting(account, school)
    require_board(by, school, row.person_id, row.requested_by_id)
    if Role(row.for_role) in BOARD:
        require_head(by, school, row.person_id)
    if row.approved_by_id is not None:
        return
    row.approved_by_id = by
    row.save(update_fields=["approved_by"])
    step(row, StepKind.APPROVED, by=by)
    _record(row, by, "account.approve")


@transaction.atomic
def refuse_account(*, account: UUID, school: UUID, by: UUID, reason: str) -> None:
    """Not given, with a reason. Raises Refused, TextRefused."""
    row = _waiting(account, school)
    require_board(by, school, row.person_id)
    row.state, row.approved_by_id = AccountState.REVOKED, None
    row.save(update_fields=["state", "approved_by"])
    step(row, StepKind.REFUSED, by=by, reason=_reason(reason))
    _record(row, by, "account.refuse")


@transaction.atomic
def open_account(*, account: UUID, school: UUID, by: UUID) -> str:
    """Hoạt động: the temporary password, shown once. Raises Refused; ValidationError where something is missing."""
    row = _waiting(account, school)
    require_manager(by, school, row.person_id)
    advance(row)
    if row.approved_by_id is None:
        raise ValidationError(
            _("The school board has not approved this account (khoản 1 Điều 4)."), code="approval"
        )
    if row.state != AccountState.PLEDGED:
        raise ValidationError(
            _("Pledge and training come first (khoản 2 Điều 3, khoản 1 Điều 5)."), code="pledge"
        )
    password = temporary_password()
    set_password(row, password, field="password")
    row.state, row.must_change_password = AccountState.ACTIVE, True
    row.save(update_fields=["state", "password", "must_change_password"])
    step(row, StepKind.OPENED, by=by)
    _record(row, by, "account.active")
    return password


@transaction.atomic
def set_account_state(*, account: UUID, state: str, by: UUID | None, reason: str = "") -> None:
    """Suspends, revokes or restores; whatever is open ends at once (ACCESS §5.7).

    Nobody for oneself; the Board restores; for the Board, and whatever revokes or lifts a revocation, the head.
    Raises Refused, ValidationError, and Account.DoesNotExist also for a stranger to the schools of ``by``.
    """
    row = Account.objects.select_for_update().get(pk=account)
    wanted = AccountState(state)
    _require_standing(by, row, wanted)
    if wanted in _WAITING or (row.state in _WAITING and wanted != AccountState.REVOKED):
        raise ValidationError(_("The account is not open yet."), code="state")
    if wanted == row.state:
        return
    if wanted == AccountState.ACTIVE and not row.has_usable_password():
        raise ValidationError(_("The account was never open: ask for it again."), code="state")
    stop(row, wanted, by=by, reason=_reason(reason, required=False))


def stop(row: Account, state: AccountState, *, by: UUID | None, reason: str = "") -> None:
    """The state, its step and entry, and the end of what is open. Called inside the caller's transaction."""
    row.state = state
    row.save(update_fields=["state"])
    if row.state != AccountState.ACTIVE:
        end_sessions_of(account=row.id, reason=SessionEnd.ACCOUNT_STOPPED, at_us=clock.now_us())
    step(row, _STEPS[state], by=by, reason=reason)
    _record(row, by, f"account.{row.state}")


def _waiting(account: UUID, school: UUID) -> Account:
    """Raises Account.DoesNotExist also for another school's."""
    row = Account.objects.select_for_update().get(pk=account, school_id=school)
    if row.state not in _WAITING:
        raise ValidationError(_("This account has been decided about already."), code="state")
    return row


def _require_standing(by: UUID | None, account: Account, state: AccountState) -> None:
    """Who runs the machine must not be able to lock the Board out of it."""
    if by is None:
        return
    schools = {each.school for each in positions_now(by, clock.now_us())}
    held = list(Position.objects.filter(person_id=account.person_id, school_id__in=schools))
    school = held[0].school_id if held else account.school_id
    if school not in schools:
        raise Account.DoesNotExist(account.pk)
    boards = any(each.to_us is None and Role(each.role) in BOARD for each in held)
    revoked = AccountState.REVOKED in (state, AccountState(account.state))
    if boards or revoked or by == account.person_id:
        require_head(by, school, account.person_id)
    elif state == AccountState.ACTIVE and not on_board(by, school):
        require_board(by, school, account.person_id)
    else:
        require_manager(by, school, account.person_id)


def _reason(reason: str, *, required: bool = True) -> str:
    return one_line("reason", reason, max_length=300, required=required)


def _record(row: Account, by: UUID | None, change: str) -> None:
    ledger.record("role.change", actor=actor_id(by), subject=actor_id(row.person_id), change=change)
