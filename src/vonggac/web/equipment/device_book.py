"""Sổ theo dõi hoạt động thiết bị (khoản 4 Điều 2): as the printed book, with the days that lack a line."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.closing import selectors as closing
from vonggac.closing.books import YEAR, Book
from vonggac.documents import client as documents
from vonggac.equipment import selectors, services
from vonggac.kernel.clock import now_us
from vonggac.ledger import selectors as ledger
from vonggac.ledger.printed import as_printed
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.closing.words import device_counts, period_text, total_text
from vonggac.web.corrections import correct
from vonggac.web.duty.printed import open_code
from vonggac.web.equipment import printed
from vonggac.web.equipment.asset_forms import DayLineForm
from vonggac.web.local_time import local
from vonggac.web.paging import days_asked
from vonggac.web.viewer import PageRequest

PAGE_LINES = 20
DAYS = timedelta(days=30)
TONES = {"good": "good", "warning": "warn", "broken": "bad"}


@require_http_methods(["GET", "POST"])
def device_book(request: PageRequest) -> HttpResponse:
    """A POST writes a person's line."""
    deeds.require(request, Deed.READ_DEVICE_BOOK)
    today = local(now_us()).date()
    form = DayLineForm(
        request.POST or None, school=request.viewer.school, initial={"day": _asked_day(request) or today}
    )  # fmt: skip
    if request.method == "POST":
        deeds.require(request, Deed.WRITE_DEVICE_BOOK)
        if form.is_valid():
            done = form.try_to(
                lambda: services.write_day_line(
                    school=request.viewer.school, by=request.viewer.person, **form.cleaned_data
                )
            )
            if done is not None:
                late = _("Line %(n)d is written, marked as a late entry.")
                said = late if done.late else _("Line %(n)d is written.")
                messages.success(request, said % {"n": done.number})
                return redirect("device_book")
    return _page(request, form, today)


def _page(request: PageRequest, form: DayLineForm, today: date) -> HttpResponse:
    school = request.viewer.school
    years = selectors.device_years(school)
    year = request.GET.get("year", "")
    year = year if year in years else years[0]
    camera, day = request.GET.get("camera", "")[:16], _asked_day(request)
    span = (day, day) if day else days_asked(request)
    found = selectors.device_lines(school, year, camera=camera, days=span)
    pages = Paginator(found, PAGE_LINES)
    page = pages.get_page(request.GET.get("page") or pages.num_pages)
    writes = deeds.may(request, Deed.WRITE_DEVICE_BOOK)
    last = selectors.last_device_number(school, year)
    closings = closing.closings(school, year, Book.DEVICE)
    context = {
        "page": page,
        "rows": _rows(page, closings),
        "ended": next((each for each in closings if each.period == YEAR), None),
        "year": year,
        "years": years,
        "camera": camera,
        "cameras": places.cameras(school),
        "day": day,
        "span": span,
        "days": selectors.book_days(school, today - DAYS, today),
        "today": today,
        "volumes": range(1, -(-last // selectors.VOLUME) + 1),
        "form": form if writes else None,
        "may_check": deeds.may(request, Deed.CHECK_DEVICE_BOOK),
        **_months(request, year),
        "foot": _foot(page, closings),
    }
    status = 400 if form.errors else 200
    return render(request, "equipment/device_book.html", context, status=status)


def _rows(lines: Any, closings: list[Any]) -> list[dict[str, Any]]:
    ends = {each.to_number: each for each in closings if each.period != YEAR}
    return [
        {
            "line": each,
            "tone": TONES[each.condition],
            "closing": ends.get(each.number),
            "total": total_text(ends[each.number]) if each.number in ends else "",
        }
        for each in lines
    ]


def _foot(lines: Any, closings: list[Any]) -> str:
    """The code at the foot of this page (G8): of what closed its last line, or the newest and that it is open."""
    last = max((each.number for each in lines), default=0)
    if not last:
        return ""
    closed = next((each for each in closings if each.from_number <= last <= each.to_number), None)
    if closed is None:
        return open_code(ledger.last_checkpoint(settings.DATA), _("not closed yet"))
    return as_printed(closed.printed)


def _months(request: PageRequest, year: str) -> dict[str, Any]:
    """What is due of the monthly closing, for who may do it."""
    school = request.viewer.school
    keeps = deeds.may(request, Deed.CORRECT_USAGE_BOOK)
    checks = deeds.may(request, Deed.CHECK_USAGE_BOOK)
    due = closing.months_to_close(school, year)[:1] if keeps else []
    return {
        "due": [{"month": each, "total": device_counts(each.counts)} for each in due],
        "to_check": [
            {
                "row": each,
                "book": Book.DEVICE.label,
                "period": period_text(each),
                "total": device_counts(each.counts),
            }
            for each in closing.to_check(school)
            if checks and each.book == Book.DEVICE and each.keeper_id != request.viewer.person
        ],
    }


def _asked_day(request: PageRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return None


@require_POST
def device_correct(request: PageRequest, line: UUID) -> HttpResponse:
    deeds.require(request, Deed.WRITE_DEVICE_BOOK)
    row = selectors.device_line(request.viewer.school, line)
    if row is None:
        raise Http404
    by = request.viewer.person
    correct(request, lambda text: services.correct_device_line(line=row.id, by=by, text=text))
    return redirect("device_book")


@require_POST
def device_check(request: PageRequest, day: str) -> HttpResponse:
    """BGH kiểm tra."""
    deeds.require(request, Deed.CHECK_DEVICE_BOOK)
    try:
        services.check_day(
            school=request.viewer.school,
            day=date.fromisoformat(day),
            by=request.viewer.person,
            remarks=request.POST.get("remarks", "")[:500],
        )
        messages.success(request, _("Checked: it stands beside the day with your name."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except ValueError:
        raise Http404 from None
    return redirect("device_book")


@require_GET
def device_print(request: PageRequest, year: str, volume: int, kind: str) -> HttpResponse:
    """One volume of the printed book, PDF or XLSX."""
    deeds.require(request, Deed.READ_DEVICE_BOOK)
    school = request.viewer.school
    if kind not in ("pdf", "xlsx") or year not in selectors.device_years(school):
        raise Http404
    data: dict[str, Any] = printed.book_pages(school, year, volume, ledger.last_checkpoint(settings.DATA))  # fmt: skip
    if not data["lines"]:
        raise Http404
    wanted: documents.Kind = "pdf" if kind == "pdf" else "xlsx"
    try:
        body = documents.render("device_book", data, wanted)
    except documents.NotRendered:
        messages.error(request, _("The book could not be made now: try again in a minute."))
        return redirect("device_book")
    response = HttpResponse(body, content_type=documents.CONTENT_TYPES[wanted])
    name = f"so-thiet-bi-camera_{year}_quyen-{volume:02d}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
