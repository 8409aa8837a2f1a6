"""How many changes wait for the Board: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import ngettext

from vonggac.attention import selectors
from vonggac.people import selectors as people
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """One line, whatever their number."""
    held = people.positions_now(person, at_us)
    if not any(each.is_board and each.school == school for each in held):
        return []
    count = selectors.unacknowledged(school).count()
    if not count:
        return []
    words = ngettext(
        "%(n)d change that the Board is to know of",
        "%(n)d changes that the Board is to know of",
        count,
    )
    return [Waiting(words % {"n": count}, reverse("changes"))]
