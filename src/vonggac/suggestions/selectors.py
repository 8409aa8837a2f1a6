"""Reads of the room."""

from collections import Counter
from uuid import UUID

from django.db.models import Q, QuerySet

from vonggac.kernel import clock
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.people.tally import within
from vonggac.suggestions.models import Batch, Suggestion, SuggestionLine

RECEIVING = BOARD | {Role.CLERK, Role.IT_TEACHER}


def suggestions(school: UUID, person: UUID) -> QuerySet[Suggestion]:
    """All for who receives them, else the own ones and those that were answered; the newest first."""
    found = Suggestion.objects.filter(school_id=school).select_related("opened_by", "batch")
    if receives(school, person):
        return found
    answered = ["accepted", "declined", "amends", "closed"]
    return found.filter(Q(opened_by_id=person) | Q(state__in=answered))


def suggestion(school: UUID, person: UUID, suggestion_id: UUID) -> Suggestion | None:
    """None where the person may not read it, or there is none."""
    return suggestions(school, person).filter(pk=suggestion_id).first()


def receives(school: UUID, person: UUID) -> bool:
    held = people.positions_now(person, clock.now_us())
    return any(each.school == school and each.role in RECEIVING for each in held)


def named(row: Suggestion, *, reader: UUID, board: bool) -> str:
    """Who sent it, as this reader may know: an anonymous one's sender is known to the Board and himself."""
    if row.anonymous and not board and row.opened_by_id != reader:
        return ""
    return row.opened_by.full_name if row.opened_by else ""


def lines(suggestion_id: UUID) -> list[SuggestionLine]:
    return list(SuggestionLine.objects.filter(of_id=suggestion_id).select_related("corrects"))


def in_state(school: UUID, *states: str) -> list[Suggestion]:
    """Oldest first."""
    found = Suggestion.objects.filter(school_id=school, state__in=states)
    return list(found.order_by("opened_us"))


def batches(school: UUID) -> list[Batch]:
    """The newest first."""
    return list(Batch.objects.filter(school_id=school))


def batch(school: UUID, batch_id: UUID) -> Batch | None:
    return Batch.objects.filter(school_id=school, pk=batch_id).first()


def of_batch(batch_id: UUID) -> list[Suggestion]:
    found = Suggestion.objects.filter(batch_id=batch_id).select_related("opened_by")
    return list(found.order_by("year", "number"))


def counts(school: UUID, from_us: int, to_us: int) -> dict[str, int]:
    """By state, of what was sent in the range: a report's numbers (I10)."""
    found = Suggestion.objects.filter(school_id=school, opened_us__gte=from_us, opened_us__lt=to_us)
    return dict(Counter(found.values_list("state", flat=True)))


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: suggestions sent in the span, and how many of them are answered (I10)."""
    rows = Suggestion.objects.filter(within("opened_us", span), school_id=school)
    answered = ["accepted", "declined", "amends", "closed"]
    return {"sent": rows.count(), "answered": rows.filter(state__in=answered).count()}
