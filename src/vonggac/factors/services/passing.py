"""Showing a factor: a code, or a passkey's answer; then the login opens, or is confirmed (ACCESS §5.6, §6.3)."""

import hmac
from dataclasses import dataclass
from uuid import UUID

import pyotp
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.factors import sealing
from vonggac.factors.models import Factor, FactorKind, Half, RecoveryCode, Shown
from vonggac.factors.services import halves
from vonggac.factors.services.halves import Holder
from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.services import counting, open_session

ACCOUNT_LIMIT = 15
"""Wrong answers of an account in ten minutes. Only who has the password gets here, so nobody else is locked out."""
STEP_US = 30 * clock.SECOND_US


@dataclass(frozen=True, slots=True)
class Passed:
    """``how``: totp, recovery or passkey."""

    account: UUID
    how: str


@dataclass(frozen=True, slots=True)
class NotPassed:
    """``code``: ``wrong``; ``over``: back to the password; ``throttled``: later."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Entered:
    """The login that opened. ``key`` is for the browser's cookie."""

    key: str
    account: UUID
    replaced: bool
    must_change_password: bool


def show_code(*, holder: Holder, code: str) -> Passed | NotPassed:
    """Six digits of an app, or a recovery code: each works once. Counted before it is looked at."""
    if holder.account is None:
        return over()
    refused = count(holder, holder.account)
    if refused is not None:
        return refused
    typed = "".join(each for each in code.upper() if each.isalnum())[:40]
    is_totp = len(typed) == 6 and typed.isdecimal()
    check = _is_totp if is_totp else _is_recovery
    if not check(holder.account, typed):
        return refuse(holder, holder.account)
    counting.forget(_tries(holder.account))
    return Passed(holder.account, "totp" if is_totp else "recovery")


@transaction.atomic
def enter(*, half: Holder, passed: Passed, user_agent: str, address: str) -> Entered | NotPassed:
    """The login, with a factor shown. Of two answers at once exactly one gets in."""
    if not halves.end(half):
        return over()
    account = people.account(passed.account)
    if not account.is_active:
        return over()
    opened = open_session(account=account.id, user_agent=user_agent, address=address)
    note_shown(session=opened.session, how=passed.how)
    return Entered(opened.key, account.id, opened.replaced, account.must_change_password)


@transaction.atomic
def note_shown(*, session: UUID, how: str) -> None:
    """The login's factor was shown now."""
    Shown.objects.update_or_create(pk=session, defaults={"at_us": clock.now_us(), "how": how})


def count(holder: Holder, account: UUID) -> NotPassed | None:
    """One attempt more; what to answer where it is one too many."""
    if holder.is_half and not halves.count_try(holder):
        return over()
    if counting.count(_tries(account), ACCOUNT_LIMIT):
        return None
    _record("auth.lock", account, "second")
    words = _("Too many wrong codes. Try again in 10 minutes, or use a passkey.")
    return NotPassed("throttled", words)


def refuse(holder: Holder, account: UUID) -> NotPassed:
    """A wrong answer, in the ledger and in words."""
    _record("auth.fail", account, "second")
    if holder.is_half and not _tries_of(holder) < halves.TRIES:
        return over()
    return NotPassed("wrong", _("The code is wrong, or was used already. Wait for the next one."))


def over() -> NotPassed:
    return NotPassed("over", _("That took too long or too many tries: enter the password again."))


def _tries_of(holder: Holder) -> int:
    row = Half.objects.filter(pk=holder.id).first()
    return row.tries if row is not None else halves.TRIES


def _is_totp(account: UUID, typed: str) -> bool:
    """The step before and after too; a step works once, whichever came first (RFC 6238 §5.2)."""
    row = Factor.objects.filter(account_id=account, kind=FactorKind.TOTP, ended_us=None).first()
    if row is None:
        return False
    at_us = clock.now_us()
    secret = sealing.unseal(row.sealed, owner=account.hex).decode()
    for step in (at_us // STEP_US + each for each in (-1, 0, 1)):
        if hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step), typed):
            rows = Factor.objects.filter(pk=row.id, ended_us=None, counter__lt=step)
            return rows.update(counter=step, used_us=at_us) == 1
    return False


def _is_recovery(account: UUID, typed: str) -> bool:
    mac = sealing.code_mac(account, typed)
    rows = RecoveryCode.objects.filter(account_id=account, mac=mac, used_us=None, void_us=None)
    return rows.update(used_us=clock.now_us()) == 1


def _tries(account: UUID) -> str:
    return f"factor {account.hex}"


@transaction.atomic
def _record(entry: str, account: UUID, reason: str) -> None:
    ledger.record(entry, actor=actor_id(people.account(account).person_id), reason=reason)
