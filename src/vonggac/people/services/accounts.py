"""Persons, their one account as the machine's own set-up makes it, and the own password.

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
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import fold, one_line
from vonggac.ledger import services as ledger
from vonggac.people.bindings import password_text
from vonggac.people.models import Account, AccountState, Address, Person, SessionEnd, StepKind
from vonggac.people.names import sort_key
from vonggac.people.services import counting
from vonggac.people.services.sessions import end_sessions_of
from vonggac.people.services.stepping import step

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
    by: None,
    must_change_password: bool = True,
) -> Account:
    """The person's one account (khoản 1 Điều 5), open at once: the machine's own set-up only.

    Everybody else's is asked for, approved and opened (``people.services.opening``). Raises ValidationError.
    """
    account = Account(
        person_id=person,
        username=username_text(username),
        must_change_password=must_change_password,
        state=AccountState.ACTIVE,
        created_us=clock.now_us(),
    )
    set_password(account, password, field="password")
    account.full_clean()
    account.save(force_insert=True)
    step(account, StepKind.OPENED, by=by)
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
    set_password(row, new_password, field="new_password")
    row.must_change_password = False
    row.save(update_fields=["password", "must_change_password"])
    end_sessions_of(account=account, reason=SessionEnd.PASSWORD_CHANGED, at_us=clock.now_us())
    ledger.record(
        "role.change",
        actor=actor_id(row.person_id),
        subject=actor_id(row.person_id),
        change="password",
    )


def username_text(username: str) -> str:
    """Lower-case ASCII. Raises ValidationError, TextRefused."""
    name = one_line("username", username, max_length=40)
    if _USERNAME.fullmatch(name):
        return name
    words = _("A user name has 3 to 40 lower-case letters, digits, dots, hyphens.")
    raise ValidationError({"username": ValidationError(words, "username")})


def set_password(account: Account, password: str, *, field: str) -> None:
    """Argon2, after the rules on passwords. Raises ValidationError on ``field``; the caller saves."""
    password = password_text(password)
    try:
        validate_password(password, account)
    except ValidationError as refused:
        raise ValidationError({field: refused.error_list}) from None
    account.set_password(password)
