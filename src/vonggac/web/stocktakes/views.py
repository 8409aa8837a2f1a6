"""Kiểm kê: list, plan, a file with its steps, what is to become of each item (khoản 7 Điều 2)."""

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
from vonggac.repairs import selectors as repairs
from vonggac.stocktakes import selectors, services
from vonggac.stocktakes.services.settling import OF_SURPLUS, OF_THE_BOOKS
from vonggac.stocktakes.states import LineKind, Way
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.local_time import local
from vonggac.web.paging import page_of
from vonggac.web.proceedings import correct, offered, take
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.stocktakes.forms import PlanForm
from vonggac.web.stocktakes.steps import steps
from vonggac.web.viewer import PageRequest

TONES = {"present": "good", "missing": "bad", "broken": "warn", "surplus": "info"}


@require_GET
def stocktakes(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_STOCKTAKES)
    school, at_us = request.viewer.school, now_us()
    today = local(at_us).date()
    context = {
        "page": page_of(
            request, selectors.stocktakes(school), instants=("frozen_us", "approved_us")
        ),
        "year_ends": [each for each in selectors.year_ends(school, at_us) if each.shown(today)],
        "today": today,
        "without": selectors.year_without(school, at_us),
        "may_plan": deeds.may(request, Deed.PLAN_STOCKTAKE),
        "may_decide": deeds.may(request, Deed.SETTINGS_OF_ACCESS),
    }
    return render(request, "stocktakes/list.html", context)


@require_http_methods(["GET", "POST"])
def stocktake_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.PLAN_STOCKTAKE)
    viewer = request.viewer
    asked = {"occasion": request.GET.get("occasion", "")}
    form = PlanForm(request.POST or None, school=viewer.school, initial=asked)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.plan(school=viewer.school, by=viewer.person, **form.values)
        )
        if made is not None:
            messages.success(
                request, _("%(no)s is planned: the Board decides.") % {"no": made.label}
            )
            return redirect("stocktake", made.id)
    status = 400 if form.errors else 200
    return render(request, "stocktakes/new.html", {"form": form}, status=status)


@require_GET
def stocktake(request: PageRequest, stocktake: UUID) -> HttpResponse:
    row = own_stocktake(request, stocktake)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
@freshly_authenticated
def stocktake_step(request: PageRequest, stocktake: UUID, step: str) -> HttpResponse:
    row = own_stocktake(request, stocktake)
    wrong = take(request, row, step, steps(), stocktake=row.id)
    return redirect("stocktake", row.id) if wrong is None else _page(request, row, {step: wrong})


@require_POST
def stocktake_correct(request: PageRequest, stocktake: UUID, place: int) -> HttpResponse:
    row = own_stocktake(request, stocktake)
    correct(request, services.correct, stocktake=row.id, place=place)
    return redirect("stocktake", row.id)


@require_http_methods(["GET", "POST"])
def ways(request: PageRequest, stocktake: UUID) -> HttpResponse:
    """Phương án of every item, in one table; what is left empty is written later."""
    row = own_stocktake(request, stocktake)
    deeds.require(request, Deed.TAKE_STOCK)
    found = selectors.standings(row.id)
    form = PageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {
            each.item.id: (way, request.POST.get(f"text_{each.item.id.hex}", ""))
            for each in found
            if (way := request.POST.get(f"way_{each.item.id.hex}", ""))
        }
        by = request.viewer.person
        done = form.try_to(lambda: services.propose(stocktake=row.id, by=by, ways=said))
        if done is not None:
            messages.success(request, _("%(n)s proposals written.") % {"n": done})
            return redirect("stocktake", row.id)
    context = {
        "row": row,
        "form": form,
        "items": [_asked(request, each) for each in found],
        "writes": row.state in ("signed", "proposed"),
    }
    status = 400 if form.errors else 200
    return render(request, "stocktakes/ways.html", context, status=status)


def _asked(request: PageRequest, each: Any) -> dict[str, Any]:
    key = each.item.id.hex
    known = (each.way.way, each.way.text) if each.way else (_usual(each), "")
    return {
        "now": each,
        "tone": TONES[each.count.found] if each.count else "",
        "choices": [(way.value, way.label) for way in _possible(each)],
        "way": request.POST.get(f"way_{key}", known[0]),
        "text": request.POST.get(f"text_{key}", known[1]),
    }


def _possible(each: Any) -> Any:
    if each.item.surplus:
        return OF_SURPLUS
    missing = each.count is not None and each.count.found == "missing"
    return [way for way in OF_THE_BOOKS if not (missing and way is Way.KEEP)]


def _usual(each: Any) -> str:
    """Only what is in good order is offered filled in: everything else is somebody's to weigh."""
    good = each.count is not None and (each.count.found, each.count.worth) == ("present", "good")
    return "keep" if good else ""


def own_stocktake(request: PageRequest, stocktake_id: UUID) -> Any:
    """Of the viewer's school, for who may read. Raises Http404, Refused."""
    deeds.require(request, Deed.READ_STOCKTAKES)
    row = selectors.one(request.viewer.school, stocktake_id)
    if row is None:
        raise Http404
    return row


def _page(
    request: PageRequest, row: Any, spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    lines = selectors.lines(row.id)
    for each in lines:
        each.word = LineKind(each.kind).label  # type: ignore[attr-defined]  # for the template
    base, found = reverse("stocktake", args=[row.id]), selectors.standings(row.id)
    takes = deeds.may(request, Deed.TAKE_STOCK)
    member = takes and selectors.is_member(row.id, request.viewer.person)
    open_first = sorted(found, key=lambda each: each.count is not None)
    context = {
        "row": row,
        "members": selectors.members(row.id),
        "items": [
            {"now": each, "tone": TONES[each.count.found] if each.count else ""}
            for each in (open_first if row.state == "counting" else found)
        ],
        "tally": selectors.tally(found),
        "counts_now": row.state == "counting" and member,
        "proposes_now": row.state in ("signed", "proposed") and takes,
        "repairs": list(repairs.from_source(row.school_id, row.label)),
        "lines": lines,
        "steps": offered(request, row, steps(), spoilt=spoilt),
        "step_base": f"{base}/step",
        "scan_base": f"{base}/papers",
        "correct_base": f"{base}/correct",
        "may_correct": takes,
        "may_propose_repair": deeds.may(request, Deed.PROPOSE_REPAIR),
    }
    return render(request, "stocktakes/stocktake.html", context, status=400 if spoilt else 200)
