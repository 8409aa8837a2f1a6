"""Reads of the room. The Board reads all; a reporter what he reported."""

from collections import Counter
from uuid import UUID

from django.db.models import QuerySet

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.breaches.models import Breach, BreachLine, BreachNotice, NamedLeader
from vonggac.breaches.states import RUNNING, BreachState
from vonggac.kernel import clock
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD


def breaches(school: UUID) -> QuerySet[Breach]:
    """All, the newest first. For who may read all: ``readable``."""
    return Breach.objects.filter(school_id=school).select_related("opened_by")


def readable(school: UUID, person: UUID) -> QuerySet[Breach]:
    found = breaches(school)
    at_us = clock.now_us()
    may = access.refusal_for(person=person, school=school, deed=Deed.HANDLE_BREACH, at_us=at_us)
    return found if may is None else found.filter(opened_by_id=person)


def one(school: UUID, person: UUID, breach: UUID) -> Breach | None:
    """None where the person may not read it."""
    return readable(school, person).filter(pk=breach).first()


def from_source(school: UUID, person: UUID, label: str) -> list[Breach]:
    """What was opened from this paper, and the person may read."""
    return list(readable(school, person).filter(source=label).order_by("year", "number"))


def lines(breach: UUID) -> list[BreachLine]:
    """The file, oldest first."""
    return list(BreachLine.objects.filter(of_id=breach).select_related("scan", "corrects"))


def notices_of(breach: UUID) -> list[BreachNotice]:
    """As they were entered."""
    return list(BreachNotice.objects.filter(breach_id=breach).select_related("line"))


def awaiting(school: UUID) -> list[Breach]:
    """Not closed, the nearest limit first."""
    found = breaches(school).exclude(state=BreachState.CLOSED)
    return sorted(found, key=lambda each: (each.state not in RUNNING, each.discovered_us))


def leader(school: UUID) -> NamedLeader | None:
    """Who is named now; None: nobody yet, or who was named left the Board."""
    row = leaders(school).first()
    if row is None:
        return None
    board = people.holders(school, BOARD, clock.now_us())
    return row if board.filter(pk=row.leader_id).exists() else None


def leaders(school: UUID) -> QuerySet[NamedLeader]:
    """Every naming, the newest first."""
    found = NamedLeader.objects.filter(school_id=school).select_related("leader", "by")
    return found.order_by("-number")


def counts(school: UUID, from_us: int, to_us: int) -> dict[str, int]:
    """By state, of what was opened in the range: a report's numbers (I10); ``late``: told after the 72 hours."""
    found = Breach.objects.filter(school_id=school, opened_us__gte=from_us, opened_us__lt=to_us)
    told = BreachNotice.objects.filter(breach__in=found)
    late = {each.breach_id for each in told if each.late}
    return {**Counter(found.values_list("state", flat=True)), "late": len(late)}


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: breaches of personal data opened in the span, not closed, told late (I10)."""
    known = counts(school, span.from_us, span.to_us)
    states = {state: n for state, n in known.items() if state != "late"}
    opened = sum(states.values())
    closed = states.get(BreachState.CLOSED.value, 0)
    return {"found": opened, "open": opened - closed, "late": known["late"]}
