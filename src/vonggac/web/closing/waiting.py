"""What of closings waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.closing import selectors
from vonggac.closing.books import Book
from vonggac.duty.selectors import month_of, school_year_of
from vonggac.web.closing.words import period_text
from vonggac.web.local_time import month_text
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """The second signature, for the Board; a month or a year that is over, for the IT teacher."""

    def may(deed: Deed) -> bool:
        asked = access.refusal_for(person=person, school=school, deed=deed, at_us=at_us)
        return asked is None

    page = reverse("year_turn")
    if may(Deed.CHECK_USAGE_BOOK):
        return [
            Waiting(
                _("%(book)s, %(period)s: check the closing")
                % {"book": Book(each.book).label, "period": period_text(each)},
                page,
            )
            for each in selectors.to_check(school)
            if each.keeper_id != person
        ]
    if may(Deed.CORRECT_USAGE_BOOK):
        years = [
            Waiting(_("%(book)s of %(year)s: close it") % {"book": book.label, "year": year}, page)
            for book in Book
            for year in selectors.years_to_close(school, book)
        ]
        return _device_month(school, at_us) + years
    return []


def _device_month(school: UUID, at_us: int) -> list[Waiting]:
    """The oldest month of the device book that is over and open; of a year that is over ``year_turn`` tells."""
    month = selectors.first_open_month(school, school_year_of(school, at_us))
    if not month or month >= month_of(at_us):
        return []
    title = _("Device book, month %(m)s: close it") % {"m": month_text(month)}
    return [Waiting(title, reverse("device_book"))]
