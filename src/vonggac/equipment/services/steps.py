"""What the steps of a failure share: the row as it is now, the step if it is due, complaints. Not for outside."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment import selectors
from vonggac.equipment.models import Failure
from vonggac.equipment.states import FailureState
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.people import selectors as people
from vonggac.people.roles import Role

LONGEST = 2000
BEFORE_REPORT = (FailureState.DETECTED, FailureState.STOPPED, FailureState.RUNNING)
BEFORE_REPAIR = (*BEFORE_REPORT, FailureState.REPORTED, FailureState.DIRECTED)
OVER = (FailureState.BACK, FailureState.CLOSED)


def locked(failure: UUID, by: UUID, deed: Deed) -> Failure:
    """The row as it is now. Raises Failure.DoesNotExist, Refused."""
    row = locked_for_all(failure)
    access.require(by, row.school_id, deed)
    return row


def locked_for_all(failure: UUID) -> Failure:
    """The row as it is now; the caller asks who may. Raises Failure.DoesNotExist."""
    rows = Failure.objects.select_for_update().select_related("camera__area", "asset")
    return rows.get(pk=failure)


def locked_for_repair(failure: UUID, by: UUID) -> Failure:
    """For the IT teacher, or the network administrator to whom the Board handed it, within its time (3.2-4b)."""
    row = locked_for_all(failure)
    deed = Deed.WORK_FAILURE
    at_us = clock.now_us()
    if access.refusal_for(person=by, school=row.school_id, deed=deed, at_us=at_us) is None:
        return row
    roles = {each.role for each in people.positions_now(by, at_us) if each.school == row.school_id}
    if Role.NETWORK_ADMIN not in roles:
        access.require(by, row.school_id, deed)
    if not has_ticket(row, by):
        raise Refused(
            Refusal(
                code="no_ticket",
                reason=_(
                    "The school board has not handed this failure to you, or its time is over."
                ),
                clause="khoản 2 Điều 3",
                next_step=_("Ask the school board for its direction."),
            )
        )
    return row


def has_ticket(row: Failure, person: UUID) -> bool:
    """The failure was handed to this person, and its time is not over."""
    at_us = clock.now_us()
    return row.assignee_id == person and row.due_us is not None and at_us < row.due_us


def advance(row: Failure, to: FailureState, only: tuple[FailureState, ...]) -> bool:
    """The step, also where the trouble is over meanwhile: then it is what trouble returning would bring back."""
    if row.state == FailureState.BACK and row.before_back in only:
        row.before_back = to
        return True
    if row.state in only:
        row.state = to
        return True
    return False


def is_stopped(row: Failure) -> bool:
    """Its device was stopped, and no test was passed since."""
    return row.stopped_us is not None and row.tested_us is None


def stop_of(row: Failure) -> bool:
    """Whether a stop with this failure's number has not ended."""
    return selectors.stops(row.school_id).filter(ticket=row.label, restart=None).exists()


def not_due() -> ValidationError:
    return invalid(None, _("This step is not due: the failure has moved on. Open the page again."))


def invalid(field: str | None, message: str) -> ValidationError:
    problem = ValidationError(message, "invalid")
    return problem if field is None else ValidationError({field: problem})
