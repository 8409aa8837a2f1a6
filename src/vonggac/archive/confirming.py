"""A person's word that the date is right: after a jump of the clock, days of footage are counted by it again."""

from uuid import UUID

from django.db import transaction

from vonggac.archive.trusted import CONFIRMED
from vonggac.kernel.ids import actor_id
from vonggac.ledger.services import record


def confirm_date(*, by: UUID | None) -> None:
    """A deed, and in the ledger within seconds. ``by`` None: somebody at the machine's own command line.

    Whoever calls this has shown the person the date first.
    """
    with transaction.atomic():
        record("config.change", what=CONFIRMED, actor=actor_id(by))
