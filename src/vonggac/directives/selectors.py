"""Reads of the room."""

import json
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from vonggac.directives.models import (
    STANDING,
    USABLE,
    Directive,
    DirectiveCamera,
    DirectiveExecutor,
    DirectiveState,
    OralDraft,
    PolicyDecision,
    Proposal,
    ProposalState,
)
from vonggac.kernel.ranges import Range
from vonggac.people.tally import within
from vonggac.prepared import Prepared


def directive(directive_id: UUID) -> Directive:
    """With issuer, cameras and executors. Raises Directive.DoesNotExist."""
    return _whole(Directive.objects.all()).get(pk=directive_id)


def directives(school: UUID, *, person: UUID | None = None) -> QuerySet[Directive]:
    """Newest first; ``person`` limits to those he issued or executes."""
    found = Directive.objects.filter(school_id=school).exclude(state=DirectiveState.DRAFT)
    if person is not None:
        found = found.filter(Q(issuer_id=person) | Q(executors__person_id=person)).distinct()
    return _whole(found).order_by("-issued_us", "-number")


def in_force_for(person: UUID, at_us: int) -> list[Directive]:
    """What the person may act under at that instant, newest first."""
    found = Directive.objects.filter(
        executors__person_id=person,
        state__in=USABLE,
        valid_from_us__lte=at_us,
        valid_to_us__gt=at_us,
    )
    return list(_whole(found).order_by("-issued_us", "-number"))


def covering(person: UUID, footage: Range, at_us: int) -> list[Directive]:
    """Of those in force for the person at that instant the ones whose footage covers ``footage``, newest first.

    With what the gate asks of them: ``named`` and ``entrusted`` below. The gate still holds each against its digest.
    """
    return _covering(person, at_us, footage.from_us, footage.to_us)


@Prepared
def _covering(person: UUID, at_us: int, from_us: int, to_us: int) -> QuerySet[Directive]:
    found = Directive.objects.filter(
        executors__person_id=person,
        state__in=USABLE,
        valid_from_us__lte=at_us,
        valid_to_us__gt=at_us,
        footage_from_us__lte=from_us,
        footage_to_us__gte=to_us,
    )
    return _with_lists(found).order_by("-issued_us", "-number")


def _with_lists(found: QuerySet[Directive]) -> QuerySet[Directive]:
    """Cameras and executors come with the row, as JSON: one question instead of three."""
    cameras = DirectiveCamera.objects.filter(directive=OuterRef("pk")).values("directive")
    executors = DirectiveExecutor.objects.filter(directive=OuterRef("pk")).values("directive")
    return found.annotate(
        named_json=cameras.annotate(all=_JsonList("camera_id")).values("all"),
        entrusted_json=executors.annotate(all=_JsonList("person_id")).values("all"),
    )


class _JsonList(Aggregate):
    function = "json_group_array"
    output_field = TextField()


def named(row: Directive) -> frozenset[str]:
    """The cameras of a directive, from what was read with it where that was."""
    if (listed := getattr(row, "named_json", None)) is not None:
        return frozenset(json.loads(listed))
    return frozenset(each.camera_id for each in row.cameras.all())


def entrusted(row: Directive) -> frozenset[UUID]:
    """Its executors, likewise."""
    if (listed := getattr(row, "entrusted_json", None)) is not None:
        return frozenset(UUID(each) for each in json.loads(listed))
    return frozenset(each.person_id for each in row.executors.all())


def newest_ever_for(person: UUID) -> Directive | None:
    """The last one the person was made executor of, whatever became of it: what a refusal explains itself by."""
    return next(iter(_newest_ever_for(person)), None)


@Prepared
def _newest_ever_for(person: UUID) -> QuerySet[Directive]:
    found = Directive.objects.filter(executors__person_id=person)
    return _with_lists(found).order_by("-issued_us", "-number")[:1]


def for_head_to_see(school: UUID) -> list[Directive]:
    """Own demands of vice-principals that the head has not seen yet (khoản 2 Điều 4)."""
    found = Directive.objects.filter(school_id=school, head_to_be_told=True, head_told_us=None)
    return list(_whole(found).order_by("-issued_us"))


def state_label(row: Directive, at_us: int) -> str:
    """The state as the page names it; *Hết hiệu lực* is what the clock makes of a standing one."""
    if row.state == DirectiveState.WAITING and at_us >= row.valid_to_us:
        return str(DirectiveState.UNCONFIRMED.label)
    if row.state in STANDING and at_us >= row.valid_to_us:
        return _("expired")
    return str(DirectiveState(row.state).label)


def waiting_for(person: UUID, at_us: int) -> list[Directive]:
    """Orders by word of mouth that this Board member has to confirm, most urgent first."""
    found = Directive.objects.filter(
        issuer_id=person, state=DirectiveState.WAITING, confirm_by_us__gt=at_us
    )
    return list(_whole(found).order_by("confirm_by_us"))


def unconfirmed(school: UUID) -> list[Directive]:
    """Candidates of a violation (REQUIREMENTS §5.2): not confirmed, and nobody has settled it; oldest first."""
    found = Directive.objects.filter(
        school_id=school, state=DirectiveState.UNCONFIRMED, settled_us=None
    )
    return list(_whole(found).order_by("unconfirmed_us"))


def oral_debt_of(person: UUID, at_us: int) -> Directive | None:
    """The oral directive that keeps the person from viewing: unconfirmed, or its time over (ACCESS §7.3)."""
    found = Directive.objects.filter(oral_debts(at_us), entered_by_id=person)
    return found.order_by("confirm_by_us").first()


def has_oral_debt(person: UUID, at_us: int) -> bool:
    """Whether there is one (``oral_debt_of``), without reading it."""
    return bool(_oral_debt(person, at_us))


@Prepared
def _oral_debt(person: UUID, at_us: int) -> QuerySet[Directive, Any]:
    rows = Directive.objects.filter(oral_debts(at_us), entered_by_id=person).order_by()
    return rows.values_list("pk", flat=True)[:1]


def oral_debts(at_us: int) -> Q:
    """Whatever the clerk has done so far: a time that is over is over."""
    lapsed = Q(state=DirectiveState.WAITING, confirm_by_us__lte=at_us)
    return Q(settled_us=None) & (Q(state=DirectiveState.UNCONFIRMED) | lapsed)


def oral_debts_from(person: OuterRef) -> QuerySet[Directive, Any]:
    """For a subquery: since when the person's first unsettled oral directive is, or will be, unconfirmed; else null.

    An instant ahead is one that may still be confirmed.
    """
    open_ones = Directive.objects.filter(
        entered_by_id=person,
        settled_us=None,
        state__in=(DirectiveState.WAITING, DirectiveState.UNCONFIRMED),
    )
    since = Coalesce("unconfirmed_us", "confirm_by_us")
    return open_ones.annotate(since_us=since).order_by("since_us").values("since_us")[:1]


def overdue(school: UUID, at_us: int) -> list[Directive]:
    """Standing ones whose deadline is over, oldest first."""
    found = Directive.objects.filter(school_id=school, state__in=STANDING, due_us__lte=at_us)
    return list(_whole(found).order_by("due_us"))


def open_draft(person: UUID, school: UUID) -> OralDraft | None:
    """What the officer has written of an order by word of mouth and not entered; nobody else's is ever shown."""
    rows = OralDraft.objects.filter(by_id=person, school_id=school, directive=None)
    return rows.filter(laid_aside_us=None).first()


def proposals(school: UUID, *, person: UUID | None = None) -> QuerySet[Proposal]:
    """Newest first; ``person`` limits to the person's own."""
    found = Proposal.objects.filter(school_id=school).select_related(
        "by", "answered_by", "directive"
    )
    if person is not None:
        found = found.filter(by_id=person)
    return found.order_by("-proposed_us")


def proposals_waiting(school: UUID, at_us: int) -> list[Proposal]:
    """For the Board to answer, oldest first."""
    found = proposals(school).filter(state=ProposalState.PROPOSED, expires_us__gt=at_us)
    return list(found.order_by("proposed_us"))


def proposal_label(row: Proposal, at_us: int) -> str:
    """The state as the page names it; *Hết hạn* is what the clock makes of an unanswered one."""
    if row.state == ProposalState.PROPOSED and at_us >= row.expires_us:
        return _("lapsed")
    return str(ProposalState(row.state).label)


def decided_values(school: UUID) -> dict[str, Any]:
    """The head's last decision on the settings of access; empty where there is none. Ask ``policy.current``."""
    return next((dict(row.values) for row in _last_decision(school)), {})


@Prepared
def _last_decision(school: UUID) -> QuerySet[PolicyDecision]:
    return policy_history(school)[:1]


def policy_history(school: UUID) -> QuerySet[PolicyDecision]:
    """Newest first."""
    found = PolicyDecision.objects.filter(school_id=school).select_related("by")
    return found.order_by("-decided_us", "-id")


def _whole(found: QuerySet[Directive]) -> QuerySet[Directive]:
    return found.select_related(
        "issuer", "withdrawn_by", "entered_by", "settled_by"
    ).prefetch_related("cameras__camera__area", "executors__person")


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: directives issued in the span and what became of them; proposals made in it (I10)."""
    rows = Directive.objects.filter(within("issued_us", span), school_id=school)
    numbers: dict[str, int] = rows.aggregate(
        issued=Count("pk"),
        own_demand=Count("pk", filter=Q(own_demand=True)),
        oral=Count("pk", filter=Q(oral=True)),
        completed=Count("pk", filter=Q(state=DirectiveState.COMPLETED)),
        withdrawn=Count("pk", filter=Q(state=DirectiveState.WITHDRAWN)),
        unconfirmed=Count("pk", filter=Q(state=DirectiveState.UNCONFIRMED)),
    )
    made = Proposal.objects.filter(within("proposed_us", span), school_id=school)
    return numbers | {"proposed": made.count()}
