"""What of closings waits for a person: for the home page (``web.home``)."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.closing import selectors
from vonggac.closing.books import Book
from vonggac.web.closing.words import period_text
from vonggac.web.waiting import Waiting


def waiting(person: UUID, school: UUID, at_us: int) -> list[Waiting]:
    """The second signature, for the Board; books of a year that is over, for the IT teacher."""

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
        return [
            Waiting(_("%(book)s of %(year)s: close it") % {"book": book.label, "year": year}, page)
            for book in Book
            for year in selectors.years_to_close(school, book)
        ]
    return []
