"""What of checks and reminders waits for a person: for the home page (``web.home``)."""

from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.inspections import selectors
from vonggac.inspections.services import month_range
from vonggac.people import selectors as people
from vonggac.web.local_time import local
from vonggac.web.waiting import Waiting


def month_before(at_us: int) -> str:
    """``2026-10`` on any day of November."""
    return (local(at_us).date().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Reminders to acknowledge; for the Board last month's check, where there was something to check."""
    found = [
        Waiting(
            _("%(no)s: read the reminder") % {"no": each.label}, reverse("reminder", args=[each.id])
        )
        for each in selectors.to_acknowledge(school, person)
    ]
    held = people.positions_now(person, at_us)
    if any(each.is_board and each.school == school for each in held):
        found += _due(person, school, at_us)
    return found


def _due(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    month = month_before(at_us)
    if selectors.concluded(school, month):
        return []
    if not selectors.uses_of(school, *month_range(month), but=person):
        return []
    _from_us, due_us = month_range(local(at_us).strftime("%Y-%m"))
    title = _("The leaders' check of %(month)s") % {"month": f"{month[5:]}/{month[:4]}"}
    return [Waiting(title, reverse("inspections"), due_us - 1)]
