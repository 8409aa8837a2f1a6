"""Numbers for reports: sums over the rows, and nothing kept beside them (I10)."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from vonggac.disclosures.models import Decision, Handover, Request
from vonggac.disclosures.states import RequestState, Verdict
from vonggac.kernel.ranges import Range


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
        sent=sent.count(),
        agreed=decided.get(Verdict.AGREED.value, 0),
        agreed_part=decided.get(Verdict.AGREED_PART.value, 0),
        refused=decided.get(Verdict.REFUSED.value, 0),
        no_data=states.get(RequestState.NO_DATA.value, 0),
        withdrawn=states.get(RequestState.WITHDRAWN.value, 0),
        handed_over=Handover.objects.filter(
            request__school_id=school, given_us__gte=within.from_us, given_us__lt=within.to_us
        ).count(),
    )
