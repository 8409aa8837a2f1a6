"""Positions by decision: appointing, ending, handing the headship over; and powers left to a vice-principal.

A position that ends takes logins and grants with it at once, and the last one the account (ACCESS §2.7, §6.6).
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people.days import day_of
from vonggac.people.models import (
    MAX_DELEGATION_US,
    Account,
    AccountState,
    Delegation,
    Position,
    SessionEnd,
)
from vonggac.people.roles import Power, Role
from vonggac.people.services.opening import stop
from vonggac.people.services.sessions import end_sessions_of
from vonggac.people.services.standing import held_at, require_head


@transaction.atomic
def appoint(
    *,
    person: UUID,
    school: UUID,
    role: str,
    by: UUID | None,
    decision_no: str = "",
    decided_on: date | None = None,
    acting_head: bool = False,
) -> Position:
    """From now on, by the head, and never oneself (I9); None: first run. Who holds the role by an older decision is
    assigned anew: the old position ends with this one, and neither account nor login does (the year's turn).

    Raises Refused, ValidationError where the school has a head or an IT teacher already.
    """
    require_head(by, school, person)
    number = one_line("decision_no", decision_no, max_length=60, required=by is not None)
    if by is not None and role != Role.PRINCIPAL and not acting_head:
        _end_older(person, school, role, by, (number, decided_on))
    return _appoint(person, school, role, by, (number, decided_on), acting_head=acting_head)


@transaction.atomic
def end_position(
    *, position: UUID, by: UUID | None, decision_no: str = "", decided_on: date | None = None
) -> None:
    """From now on, by the head. The head's own is handed over, never just ended: a school is not without a head.

    Raises Refused, and Position.DoesNotExist also for another school's.
    """
    row = Position.objects.select_for_update().get(pk=position)
    if by is not None and not held_at(by, row.school_id):
        raise Position.DoesNotExist(position)
    require_head(by, row.school_id, None)
    if row.to_us is not None:
        return
    if by is not None and (row.role == Role.PRINCIPAL or row.acting_head):
        raise Refused(_hand_over_first())
    number = one_line("decision_no", decision_no, max_length=60, required=False)
    _end(row, by, (number, decided_on))
    _end_account_without_position(row.person_id, by)


@transaction.atomic
def hand_over_head(
    *,
    school: UUID,
    to: UUID,
    role: str,
    by: UUID | None,
    decision_no: str,
    decided_on: date | None = None,
) -> Position:
    """The school has a new head from this instant: a principal, or a vice-principal in charge.

    Entered by the head who goes. Who was in charge for a time is vice-principal again; a principal's position ends.
    Raises Refused, ValidationError, TextRefused.
    """
    require_head(by, school, to)
    paper = (one_line("decision_no", decision_no, max_length=60), decided_on)
    heads = Q(role=Role.PRINCIPAL) | Q(acting_head=True)
    old = Position.objects.select_for_update().get(heads, school_id=school, to_us__isnull=True)
    stays_deputy = old.acting_head and old.person_id != to
    _end(old, by, paper)
    _end_positions_of_board(to, school, by, paper)
    if stays_deputy:
        first = (old.decision_no, old.decided_on)
        _appoint(old.person_id, school, Role.VICE_PRINCIPAL, by, first)
    acting = Role(role) == Role.VICE_PRINCIPAL
    new = _appoint(to, school, role, by, paper, acting_head=acting)
    _end_account_without_position(old.person_id, by)
    return new


@transaction.atomic
def delegate(
    *,
    school: UUID,
    to: UUID,
    powers: Iterable[str],
    paper: str,
    signed_on: date,
    from_us: int,
    to_us: int,
    by: UUID,
) -> Delegation:
    """Giấy ủy quyền of the head to a vice-principal; nothing is dated back. Raises Refused, ValidationError."""
    require_head(by, school, to)
    at_us = clock.now_us()
    wanted = sorted({Power(each).value for each in powers})
    if not wanted:
        raise _invalid("powers", _("Choose at least one power."))
    if not any(each.role == Role.VICE_PRINCIPAL for each in held_at(to, school)):
        raise _invalid("to", _("Powers are left to a vice-principal only."))
    starts_us = max(from_us, at_us)
    if not starts_us < to_us <= starts_us + MAX_DELEGATION_US:
        raise _invalid("to_us", _("It ends after it begins, in the future and within a year."))
    if signed_on > day_of(at_us):
        raise _invalid("signed_on", _("This day has not come yet, or is too long ago."))
    row = Delegation.objects.create(
        school_id=school,
        giver_id=by,
        receiver_id=to,
        powers=wanted,
        paper=one_line("paper", paper, max_length=60),
        signed_on=signed_on,
        from_us=starts_us,
        to_us=to_us,
        made_us=at_us,
    )
    _record(to, by, "delegate", from_us=starts_us, to_us=to_us)
    return row


@transaction.atomic
def withdraw_delegation(*, delegation: UUID, school: UUID, by: UUID) -> None:
    """By the head, from now on. Raises Refused, and Delegation.DoesNotExist also for another school's."""
    row = Delegation.objects.select_for_update().get(pk=delegation, school_id=school)
    require_head(by, school, None)
    if row.withdrawn_us is not None:
        return
    row.withdrawn_us, row.withdrawn_by_id = clock.now_us(), by
    row.save(update_fields=["withdrawn_us", "withdrawn_by"])
    _record(row.receiver_id, by, "delegate.withdraw")


def _appoint(
    person: UUID,
    school: UUID,
    role: str,
    by: UUID | None,
    paper: tuple[str, date | None],
    *,
    acting_head: bool = False,
) -> Position:
    position = Position(
        person_id=person,
        school_id=school,
        role=Role(role),
        acting_head=acting_head,
        decision_no=paper[0],
        decided_on=paper[1],
        from_us=clock.now_us(),
    )
    position.full_clean()
    position.save(force_insert=True)
    _record(person, by, f"appoint.{position.role}")
    return position


def _end_older(
    person: UUID, school: UUID, role: str, by: UUID, paper: tuple[str, date | None]
) -> None:
    """The same decision again is no new one: that is left to the table to refuse."""
    held = Position.objects.select_for_update().filter(
        person_id=person, school_id=school, role=role, acting_head=False, to_us__isnull=True
    )
    for row in held:
        if (row.decision_no, row.decided_on) != paper:
            _close(row, by, paper)


def _end(row: Position, by: UUID | None, paper: tuple[str, date | None]) -> None:
    _close(row, by, paper)
    account = Account.objects.filter(person_id=row.person_id).first()
    if account is not None:
        reason = SessionEnd.POSITION_ENDED
        end_sessions_of(account=account.id, reason=reason, at_us=clock.now_us())


def _close(row: Position, by: UUID | None, paper: tuple[str, date | None]) -> None:
    row.to_us = max(clock.now_us(), row.from_us + 1)
    row.end_decision_no, row.end_decided_on = paper
    row.ended_by_id = by
    row.save(update_fields=["to_us", "end_decision_no", "end_decided_on", "ended_by"])
    _record(row.person_id, by, f"end.{row.role}")


def _end_positions_of_board(
    person: UUID, school: UUID, by: UUID | None, paper: tuple[str, date | None]
) -> None:
    """Who becomes head is no vice-principal beside it."""
    held = Position.objects.select_for_update().filter(
        person_id=person, school_id=school, role=Role.VICE_PRINCIPAL, to_us__isnull=True
    )
    for row in held:
        _end(row, by, paper)


def _end_account_without_position(person: UUID, by: UUID | None) -> None:
    """Staff who have left have no active right (G9)."""
    if by is None or Position.objects.filter(person_id=person, to_us__isnull=True).exists():
        return
    account = Account.objects.select_for_update().filter(person_id=person).first()
    if account is not None and account.state != AccountState.REVOKED:
        stop(account, AccountState.REVOKED, by=by)


def _record(person: UUID, by: UUID | None, change: str, **more: int) -> None:
    ledger.record(
        "role.change", actor=actor_id(by), subject=actor_id(person), change=change, **more
    )


def _hand_over_first() -> Refusal:
    return Refusal(
        code="hand_over_first",
        reason=_("The school would be without a head."),
        clause="khoản 2 Điều 2",
        next_step=_("Hand the headship over to the next head."),
        next_url="head_hand_over",
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
