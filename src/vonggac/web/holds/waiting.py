"""What of holds waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.holds import selectors
from vonggac.people import selectors as people
from vonggac.web.local_time import local
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Releases for a second person of the Board, and holds whose day of review has come."""
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    if not any(each.is_board for each in held):
        return []
    asked = [
        Waiting(
            _titled(_("%(no)s: release it or keep it"), each.hold.label),
            _url(each.hold_id),
            None,
            red=False,
        )
        for each in selectors.asks_waiting(school)
        if each.by_id != person
    ]
    due = [
        Waiting(
            _titled(_("%(no)s: is it still needed?"), each.label), _url(each.id), None, red=True
        )
        for each in selectors.active(school, at_us).filter(review_on__lte=local(at_us).date())
    ]
    return [*asked, *due]


def _titled(title: str, label: str) -> str:
    return title % {"no": label}


def _url(hold: UUID) -> str:
    return reverse("hold", args=[hold])
