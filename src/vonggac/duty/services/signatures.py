"""The two signatures under a closing, of whichever book: who closes it, then another who checks it, once.

``duty`` (months of the usage book) and ``closing`` (months of the device book, years of both) write them into rows of
their own; what the two promise stands here.
"""

from typing import TypedDict
from uuid import UUID

from django.utils.translation import gettext as _

from vonggac.duty.services.recording import invalid
from vonggac.duty.years import local
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.ledger.checkpoints import Checkpoint, printed_code, printed_line
from vonggac.people import selectors as people


class FirstSignature(TypedDict):
    """What the row of a closing holds of who closes it, and of the ledger at that moment (FORMATS §7.3)."""

    keeper_id: UUID
    keeper_name: str
    closed_us: int
    size: int
    code: str
    printed: str


class SecondSignature(TypedDict):
    """What the row of a check holds of who signs second."""

    keeper_id: UUID
    checker_id: UUID
    checker_name: str
    at_us: int


def first_signature(by: UUID, checkpoint: Checkpoint | None) -> FirstSignature:
    """Writes the ledger's entry of the code that is printed. Raises ValidationError where there is no checkpoint."""
    if checkpoint is None or not checkpoint.size:
        raise invalid("month", _("The ledger has no checkpoint yet: try again in a minute."))
    at_us, code = clock.now_us(), printed_code(checkpoint)
    ledger.record("print", actor=actor_id(by), size=checkpoint.size, code=code)
    return {
        "keeper_id": by,
        "keeper_name": people.person(by).full_name,
        "closed_us": at_us,
        "size": checkpoint.size,
        "code": code,
        "printed": printed_line(local(at_us).date().isoformat(), checkpoint),
    }


def second_signature(*, keeper: UUID, by: UUID, checked: bool, clause: str) -> SecondSignature:
    """By another person than the ``keeper``, who closed the book; once. Whether ``by`` may check is asked before.

    Raises Refused, ValidationError.
    """
    if keeper == by:
        raise Refused(
            Refusal(
                code="two_persons",
                reason=_("Who closed the book does not check it."),
                clause=clause,
                next_step=_("Ask another member of the school board."),
            )
        )
    if checked:
        raise invalid("closing", _("It was checked already."))
    return {
        "keeper_id": keeper,
        "checker_id": by,
        "checker_name": people.person(by).full_name,
        "at_us": clock.now_us(),
    }
