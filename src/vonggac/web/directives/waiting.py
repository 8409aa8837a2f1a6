"""What of directives and proposals waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.directives import selectors
from vonggac.people import selectors as people
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """The most pressing first."""
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    found = [
        _of(_("%(no)s: confirm your order"), each.label, each.id, each.confirm_by_us, at_us)
        for each in selectors.waiting_for(person, at_us)
    ]
    if any(each.is_head for each in held):
        settle = _("%(no)s: not confirmed, to be settled")
        found += [
            _of(settle, each.label, each.id, each.unconfirmed_us, at_us)
            for each in selectors.unconfirmed(school)
        ]
    found += [
        _of(_("%(no)s: carry out"), each.label, each.id, each.due_us, at_us)
        for each in selectors.in_force_for(person, at_us)
        if each.due_us is not None and each.state != "waiting"
    ]
    if any(each.is_board for each in held):
        found += [
            Waiting(
                _("Answer a proposal to check data"),
                reverse("proposal", args=[each.id]),
                each.expires_us,
                red=False,
            )
            for each in selectors.proposals_waiting(school, at_us)
            if each.by_id != person
        ]
    return found


def _of(title: str, label: str, directive: UUID, due_us: int | None, at_us: int) -> Waiting:
    red = due_us is not None and due_us <= at_us
    return Waiting(title % {"no": label}, reverse("directive", args=[directive]), due_us, red)
