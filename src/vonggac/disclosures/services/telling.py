"""Notices of requests: the number and nothing else; never who asked, nor about whom."""

from collections.abc import Iterable
from uuid import UUID

from vonggac.disclosures.models import Handover, Request
from vonggac.disclosures.selectors.deciding import board_of, deciders
from vonggac.kernel import clock
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import Role

RECEIVING = (Role.CLERK, Role.IT_TEACHER)


def sent(row: Request, by: UUID) -> None:
    """To who receives requests."""
    _tell(row, NoticeKind.REQUEST_SENT, _receivers(row), by)


def received(row: Request, by: UUID) -> None:
    _tell(row, NoticeKind.REQUEST_RECEIVED, _who_asked(row), by, urgency=Urgency.PLAIN)


def more(row: Request, by: UUID) -> None:
    """To the requester, or who entered it for an outsider."""
    _tell(row, NoticeKind.REQUEST_MORE, _who_asked(row), by)


def awaiting(row: Request, by: UUID | None) -> None:
    """To members of the Board who may decide; to the clerk where nobody may."""
    _tell(row, NoticeKind.REQUEST_AWAITS, deciders(row) or _receivers(row), by)


def decided(row: Request, by: UUID) -> None:
    """To who asked, and to who carries it out."""
    notices.settle(key=_key(row, NoticeKind.REQUEST_AWAITS))
    notices.settle(key=_key(row, NoticeKind.REQUEST_LATE))
    _tell(row, NoticeKind.REQUEST_DECIDED, {*_who_asked(row), *_receivers(row)}, by)
    hands = [each for each in (row.executor_id, row.supervisor_id) if each is not None]
    _tell(row, NoticeKind.REQUEST_TO_DO, hands, by)


def ended(row: Request, by: UUID) -> None:
    for kind in (NoticeKind.REQUEST_SENT, NoticeKind.REQUEST_AWAITS, NoticeKind.REQUEST_LATE):
        notices.settle(key=_key(row, kind))
    _tell(row, NoticeKind.REQUEST_ENDED, _who_asked(row), by, urgency=Urgency.PLAIN)


def late(row: Request) -> None:
    """Past its time: to the Board, and to who receives requests."""
    board = board_of(row.school_id)
    whom = {*board, *_receivers(row)} - set(_involved(row))
    _tell(row, NoticeKind.REQUEST_LATE, whom, None)


def medium_due(handover: Handover) -> None:
    """The day of return or destruction has come."""
    row = handover.request
    whom = {*_receivers(row), handover.given_by_id}
    _tell(row, NoticeKind.REQUEST_MEDIUM_DUE, whom, None)


def _tell(
    row: Request,
    kind: NoticeKind,
    persons: Iterable[UUID],
    by: UUID | None,
    *,
    urgency: Urgency = Urgency.RAISED,
) -> None:
    notices.tell(
        persons=[each for each in persons if each != by],
        kind=kind,
        params={"no": row.label},
        key=_key(row, kind),
        url=f"/requests/{row.id}",
        urgency=urgency,
    )


def _key(row: Request, kind: NoticeKind) -> str:
    return f"{kind}:{row.id.hex}"


def _who_asked(row: Request) -> list[UUID]:
    return [row.requester_id or row.entered_by_id]


def _receivers(row: Request) -> list[UUID]:
    found = people.holders(row.school_id, RECEIVING, clock.now_us())
    return [each.id for each in found if each.id not in set(_involved(row))]


def _involved(row: Request) -> list[UUID]:
    return list(row.subjects.values_list("person_id", flat=True))
