"""The Board decides, on a telephone with two taps; or the superior body's decision is entered (REQUIREMENTS §2)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vonggac.access.deeds import Deed
from vonggac.disclosures import selectors, services
from vonggac.disclosures.deadlines import after_working_days
from vonggac.disclosures.states import RequestState
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import now_us
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.disclosures.carrying_forms import AgreeForm, RefuseForm, SuperiorForm
from vonggac.web.disclosures.shown import asked_of, decision_shown, may_decide
from vonggac.web.disclosures.steps import standing_of
from vonggac.web.disclosures.views import own
from vonggac.web.forms import PageForm
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def request_decide(request: PageRequest, request_id: UUID) -> HttpResponse:
    row = own(request, request_id)
    deeds.require(request, Deed.DECIDE_REQUESTS)
    refusal = may_decide(request, row, standing_of(request, row))
    if refusal is not None:
        raise Refused(refusal)
    agree, refuse = _forms(request, row, request.viewer.person)
    if request.method == "POST":
        done = _decided(request, row, agree, refuse)
        if done is not None:
            messages.success(request, _said(done))
            return redirect("request", row.id)
    return _page(request, row, agree, refuse)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def request_superior(request: PageRequest, request_id: UUID) -> HttpResponse:
    """Chuyển cấp trên: what the superior body decided, from its paper."""
    row = own(request, request_id)
    deeds.require(request, Deed.RECEIVE_REQUESTS)
    if row.state != RequestState.AWAITING or row.escalated_us is None:
        raise Http404
    agree, refuse = _forms(request, row, None)
    superior = SuperiorForm(request.POST or None)
    if request.method == "POST" and superior.is_valid():
        done = _entered(request, row, superior, agree, refuse)
        if done is not None:
            messages.success(request, _said(done))
            return redirect("request", row.id)
    return _page(request, row, agree, refuse, superior)


def _forms(
    request: PageRequest, row: "Request", approver: UUID | None
) -> tuple[AgreeForm, RefuseForm]:
    """Only the one that was sent is filled with what was typed."""
    sent = request.POST if request.method == "POST" else None
    refusing = sent is not None and sent.get("verdict") == "refuse"
    limits, calendar = selectors.limits_of(row.school_id), places.calendar_of(row.school_id)
    until_us = after_working_days(calendar, now_us(), limits.execute_days) - 60_000_000
    agree = AgreeForm(
        None if refusing else sent, row=row, approver=approver, initial={"valid_to_us": until_us}
    )
    refuse = RefuseForm(sent if refusing else None, initial={"read_sha256": row.request_sha256})
    return agree, refuse


def _decided(request: PageRequest, row: "Request", agree: AgreeForm, refuse: RefuseForm) -> Any:
    how: dict[str, Any] = {"request": row.id, "by": request.viewer.person}
    if refuse.is_bound:
        return _try(refuse, lambda: services.refuse(**how, **refuse.cleaned_data))
    return _try(
        agree,
        lambda: services.agree(
            **how,
            scope=agree.scope(),
            words=agree.cleaned_data["words"],
            read_sha256=agree.cleaned_data["read_sha256"],
        ),
    )


def _entered(
    request: PageRequest,
    row: "Request",
    superior: SuperiorForm,
    agree: AgreeForm,
    refuse: RefuseForm,
) -> Any:
    how = {
        "request": row.id,
        "by": request.viewer.person,
        "superior": superior.cleaned_data["superior"],
    }
    if refuse.is_bound:
        return _try(
            refuse,
            lambda: services.enter_superior_decision(
                **how,
                scope=None,
                reason=refuse.cleaned_data["reason"],
                clause=refuse.cleaned_data["clause"],
            ),
        )
    return _try(
        agree,
        lambda: services.enter_superior_decision(
            **how, scope=agree.scope(), reason=agree.cleaned_data["words"]
        ),
    )


def _try(form: PageForm, act: Callable[[], Any]) -> Any:
    return form.try_to(act) if form.is_valid() else None


def _said(row: "Request") -> str:
    return _("%(no)s: %(state)s. It is in the request’s history with your name.") % {
        "no": row.label,
        "state": RequestState(row.state).label,
    }


def _page(
    request: PageRequest,
    row: "Request",
    agree: AgreeForm,
    refuse: RefuseForm,
    superior: SuperiorForm | None = None,
) -> HttpResponse:
    facts, cameras = selectors.facts_of(row), [each.camera_id for each in row.cameras.all()]
    context = {
        **asked_of(row, facts),
        "agree": agree,
        "refuse": refuse,
        "superior": superior,
        "pictures": [each for each in row.papers.all() if each.kind != "application/pdf"],
        "papers": list(row.papers.all()),
        "left": selectors.left(cameras, row.footage),
        "gone": not selectors.anything_left(cameras, row.footage),
        "earlier": [
            {"row": each, **decision_shown(selectors.refusal_of(each))}
            for each in selectors.earlier_refusals(row)
        ],
        "before": [decision_shown(each) for each in selectors.decisions_of(row)],
        "wants_copy": any(each in row.acts for each in ("export", "print")),
    }
    bad = agree.errors or refuse.errors or (superior is not None and superior.errors)
    return render(request, "disclosures/decide.html", context, status=400 if bad else 200)
