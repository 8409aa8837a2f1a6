"""The year's turn, and the buttons that close books and sign under them."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access.deeds import Deed
from vonggac.closing import selectors, services
from vonggac.closing.books import YEAR, Book
from vonggac.duty.selectors import school_year_of
from vonggac.kernel.clock import now_us
from vonggac.ledger import selectors as ledger
from vonggac.web import deeds
from vonggac.web.closing import turn
from vonggac.web.closing.words import device_counts, period_text
from vonggac.web.duty.printed import counts_text
from vonggac.web.local_time import spaced_year
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.saying import try_and_say
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.closing.models import Closing


@require_GET
def year_turn(request: PageRequest) -> HttpResponse:
    """For who keeps the books: Board and IT teacher."""
    deeds.require(request, Deed.CORRECT_USAGE_BOOK)
    viewer, at_us = request.viewer, now_us()
    checks = deeds.may(request, Deed.CHECK_USAGE_BOOK)
    context = {
        "year": spaced_year(school_year_of(viewer.school, at_us)),
        "begun": turn.begun_on(viewer.school, at_us),
        "steps": turn.steps(viewer.school, viewer.person, at_us),
        "to_check": [
            {
                "row": each,
                "book": Book(each.book).label,
                "period": period_text(each),
                "total": _total_of(each),
            }
            for each in selectors.to_check(viewer.school)
            if checks and each.keeper_id != viewer.person
        ],
    }
    return render(request, "closing/year.html", context)


def _total_of(row: "Closing") -> str:
    """What is signed: the counts, in the words of the printed book."""
    return device_counts(row.counts) if row.book == Book.DEVICE else counts_text(row.counts)


@require_POST
@freshly_authenticated
def closing_month(request: PageRequest, year: str, month: str) -> HttpResponse:
    """Cộng tháng of the device book."""
    try_and_say(
        request,
        lambda: services.close_month(
            school=request.viewer.school,
            school_year=year,
            month=month,
            by=request.viewer.person,
            checkpoint=ledger.last_checkpoint(settings.DATA),
        ),
        _("Month closed. A member of the school board checks it."),
    )
    return redirect(f"{reverse('device_book')}?year={year}")


@require_POST
@freshly_authenticated
def closing_year(request: PageRequest, book: str, year: str) -> HttpResponse:
    try_and_say(
        request,
        lambda: services.close_year(
            school=request.viewer.school,
            book=book,
            school_year=year,
            by=request.viewer.person,
            checkpoint=ledger.last_checkpoint(settings.DATA),
        ),
        _("The book is closed. A member of the school board checks it."),
    )
    return redirect("year_turn")


@require_POST
@freshly_authenticated
def closing_check(request: PageRequest, closing: UUID) -> HttpResponse:
    """The second signature; then back to where it was asked for: the year's turn, or the month's book."""
    row = selectors.closing(request.viewer.school, closing)
    if row is None:
        raise Http404
    try_and_say(
        request,
        lambda: services.check(closing=row.id, by=request.viewer.person),
        _("Checked: it stands under the total with your name."),
    )
    if row.period == YEAR or request.POST.get("from") == "year":
        return redirect("year_turn")
    return redirect(f"{reverse('device_book')}?year={row.school_year}")
