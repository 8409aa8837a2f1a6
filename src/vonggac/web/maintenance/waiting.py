"""What of maintenance waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.maintenance import selectors
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.web.local_time import local
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Due work for who is responsible; confirmations and plans for the Board; what is overdue for the IT teacher."""
    held = [each for each in people.positions_now(person, at_us) if each.school == school]
    board = any(each.is_board for each in held)
    teacher = any(each.role == Role.IT_TEACHER for each in held)
    today = local(at_us).date()
    found = []
    for each in selectors.open_orders(school).exclude(state="planned")[:100]:
        late = selectors.is_overdue(each, today)
        mine = each.responsible_id == person or each.executor_id == person
        if each.state == "confirming":
            if board and each.executor_id != person:
                found.append(Waiting(_("%(no)s: confirm") % {"no": each.label}, _url(each.id)))
        elif mine or (late and (board or teacher)):
            said = f"{each.label}: {each.what}"
            found.append(Waiting(said, _url(each.id), red=late))
    if board:
        found += [
            Waiting(
                _("Maintenance plan %(year)s: approve") % {"year": each.school_year},
                reverse("maintenance_plan", args=[each.id]),
            )
            for each in selectors.to_decide(school)
            if each.made_by_id != person
        ]
    return found


def _url(order: UUID) -> str:
    return reverse("maintenance_order", args=[order])
