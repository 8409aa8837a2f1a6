"""Persons, their one account, their positions.

Who may call is asked by ``access.selectors.refusal_for``; here stands what is true whoever calls.
``by`` is the person who did it; None: the machine's own set-up (first run, command line).
"""

import re
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import fold, one_line
from vonggac.ledger import services as ledger
from vonggac.people.bindings import password_text
from vonggac.people.models import Account, AccountState, Address, Person, Position, SessionEnd
from vonggac.people.names import sort_key
from vonggac.people.roles import BOARD, Role
from vonggac.people.selectors import positions_now
from vonggac.people.services import counting
from vonggac.people.services.sessions import end_sessions_of

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,39}")


@transaction.atomic
def create_person(*, full_name: str, address: str, by: UUID | None) -> Person:
    """A person, known by name. Raises ValidationError on text that can't be a name."""
    name = one_line("full_name", full_name, max_length=120)
    person = Person(
        full_name=name,
        address=Address(address),
        search=fold(name),
        sort_key=sort_key(name)[:400],
        created_us=clock.now_us(),
    )
    person.full_clean()
    person.save(force_insert=True)
    ledger.record("role.change", actor=actor_id(by), subject=actor_id(person.id), change="person")
    return person


@transaction.atomic
def create_account(
    *,
    person: UUID,
    username: str,
    password: str,
    by: UUID | None,
    must_change_password: bool = True,
) -> Account:
    """The person's one account (khoản 1 Điều 5). Raises ValidationError."""
    name = one_line("username", username, max_length=40)
    if not _USERNAME.fullmatch(name):
        raise ValidationError(
            {
                "username": ValidationError(
                    _("A user name has 3 to 40 lower-case letters, digits, dots, hyphens."),
                    "username",
                )
            }
        )
    account = Account(
        person_id=person,
        username=name,
        must_change_password=must_change_password,
        state=AccountState.ACTIVE,
        created_us=clock.now_us(),
    )
    _set_password(account, password, field="password")
    account.full_clean()
    account.save(force_insert=True)
    ledger.record("role.change", actor=actor_id(by), subject=actor_id(person), change="account")
    return account


def change_password(*, account: UUID, old_password: str, new_password: str) -> None:
    """Ends every login of the account (ACCESS §5.7): the page opens a new one. Raises ValidationError.

    Whoever sits down at somebody's open page has as few tries at the password as at the door.
    """
    tries = f"own {account.hex}"
    if not counting.count(tries, counting.PAIR_LIMIT):
        words = _("Too many failed attempts from this computer. Try again in 10 minutes.")
        raise ValidationError({"old_password": ValidationError(words, "throttled")})
    _change_password(account, old_password, new_password)
    counting.forget(tries)


@transaction.atomic
def _change_password(account: UUID, old_password: str, new_password: str) -> None:
    row = Account.objects.select_for_update().get(pk=account)
    if not row.check_password(password_text(old_password)):
        raise ValidationError(
            {"old_password": ValidationError(_("The present password is wrong."), "wrong_password")}
        )
    if row.check_password(password_text(new_password)):
        raise ValidationError(
            {"new_password": ValidationError(_("The new password must be another one."), "same")}
        )
    _set_password(row, new_password, field="new_password")
    row.must_change_password = False
    row.save(update_fields=["password", "must_change_password"])
    end_sessions_of(account=account, reason=SessionEnd.PASSWORD_CHANGED, at_us=clock.now_us())
    ledger.record(
        "role.change",
        actor=actor_id(row.person_id),
        subject=actor_id(row.person_id),
        change="password",
    )


@transaction.atomic
def reset_password(*, account: UUID, school: UUID, new_password: str, by: UUID | None) -> None:
    """A first password again, to be changed at the next sign-in; by the head, for somebody else."""
    row = Account.objects.select_for_update().get(pk=account)
    _require_head(by, school, row.person_id)
    _set_password(row, new_password, field="new_password")
    row.must_change_password = True
    row.save(update_fields=["password", "must_change_password"])
    end_sessions_of(account=account, reason=SessionEnd.PASSWORD_CHANGED, at_us=clock.now_us())
    ledger.record(
        "role.change",
        actor=actor_id(by),
        subject=actor_id(row.person_id),
        change="password.reset",
    )


@transaction.atomic
def set_account_state(*, account: UUID, state: str, by: UUID | None) -> None:
    """Suspends, revokes or restores; whatever is open ends at once (ACCESS §5.7).

    Nobody for oneself; for the Board, and whatever revokes or lifts a revocation, the head. Raises Refused, and
    Account.DoesNotExist also for a stranger to the schools of ``by``.
    """
    row = Account.objects.select_for_update().get(pk=account)
    _require_standing(by, row, AccountState(state))
    row.state = AccountState(state)
    row.save(update_fields=["state"])
    if row.state != AccountState.ACTIVE:
        end_sessions_of(account=account, reason=SessionEnd.ACCOUNT_STOPPED, at_us=clock.now_us())
    ledger.record(
        "role.change",
        actor=actor_id(by),
        subject=actor_id(row.person_id),
        change=f"account.{row.state}",
    )


@transaction.atomic
def appoint(
    *,
    person: UUID,
    school: UUID,
    role: str,
    by: UUID | None,
    decision_no: str = "",
    acting_head: bool = False,
) -> Position:
    """From now on, by the head, and never oneself (I9); None: first run.

    Raises Refused, ValidationError where the school has a head or an IT teacher already.
    """
    _require_head(by, school, person)
    position = Position(
        person_id=person,
        school_id=school,
        role=Role(role),
        acting_head=acting_head,
        decision_no=one_line("decision_no", decision_no, max_length=60, required=False),
        from_us=clock.now_us(),
    )
    position.full_clean()
    position.save(force_insert=True)
    ledger.record(
        "role.change",
        actor=actor_id(by),
        subject=actor_id(person),
        change=f"appoint.{position.role}",
    )
    return position


@transaction.atomic
def end_position(*, position: UUID, by: UUID | None) -> None:
    """From now on, by the head; every grant that stood on it ends with it (ACCESS §2.7)."""
    row = Position.objects.select_for_update().get(pk=position)
    _require_head(by, row.school_id, None)
    if row.to_us is not None:
        return
    row.to_us = max(clock.now_us(), row.from_us + 1)
    row.save(update_fields=["to_us"])
    ledger.record(
        "role.change", actor=actor_id(by), subject=actor_id(row.person_id), change=f"end.{row.role}"
    )


def _require_standing(by: UUID | None, account: Account, state: AccountState) -> None:
    """Who runs the machine must not be able to lock the Board out of it."""
    if by is None:
        return
    schools = {each.school for each in positions_now(by, clock.now_us())}
    here = list(Position.objects.filter(person_id=account.person_id, school_id__in=schools))
    if not here:
        raise Account.DoesNotExist(account.pk)
    on_board = any(each.to_us is None and Role(each.role) in BOARD for each in here)
    revoked = AccountState.REVOKED in (state, AccountState(account.state))
    if on_board or revoked or by == account.person_id:
        _require_head(by, here[0].school_id, account.person_id)


def _require_head(by: UUID | None, school: UUID, subject: UUID | None) -> None:
    """The head of the school, and not for himself. None is the machine's own set-up."""
    if by is None:
        return
    held = positions_now(by, clock.now_us())
    if by != subject and any(each.is_head and each.school == school for each in held):
        return
    raise Refused(
        Refusal(
            code="not_head",
            reason=_("Only the principal, or who is in charge of the school, decides this."),
            clause="khoản 2 Điều 2",
            next_step=_("Ask the principal."),
        )
    )


def _set_password(account: Account, password: str, *, field: str) -> None:
    password = password_text(password)
    try:
        validate_password(password, account)
    except ValidationError as refused:
        raise ValidationError({field: refused.error_list}) from None
    account.set_password(password)
