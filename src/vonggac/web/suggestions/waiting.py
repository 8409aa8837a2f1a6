"""What of suggestions waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.suggestions import selectors
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """To be received, to be gathered, to be answered."""
    held = {each.role for each in people.positions_now(person, at_us) if each.school == school}
    found: list[Waiting] = []
    if held & {Role.CLERK, Role.IT_TEACHER}:
        found += [
            Waiting(_("%(no)s: receive the suggestion") % {"no": each.label}, _url(each.id))
            for each in selectors.in_state(school, "sent")
        ]
        received = len(selectors.in_state(school, "received"))
        if received:
            text = ngettext("Gather %(n)d suggestion", "Gather %(n)d suggestions", received)
            found.append(Waiting(text % {"n": received}, reverse("suggestions")))
    if held & BOARD:
        found += [
            Waiting(_("%(no)s: answer the suggestion") % {"no": each.label}, _url(each.id))
            for each in selectors.in_state(school, "gathered", "considered")
        ]
    return found


def _url(suggestion: UUID) -> str:
    return reverse("suggestion", args=[suggestion])
