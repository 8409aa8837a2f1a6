"""What of breaches waits for the Board: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse

from vonggac.breaches import selectors
from vonggac.people import selectors as people
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Each that is not closed; while the 72 hours run, with their end."""
    held = people.positions_now(person, at_us)
    if not any(each.is_board and each.school == school for each in held):
        return []
    return [
        Waiting(
            f"{each.label}: {each.get_state_display()}",
            reverse("breach", args=[each.id]),
            due_us=each.due_us if each.running else None,
            red=each.running and at_us > each.due_us,
        )
        for each in selectors.awaiting(school)
    ]
