"""Does a written grant still count, at this instant? Asked at every use, of the rows as they are now."""

from typing import TYPE_CHECKING

from vonggac.access import refusals
from vonggac.access.grants import scope_digest
from vonggac.kernel.authority import Refusal

if TYPE_CHECKING:
    from vonggac.access.models import GrantRow
    from vonggac.directives.models import Directive
    from vonggac.duty.models import Shift
    from vonggac.people.models import LoginSession

_STANDING = ("issued", "in_progress", "confirmed", "waiting")


def grant_refusal(row: "GrantRow", at_us: int) -> Refusal | None:
    """None while grant, position, account and basis hold (ACCESS §2.7), and the person owes nothing (§7.3).

    ``debt_us`` is read with the row by ``access.selectors.grants``: since when an oral directive is unconfirmed.
    """
    position = row.position
    if row.ended_us is not None or not has_its_entry(row):
        return refusals.grant_over()
    if position.to_us is not None and position.to_us <= at_us:
        return refusals.no_position()
    if not row.person.account.is_active:
        return refusals.no_position()
    debt_us = getattr(row, "debt_us", None)
    if debt_us is not None and debt_us <= at_us:
        return refusals.oral_debt()
    if row.directive is not None:
        return _directive_refusal(row, row.directive, at_us)
    if row.shift is not None and not _open(row.shift, at_us):
        return refusals.no_open_shift()
    return None if row.valid_from_us <= at_us < row.valid_to_us else refusals.grant_over()


def has_its_entry(row: "GrantRow") -> bool:
    """The scope is what its digest says, and an entry approved that digest (ACCESS §2.1, §2.2).

    ``approval`` is the entry's text, which ``access.selectors.grants`` reads with the row.
    """
    digest = scope_digest(row)
    approval = getattr(row, "approval", None) or ""
    bound = f'"grant":"{row.id.hex}"' in approval and f'"request":"{digest}"' in approval
    return bound and digest == row.scope_sha256


def session_refusal(
    session: "LoginSession | None", row: "GrantRow", at_us: int, idle_us: int, absolute_us: int
) -> Refusal | None:
    """None while the login stands and is the login of the grant's person."""
    if session is None or session.ended_us is not None:
        return refusals.session_over()
    if session.account.person_id != row.person_id:
        return refusals.outside_grant()
    if at_us - session.started_us >= absolute_us or at_us - session.last_human_us >= idle_us:
        return refusals.session_over()
    return None


def _directive_refusal(row: "GrantRow", directive: "Directive", at_us: int) -> Refusal | None:
    if directive.state == "withdrawn":
        return refusals.directive_withdrawn(directive.label)
    if directive.state == "completed":
        return refusals.directive_completed(directive.label)
    if directive.state == "unconfirmed":
        return refusals.directive_unconfirmed(directive.label)
    if directive.state not in _STANDING:
        return refusals.grant_over()
    if not directive.valid_from_us <= at_us < directive.valid_to_us:
        return refusals.directive_expired(directive.label)
    position = row.position
    is_head = position.role == "HT" or position.acting_head
    if directive.own_demand and not is_head and position.school.strict_vice_principal:
        return refusals.grant_over()
    return None


def _open(shift: "Shift", at_us: int) -> bool:
    is_open = shift.opened_us is not None and shift.closed_us is None
    return is_open and shift.cancelled_us is None and at_us < shift.to_us
