"""Viewing requests: list, asking, one request with its history and what is next for this person (khoản 3 Điều 4)."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.disclosures import selectors, services
from vonggac.disclosures.states import EDITABLE, FINAL, OPEN, RequestState
from vonggac.kernel.clock import HOUR_US, MINUTE_US, now_us
from vonggac.notices import services as notices
from vonggac.web import deeds
from vonggac.web.disclosures import forms
from vonggac.web.disclosures.shown import page_of_request
from vonggac.web.disclosures.steps import form_of, standing_of, take
from vonggac.web.paging import page_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request

FILTERS = {"open", "late", "all", *RequestState.values}


@require_GET
def requests(request: PageRequest) -> HttpResponse:
    viewer = request.viewer
    state = request.GET.get("state", "open")
    state = state if state in FILTERS else "open"
    search = request.GET.get("q", "")[:160]
    rows = selectors.for_page(viewer.person, viewer.school, search=search, state=state)
    page = page_of(request, rows, instants=("sent_us",))
    at_us = now_us()
    context = {
        "page": page,
        "rows": [
            {"request": each, "late": is_late(each, at_us), "tone": tone_of(each)} for each in page
        ],
        "search": search,
        "state": state,
        "states": [
            ("open", _("Open")),
            ("late", _("Past the time limit")),
            (RequestState.AWAITING.value, RequestState.AWAITING.label),
            ("all", _("All")),
        ],
        "may_file": deeds.may(request, Deed.FILE_REQUEST),
        "receives": deeds.may(request, Deed.RECEIVE_REQUESTS),
        "may_limit": deeds.may(request, Deed.CHANGE_SETTINGS),
        "media": _media(request, at_us),
    }
    part = "HX-Request" in request.headers
    return render(request, f"disclosures/{'list_rows' if part else 'list'}.html", context)


def is_late(row: "Request", at_us: int) -> bool:
    return row.state in OPEN and row.due_us is not None and row.due_us <= at_us


def tone_of(row: "Request") -> str:
    """The colour of the chip."""
    if row.state in (RequestState.REFUSED, RequestState.NO_DATA, RequestState.WITHDRAWN):
        return "warn"
    if row.state == RequestState.COMPLETED:
        return "good"
    return "info" if row.state in (RequestState.AWAITING, RequestState.SENT) else "brand"


def _media(request: PageRequest, at_us: int) -> list[Any]:
    may = deeds.may(request, Deed.RECEIVE_REQUESTS) or deeds.may(request, Deed.DECIDE_REQUESTS)
    return selectors.media_due(request.viewer.school, at_us)[:20] if may else []


@require_http_methods(["GET", "POST"])
def request_new(request: PageRequest) -> HttpResponse:
    outsider = "own" not in request.GET and deeds.may(request, Deed.RECEIVE_REQUESTS)
    deeds.require(request, Deed.RECEIVE_REQUESTS if outsider else Deed.FILE_REQUEST)
    viewer = request.viewer
    form = forms.RequestForm(
        request.POST or None, school=viewer.school, outsider=outsider, initial=_initial(request)
    )
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.file(
                school=viewer.school,
                by=viewer.person,
                wish=form.wish(),
                party=form.party(),
                outsider=outsider,
                subjects=_subjects(form) or (),
            )
        )
        if made is not None:
            said = _("Written down as a draft. Attach the paper, then send it.")
            own = _("Written down as a draft. Look through it, then send it.")
            messages.success(request, said if outsider else own)
            return redirect("request", made.id)
    context = {"form": form, "outsider": outsider}
    context["receives"] = deeds.may(request, Deed.RECEIVE_REQUESTS)
    return render(request, "disclosures/new.html", context, status=400 if form.errors else 200)


def _initial(request: PageRequest) -> dict[str, Any]:
    now = now_us() // MINUTE_US * MINUTE_US
    return {
        "cameras": request.GET.getlist("camera"),
        "footage_from_us": now - HOUR_US,
        "footage_to_us": now,
    }


def _subjects(form: forms.RequestForm) -> list[UUID] | None:
    if not form.outsider:
        return None
    return [UUID(each) for each in form.cleaned_data["subjects"]]


@require_http_methods(["GET", "POST"])
def request_edit(request: PageRequest, request_id: UUID) -> HttpResponse:
    row = own(request, request_id)
    if row.state not in EDITABLE or not standing_of(request, row).keeper:
        raise Http404
    outsider = row.requester_id is None
    form = forms.RequestForm(
        request.POST or None,
        school=row.school_id,
        outsider=outsider,
        initial=_as_it_stands(row),
    )
    if request.method == "POST" and form.is_valid():
        done = form.try_to(
            lambda: services.edit(
                request=row.id,
                by=request.viewer.person,
                wish=form.wish(),
                party=form.party(),
                subjects=_subjects(form),
            )
        )
        if done is not None:
            messages.success(request, _("Saved."))
            return redirect("request", row.id)
    context = {"form": form, "outsider": outsider, "row": row}
    return render(request, "disclosures/new.html", context, status=400 if form.errors else 200)


def _as_it_stands(row: "Request") -> dict[str, Any]:
    facts = selectors.facts_of(row)
    return facts | {
        "name": row.requester_name,
        "is_unit": row.is_unit,
        "cameras": [each.camera_id for each in row.cameras.all()],
        "subjects": [str(each.person_id) for each in row.subjects.all()],
        "footage_from_us": row.footage_from_us,
        "footage_to_us": row.footage_to_us,
        "acts": row.acts,
        "purpose": row.purpose,
        "own_image": row.own_image,
        "pledged": bool(facts.get("pledged")),
    }


@require_GET
def request_page(request: PageRequest, request_id: UUID) -> HttpResponse:
    row = own(request, request_id)
    notices.read_about(person=request.viewer.person, url=request.path)
    return render(request, "disclosures/request.html", page_of_request(request, row))


@require_POST
def request_step(request: PageRequest, request_id: UUID, step: str) -> HttpResponse:
    row = own(request, request_id)
    form = form_of(step, row, request.POST)
    if form is None:
        raise Http404
    if form.is_valid():
        done = form.try_to(lambda: take(step, row, request.viewer.person, form.cleaned_data))
        if done is not None:
            messages.success(request, _("Written into the request’s history."))
            return redirect(
                "requests" if done.state in FINAL and step == "withdraw" else "request",
                *_at(done, step),
            )
    row = own(request, request_id)
    return render(
        request, "disclosures/request.html", page_of_request(request, row, {step: form}), status=400
    )


def _at(row: "Request", step: str) -> list[Any]:
    return [] if row.state in FINAL and step == "withdraw" else [row.id]


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def request_limits(request: PageRequest) -> HttpResponse:
    """The school's time limits: read by who receives or decides, changed by the head."""
    viewer = request.viewer
    if not deeds.may(request, Deed.RECEIVE_REQUESTS):
        deeds.require(request, Deed.DECIDE_REQUESTS)
    may_change = deeds.may(request, Deed.CHANGE_SETTINGS)
    now = selectors.limits_of(viewer.school)
    form = forms.LimitsForm(request.POST or None, initial=asdict(now))
    if request.method == "POST":
        deeds.require(request, Deed.CHANGE_SETTINGS)
        if form.is_valid():
            data = dict(form.cleaned_data)
            basis = data.pop("basis")
            done = form.try_to(
                lambda: services.decide_limits(
                    school=viewer.school, by=viewer.person, limits=replace(now, **data), basis=basis
                )
            )
            if done is not None:
                messages.success(request, _("The time limits are changed from now on."))
                return redirect("request_limits")
    context = {
        "form": form,
        "may_change": may_change,
        "limits": now,
        "history": selectors.limits_history(viewer.school),
    }
    return render(request, "disclosures/limits.html", context, status=400 if form.errors else 200)


def own(request: PageRequest, request_id: UUID) -> "Request":
    """What the person may read; everything else can't be told from what is not there (ACCESS §1.6)."""
    viewer = request.viewer
    row = selectors.request(request_id, person=viewer.person, school=viewer.school)
    if row is None:
        raise Http404
    return row
