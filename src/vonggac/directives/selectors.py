"""Reads of the room."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from vonggac.directives.models import STANDING, Directive, DirectiveState


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
        state__in=STANDING,
        valid_from_us__lte=at_us,
        valid_to_us__gt=at_us,
    )
    return list(_whole(found).order_by("-issued_us", "-number"))


def ever_for(person: UUID) -> list[Directive]:
    """Whatever the person executed or executes, newest first: what a refusal explains itself by."""
    found = Directive.objects.filter(executors__person_id=person)
    return list(_whole(found).order_by("-issued_us", "-number")[:50])


def for_head_to_see(school: UUID) -> list[Directive]:
    """Own demands of vice-principals that the head has not seen yet (khoản 2 Điều 4)."""
    found = Directive.objects.filter(school_id=school, head_to_be_told=True, head_told_us=None)
    return list(_whole(found).order_by("-issued_us"))


def state_label(row: Directive, at_us: int) -> str:
    """The state as the page names it; *Hết hiệu lực* is what the clock makes of a standing one."""
    if row.state in STANDING and at_us >= row.valid_to_us:
        return _("expired")
    return str(DirectiveState(row.state).label)


def _whole(found: QuerySet[Directive]) -> QuerySet[Directive]:
    return found.select_related("issuer", "withdrawn_by").prefetch_related(
        "cameras__camera__area", "executors__person"
    )
