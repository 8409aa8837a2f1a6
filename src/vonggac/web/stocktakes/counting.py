"""Counting on a phone: a label's code, or a tap in the list, opens the page of one device."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as equipment
from vonggac.papers import services as papers
from vonggac.stocktakes import selectors, services
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.scans import scan_response, try_with_scan
from vonggac.web.stocktakes.forms import CountForm, SurplusForm
from vonggac.web.stocktakes.views import TONES, own_stocktake
from vonggac.web.viewer import PageRequest


@require_GET
def label_code(request: PageRequest, asset: UUID) -> HttpResponse:
    """Where the code on a device leads: to its counting page while a stocktake counts it, else to its record."""
    deeds.require(request, Deed.READ_ASSETS)
    row = equipment.asset(request.viewer.school, asset)
    if row is None:
        raise Http404
    counted = selectors.counted_now(request.viewer.school, row.id)
    if counted is not None and deeds.may(request, Deed.READ_STOCKTAKES):
        return redirect("stocktake_item", counted.id)
    return redirect("asset", row.id)


@require_http_methods(["GET", "POST"])
def item(request: PageRequest, item: UUID) -> HttpResponse:
    deeds.require(request, Deed.READ_STOCKTAKES)
    row = _own(request, item)
    form = CountForm(request.POST or None, request.FILES or None, surplus=row.surplus)
    if request.method == "POST" and form.is_valid():
        done = _with_photo(request, form, row.stocktake, services.count, item=row.id)
        if done is not None:
            _say(request, row, done)
            following = _next(row) if done.before is None else None
            return (
                redirect("stocktake_item", following)
                if following
                else redirect("stocktake", row.stocktake_id)
            )
    takes = deeds.may(request, Deed.TAKE_STOCK)
    counts = selectors.counts(row.id)
    context = {
        "row": row.stocktake,
        "item": row,
        "counts": [{"count": each, "tone": TONES[each.found]} for each in counts],
        "form": form,
        "counts_now": row.stocktake.state == "counting"
        and takes
        and selectors.is_member(row.stocktake_id, request.viewer.person),
    }
    status = 400 if form.errors else 200
    return render(request, "stocktakes/item.html", context, status=status)


@require_http_methods(["GET", "POST"])
def surplus(request: PageRequest, stocktake: UUID) -> HttpResponse:
    """Thừa: a device that stands in no book."""
    row = own_stocktake(request, stocktake)
    deeds.require(request, Deed.TAKE_STOCK)
    form = SurplusForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        done = _with_photo(request, form, row, services.add_surplus, stocktake=row.id)
        if done is not None:
            messages.success(request, _("Written as surplus."))
            return redirect("stocktake", row.id)
    status = 400 if form.errors else 200
    return render(request, "stocktakes/surplus.html", {"row": row, "form": form}, status=status)


@require_GET
def photo(request: PageRequest, item: UUID, place: int) -> HttpResponse:
    deeds.require(request, Deed.READ_STOCKTAKES)
    row = _own(request, item)
    found = next((each for each in selectors.counts(row.id) if each.place == place), None)
    if found is None or found.photo_id is None:
        raise Http404
    otherwise = reverse("stocktake_item", args=[row.id])
    return scan_response(request, found.photo_id, otherwise=otherwise)


def _with_photo(request: PageRequest, form: PageForm, row: Any, act: Any, **ids: Any) -> Any:
    values = dict(form.cleaned_data)
    content, by = values.pop("scan", b""), request.viewer.person

    def done() -> Any:
        if not content:
            return act(by=by, **ids, **values)
        with papers.keep(school=row.school_id, of=row.label, content=content, by=by) as scan:
            return act(by=by, photo=scan, **ids, **values)

    return try_with_scan(form, "scan", done)


def _next(row: Any) -> UUID | None:
    """The next device of the list that nobody has counted, after the last one from its beginning; None: all are."""
    every = selectors.standings(row.stocktake_id)
    at = next(n for n, each in enumerate(every) if each.item.id == row.id)
    open_ones = (each.item.id for each in [*every[at:], *every[:at]] if each.count is None)
    return next(open_ones, None)


def _say(request: PageRequest, row: Any, done: services.Seen) -> None:
    messages.success(request, _("%(code)s is counted.") % {"code": row})
    before = done.before
    if before is not None and before.by_id != request.viewer.person:
        words = _("%(who)s had written “%(what)s” before: both lines stay, yours counts.")
        said = {"who": before.by.full_name, "what": before.get_found_display()}
        messages.warning(request, words % said)


def _own(request: PageRequest, item_id: UUID) -> Any:
    row = selectors.item(request.viewer.school, item_id)
    if row is None:
        raise Http404
    return row
