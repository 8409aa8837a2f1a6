"""Reads of the room."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum

from vonggac.repairs.models import Proposal, ProposalLine, ProposedItem
from vonggac.repairs.states import ProposalState

OPEN = ("draft", "submitted", "more", "approved", "working", "accepted", "booked")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a stretch of time (I10)."""

    opened: int
    approved: int
    declined: int
    cost_vnd: int


def proposals(school: UUID) -> QuerySet[Proposal]:
    """The newest first."""
    return Proposal.objects.filter(school_id=school).select_related("opened_by", "decided_by")


def one(school: UUID, proposal: UUID) -> Proposal | None:
    found = proposals(school).select_related("accepted_by").filter(pk=proposal)
    return found.first()


def open_ones(school: UUID) -> QuerySet[Proposal]:
    return proposals(school).filter(state__in=OPEN)


def to_decide(school: UUID) -> QuerySet[Proposal]:
    return proposals(school).filter(state=ProposalState.SUBMITTED)


def from_source(school: UUID, number: str) -> QuerySet[Proposal]:
    """What came of a failure, an order, a stocktake: by its number."""
    return proposals(school).filter(source=number) if number else proposals(school).none()


def items(row: Proposal) -> list[ProposedItem]:
    """Of the newest version, in their order."""
    found = ProposedItem.objects.filter(proposal=row, version=row.version)
    return list(found.select_related("asset__area").order_by("place"))


def estimate_vnd(row: Proposal) -> int:
    return sum(each.estimate_vnd or 0 for each in items(row))


def lines(proposal: UUID) -> list[ProposalLine]:
    """The file, oldest first."""
    return list(ProposalLine.objects.filter(of_id=proposal).select_related("scan", "corrects"))


def counts(school: UUID, from_us: int, to_us: int) -> Counts:
    found = Proposal.objects.filter(school_id=school)
    decided = found.filter(decided_us__gte=from_us, decided_us__lt=to_us)
    spent = decided.exclude(state=ProposalState.DECLINED).aggregate(all=Sum("cost_vnd"))["all"]
    declined = decided.filter(state=ProposalState.DECLINED).count()
    return Counts(
        opened=found.filter(opened_us__gte=from_us, opened_us__lt=to_us).count(),
        approved=decided.count() - declined,
        declined=declined,
        cost_vnd=int(spent or 0),
    )
