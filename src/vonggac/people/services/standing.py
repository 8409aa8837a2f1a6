"""Who may act upon whom in this room: asked by its services, of the rows as they are now.

``None`` is the machine's own set-up (first run, command line).
"""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.people.held import PositionNow
from vonggac.people.models import Person
from vonggac.people.roles import BOARD, Role
from vonggac.people.selectors import positions_now

MANAGING = BOARD | {Role.IT_TEACHER}


def held_at(person: UUID, school: UUID) -> list[PositionNow]:
    held = positions_now(person, clock.now_us())
    return [each for each in held if each.school == school]


def is_head(person: UUID, school: UUID) -> bool:
    return any(each.is_head for each in held_at(person, school))


def on_board(person: UUID, school: UUID) -> bool:
    return any(each.is_board for each in held_at(person, school))


def require_head(by: UUID | None, school: UUID, subject: UUID | None) -> None:
    """The head of the school, and not for himself. Raises Refused."""
    if by is None or (by != subject and is_head(by, school)):
        return
    raise Refused(
        Refusal(
            code="not_head",
            reason=_("Only the principal, or who is in charge of the school, decides this."),
            clause="khoản 2 Điều 2",
            next_step=_("Ask the principal."),
        )
    )


def require_board(by: UUID, school: UUID, *not_by: UUID | None) -> None:
    """Somebody of the Board who is none of ``not_by`` (G4). Raises Refused."""
    if by in not_by:
        raise Refused(
            Refusal(
                code="own_matter",
                reason=_("Nobody approves for himself, nor what he asked for."),
                clause="khoản 1 Điều 4",
                next_step=_("Ask another member of the school board."),
            )
        )
    if not on_board(by, school):
        raise Refused(
            Refusal(
                code="not_board",
                reason=_("Only the school board approves this."),
                clause="khoản 1 Điều 4",
                next_step=_("Ask a member of the school board."),
            )
        )


def require_manager(by: UUID | None, school: UUID | None, subject: UUID) -> None:
    """IT teacher or Board, for another person of the school or of none yet. Raises Refused, Person.DoesNotExist."""
    if by is None:
        return
    if school is None:
        raise Person.DoesNotExist(subject)
    of_school = Q(positions__school_id=school) | Q(account__school_id=school)
    nobodys = Q(positions__isnull=True, account__isnull=True)
    if not Person.objects.filter(of_school | nobodys, pk=subject).exists():
        raise Person.DoesNotExist(subject)
    held = held_at(by, school)
    if by != subject and any(each.role in MANAGING for each in held):
        return
    is_teacher = any(each.role == Role.IT_TEACHER for each in held)
    raise Refused(
        Refusal(
            code="not_manager",
            reason=_("The IT teacher or the school board does this, and nobody for himself."),
            clause="khoản 1 Điều 4",
            next_step=_("Ask the school board.") if is_teacher else _("Ask the IT teacher."),
        )
    )
