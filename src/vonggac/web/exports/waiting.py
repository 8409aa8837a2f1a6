"""What of the exports waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.exports import selectors
from vonggac.exports.states import ExportState
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """To decide, for who may approve copies; to take or to try again, for who asked."""
    found = []
    refused = access.refusal_for(person=person, school=school, deed=Deed.DECIDE_COPIES, at_us=at_us)
    if refused is None:
        rows = selectors.waiting(school).exclude(requester_id=person)
        found += [_line(_("%(no)s: decide"), each, red=False) for each in rows]
    for each in selectors.exports(school, person=person)[:20]:
        if each.state == ExportState.READY and each.erased_us is None:
            found.append(_line(_("%(no)s: download the package"), each, red=False))
        elif each.state == ExportState.FAILED:
            found.append(_line(_("%(no)s: could not be made"), each, red=True))
    for each in selectors.to_mask(person):
        found.append(_line(_("%(no)s: cover the pictures"), each, red=False))
    return found


def _line(words: str, row: object, *, red: bool) -> Waiting:
    label, key = getattr(row, "label", ""), getattr(row, "id", None)
    return Waiting(words % {"no": label}, reverse("export", args=[key]), None, red)
