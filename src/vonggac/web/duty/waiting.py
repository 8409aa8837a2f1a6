"""What of shifts and the usage book waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.duty import selectors, services
from vonggac.web.local_time import month_text
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """Shifts to open, to take over; months of the book to close and to check."""
    found = [
        Waiting(
            title=_("Open your shift"),
            url=reverse("shift_open", args=[each.id]),
            due_us=each.from_us,
            red=at_us > each.from_us,
        )
        for each in selectors.my_shifts(person, at_us)
        if each.opened_us is None and each.from_us - services.EARLY_US <= at_us
    ]
    found += [
        Waiting(
            title=_("A shift is handed over to you: confirm it."),
            url=reverse("shift", args=[each.shift_id]),
            due_us=None,
            red=False,
        )
        for each in selectors.handovers_to(person)
        if each.shift.school_id == school
    ]
    return found + _months(person, school, at_us)


def _months(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    def may(deed: Deed) -> bool:
        asked = access.refusal_for(person=person, school=school, deed=deed, at_us=at_us)
        return asked is None

    page, found = reverse("usage_book"), []
    if may(Deed.CHECK_USAGE_BOOK):
        found += [
            Waiting(
                _("Usage book, month %(m)s: check it") % {"m": month_text(each.month)},
                page,
                None,
                red=False,
            )
            for each in selectors.closings_to_check(school)
            if each.keeper_id != person
        ]
    elif may(Deed.CORRECT_USAGE_BOOK):
        year = selectors.school_year_of(school, at_us)
        found += [
            Waiting(
                _("Usage book, month %(m)s: close it") % {"m": month_text(each.month)},
                page,
                None,
                red=False,
            )
            for each in selectors.months_to_close(school, year)[:1]
        ]
    return found
