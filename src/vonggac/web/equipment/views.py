"""Failures: what is wrong with the equipment, since when, who does what about it (khoản 5 Điều 2; khoản 2 Điều 3)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.access.selectors import live_cameras
from vonggac.equipment import selectors, services
from vonggac.equipment.states import FailureState, Way
from vonggac.kernel.authority import Refusal
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.notices import services as notices
from vonggac.repairs import selectors as repairs
from vonggac.web import deeds
from vonggac.web.equipment import forms, guides, papers, steps
from vonggac.web.equipment.unexplained import unexplained_of
from vonggac.web.forms import PageForm
from vonggac.web.paging import page_of
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.equipment.models import Failure

MOST_PICTURED = 3


@require_GET
def failures(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_FAILURES)
    school = request.viewer.school
    state = request.GET.get("state", "open")
    state = state if state in {"open", "all", *FailureState.values} else "open"
    found = selectors.failures(school, state="" if state == "all" else state)
    page = page_of(request, found, instants=("detected_us", "closed_us", "stopped_us"))
    may_confirm = deeds.may(request, Deed.CONFIRM_FAILURE)
    context = {
        "page": page,
        "rows": list(page),
        "state": state,
        "states": [("open", _("Not closed")), ("closed", _("Failure closed")), ("all", _("All"))],
        "may_open": deeds.may(request, Deed.OPEN_FAILURE),
        "may_configure": deeds.may(request, Deed.CONFIGURE_CAMERAS),
        "may_confirm": may_confirm,
        "to_confirm": list(selectors.unconfirmed(school)[:50]) if may_confirm else [],
        "unexplained": unexplained_of(school, now_us()),
    }
    return render(request, "equipment/failures.html", context)


@require_http_methods(["GET", "POST"])
def failure_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.OPEN_FAILURE)
    viewer = request.viewer
    form = forms.OpenForm(request.POST or None, school=viewer.school, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.open_by_hand(
                school=viewer.school, by=viewer.person, **form.cleaned_data
            )
        )
        if made is not None:
            return _reported(request, made)
    context = {"form": form, "back": _back(request)}
    return render(request, "equipment/new.html", context, status=400 if form.errors else 200)


def _back(request: PageRequest) -> str:
    """Who may report a fault does not always read the failures: staff go home."""
    return reverse("failures" if deeds.may(request, Deed.READ_FAILURES) else "home")


def _reported(request: PageRequest, made: Any) -> HttpResponse:
    if deeds.may(request, Deed.READ_FAILURES):
        messages.success(request, _("Failure %(no)s opened.") % {"no": made.label})
        return redirect("failure", made.id)
    words = _("Reported, %(no)s: the IT teacher and the school board are told. Thank you.")
    messages.success(request, words % {"no": made.label})
    return redirect("home")


def _initial(request: PageRequest) -> dict[str, Any]:
    since = request.GET.get("from", "")
    known = since.isdecimal() and len(since) < 17
    return {
        "camera": request.GET.get("camera", "")[:16],
        "from_us": (int(since) if known else now_us()) // MINUTE_US * MINUTE_US,
    }


@require_GET
def failure(request: PageRequest, failure: UUID) -> HttpResponse:
    deeds.require(request, Deed.READ_FAILURES)
    row = _own(request, failure)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


def _page(
    request: PageRequest, row: "Failure", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    signs = selectors.signs(row.id)
    shown = list(signs[:200])
    reach = live_cameras(request.viewer.person, request.viewer.school, now_us())
    seen = frozenset() if isinstance(reach, Refusal) else reach.cameras
    pictured = [each for each in shown if selectors.has_pictures(each)]
    context = {
        "failure": row,
        "may_configure": row.camera_id is not None
        and deeds.refusal_of(request, Deed.CONFIGURE_CAMERAS, row.camera_id) is None,
        "lines": [
            {"line": each, "way": Way(each.cause).label if each.cause in Way.values else ""}
            for each in selectors.lines(row.id)
        ],
        "signs": shown,
        "signs_left": max(0, signs.count() - len(shown)),
        "pictured": [each for each in pictured if each.camera_id in seen][:MOST_PICTURED],
        "pictures_closed": bool(pictured) and all(each.camera_id not in seen for each in pictured),
        "words": {"loading": _("Loading"), "failed": _("The picture could not be loaded.")},
        "steps": steps.offered(request, row, spoilt or {}),
        "stop": selectors.stop_of(row.camera_id) if row.camera_id else None,
        "guide": guides.guide(row.cause),
        "waits_us": now_us() - row.detected_us if row.board_seen_us is None else 0,
        "papers": papers.OF_FAILURE,
        "proposals": repairs.from_source(row.school_id, row.label),
        "may_propose": deeds.may(request, Deed.PROPOSE_REPAIR),
        "may_confirm": row.board_seen_us is None
        and row.state != FailureState.CLOSED
        and deeds.may(request, Deed.CONFIRM_FAILURE),
    }
    return render(request, "equipment/failure.html", context, status=400 if spoilt else 200)


@require_POST
def failure_step(request: PageRequest, failure: UUID, step: str) -> HttpResponse:
    row = _own(request, failure)
    if step == "confirm":
        services.confirm(failure=row.id, by=request.viewer.person)
        messages.success(request, _("Confirmed: it is in the failure’s history with your name."))
        return redirect("failure", row.id)
    known = steps.STEPS.get(step)
    if known is None:
        raise Http404
    form = known.form(row, request.POST)
    if form.is_valid():
        done = form.try_to(
            lambda: known.act(failure=row.id, by=request.viewer.person, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("Written into the failure’s history."))
            return redirect("failure", row.id)
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return _page(request, _own(request, failure), {step: form})


@require_POST
def failures_confirm(request: PageRequest) -> HttpResponse:
    """A member of the Board confirms all that stand on the page."""
    for row in selectors.unconfirmed(request.viewer.school)[:50]:
        if str(row.id) in request.POST.getlist("failure"):
            services.confirm(failure=row.id, by=request.viewer.person)
    messages.success(request, _("Confirmed: it is in the failures’ histories with your name."))
    return redirect("failures")


@require_GET
def unexplained(request: PageRequest) -> HttpResponse:
    """Chưa giải trình: stretches without footage that neither a cause nor a failure explains (G5). None disappears."""
    deeds.require(request, Deed.READ_FAILURES)
    context = {
        "page": page_of(request, unexplained_of(request.viewer.school, now_us()), size=100),
        "may_open": deeds.may(request, Deed.OPEN_FAILURE),
    }
    return render(request, "equipment/unexplained.html", context)


def _own(request: PageRequest, failure_id: UUID) -> "Failure":
    row = selectors.failure(request.viewer.school, failure_id)
    if row is None:
        raise Http404
    return row
