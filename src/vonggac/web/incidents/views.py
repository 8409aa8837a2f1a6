"""Nghi vấn, vụ việc: list, opening by hand, the dossier and its steps (khoản 2 Điều 3, nhóm 2)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.incidents import selectors, services
from vonggac.incidents.states import CaseState, Way
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.notices import services as notices
from vonggac.web import deeds
from vonggac.web.corrections import correct
from vonggac.web.forms import PageForm
from vonggac.web.incidents.forms import CaseForm
from vonggac.web.incidents.steps import offered, steps
from vonggac.web.paging import page_of
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.incidents.models import Case

TONES = {
    "noted": "warn",
    "reported": "info",
    "directed": "info",
    "handled": "info",
    "result": "good",
}


@require_GET
def cases(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_CASES)
    state = request.GET.get("state", "open")
    state = state if state in {"open", "all", *CaseState.values} else "open"
    wanted = "" if state == "all" else state
    found = selectors.cases(request.viewer.school, state=wanted)
    page = page_of(request, found, instants=("noted_us", "closed_us", "violation_us"))
    context = {
        "page": page,
        "rows": [_row(each) for each in page],
        "state": state,
        "states": [("open", _("Not ended")), ("closed", _("Case ended")), ("all", _("All"))],
        "may_open": deeds.may(request, Deed.OPEN_CASE),
    }
    return render(request, "incidents/list.html", context)


def _row(row: "Case") -> dict[str, Any]:
    late = selectors.is_late(row, now_us())
    return {"case": row, "late": late, "tone": "bad" if late else TONES.get(row.state, "")}


@require_http_methods(["GET", "POST"])
def case_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.OPEN_CASE)
    viewer, at_us = request.viewer, now_us() // MINUTE_US * MINUTE_US
    initial = {"footage_from_us": at_us - 10 * MINUTE_US, "footage_to_us": at_us}
    form = CaseForm(request.POST or None, school=viewer.school, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.try_to(
            lambda: services.open_case(
                school=viewer.school,
                by=viewer.person,
                cameras=data["cameras"],
                footage=form.footage,
                purpose=data["purpose"],
                what=data["what"],
            )
        )
        if made is not None:
            messages.success(
                request, _("%(no)s noted; the school board is told.") % {"no": made.label}
            )
            return redirect("case", made.id)
    status = 400 if form.errors else 200
    return render(request, "incidents/new.html", {"form": form}, status=status)


@require_GET
def case(request: PageRequest, case: UUID) -> HttpResponse:
    row = _own(request, case)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


def _page(
    request: PageRequest, row: "Case", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    initial = {
        "cameras": [each.camera_id for each in row.cameras.all()],
        "footage_from_us": row.footage_from_us,
        "footage_to_us": max(row.footage_to_us, row.footage_from_us + MINUTE_US),
    }
    context = {
        **_row(row),
        "lines": [
            {"line": each, "way": Way(each.ref).label if each.ref in Way.values else ""}
            for each in selectors.dossier(row.id)
        ],
        "holds": selectors.holds_of(row),
        "may_read_holds": deeds.may(request, Deed.READ_HOLDS),
        "steps": offered(request, row, spoilt or {}, initial),
        "may_correct": deeds.may(request, Deed.OPEN_CASE),
        "may_issue": row.way == Way.RETRIEVE and deeds.may(request, Deed.ISSUE_DIRECTIVE),
    }
    return render(request, "incidents/case.html", context, status=400 if spoilt else 200)


@require_POST
def case_step(request: PageRequest, case: UUID, step: str) -> HttpResponse:
    row = _own(request, case)
    known = steps(board=request.viewer.is_board).get(step)
    if known is None:
        raise Http404
    more = {"school": request.viewer.school} if known.with_school else {}
    form = known.form(request.POST, auto_id=f"id_{step}_%s", **more)
    if form.is_valid():
        values = getattr(form, "values", form.cleaned_data)
        done = form.try_to(lambda: known.act(case=row.id, by=request.viewer.person, **values))
        if done is not None:
            messages.success(request, _("Written into the dossier."))
            return redirect("case", row.id)
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    row.refresh_from_db()
    return _page(request, row, {step: form})


@require_POST
def case_correct(request: PageRequest, case: UUID, line: UUID) -> HttpResponse:
    """Đính chính: a new line that names the old one (I7)."""
    row = _own(request, case)
    if not any(each.id == line for each in selectors.dossier(row.id)):
        raise Http404
    by = request.viewer.person
    correct(request, lambda text: services.correct_line(line=line, by=by, text=text))
    return redirect("case", row.id)


def _own(request: PageRequest, case_id: UUID) -> "Case":
    deeds.require(request, Deed.READ_CASES)
    row = selectors.case(request.viewer.school, case_id)
    if row is None:
        raise Http404
    return row
