"""What the clock does to requests, by the clerk process: execution overdue, reminders."""

from uuid import UUID

from django.db import transaction

from vonggac.directives import selectors as directives
from vonggac.disclosures.deadlines import decide_by
from vonggac.disclosures.models import Handover, Request
from vonggac.disclosures.selectors.limits import limits_of
from vonggac.disclosures.services import telling
from vonggac.disclosures.services.book import locked, move
from vonggac.disclosures.states import TO_BE_SHOWN, RequestState
from vonggac.kernel.clock import DAY_US
from vonggac.places import selectors as places


def follow(*, at_us: int, since_us: int) -> int:
    """One round since the last: returns how many requests fell back to the Board.

    Who is late is told when the limit passes, and again a day later, and so on: whole days that end within the round.
    """
    late = Request.objects.filter(state__in=TO_BE_SHOWN, due_us__lte=at_us)
    fallen = sum(_fall_back(each, at_us) for each in list(late.values_list("id", flat=True)))
    waiting = (RequestState.SENT, RequestState.RECEIVED, RequestState.AWAITING)
    for row in Request.objects.filter(state__in=waiting, due_us__lte=at_us):
        if _is_told(row.due_us or 0, at_us, since_us):
            telling.late(row)
    for handover in Handover.objects.filter(closed=None, back_due_us__lte=at_us):
        if _is_told(handover.back_due_us, at_us, since_us):
            telling.medium_due(handover)
    agreed = (RequestState.AGREED, RequestState.AGREED_PART)
    for row in Request.objects.filter(state__in=agreed):
        if row.directive and directives.directive(row.directive).state == "in_progress":
            _begin_with_directive(row.id)
    return fallen


def _is_told(due_us: int, at_us: int, since_us: int) -> bool:
    return (at_us - due_us) // DAY_US != (since_us - due_us) // DAY_US


@transaction.atomic
def _fall_back(request: UUID, at_us: int) -> bool:
    """Quá hạn thực hiện, back to Chờ duyệt: the approval is used up, another one is needed (ACCESS §2.3)."""
    row = locked(request, None)
    if row.state not in TO_BE_SHOWN or row.due_us is None or row.due_us > at_us:
        return False
    move(row, RequestState.OVERDUE, None)
    row.approver = row.executor = row.supervisor = None
    row.approved_sha256 = row.directive = None
    row.superior = ""
    row.due_us = decide_by(
        limits_of(row.school_id), places.calendar_of(row.school_id), at_us, row.legal_due_us
    )
    move(row, RequestState.AWAITING, None)
    telling.awaiting(row, None)
    return True


@transaction.atomic
def _begin_with_directive(request: UUID) -> None:
    """The first viewing under the directive has begun: Đang thực hiện."""
    row = locked(request, None)
    if row.state in (RequestState.AGREED, RequestState.AGREED_PART):
        move(row, RequestState.IN_PROGRESS, row.executor_id)
