"""Đề xuất kiểm tra dữ liệu (khoản 2 Điều 3): put by an officer, answered by the Board, on the phone as well."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.directives import selectors, services
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, now_us
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.directives.forms import ReasonForm, ScopeForm
from vonggac.web.directives.views import complain
from vonggac.web.forms import InstantField, PageForm, purpose_field
from vonggac.web.paging import page_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.directives.models import Proposal

TONES = {"proposed": "info", "agreed": "good", "refused": "warn"}


class ProposalForm(ScopeForm):
    purpose = purpose_field()
    reason = forms.CharField(
        label=gettext_lazy("What is suspected, and what the data would show"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AgreeForm(PageForm):
    due_us = InstantField(label=gettext_lazy("To be done by"))


@require_GET
def proposals(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEARCH)
    viewer, at_us = request.viewer, now_us()
    only = None if viewer.is_board or viewer.is_it_teacher else viewer.person
    rows = selectors.proposals(viewer.school, person=only)
    page = page_of(request, rows, instants=("proposed_us",))
    context = {
        "page": page,
        "rows": [_row(each, at_us) for each in page],
        "may_propose": deeds.may(request, Deed.PROPOSE_CHECK),
    }
    return render(request, "directives/proposals.html", context)


@require_http_methods(["GET", "POST"])
def proposal_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.PROPOSE_CHECK)
    now = now_us() // MINUTE_US * MINUTE_US
    initial = {
        "cameras": request.GET.getlist("camera"),
        "footage_from_us": now - HOUR_US,
        "footage_to_us": now,
    }
    form = ProposalForm(request.POST or None, school=request.viewer.school, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _propose(request, form))
        if made is not None:
            messages.success(request, _("Proposed: the school board has been told."))
            return redirect("proposal", made.id)
    return render(
        request, "directives/proposal_new.html", {"form": form}, status=400 if form.errors else 200
    )


@require_GET
def proposal(request: PageRequest, proposal: UUID) -> HttpResponse:
    row = _own(request, proposal)
    named = places.cameras_named(row.cameras)
    at_us = now_us()
    waits = row.state == "proposed" and at_us < row.expires_us
    context = {
        **_row(row, at_us),
        "cameras": [named[each] for each in row.cameras if each in named],
        "may_answer": waits and request.viewer.is_board and row.by_id != request.viewer.person,
        "agree_form": AgreeForm(initial={"due_us": (at_us + DAY_US) // MINUTE_US * MINUTE_US}),
        "reason_form": ReasonForm(),
    }
    return render(request, "directives/proposal.html", context)


@require_POST
@freshly_authenticated
def proposal_agree(request: PageRequest, proposal: UUID) -> HttpResponse:
    row, form = _own(request, proposal), AgreeForm(request.POST)
    made = None
    if form.is_valid():
        due_us = form.cleaned_data["due_us"]
        made = form.try_to(
            lambda: services.agree(
                proposal=row.id, by=request.viewer.person, due_us=due_us, valid_to_us=due_us
            )
        )
    if made is None:
        complain(request, form)
        return redirect("proposal", row.id)
    messages.success(request, _("Directive %(no)s issued.") % {"no": made.label})
    return redirect("directive", made.id)


@require_POST
@freshly_authenticated
def proposal_refuse(request: PageRequest, proposal: UUID) -> HttpResponse:
    row, form, by = _own(request, proposal), ReasonForm(request.POST), request.viewer.person
    done = None
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = form.try_to(lambda: services.refuse(proposal=row.id, by=by, reason=reason))
    if done is None:
        complain(request, form)
    return redirect("proposal", row.id)


def _propose(request: PageRequest, form: ProposalForm) -> "Proposal":
    data = form.cleaned_data
    return services.propose(
        by=request.viewer.person,
        school=request.viewer.school,
        cameras=data["cameras"],
        footage=form.footage,
        purpose=Purpose(data["purpose"]),
        reason=data["reason"],
    )


def _own(request: PageRequest, proposal_id: UUID) -> "Proposal":
    viewer = request.viewer
    only = None if viewer.is_board or viewer.is_it_teacher else viewer.person
    row = selectors.proposals(viewer.school, person=only).filter(pk=proposal_id).first()
    if row is None:
        raise Http404
    return row


def _row(row: "Proposal", at_us: int) -> dict[str, Any]:
    lapsed = row.state == "proposed" and at_us >= row.expires_us
    return {
        "proposal": row,
        "state": selectors.proposal_label(row, at_us),
        "tone": "" if lapsed else TONES[row.state],
    }
