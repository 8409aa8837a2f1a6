"""What of proposals waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse

from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.repairs import selectors
from vonggac.web.waiting import Waiting

_TEACHERS = ("approved", "working", "accepted", "booked")


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Decisions for the Board; for who proposed what more is asked; what follows a decision for the IT teacher."""
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    board = any(each.is_board for each in held)
    teacher = any(each.role == Role.IT_TEACHER for each in held)
    return [
        Waiting(f"{each.label}: {each.get_state_display()}", reverse("repair", args=[each.id]))
        for each in selectors.open_ones(school)[:100]
        if (each.state == "submitted" and board and each.opened_by_id != person)
        or (each.state in {"draft", "more"} and each.opened_by_id == person)
        or (each.state in _TEACHERS and teacher)
    ]
