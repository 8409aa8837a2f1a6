"""What of violations waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.people import selectors as people
from vonggac.violations import selectors
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """For the Board each next step; for the person concerned the statement that is asked for."""
    own = [
        Waiting(_("%(no)s: your statement is asked for") % {"no": each.label}, _url(each.id))
        for each in selectors.about(school, person)
        if each.state == "verifying" and not selectors.own_statements(each.id, person)
    ]
    held = people.positions_now(person, at_us)
    if not any(each.is_board and each.school == school for each in held):
        return own
    board = [
        Waiting(f"{each.label}: {each.get_state_display()}", _url(each.id))
        for each in selectors.awaiting_board(school)
        if not selectors.concerns(each, person)
    ]
    return [*own, *board]


def _url(violation: UUID) -> str:
    return reverse("violation", args=[violation])
