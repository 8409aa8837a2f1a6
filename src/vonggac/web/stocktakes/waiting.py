"""What of stocktakes waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.stocktakes import selectors
from vonggac.web.local_time import local
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """For each the next step that is theirs: members count and sign, the teacher proposes, the Board decides."""
    roles = {each.role for each in people.positions_now(person, at_us) if each.school == school}
    leads = bool(roles & {Role.PRINCIPAL, Role.VICE_PRINCIPAL})
    keeps = bool(roles & {Role.IT_TEACHER, Role.ACCOUNTANT})
    found = []
    for row in selectors.not_ended(school):
        member = selectors.is_member(row.id, person)
        word = {
            "planned": _("%(no)s: decide the stocktake") if leads else "",
            "frozen": _("%(no)s: begin counting") if member else "",
            "counting": _("%(no)s: count") if member else "",
            "signing": _("%(no)s: sign the minutes") if member else "",
            "signed": _("%(no)s: propose for each device") if Role.IT_TEACHER in roles else "",
            "proposed": _("%(no)s: approve the proposals") if leads and not member else "",
            "approved": _("%(no)s: update the books") if keeps else "",
            "updated": _("%(no)s: close") if Role.IT_TEACHER in roles else "",
        }.get(row.state, "")
        if word:
            url = reverse("stocktake", args=[row.id])
            found.append(Waiting(word % {"no": row.label}, url))
    return [*found, *_year_ends(school, at_us)] if leads or Role.ACCOUNTANT in roles else found


def _year_ends(school: UUID, at_us: int) -> list[Waiting]:
    """The end of the year comes, or has gone by, and nobody has planned to count the devices."""
    today = local(at_us).date()
    return [
        Waiting(
            _("Plan the stocktake of %(day)s") % {"day": f"{each.day:%d/%m/%Y}"},
            reverse("stocktakes"),
            red=each.day < today,
        )
        for each in selectors.year_ends(school, at_us)
        if each.shown(today)
    ]
