"""What of documents and regulation waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.regulations import selectors
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """A version to put in force, one that is of an earlier school year, colleagues who have not read it."""
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    roles = {each.role for each in held}
    found: list[Waiting] = []
    if roles & BOARD and selectors.outdated(school, at_us) is not None:
        found.append(
            Waiting(_("Issue the regulation for this school year"), reverse("regulations"), None)
        )
    if any(each.is_head for each in held):
        found += [
            Waiting(
                _("%(no)s: put the regulation in force") % {"no": each.decision.label},
                reverse("decision", args=[each.decision_id]),
            )
            for each in selectors.waiting_to_enact(school)
        ]
    version = selectors.in_force(school, at_us)
    if version is not None and roles & {Role.CLERK, Role.IT_TEACHER}:
        missing = selectors.unread_count(version.id, school, at_us)
        if missing:
            found.append(
                Waiting(
                    _("%(n)d colleagues have not acknowledged the regulation") % {"n": missing},
                    reverse("regulation_readers", args=[version.id]),
                )
            )
    return found
