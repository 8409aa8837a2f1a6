"""A step in the life of an account: its row. The ledger's entry is the caller's."""

from uuid import UUID

from vonggac.kernel import clock
from vonggac.people.models import Account, AccountStep, StepKind


def step(account: Account, what: StepKind, *, by: UUID | None, reason: str = "") -> None:
    """Called inside the caller's transaction."""
    AccountStep.objects.create(
        account=account, what=what, by_id=by, at_us=clock.now_us(), reason=reason
    )
