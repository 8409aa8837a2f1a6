"""Bản cam kết and biên bản tập huấn: recorded once they are on paper, by somebody else than who signed.

Rows are added and none is changed: a mistake is followed by the right row.
"""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.people.days import day_of
from vonggac.people.models import Account, AccountState, Pledge, StepKind, Training
from vonggac.people.selectors import readiness
from vonggac.people.services.standing import require_manager
from vonggac.people.services.stepping import step


@transaction.atomic
def record_pledge(
    *, person: UUID, school: UUID | None, signed_on: date, by: UUID | None, paper: str = ""
) -> Pledge:
    """The signed pledge (khoản 1, khoản 5 Điều 5). Raises Refused, ValidationError, TextRefused."""
    require_manager(by, school, person)
    at_us = clock.now_us()
    _require_past("signed_on", signed_on, at_us)
    row = Pledge.objects.create(
        person_id=person,
        signed_on=signed_on,
        paper=one_line("paper", paper, max_length=60, required=False),
        recorded_by_id=by,
        recorded_us=at_us,
    )
    _written(person, by, "pledge")
    return row


@transaction.atomic
def record_training(
    *,
    person: UUID,
    school: UUID | None,
    held_on: date,
    trainer: str,
    by: UUID | None,
    content: str = "",
    paper: str = "",
    passed: bool = True,
) -> Training:
    """A training held, and its result (nhóm 1 khoản 2 Điều 3). Raises as ``record_pledge``."""
    require_manager(by, school, person)
    at_us = clock.now_us()
    _require_past("held_on", held_on, at_us)
    row = Training.objects.create(
        person_id=person,
        held_on=held_on,
        trainer=one_line("trainer", trainer, max_length=120),
        content=one_line("content", content, max_length=300, required=False),
        paper=one_line("paper", paper, max_length=60, required=False),
        passed=passed,
        recorded_by_id=by,
        recorded_us=at_us,
    )
    _written(person, by, "training.passed" if passed else "training.failed")
    return row


def advance(account: Account) -> None:
    """Đề nghị cấp → Đã ký cam kết + tập huấn, as soon as what the role asks for is there."""
    if account.state != AccountState.REQUESTED:
        return
    if readiness(account.person_id).for_role(account.for_role):
        account.state = AccountState.PLEDGED
        account.save(update_fields=["state"])
        step(account, StepKind.PLEDGED, by=None)


def _written(person: UUID, by: UUID | None, change: str) -> None:
    ledger.record("role.change", actor=actor_id(by), subject=actor_id(person), change=change)
    row = Account.objects.select_for_update().filter(person_id=person).first()
    if row is not None:
        advance(row)


def _require_past(field: str, day: date, at_us: int) -> None:
    if not date(2000, 1, 1) <= day <= day_of(at_us):
        raise ValidationError(
            {field: ValidationError(_("This day has not come yet, or is too long ago."), "day")}
        )
