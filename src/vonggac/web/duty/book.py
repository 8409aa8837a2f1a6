"""The usage book (khoản 2 Điều 3): pages as of the printed book, search, corrections, months, the printed book."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access.deeds import Deed
from vonggac.closing import selectors as years_closed
from vonggac.closing.books import Book
from vonggac.documents import client as documents
from vonggac.duty import selectors, services
from vonggac.duty.selectors import BookFilter
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range, total_us
from vonggac.ledger import selectors as ledger
from vonggac.ledger.printed import as_printed
from vonggac.web import deeds
from vonggac.web.corrections import correct
from vonggac.web.duty import printed
from vonggac.web.duty.forms import BookFilterForm
from vonggac.web.saying import try_and_say
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.duty.models import MonthClosing, UsageLine

PAGE_LINES = 15
"""What an A4 page across holds."""
PAGE_NUMBERS = 60


@require_GET
def usage_book(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.OPEN_USAGE_BOOK)
    viewer = request.viewer
    reads_all = deeds.may(request, Deed.READ_USAGE_BOOK)
    if not reads_all and not deeds.may(request, Deed.READ_OWN_USAGE):
        return _numbers(request)
    years, year = _years(request)
    form = BookFilterForm(request.GET, school=viewer.school, reads_all=reads_all)
    wanted = form.wanted(None if reads_all else viewer.person)
    page = _page(request, year, wanted)
    closings = selectors.closings(viewer.school, year) if reads_all else []
    lines = selectors.lines_of(viewer.school, year, page)
    if wanted.text:
        lines.reverse()
    context = {
        "page": page,
        "rows": _rows(lines, closings if not wanted.narrows else []),
        "year": year,
        "years": years,
        "volumes": range(1, -(-selectors.last_number(viewer.school, year) // selectors.VOLUME) + 1),
        "reads_all": reads_all,
        "ended": years_closed.year_closing(viewer.school, Book.USAGE, year) if reads_all else None,
        "filter_form": form,
        "filtered": wanted.narrows,
        "cut": wanted.text and page.paginator.count >= selectors.MOST_FOUND,
        "may_correct": deeds.may(request, Deed.CORRECT_USAGE_BOOK),
        "foot": _foot(lines, closings) if not wanted.narrows else "",
        **_months(request, year, closings),
    }
    return render(request, "duty/book.html", context)


def _numbers(request: PageRequest) -> HttpResponse:
    """For who files the papers: each line's number and day, and nothing of what it says (REQUIREMENTS §4)."""
    deeds.require(request, Deed.READ_USAGE_NUMBERS)
    years, year = _years(request)
    page = _page(request, year, BookFilter(), lines=PAGE_NUMBERS)
    found = selectors.lines_of(request.viewer.school, year, page)
    context = {
        "page": page,
        "lines": [{"number": each.number, "at_us": each.started_us} for each in found],
        "year": year,
        "years": years,
    }
    return render(request, "duty/numbers.html", context)


def _foot(lines: list["UsageLine"], closings: list["MonthClosing"]) -> str:
    """The code at the foot of this page: of the month that closed its last line, or the newest and that it is open."""
    if not lines:
        return ""
    last = lines[-1].number
    closed = next((each for each in closings if last <= each.to_number), None)
    return (
        as_printed(closed.printed)
        if closed
        else printed.open_code(ledger.last_checkpoint(settings.DATA), _("not closed yet"))
    )


def _years(request: PageRequest) -> tuple[list[str], str]:
    years = selectors.school_years(request.viewer.school)
    this_year = selectors.school_year_of(request.viewer.school, now_us())
    year = request.GET.get("year", "")
    return sorted({*years, this_year}, reverse=True), year if year in years else this_year


def _page(
    request: PageRequest, year: str, wanted: BookFilter, lines: int = PAGE_LINES
) -> "Page[int]":
    """Numbers of the lines. The book lies open at its last page; what a search found begins with the newest."""
    school = request.viewer.school
    if wanted.text:
        found: Any = selectors.newest_found(school, year, wanted)
        return Paginator(found, lines).get_page(request.GET.get("page"))
    paginator = Paginator(selectors.numbers(school, year, wanted), lines)
    return paginator.get_page(request.GET.get("page") or paginator.num_pages)


def _rows(lines: Iterable["UsageLine"], closings: list["MonthClosing"]) -> list[dict[str, Any]]:
    ends = {each.to_number: each for each in closings}
    return [
        {"line": each, "watched_us": _watched_us(each), "closing": _closing(ends.get(each.number))}
        for each in lines
    ]


def _closing(row: "MonthClosing | None") -> dict[str, Any] | None:
    return None if row is None else {"row": row, "total": printed.total_text(row)}


def _watched_us(line: "UsageLine") -> int:
    """Time really served, the longest of the cameras: several in step are watched at once."""
    spans = [total_us(Range(a, b) for a, b in each["ranges"] if a < b) for each in line.served]
    return max(spans, default=0)


def _months(request: PageRequest, year: str, closings: list[Any]) -> dict[str, Any]:
    """What is due of the monthly closing, for who may do it."""
    keeps = deeds.may(request, Deed.CORRECT_USAGE_BOOK)
    checks = deeds.may(request, Deed.CHECK_USAGE_BOOK)
    due = selectors.months_to_close(request.viewer.school, year)[:1] if keeps else []
    unchecked = [each for each in closings if not hasattr(each, "check_row")]
    return {
        "due": [{"month": each, "total": printed.counts_text(each.counts)} for each in due],
        "to_check": [
            {"row": each, "total": printed.total_text(each)}
            for each in unchecked
            if checks and each.keeper_id != request.viewer.person
        ],
    }


@require_POST
def usage_correct(request: PageRequest, line: UUID) -> HttpResponse:
    """Đính chính: a new line that cites the old one (I7)."""
    deeds.require(request, Deed.CORRECT_USAGE_BOOK)
    viewer = request.viewer
    if not selectors.usage_lines(viewer.school).filter(pk=line).exists():
        raise Http404
    by = viewer.person
    correct(request, lambda text: services.correct_usage_line(line=line, by=by, text=text))
    return redirect("usage_book")


@require_POST
def usage_close(request: PageRequest, year: str, month: str) -> HttpResponse:
    """Cộng tháng, by the keeper: with the ledger's code of this moment."""
    deeds.require(request, Deed.CORRECT_USAGE_BOOK)
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
    return redirect(f"{reverse('usage_book')}?year={year}")


@require_POST
def usage_check(request: PageRequest, closing: UUID) -> HttpResponse:
    """The second signature under a month."""
    deeds.require(request, Deed.CHECK_USAGE_BOOK)
    row = selectors.closing(request.viewer.school, closing)
    if row is None:
        raise Http404
    try_and_say(
        request,
        lambda: services.check_month(closing=row.id, by=request.viewer.person),
        _("Checked: it stands under the month with your name."),
    )
    return redirect(f"{reverse('usage_book')}?year={row.school_year}")


@require_GET
def usage_print(request: PageRequest, year: str, volume: int, kind: str) -> HttpResponse:
    """One volume of the printed book, PDF or XLSX."""
    deeds.require(request, Deed.READ_USAGE_BOOK)
    school = request.viewer.school
    if kind not in ("pdf", "xlsx") or year not in selectors.school_years(school):
        raise Http404
    data = printed.book_pages(school, year, volume, ledger.last_checkpoint(settings.DATA))
    if not data["lines"]:
        raise Http404
    try:
        body = documents.render("usage_book", data, "pdf" if kind == "pdf" else "xlsx")
    except documents.NotRendered:
        messages.error(request, _("The book could not be made now: try again in a minute."))
        return redirect("usage_book")
    response = HttpResponse(
        body, content_type=documents.CONTENT_TYPES["pdf" if kind == "pdf" else "xlsx"]
    )
    name = f"so-su-dung-camera_{year}_quyen-{volume:02d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
