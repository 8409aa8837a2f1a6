"""Mạng camera: what is on the networks, what waits for an answer, and who may end the watch."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as equipment
from vonggac.network import selectors, services
from vonggac.network.states import Answer
from vonggac.notices import services as notices
from vonggac.places import selectors as places
from vonggac.places.addresses import device_of
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.network.forms import PARTS, AnswerForm, WatchForm
from vonggac.web.paging import days_asked, page_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest


@require_GET
def network(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_CONFIGURATION)
    return _list(request)


@require_POST
@freshly_authenticated
def network_watch(request: PageRequest) -> HttpResponse:
    """The head alone ends the watch, or takes it up again (khoản 3 Điều 5)."""
    deeds.require(request, Deed.CHANGE_SETTINGS)
    form = WatchForm(request.POST)
    viewer = request.viewer
    if form.is_valid():
        made = form.try_to(
            lambda: services.decide(school=viewer.school, by=viewer.person, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, _("Decided: it counts from now on, and is in the ledger."))
            return redirect("network")
    return _list(request, form)


@require_http_methods(["GET", "POST"])
def sighting(request: PageRequest, sighting: UUID) -> HttpResponse:
    """One record, and its answer where it has none. An answer leads on to the slip or to the violation."""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    row = selectors.sighting(request.viewer.school, sighting)
    if row is None:
        raise Http404
    notices.read_about(person=request.viewer.person, url=request.path)
    form = AnswerForm(request.POST or None, kind=row.kind)
    if request.method == "POST":
        deeds.require(request, Deed.ANSWER_NETWORK)
        if form.is_valid():
            made = form.try_to(
                lambda: services.answer(
                    sighting=row.id, by=request.viewer.person, **form.cleaned_data
                )
            )
            if made is not None:
                messages.success(request, _("%(no)s: answered.") % {"no": made.label})
                return redirect(_next(made.label, made.answer or "", row.id, row.mac))
    context = {
        "row": row,
        "form": form,
        "may_answer": row.answered_us is None and deeds.may(request, Deed.ANSWER_NETWORK),
        "changes": [(PARTS.get(part, part), lines) for part, lines in row.changes.items()],
    }
    return render(request, "network/sighting.html", context, status=400 if form.errors else 200)


def _next(label: str, answer: str, sighting: UUID, mac: str) -> str:
    if answer == Answer.VIOLATION:
        return f"{reverse('violation_new')}?{urlencode({'source': label})}"
    if answer == Answer.REGISTER:
        return f"{reverse('asset_new')}?{urlencode({'mac': mac, 'basis': label})}"
    return reverse("sighting", args=[sighting])


def _list(request: PageRequest, form: PageForm | None = None) -> HttpResponse:
    school = request.viewer.school
    macs = {mac for mac, _serial in equipment.approved_devices(school) if mac}
    cameras = {device_of(each.main_url)[0]: each for each in places.cameras(school)}
    found = days_asked(request) is not None
    rows = selectors.sightings(school) if found else selectors.devices(school)
    page = page_of(request, rows, instants=("found_us",) if found else ())
    watched = selectors.is_watched(school)
    context = {
        "page": page,
        "rows": [
            {"row": each, "camera": cameras.get(each.ip), "approved": each.mac in macs}
            for each in page
            if not found
        ],
        "waiting": selectors.waiting(school)[:50],
        "answered": selectors.sightings(school).exclude(answered_us=None)[:20],
        "last_us": selectors.last_look_us(school),
        "watched": watched,
        "decisions": selectors.decisions(school)[:5],
        "form": form or WatchForm(initial={"watched": watched}),
        "may_decide": deeds.may(request, Deed.CHANGE_SETTINGS),
    }
    return render(
        request, "network/list.html", context, status=400 if form and form.errors else 200
    )
