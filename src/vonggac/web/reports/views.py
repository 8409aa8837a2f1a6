"""Báo cáo: list with what is due, a report with its numbers, its steps (nhóm 6 khoản 2 Điều 3)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.notices import services as notices
from vonggac.reports import selectors, services
from vonggac.reports.states import LineKind, PeriodKind
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.local_time import local
from vonggac.web.paging import page_of
from vonggac.web.proceedings import correct, offered, take
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.reports import shown
from vonggac.web.reports.forms import DraftForm
from vonggac.web.reports.links import linker
from vonggac.web.reports.steps import steps
from vonggac.web.reports.words import days_text, period_text, value_text
from vonggac.web.viewer import PageRequest


@require_GET
def reports(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_REPORTS)
    school, at_us = request.viewer.school, now_us()
    page = page_of(request, selectors.reports(school))
    due = [
        {
            "due": each,
            "title": period_text(each.period),
            "late": each.due_us <= at_us,
            "day": each.period.from_day.isoformat(),
        }
        for each in selectors.due(school, at_us)
    ]
    context = {
        "page": page,
        "rows": [_listed(each) for each in page],
        "due": due,
        "may_draft": deeds.may(request, Deed.DRAFT_REPORT),
        "may_evaluate": deeds.may(request, Deed.INSPECT),
    }
    return render(request, "reports/list.html", context)


def _listed(row: Any) -> dict[str, Any]:
    return {"row": row, "title": period_text(row.period), "paper": services.paper_label(row)}


@require_http_methods(["GET", "POST"])
def report_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.DRAFT_REPORT)
    viewer = request.viewer
    asked = {name: request.GET.get(name, "")[:12] for name in ("kind", "day")}
    initial = {
        "kind": asked["kind"] or PeriodKind.MONTH.value,
        "day": asked["day"] or _last_month(),
    }
    form = DraftForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.draft(school=viewer.school, by=viewer.person, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, _("%(no)s: the draft has its numbers.") % {"no": made.label})
            return redirect("report", made.id)
    status = 400 if form.errors else 200
    return render(request, "reports/new.html", {"form": form}, status=status)


def _last_month() -> str:
    """A day of it: what is reported of most often."""
    return (local(now_us()).date().replace(day=1) - timedelta(days=1)).isoformat()


@require_GET
def report(request: PageRequest, report: UUID) -> HttpResponse:
    row = own_report(request, report)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
@freshly_authenticated
def report_step(request: PageRequest, report: UUID, step: str) -> HttpResponse:
    row = own_report(request, report)
    wrong = take(request, row, step, steps(), report=row.id)
    return redirect("report", row.id) if wrong is None else _page(request, row, {step: wrong})


@require_POST
def report_correct(request: PageRequest, report: UUID, place: int) -> HttpResponse:
    row = own_report(request, report)
    correct(request, services.correct, report=row.id, place=place)
    return redirect("report", row.id)


def own_report(request: PageRequest, report_id: UUID) -> Any:
    """Raises Http404 where the school has none of that id."""
    deeds.require(request, Deed.READ_REPORTS)
    row = selectors.report(request.viewer.school, report_id)
    if row is None:
        raise Http404
    return row


def _page(
    request: PageRequest, row: Any, spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    lines = selectors.lines(row.id)
    for each in lines:
        each.word = LineKind(each.kind).label  # type: ignore[attr-defined]  # for the template
    numbers = selectors.numbers_of(row)
    base = reverse("report", args=[row.id])
    initial = {name: getattr(row, name) for name in (*services.TEXTS, "upward")}
    initial["digest"] = selectors.digest_of(row, numbers)
    steps_here = offered(request, row, steps(), spoilt=spoilt, initial=initial)
    context = {
        "row": row,
        "title": period_text(row.period),
        "days": days_text(row.period),
        "earlier": days_text(selectors.earlier(row)),
        "early": not row.ended and not row.period.over(now_us()),
        "paper": services.paper_label(row),
        "sections": shown.sections(numbers, linker(request, row.period)),
        "chart": shown.chart(numbers),
        "cameras": shown.camera_rows(numbers.cameras),
        "differences": _differences(row),
        # Who may write the texts reads them in the fields of that step.
        "texts": [] if any(each["name"] == "texts" for each in steps_here) else _texts(row),
        "lines": lines,
        "steps": steps_here,
        "step_base": f"{base}/step",
        "correct_base": f"{base}/correct",
        "may_correct": deeds.may(request, Deed.DRAFT_REPORT),
    }
    return render(request, "reports/report.html", context, status=400 if spoilt else 200)


def _differences(row: Any) -> list[dict[str, str]]:
    if not row.numbers:
        return []
    return [
        {
            "label": str(each.figure.label),
            "frozen": value_text(each.frozen, each.figure.unit),
            "now": value_text(each.now, each.figure.unit),
        }
        for each in selectors.differences(row)
    ]


def _texts(row: Any) -> list[tuple[str, str]]:
    titles = {
        "general": _("I. General situation: remark"),
        "results": _("II. Results: remark"),
        "shortcomings": _("III. Shortcomings, difficulties"),
        "proposals": _("IV. Proposals"),
        "plans": _("V. Plans for the next period"),
    }
    return [(title, getattr(row, name)) for name, title in titles.items() if getattr(row, name)]
