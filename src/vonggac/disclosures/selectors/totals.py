"""Numbers for reports: sums over the rows, and nothing kept beside them (I10)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from uuid import UUID

from django.db.models import Count, Q

from vonggac.disclosures.models import Decision, Handover, Request
from vonggac.disclosures.states import OPEN, RequestState, Verdict
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.people.tally import per_range
from vonggac.people.tally import within as lies_in


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the requests that were sent within the range, and what was decided and handed over within it."""

    sent: int
    agreed: int
    agreed_part: int
    refused: int
    no_data: int
    withdrawn: int
    handed_over: int


def totals(school: UUID, within: Range) -> Totals:
    """By the instant of each: sending, deciding, handing over."""
    sent = Request.objects.filter(
        school_id=school, sent_us__gte=within.from_us, sent_us__lt=within.to_us
    )
    decided = dict(
        Decision.objects.filter(
            request__school_id=school, at_us__gte=within.from_us, at_us__lt=within.to_us
        )
        .values_list("verdict")
        .annotate(count=Count("id"))
        .order_by()
    )
    states = dict(sent.values_list("state").annotate(count=Count("id")).order_by())
    return Totals(
        sent=sum(states.values()),
        agreed=decided.get(Verdict.AGREED.value, 0),
        agreed_part=decided.get(Verdict.AGREED_PART.value, 0),
        refused=decided.get(Verdict.REFUSED.value, 0),
        no_data=states.get(RequestState.NO_DATA.value, 0),
        withdrawn=states.get(RequestState.WITHDRAWN.value, 0),
        handed_over=Handover.objects.filter(
            request__school_id=school, given_us__gte=within.from_us, given_us__lt=within.to_us
        ).count(),
    )


def figures(school: UUID, span: Range) -> dict[str, int]:
    """``totals`` by name, and of what was sent in the span how much is still open or is past its next step's day."""
    known = totals(school, span)
    sent = Request.objects.filter(lies_in("sent_us", span), school_id=school)
    waiting = Q(state__in=OPEN)
    now: dict[str, int] = sent.aggregate(
        open=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_us__lt=now_us())),
    )
    return {each.name: getattr(known, each.name) for each in fields(known)} | now


def sent_per(school: UUID, ranges: Sequence[Range]) -> list[int]:
    """Requests sent in each range."""
    return per_range(Request.objects.filter(school_id=school), "sent_us", ranges)
