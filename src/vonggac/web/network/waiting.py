"""What of the camera networks waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.network import selectors
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.web.waiting import Waiting

MOST = 20


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Sightings that nobody has answered."""
    held = {each.role for each in people.positions_now(person, at_us) if each.school == school}
    if not held & (BOARD | {Role.IT_TEACHER}):
        return []
    return [
        Waiting(
            _("%(no)s: %(what)s") % {"no": each.label, "what": each.get_kind_display()},
            reverse("sighting", args=[each.id]),
        )
        for each in selectors.waiting(school)[:MOST]
    ]
