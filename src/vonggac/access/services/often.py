"""A login that was refused very many times within a minute: Board and IT teacher are told, and it is in the ledger."""

from uuid import UUID

from django.db import transaction

from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role


@transaction.atomic
def refused_often(*, person: UUID, session: UUID) -> None:
    """One notice a reader, however often it happens before it is read."""
    at_us = clock.now_us()
    account = people.account_of(person)
    readers = {
        each.id
        for position in people.positions_now(person, at_us)
        for each in people.holders(position.school, BOARD | {Role.IT_TEACHER}, at_us)
    }
    notices.tell(
        persons=readers,
        kind=NoticeKind.REFUSED_OFTEN,
        params={"account": account.username if account else "", "at_us": at_us},
        key=f"refused often {person.hex}",
    )
    ledger.record(
        "session.anomaly", actor=actor_id(person), session=session.hex[:12], reason="refused_often"
    )
