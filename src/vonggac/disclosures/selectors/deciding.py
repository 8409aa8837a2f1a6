"""Who may decide about a request now, who may carry it out, and what was decided before."""

from dataclasses import dataclass
from uuid import UUID

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures import refusals
from vonggac.disclosures.facts import COPYING
from vonggac.disclosures.models import Decision, Request
from vonggac.disclosures.states import RequestState, Verdict
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Refusal
from vonggac.people import selectors as people
from vonggac.people.models import Person
from vonggac.people.roles import BOARD, Role

EXECUTING = (Role.IT_TEACHER, Role.DUTY_OFFICER)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who may carry it out (duty officers first) and who may supervise, by name."""

    executors: list[Person]
    supervisors: list[Person]


def board_of(school: UUID) -> list[UUID]:
    """The members of the Board now, the head first."""
    at_us = clock.now_us()
    head = people.head_of(school, at_us)
    members = [each.id for each in people.holders(school, BOARD, at_us)]
    return sorted(members, key=lambda each: head is None or each != head.id)


def refusal_to_decide(row: Request, person: UUID, acts: frozenset[Act]) -> Refusal | None:
    """None where the member of the Board may allow these acts of this request. Nobody decides for himself (I9).

    What a vice-principal may allow is the head's setting, or what the head left to him: ``access``.
    """
    if person == row.requester_id:
        return refusals.own_request()
    if row.subjects.filter(person_id=person).exists():
        return refusals.involved()
    at_us = clock.now_us()
    refusal = access.refusal_for(
        person=person, school=row.school_id, deed=Deed.DECIDE_REQUESTS, at_us=at_us
    )
    if refusal is not None:
        return refusals.viewing_needs_head() if row.school_id in _boards(person, at_us) else refusal
    if not COPYING & acts:
        return None
    refusal = access.refusal_for(
        person=person, school=row.school_id, deed=Deed.DECIDE_COPIES, at_us=at_us
    )
    return None if refusal is None else refusals.copy_needs_head()


def _boards(person: UUID, at_us: int) -> set[UUID]:
    return {each.school for each in people.positions_now(person, at_us) if each.is_board}


def deciders(row: Request) -> list[UUID]:
    """Members of the Board who may decide about all that is asked."""
    board = board_of(row.school_id)
    return [each for each in board if refusal_to_decide(row, each, row.act_set) is None]


def candidates(row: Request, approver: UUID | None) -> Candidates:
    """Neither is a subject; the executor does not approve, the supervisor did not ask."""
    at_us = clock.now_us()
    out = set(row.subjects.values_list("person_id", flat=True))
    executors = people.holders(row.school_id, EXECUTING, at_us).exclude(pk__in=out)
    if approver is not None:
        executors = executors.exclude(pk=approver)
    if row.requester_id is not None:
        out.add(row.requester_id)
    staff = people.holders(row.school_id, list(Role), at_us).exclude(pk__in=out)
    on_watch = {each.id for each in people.holders(row.school_id, [Role.DUTY_OFFICER], at_us)}
    return Candidates(sorted(executors, key=lambda each: each.id not in on_watch), list(staff))


def decisions_of(row: Request) -> list[Decision]:
    """Its own, oldest first."""
    return list(row.decisions.select_related("by", "executor", "supervisor"))


def earlier_refusals(row: Request) -> list[Request]:
    """Refused requests of the same person that touch the same cameras and time: shown to the next approver."""
    rows = Request.objects.filter(
        school_id=row.school_id,
        state=RequestState.REFUSED,
        footage_from_us__lt=row.footage_to_us,
        footage_to_us__gt=row.footage_from_us,
        cameras__camera_id__in=row.cameras.values("camera_id"),
    ).exclude(pk=row.pk)
    if row.requester_id is not None:
        rows = rows.filter(requester_id=row.requester_id)
    else:
        rows = rows.filter(requester=None, party_mark=row.party_mark)
    return list(rows.distinct().order_by("-made_us")[:10])


def refusal_of(row: Request) -> Decision | None:
    """The decision that refused it."""
    return row.decisions.filter(verdict=Verdict.REFUSED).last()
