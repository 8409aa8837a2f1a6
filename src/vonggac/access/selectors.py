"""Reads of the room, and the plain question whether a position includes a deed."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from vonggac.access import refusals
from vonggac.access.deeds import MATRIX, Allowed, Deed
from vonggac.access.models import Bookmark, GrantRow, RefusalRow, Served, TechnicalCheck, Viewing
from vonggac.access.reach import Reach, live_reach
from vonggac.directives import policy
from vonggac.directives import selectors as directives
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Basis, Purpose, Refusal, Refused
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox
from vonggac.people import selectors as people
from vonggac.people.held import PositionNow
from vonggac.people.models import Person
from vonggac.people.roles import Role
from vonggac.people.tally import within
from vonggac.places import selectors as places
from vonggac.prepared import Prepared

_DECISIONS = {
    Deed.DECIDE_REQUESTS: frozenset({Act.PLAYBACK}),
    Deed.DECIDE_COPIES: frozenset({Act.EXPORT}),
}
"""Who of the Board decides is a setting, or a power that the head left (REQUIREMENTS §7.1)."""


def grants() -> QuerySet[GrantRow]:
    """Grants with whatever ``access.standing`` asks of them, in one query."""
    entry = Outbox.objects.filter(deed=OuterRef("deed"), entry_type="view.approve")
    owed = directives.oral_debts_from(OuterRef("person_id"))
    return GrantRow.objects.select_related(
        "position__school", "person__account", "directive", "shift"
    ).annotate(approval=Subquery(entry.values("body")[:1]), debt_us=Subquery(owed))


def grant_under(directive: UUID, person: UUID) -> GrantRow | None:
    """The open grant of a directive's executor, if there is one."""
    return next(iter(_grant_under(directive, person)), None)


@Prepared
def _grant_under(directive: UUID, person: UUID) -> QuerySet[GrantRow]:
    rows = grants().filter(directive_id=directive, person_id=person, ended_us=None)
    return rows.order_by("pk")[:1]


def live_grants(position: UUID, basis: Basis, purpose: Purpose, until_us: int) -> list[GrantRow]:
    """The newest open ones for the live wall that last until then."""
    return _live_grants(position, basis.value, purpose.value, until_us)


@Prepared
def _live_grants(position: UUID, basis: str, purpose: str, until_us: int) -> QuerySet[GrantRow]:
    rows = grants().filter(
        position_id=position,
        basis=basis,
        directive=None,
        acts=[Act.LIVE.value],
        purpose=purpose,
        ended_us=None,
        valid_to_us__gte=until_us,
    )
    return rows.order_by("-made_us")[:5]


def grant(grant_id: UUID) -> GrantRow | None:
    """With whatever ``access.standing`` asks of it."""
    return next(iter(_grant(grant_id)), None)


@Prepared
def _grant(grant_id: UUID) -> QuerySet[GrantRow]:
    return grants().filter(pk=grant_id)


Ticket = Callable[[UUID, str, int], str | None]
"""Person, camera, instant → number of the open failure (SC) or order (BT) that is the person's, or None."""


def refusal_for(
    *,
    person: UUID,
    school: UUID,
    deed: Deed,
    at_us: int,
    camera: str = "",
    ticket: Ticket | None = None,
) -> Refusal | None:
    """None where a position of the person at the school includes the deed, now.

    What a position includes with a ticket only is asked of ``ticket`` (``equipment.selectors.open_ticket``), for
    ``camera``; who passes none means a deed that is not bound to one device, and nobody has it by a ticket.
    """
    allowed = MATRIX[deed]
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    if not held:
        return refusals.no_position()
    counted = [each for each in held if each.role != Role.SUPERVISOR or _supervised(school)]
    if not counted:
        return refusals.no_supervisor()
    if any(_includes(each, deed, allowed, at_us) for each in counted):
        return None
    if not any(each.role in allowed.ticket for each in counted):
        return refusals.not_for_your_role(allowed.clause, counted)
    if ticket is not None and ticket(person, camera, at_us) is not None:
        return None
    return refusals.no_ticket(allowed.clause)


def require(by: UUID, school: UUID, deed: Deed) -> None:
    """Raises Refused unless a position of the person at the school includes the deed, now."""
    refusal = refusal_for(person=by, school=school, deed=deed, at_us=clock.now_us())
    if refusal is not None:
        raise Refused(refusal)


def _includes(each: PositionNow, deed: Deed, allowed: Allowed, at_us: int) -> bool:
    if deed in _DECISIONS:
        return policy.current(each.school).may_approve(each, _DECISIONS[deed])
    if each.role not in allowed.roles or not (each.is_head or _without_head(allowed, each, at_us)):
        return False
    return deed != Deed.OWN_DEMAND or each.is_head or not _strict(each.school)


def _supervised(school: UUID) -> bool:
    """Whether the school has the role GS at all: a setting, off by default (REQUIREMENTS §7.1)."""
    return policy.current(school).supervisor


def who_may(school: UUID, deed: Deed, at_us: int) -> list[Person]:
    """Everybody whose position includes the deed now: whom a page or a notice asks for an approval, by given name."""
    held = people.holders(school, MATRIX[deed].roles, at_us)
    return [
        each
        for each in held
        if refusal_for(person=each.id, school=school, deed=deed, at_us=at_us) is None
    ]


def live_cameras(person: UUID, school: UUID, at_us: int) -> Reach | Refusal:
    """What the wall may show; asks nothing and writes nothing. ``may`` is still what permits."""
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    return live_reach(person, held, at_us)


def bookmarks(person: UUID) -> QuerySet[Bookmark]:
    """The person's own, newest first. A title is the person's own word and shows no footage."""
    return Bookmark.objects.filter(person_id=person).order_by("-made_us")


def viewing(viewing_id: UUID) -> Viewing:
    """With its grant. Raises Viewing.DoesNotExist."""
    return Viewing.objects.select_related("grant", "usage_line").get(pk=viewing_id)


def served_under(directive: UUID, within: Range) -> bool:
    """Whether footage was really served under a directive, in a viewing that touches this time (I2)."""
    looked = Viewing.objects.filter(
        grant__directive_id=directive, started_us__lt=within.to_us, served__byte_count__gt=0
    )
    over = Coalesce("ended_us", "last_beat_us")
    return looked.annotate(over_us=over).filter(over_us__gte=within.from_us).exists()


def last_known_us() -> int:
    """The latest instant that rows of this room tell of; 0 before the first: for ``kernel.forward``."""
    served = Served.objects.order_by("-id").values_list("at_us", flat=True).first()
    made = GrantRow.objects.aggregate(last=Max("made_us"))["last"]
    return max(served or 0, made or 0)


def _without_head(allowed: Allowed, held: PositionNow, at_us: int) -> bool:
    """Not the head: either it need not be, or the head left the power to this vice-principal."""
    if not allowed.head:
        return True
    power = allowed.power
    return power is not None and people.stands_for_head(held.person, held.school, power, at_us)


def _strict(school: UUID) -> bool:
    return places.school(school).strict_vice_principal


def technical_checks(school: UUID, *, since: date | None = None) -> QuerySet[TechnicalCheck]:
    """Newest first: lines for the device book."""
    found = TechnicalCheck.objects.filter(school_id=school).select_related("person")
    if since is not None:
        found = found.filter(day__gte=since)
    return found.order_by("-at_us")


def technical_check(check: UUID, person: UUID) -> TechnicalCheck | None:
    """None where it is not the person's."""
    return TechnicalCheck.objects.filter(pk=check, person_id=person).first()


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: questions refused to people of the school, technical checks done (I10)."""
    refused = RefusalRow.objects.filter(within("at_us", span), person__positions__school_id=school)
    checks = TechnicalCheck.objects.filter(within("at_us", span), school_id=school)
    return {"refused": refused.distinct().count(), "technical_checks": checks.count()}
