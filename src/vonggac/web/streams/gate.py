"""Every media request: is this the browser of a living login, is the ticket its own, does the grant still hold?

Called in a worker thread (it reads the database). Fails closed: any error is a refusal (ACCESS §1.5, §4.4).
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from starlette.requests import HTTPConnection

from vonggac.access import services as access
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.people import services as people
from vonggac.web import tickets
from vonggac.web.often import often, refused

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Caller:
    """What of a connection the gate needs; taken once, so that a socket can be asked about again."""

    session_key: str
    user_agent: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Admitted:
    ticket: tickets.Ticket
    grant: Grant


def caller_of(connection: HTTPConnection) -> Caller:
    wanted = connection.cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    return Caller(
        session_key=connection.cookies.get(settings.SESSION_KEY_COOKIE, ""),
        user_agent=connection.headers.get("user-agent", ""),
        address=connection.client.host if connection.client else "",
        language=wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
    )


def same_origin(connection: HTTPConnection) -> bool:
    """A browser names the page's origin when it opens a socket or posts: it must be ours (ACCESS §5.11)."""
    origin = connection.headers.get("origin")
    if origin is None:
        return False
    return origin.partition("://")[2] == connection.headers.get("host", "")


def admit(
    caller: Caller, ticket_text: str, act: Act, footage: Range | None = None
) -> Admitted | Refusal:
    """``footage``: what is about to be served; None: the ticket's own window. Never raises."""
    with translation.override(caller.language):
        try:
            ticket = tickets.read(ticket_text, now_us())
        except tickets.NotATicket:
            expired = _("This address has expired.")
            return _refused(caller, Refusal("ticket", expired, "", _("Open the page again")))
        return admit_ticket(caller, ticket, act, footage)


def admit_ticket(
    caller: Caller, ticket: tickets.Ticket, act: Act, footage: Range | None = None
) -> Admitted | Refusal:
    """As ``admit``, of a ticket that was read before: a socket outlives its ticket's minute, not its authority."""
    with translation.override(caller.language):
        shut = often.refusal(caller.session_key)
        if shut is not None:
            return shut
        try:
            answer = _decide(caller, ticket, act, footage or ticket.window)
            return _refused(caller, answer) if isinstance(answer, Refusal) else answer
        except Exception:
            log.exception("the right to %s could not be checked", act)
            return Refusal(
                "undecided", _("The right to view could not be checked."), "", _("Try again")
            )


def _refused(caller: Caller, refusal: Refusal) -> Refusal:
    """Counted; who is refused too often is shut out for a while. A stranger without a login costs no query."""
    if not caller.session_key:
        return refusal
    shut = often.refusal(caller.session_key)
    if shut is not None:
        return shut
    active = people.resume(
        session_key=caller.session_key,
        user_agent=caller.user_agent,
        address=caller.address,
        human=False,
        at_us=now_us(),
    )
    if isinstance(active, people.Active):
        refused(caller.session_key, active.person, active.session)
    return refusal


def _decide(caller: Caller, ticket: tickets.Ticket, act: Act, footage: Range) -> Admitted | Refusal:
    at_us = now_us()
    active = people.resume(
        session_key=caller.session_key,
        user_agent=caller.user_agent,
        address=caller.address,
        human=False,
        at_us=at_us,
    )
    if not isinstance(active, people.Active):
        return Refusal("signed_out", str(active.message), "", _("Sign in"), "sign_in")
    if active.session != ticket.session or ticket.act != act:
        return Refusal("ticket", _("This address belongs to another sign-in."), "", "")
    if not ticket.window.covers(footage):
        return Refusal("outside", _("Outside what was opened."), "khoản 1 Điều 2", "")
    answer = access.check(
        grant_id=ticket.grant,
        session_id=ticket.session,
        act=act,
        camera=ticket.camera,
        footage=footage,
        at_us=at_us,
    )
    return Admitted(ticket, answer) if isinstance(answer, Grant) else answer
