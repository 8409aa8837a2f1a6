"""What of reports waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.reports import selectors
from vonggac.web.reports.words import period_text
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """For who drafts the reports that are due and those that came back; for who signs those that were submitted."""
    held = people.positions_now(person, at_us)
    roles = {each.role for each in held if each.school == school}
    if not roles & (BOARD | {Role.IT_TEACHER}):
        return []
    found = []
    if Role.IT_TEACHER in roles:
        found = [*_due(school, at_us), *_returned(school)]
    refusal = access.refusal_for(person=person, school=school, deed=Deed.SIGN_REPORT, at_us=at_us)
    if refusal is None:
        found += [
            Waiting(_("%(no)s: to be signed") % {"no": each.label}, _url(each.id))
            for each in selectors.to_sign(school)
            if each.submitted_by_id != person
        ]
    return found


def _due(school: UUID, at_us: int) -> list[Waiting]:
    """Not begun: the page that begins it; begun and not submitted: its own."""
    found = []
    for each in selectors.due(school, at_us):
        if each.row is not None and each.row.state != "draft":
            continue
        title = _("Report: %(period)s") % {"period": period_text(each.period)}
        new = f"{reverse('report_new')}?kind={each.period.kind.value}&day={each.period.from_day}"
        url = new if each.row is None else _url(each.row.id)
        found.append(Waiting(title, url, each.due_us, red=each.due_us <= at_us))
    return found


def _returned(school: UUID) -> list[Waiting]:
    return [
        Waiting(_("%(no)s: returned to be mended") % {"no": each.label}, _url(each.id))
        for each in selectors.returned(school)
    ]


def _url(report: UUID) -> str:
    return reverse("report", args=[report])
