"""User name and password to a known account, slowly enough for guessers (ACCESS §6).

Two counters, of (account, address) and of the address alone, are raised *before* the password is looked at;
django-axes keeps failures of the former as well. The account alone never locks: any pupil could lock the principal out.
An unknown name, a wrong password and a suspended account get the same words after the same work.
"""

from dataclasses import dataclass
from uuid import UUID

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset as forget_failures
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.people.bindings import digest, network_of, password_text, shown_agent
from vonggac.people.models import Account, AccountStep, SignInEvent, StepKind
from vonggac.people.services import counting

ADDRESS_LIMIT = 40
"""Failures from one address in a window. A staff room behind one address must still get in."""


TEMPORARY_US = 7 * clock.DAY_US
"""How long a password that somebody else set opens the door."""


@dataclass(frozen=True, slots=True)
class PasswordRight:
    """Whose password it was. No login yet: ``factors`` says what else is needed."""

    account: UUID
    person: UUID
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class SignInRefused:
    """``code``: ``wrong``, ``stale`` (a temporary one too old) or ``throttled`` (then 429 and ``retry_after_s``)."""

    code: str
    message: str
    retry_after_s: int = 0


def check_password(
    *, username: str, password: str, address: str, user_agent: str
) -> PasswordRight | SignInRefused:
    """The first factor; or a refusal that does not say what was wrong."""
    username, password = username.strip().lower()[:150], password_text(password)
    request = _request(address, user_agent)
    credentials = {"username": username}
    pair = counting.pair_key(address, username)
    counted = [counting.count(address, ADDRESS_LIMIT), counting.count(pair, counting.PAIR_LIMIT)]
    if not all(counted) or not AxesProxyHandler.is_allowed(request, credentials):
        make_password(password)  # the same work as for an honest answer
        _write_failure(username, address, user_agent, "auth.lock", "lock")
        return SignInRefused("throttled", _too_many(), counting.WINDOW_US // clock.SECOND_US)
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, Account):
        _write_failure(username, address, user_agent, "auth.fail", "fail")
        return SignInRefused("wrong", _("The user name or the password is wrong."))
    if user.must_change_password and _is_stale(user):
        _write_failure(username, address, user_agent, "auth.fail", "stale")
        return SignInRefused("stale", _stale_words())
    forget_failures(ip=address, username=username)
    counting.uncount(address)
    counting.forget(pair)
    return PasswordRight(user.id, user.person_id, user.must_change_password)


def _is_stale(account: Account) -> bool:
    """A password that somebody else set opens the door for some days, and then not any more (khoản 1 Điều 5)."""
    given = AccountStep.objects.filter(account=account, what__in=[StepKind.OPENED, StepKind.RESET])
    at_us = given.order_by("-at_us").values_list("at_us", flat=True).first()
    return at_us is not None and clock.now_us() - at_us >= TEMPORARY_US


def _stale_words() -> str:
    return _(
        "The temporary password is older than %d days and opens nothing any more (khoản 1 Điều 5). "
        "Ask the IT teacher for a new one."
    ) % (TEMPORARY_US // clock.DAY_US)


def _too_many() -> str:
    return _("Too many failed attempts from this computer. Try again in 10 minutes.")


def _request(address: str, user_agent: str) -> HttpRequest:
    """What django-axes wants to see; services know no HTTP otherwise."""
    request = HttpRequest()
    request.method = "POST"
    request.path = "/"
    request.META.update({"REMOTE_ADDR": address, "HTTP_USER_AGENT": user_agent[:255]})
    return request


@transaction.atomic
def _write_failure(username: str, address: str, user_agent: str, entry: str, kind: str) -> None:
    account = Account.objects.filter(username=username).first()
    SignInEvent.objects.create(
        account=account,
        kind=kind,
        address=address[:45],
        user_agent=shown_agent(user_agent),
        at_us=clock.now_us(),
    )
    actor = "s-web" if account is None else actor_id(account.person_id)
    ledger.record(entry, actor=actor, reason=kind, network=digest(network_of(address))[:16])
