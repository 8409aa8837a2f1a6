"""The life of a login (ACCESS §5): one per person, bound to browser and network, 10 min idle, 8 h at most.

``resume`` is asked at every HTTP request, the media ones too; it writes only when something changed or a
minute has passed, so that sixteen pictures on a wall do not write sixteen times a second.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.forward import forward
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people.bindings import digest, network_of, shown_agent
from vonggac.people.models import Account, AccountState, LoginSession, SessionEnd, SignInEvent
from vonggac.people.selectors import head_of, positions_now

IDLE_US = 10 * clock.MINUTE_US
ABSOLUTE_US = 8 * clock.HOUR_US
_SLACK_US = clock.MINUTE_US
"""A login that began later than now was opened before the clock was set back: it is over."""
_HUMAN_WRITE_US = 20 * clock.SECOND_US


@dataclass(frozen=True, slots=True)
class Active:
    """The login stands."""

    session: UUID
    account: UUID
    person: UUID
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """There is no login. ``reason`` is a SessionEnd value, or ``unknown``."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Opened:
    """``key`` goes into the browser's cookie and is stored nowhere else."""

    key: str
    session: UUID
    replaced: bool


@transaction.atomic
def open_session(*, account: UUID, user_agent: str, address: str) -> Opened:
    """A new login with a new key; the person's other one ends, and both are told.

    Who calls has asked for what the account needs: the password, and ``factors`` for the second factor.
    """
    at_us = forward.not_before(clock.now_us())
    elsewhere = _in_use_elsewhere(account, network_of(address), at_us)
    replaced = end_sessions_of(account=account, reason=SessionEnd.REPLACED, at_us=at_us)
    if elsewhere is not None:
        _tell_of_two_places(elsewhere, at_us)
    key = secrets.token_urlsafe(32)
    row = LoginSession.objects.create(
        account_id=account,
        key_sha256=digest(key),
        user_agent_sha256=digest(user_agent),
        network=network_of(address),
        address=address[:45],
        user_agent=shown_agent(user_agent),
        started_us=at_us,
        last_human_us=at_us,
    )
    _event(row, "login", at_us)
    forward.learn(at_us)
    ledger.record(
        "auth.login",
        actor=actor_id(_person_of(account)),
        session=short_id(row.id),
        reason="password",
    )
    return Opened(key=key, session=row.id, replaced=replaced > 0)


def resume(
    *, session_key: str, user_agent: str, address: str, human: bool, at_us: int
) -> Active | Ended:
    """Does the login behind this cookie still stand, here and now?

    ``human``: the request was somebody's act (a page, a form), not a player's or a heartbeat's.
    Ends it, for both sides, on idleness, age, another browser or another network.
    """
    row = (
        LoginSession.objects.select_related("account")
        .filter(key_sha256=digest(session_key))
        .first()
    )
    if row is None:
        return Ended("unknown", _("Sign in to continue."))
    if row.ended_us is not None:
        return Ended(row.end_reason, _ending(row.end_reason))
    at_us = forward.not_before(at_us)
    reason = _must_end(row, user_agent, address, at_us)
    if reason is not None:
        end_session(session=row.id, reason=reason)
        return Ended(reason, _ending(reason))
    if human and at_us - row.last_human_us >= _HUMAN_WRITE_US:
        LoginSession.objects.filter(pk=row.id, ended_us__isnull=True).update(last_human_us=at_us)
    account = row.account
    return Active(row.id, account.id, account.person_id, account.must_change_password)


@transaction.atomic
def end_session(*, session: UUID, reason: SessionEnd = SessionEnd.SIGNED_OUT) -> bool:
    """Ends one login; True where this call did it. Once ended, an end stays as it was written."""
    at_us = clock.now_us()
    row = LoginSession.objects.filter(pk=session, ended_us__isnull=True).first()
    if row is None:
        return False
    _end(row, reason, at_us)
    return True


@transaction.atomic
def end_lapsed(*, at_us: int) -> int:
    """Ends logins that nobody came back to, so that the history tells when they ended; how many."""
    now_us = forward.not_before(at_us)
    lapsed = Q(last_human_us__lte=now_us - IDLE_US) | Q(started_us__lte=now_us - ABSOLUTE_US)
    rows = list(LoginSession.objects.filter(lapsed, ended_us__isnull=True)[:500])
    for row in rows:
        too_long = now_us - row.started_us >= ABSOLUTE_US
        _end(row, SessionEnd.TOO_LONG if too_long else SessionEnd.IDLE, now_us)
    return len(rows)


def end_sessions_of(*, account: UUID, reason: SessionEnd, at_us: int) -> int:
    """Ends whatever the account has open; how many. Called inside the caller's transaction."""
    rows = list(LoginSession.objects.filter(account_id=account, ended_us__isnull=True))
    for row in rows:
        _end(row, reason, at_us)
    return len(rows)


def _in_use_elsewhere(account: UUID, network: str, at_us: int) -> LoginSession | None:
    """A login of the account in another network with a human act minutes ago: the sign of a lent account."""
    return (
        LoginSession.objects.filter(account_id=account, ended_us__isnull=True)
        .filter(last_human_us__gt=at_us - IDLE_US)
        .exclude(network=network)
        .first()
    )


def _tell_of_two_places(row: LoginSession, at_us: int) -> None:
    """To the owner and the head, also where each sign-in was right (khoản 1 Điều 5; ACCESS §5.12)."""
    person = _person_of(row.account_id)
    heads = {
        head.id
        for position in positions_now(person, at_us)
        if (head := head_of(position.school, at_us)) is not None
    }
    notices.tell(
        persons={person} | heads,
        kind=NoticeKind.TWO_PLACES,
        params={"account": row.account.username, "at_us": at_us},
        key=f"two places {row.account_id.hex}",
        url="/sign-in-history",
    )
    ledger.record(
        "session.anomaly", actor=actor_id(person), session=short_id(row.id), reason="two_places"
    )


def short_id(session: UUID) -> str:
    """How marks and entries name a login: enough to find it, useless as a key."""
    return session.hex[:12]


def _end(row: LoginSession, reason: SessionEnd, at_us: int) -> None:
    LoginSession.objects.filter(pk=row.pk, ended_us__isnull=True).update(
        ended_us=at_us, end_reason=reason
    )
    _event(row, reason, at_us)
    entry = "session.anomaly" if reason == SessionEnd.ANOMALY else "auth.logout"
    ledger.record(
        entry,
        actor=actor_id(_person_of(row.account_id)),
        session=short_id(row.id),
        reason=reason.value,
    )


def _must_end(row: LoginSession, user_agent: str, address: str, at_us: int) -> SessionEnd | None:
    if row.account.state != AccountState.ACTIVE:
        return SessionEnd.ACCOUNT_STOPPED
    if row.user_agent_sha256 != digest(user_agent) or row.network != network_of(address):
        return SessionEnd.ANOMALY
    if not -_SLACK_US <= at_us - row.started_us < ABSOLUTE_US:
        return SessionEnd.TOO_LONG
    if at_us - row.last_human_us >= IDLE_US:
        return SessionEnd.IDLE
    return None


def _ending(reason: str) -> str:
    return {
        SessionEnd.SIGNED_OUT: _("You have signed out."),
        SessionEnd.REPLACED: _(
            "This account was signed in elsewhere; this sign-in has ended (khoản 1 Điều 5). Was it not you: change the"
            " password at once and tell the IT teacher."
        ),
        SessionEnd.IDLE: _("Signed out after 10 minutes without an act."),
        SessionEnd.TOO_LONG: _("Signed out after 8 hours."),
        SessionEnd.ANOMALY: _(
            "The sign-in was used from another browser or network and has ended."
        ),
        SessionEnd.PASSWORD_CHANGED: _(
            "The password or a sign-in device was changed. Sign in again."
        ),
        SessionEnd.ACCOUNT_STOPPED: _(
            "The account has been suspended (khoản 1 Điều 5). Ask the IT teacher or the school board."
        ),
        SessionEnd.POSITION_ENDED: _(
            "A position of yours has ended, and with it what it allowed (khoản 1 Điều 5). Sign in again."
        ),
    }[SessionEnd(reason)]


def _event(row: LoginSession, kind: str, at_us: int) -> None:
    SignInEvent.objects.create(
        account_id=row.account_id,
        kind=kind,
        address=row.address,
        user_agent=row.user_agent,
        at_us=at_us,
    )


def _person_of(account: UUID) -> UUID:
    person: UUID = Account.objects.values_list("person_id", flat=True).get(pk=account)
    return person
