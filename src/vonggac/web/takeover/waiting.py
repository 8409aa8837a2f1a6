"""What of handing the system over waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vonggac.people import selectors as people
from vonggac.takeover import selectors
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Whose turn it is; for the manager the passwords from before; for the Board that there is no manager."""
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    return [
        *_turn(person, school),
        *_passwords(person, school, at_us),
        *_vacant(school, at_us, any(each.is_board for each in held)),
    ]


def _turn(person: UUID, school: UUID) -> list[Waiting]:
    row = selectors.under_way(school)
    if row is None:
        return []
    due = {
        "open": selectors.concerns(row, person),
        "given": person == row.taking_id,
        "taken": person in {each.id for each in selectors.deciders(row)},
    }[row.state]
    words = _("%(no)s: the system is handed over") % {"no": row.label}
    return [Waiting(words, reverse("system_handover", args=[row.id]))] if due else []


def _passwords(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    now = people.manager(school, at_us)
    if now is None or now.person_id != person:
        return []
    count = len(selectors.old_passwords(school))
    words = ngettext(
        "%(n)d camera has its password from before the handing over",
        "%(n)d cameras have their passwords from before the handing over",
        count,
    )
    return [Waiting(words % {"n": count}, reverse("manager"), red=True)] if count else []


def _vacant(school: UUID, at_us: int, on_board: bool) -> list[Waiting]:
    if not on_board or selectors.red_since(school, at_us) is None:
        return []
    return [Waiting(_("Nobody is in charge of the camera system"), reverse("manager"), red=True)]
