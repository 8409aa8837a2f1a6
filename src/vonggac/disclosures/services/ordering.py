"""An agreement is itself the directive to the executor (REQUIREMENTS §2): written by ``directives``."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.directives import services as directives
from vonggac.directives.models import Directive
from vonggac.disclosures.facts import COPYING
from vonggac.disclosures.models import Request
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people


@dataclass(frozen=True, slots=True)
class Scope:
    """What is allowed, to whom, until when."""

    cameras: frozenset[str]
    footage: Range
    acts: frozenset[Act]
    executor: UUID
    supervisor: UUID
    valid_to_us: int
    audio: bool = False
    """With the recorded sound."""


def order(row: Request, scope: Scope, issuer: UUID, *, by_superior: bool) -> Directive:
    """``by_superior``: the head writes what the superior body decided, and decides nothing."""
    try:
        return directives.issue(
            issuer=issuer,
            school=row.school_id,
            cameras=scope.cameras,
            footage=scope.footage,
            acts=_directed(scope.acts),
            executors=[scope.executor],
            purpose=Purpose(row.purpose),
            valid_to_us=scope.valid_to_us,
            purpose_detail=row.label,
            content=content_of(row, scope),
            request=row.id,
            subjects=() if by_superior else row.subjects.values_list("person_id", flat=True),
            supervised=True,
            audio=scope.audio,
        )
    except ValidationError as fault:
        raise ValidationError(fault.messages, code="directive") from fault


def _directed(acts: Iterable[Act]) -> frozenset[Act]:
    """A picture that is printed is taken first."""
    wanted = frozenset(acts)
    return wanted | {Act.SNAPSHOT} if Act.PRINT in wanted else wanted


def content_of(row: Request, scope: Scope) -> str:
    """What the executor is told: whom to have beside, and what may leave the school."""
    told = [row.superior] if row.superior else []
    told += [
        _("Show the data at school to the requester of %(no)s, supervised by %(who)s.")
        % {"no": row.label, "who": people.person(scope.supervisor).full_name}
    ]
    if not COPYING & scope.acts:
        told.append(_("Nothing is copied or printed."))
    return " ".join(told)
