"""What of the cases waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.incidents import selectors
from vonggac.incidents.selectors import REPORT_WITHIN_US
from vonggac.incidents.states import CaseState
from vonggac.web.waiting import Waiting

_BOARD = {
    CaseState.NOTED: _("%(no)s was noted"),
    CaseState.REPORTED: _("%(no)s waits for your direction"),
    CaseState.RESULT: _("%(no)s has a result: end it"),
}
_HANDS = {
    CaseState.NOTED: _("%(no)s: report it to the Board"),
    CaseState.DIRECTED: _("%(no)s: begin handling"),
    CaseState.HANDLED: _("%(no)s: enter the result"),
}


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """The Board: to direct and to end; who handles cases: to report, to begin, to bring a result."""

    def may(deed: Deed) -> bool:
        asked = access.refusal_for(person=person, school=school, deed=deed, at_us=at_us)
        return asked is None

    if may(Deed.DIRECT_CASES):
        rows, words = selectors.awaiting_board(school), _BOARD
    elif may(Deed.OPEN_CASE):
        rows, words = selectors.awaiting_hands(school), _HANDS
    else:
        return []
    return [
        Waiting(
            title=str(words[CaseState(row.state)]) % {"no": row.label},
            url=reverse("case", args=[row.id]),
            due_us=row.noted_us + REPORT_WITHIN_US if row.state == CaseState.NOTED else None,
            red=selectors.is_late(row, at_us),
        )
        for row in rows
    ]
