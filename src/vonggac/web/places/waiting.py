"""What of the school's own particulars waits for its head: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.people import selectors as people
from vonggac.places import selectors
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Papers lack their head until parent body and place are declared (Nghị định 30/2020)."""
    row, head = selectors.school(school), people.head_of(school, at_us)
    if head is None or head.id != person or (row.parent_body and row.locality):
        return []
    return [
        Waiting(_("Declare the parent body and the place: papers need them"), reverse("school"))
    ]
