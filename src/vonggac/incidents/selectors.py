"""Reads of the room."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from vonggac.holds import selectors as holds
from vonggac.holds.models import Hold
from vonggac.incidents.models import Case, DossierLine
from vonggac.incidents.states import CaseState
from vonggac.kernel import clock
from vonggac.kernel.ranges import Range
from vonggac.people.tally import per_range, within

REPORT_WITHIN_US = 2 * clock.HOUR_US
"""Not reported within 2 h → red for BGH (REQUIREMENTS §5.4)."""


def cases(school: UUID, *, state: str = "") -> QuerySet[Case]:
    """Newest first. ``state``: a CaseState, or ``open`` for all that have not ended."""
    found = Case.objects.filter(school_id=school).select_related("noted_by")
    if state == "open":
        found = found.exclude(state=CaseState.CLOSED)
    elif state in CaseState.values:
        found = found.filter(state=state)
    return found.prefetch_related("cameras__camera__area").order_by("-noted_us", "-number")


def case(school: UUID, case_id: UUID) -> Case | None:
    """None where the school has none of that id."""
    return cases(school).filter(pk=case_id).first()


def dossier(case_id: UUID) -> list[DossierLine]:
    """Its lines, oldest first, each use with its line of the usage book."""
    found = DossierLine.objects.filter(case_id=case_id)
    return list(found.select_related("usage_line", "corrects").order_by("place"))


def late(school: UUID, at_us: int) -> list[Case]:
    """Noted two hours ago and reported by nobody, oldest first."""
    found = Case.objects.filter(school_id=school, state=CaseState.NOTED)
    return list(found.filter(noted_us__lte=at_us - REPORT_WITHIN_US).order_by("noted_us"))


def is_late(row: Case, at_us: int) -> bool:
    return row.state == CaseState.NOTED and row.noted_us + REPORT_WITHIN_US <= at_us


def awaiting_board(school: UUID) -> list[Case]:
    """What waits for a member of the Board: to be directed, or to be ended; oldest first."""
    found = Case.objects.filter(
        school_id=school, state__in=[CaseState.NOTED, CaseState.REPORTED, CaseState.RESULT]
    )
    return list(found.order_by("noted_us"))


def awaiting_hands(school: UUID) -> list[Case]:
    """What waits for who handles it: to be reported, begun, brought to a result; oldest first."""
    found = Case.objects.filter(
        school_id=school, state__in=[CaseState.NOTED, CaseState.DIRECTED, CaseState.HANDLED]
    )
    return list(found.order_by("noted_us"))


def holds_of(row: Case) -> list[Hold]:
    """Niêm giữ for the case, oldest first."""
    return [each for each in holds.for_ground("case", row.label) if each.school_id == row.school_id]


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: cases noted in the span, what became of them, and cases ended in it (I10)."""
    noted, limit = within("noted_us", span), F("noted_us") + REPORT_WITHIN_US
    in_time = Q(reported_us__isnull=False, reported_us__lte=limit)
    overdue = Q(reported_us=None, noted_us__lte=clock.now_us() - REPORT_WITHIN_US)
    late = overdue | (Q(reported_us__isnull=False) & ~in_time)
    numbers: dict[str, int] = Case.objects.filter(school_id=school).aggregate(
        noted=Count("pk", filter=noted),
        open=Count("pk", filter=noted & ~Q(state=CaseState.CLOSED)),
        late=Count("pk", filter=noted & late),
        closed=Count("pk", filter=within("closed_us", span)),
        passed_on=Count("pk", filter=within("violation_us", span)),
    )
    return numbers


def noted_per(school: UUID, ranges: Sequence[Range]) -> list[int]:
    """Cases noted in each range."""
    return per_range(Case.objects.filter(school_id=school), "noted_us", ranges)
