"""The head's pages: handing the headship over, powers left to a vice-principal; and the Board's account review."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.people import selectors, services
from vonggac.people.held import ReviewDue
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.people.account_forms import DelegationForm, HandOverForm, ReviewForm
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def head_hand_over(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.APPOINT)
    viewer = request.viewer
    form = HandOverForm(request.POST or None, school=viewer.school, viewer=viewer.person)
    ready = request.method == "POST" and form.is_valid()
    if ready and form.try_to(lambda: _hand_over(request, form.cleaned_data)):
        messages.success(request, _("The headship has been handed over."))
        return redirect("sign_in")
    status = 400 if form.errors else 200
    return render(request, "people/hand_over.html", {"form": form}, status=status)


def _hand_over(request: PageRequest, data: dict[str, Any]) -> bool:
    services.hand_over_head(
        school=request.viewer.school,
        to=UUID(data["to"]),
        role=data["role"],
        decision_no=data["decision_no"],
        decided_on=data["decided_on"],
        by=request.viewer.person,
    )
    return True


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def delegations(request: PageRequest) -> HttpResponse:
    """Read by all who see people: whose signature counts is no secret."""
    deeds.require(request, Deed.SEE_PEOPLE)
    viewer, at_us = request.viewer, now_us()
    may_give = deeds.may(request, Deed.APPOINT)
    form = DelegationForm(
        request.POST or None,
        school=viewer.school,
        viewer=viewer.person,
        initial={"from_us": at_us, "to_us": at_us + 7 * DAY_US},
    )
    if request.method == "POST":
        deeds.require(request, Deed.APPOINT)
        if form.is_valid() and form.try_to(lambda: _delegate(request, form.cleaned_data)):
            messages.success(request, _("The powers have been left for that time."))
            return redirect("delegations")
    rows = [
        {"row": each, "stands": each.withdrawn_us is None and at_us < each.to_us}
        for each in selectors.delegations(viewer.school)
    ]
    context = {"rows": rows, "form": form, "may_give": may_give}
    status = 400 if form.errors else 200
    return render(request, "people/delegations.html", context, status=status)


def _delegate(request: PageRequest, data: dict[str, Any]) -> bool:
    to = UUID(data.pop("to"))
    services.delegate(school=request.viewer.school, to=to, by=request.viewer.person, **data)
    return True


@require_POST
@freshly_authenticated
def delegation_withdraw(request: PageRequest, delegation: UUID) -> HttpResponse:
    deeds.require(request, Deed.APPOINT)
    viewer = request.viewer
    try:
        services.withdraw_delegation(delegation=delegation, school=viewer.school, by=viewer.person)
    except ObjectDoesNotExist:
        raise Http404 from None
    messages.success(request, _("The powers have been taken back."))
    return redirect("delegations")


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def account_review(request: PageRequest) -> HttpResponse:
    """Read by who manages accounts; confirmed by the Board."""
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    form = ReviewForm(request.POST or None)
    if request.method == "POST":
        deeds.require(request, Deed.APPROVE_ACCOUNTS)
        if form.is_valid() and form.try_to(lambda: _confirm(request, form.cleaned_data["note"])):
            messages.success(request, _("The review has been confirmed."))
            return redirect("account_review")
    at_us = now_us()
    rows = [
        {
            "account": each,
            "roles": [held.role.value for held in selectors.positions_now(each.person_id, at_us)],
            "pledged": selectors.readiness(each.person_id).pledged_on,
            "own": each.person_id == request.viewer.person,
        }
        for each in selectors.accounts(request.viewer.school)
    ]
    context = {
        "rows": rows,
        "form": form,
        "due": review_due(request.viewer.school, at_us),
        "reviews": selectors.reviews(request.viewer.school)[:12],
        "may_confirm": deeds.may(request, Deed.APPROVE_ACCOUNTS),
    }
    return render(request, "people/review.html", context, status=400 if form.errors else 200)


def review_due(school: UUID, at_us: int) -> ReviewDue:
    return selectors.review_due(school, places.school(school).created_us, at_us)


def _confirm(request: PageRequest, note: str) -> bool:
    answers = {}
    for name, value in request.POST.items():
        prefix, _dash, account = name.partition("-")
        if prefix == "account":
            try:
                answers[UUID(account)] = value if value == "suspend" else "keep"
            except ValueError:
                raise Http404 from None
    services.confirm_review(
        school=request.viewer.school, answers=answers, by=request.viewer.person, note=note
    )
    return True
