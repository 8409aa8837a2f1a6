"""Reads of the room. The Board reads all; a reporter what he reported; the person concerned his own notice."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.holds import selectors as holds
from vonggac.holds.models import Hold
from vonggac.kernel import clock
from vonggac.kernel.ranges import Range
from vonggac.people.tally import per_range, within
from vonggac.violations.models import Violation, ViolationLine
from vonggac.violations.states import LineKind, ViolationState


def violations(school: UUID) -> QuerySet[Violation]:
    """All, the newest first. For who may read all: ``readable``."""
    found = Violation.objects.filter(school_id=school)
    return found.select_related("opened_by").prefetch_related("involved")


def readable(school: UUID, person: UUID) -> QuerySet[Violation]:
    """What this person may read whole: the Board all but what concerns themselves, others what they reported."""
    found = violations(school).exclude(involved__person_id=person)
    at_us = clock.now_us()
    may = access.refusal_for(person=person, school=school, deed=Deed.DECIDE_VIOLATIONS, at_us=at_us)
    return found if may is None else found.filter(opened_by_id=person)


def about(school: UUID, person: UUID) -> QuerySet[Violation]:
    """What concerns the person: shown as a notice (number, state, act, own statement), never the file."""
    return violations(school).filter(involved__person_id=person)


def one(school: UUID, person: UUID, violation: UUID) -> Violation | None:
    """None where the person may read neither the file nor the notice."""
    found = violations(school).filter(pk=violation)
    return found.filter(
        Q(pk__in=readable(school, person).values("pk"))
        | Q(pk__in=about(school, person).values("pk"))
    ).first()


def concerns(row: Violation, person: UUID) -> bool:
    return any(each.person_id == person for each in row.involved.all())


def lines(violation: UUID) -> list[ViolationLine]:
    """The file, oldest first."""
    return list(ViolationLine.objects.filter(of_id=violation).select_related("scan", "corrects"))


def own_statements(violation: UUID, person: UUID) -> list[ViolationLine]:
    return [each for each in lines(violation) if each.person_id == person]


def holds_of(row: Violation) -> list[Hold]:
    """Niêm giữ for it, oldest first."""
    return [each for each in holds.for_ground("case", row.label) if each.school_id == row.school_id]


def awaiting_board(school: UUID) -> list[Violation]:
    """Reported and not begun, being verified, concluded and not handled; oldest first."""
    waiting = ["reported", "verifying", "none", "violated", "proposed", "settled", "compensated"]
    return list(violations(school).filter(state__in=waiting).order_by("opened_us"))


def counts(school: UUID, from_us: int, to_us: int) -> dict[str, int]:
    """By state, of what was opened in the range: a report's numbers (I10)."""
    found = Violation.objects.filter(school_id=school, opened_us__gte=from_us, opened_us__lt=to_us)
    return dict(Counter(found.values_list("state", flat=True)))


STATES = ViolationState


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: acts reported in the span and how many are not ended, and what was concluded in it (I10)."""
    reported, concluded = within("opened_us", span), within("concluded_us", span)
    numbers: dict[str, int] = Violation.objects.filter(school_id=school).aggregate(
        reported=Count("pk", filter=reported),
        open=Count("pk", filter=reported & ~Q(state=ViolationState.ENDED)),
        concluded=Count("pk", filter=concluded),
    )
    proven = ViolationLine.objects.filter(
        within("at_us", span), of__school_id=school, kind=LineKind.VIOLATED
    )
    return numbers | {"proven": proven.count()}


def reported_per(school: UUID, ranges: Sequence[Range]) -> list[int]:
    """Acts reported in each range."""
    return per_range(Violation.objects.filter(school_id=school), "opened_us", ranges)
