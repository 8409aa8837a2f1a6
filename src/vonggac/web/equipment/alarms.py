"""What rings and for whom, which the head decides; and the inputs from outside, which the IT teacher makes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors, services
from vonggac.equipment.rules import TELL
from vonggac.web import alarm_words, deeds
from vonggac.web.addresses import for_anybody
from vonggac.web.equipment.forms import AlarmsForm, InputForm
from vonggac.web.viewer import PageRequest


@require_http_methods(["GET", "POST"])
def alarms(request: PageRequest) -> HttpResponse:
    """Everybody may read what rings; only the head of the school changes it (khoản 3 Điều 5)."""
    deeds.require(request, Deed.READ_FAILURES)
    school = request.viewer.school
    may_change = deeds.may(request, Deed.CHANGE_SETTINGS)
    if request.method == "POST":
        deeds.require(request, Deed.CHANGE_SETTINGS)
    form = AlarmsForm(request.POST or None, initial=_alarms_now(school))
    if request.method == "POST" and form.is_valid():
        done = form.try_to(
            lambda: services.decide(
                school=school,
                by=request.viewer.person,
                basis=form.cleaned_data["basis"],
                seconds=form.seconds,
                silent=form.kinds,
            )
        )
        if done is not None:
            messages.success(request, _("Decided: it counts from now on, and is in the ledger."))
            return redirect("alarms")
    context = {
        "form": form,
        "may_change": may_change,
        "rules": _rules(school),
        "limits": [
            {"label": alarm_words.LIMITS[limit], "seconds": seconds}
            for limit, seconds in selectors.seconds_of(school).items()
        ],
        "decisions": selectors.decisions(school),
    }
    return render(request, "equipment/alarms.html", context, status=400 if form.errors else 200)


def _alarms_now(school: UUID) -> dict[str, Any]:
    seconds = {limit.value: each for limit, each in selectors.seconds_of(school).items()}
    return seconds | {"silent": [each.value for each in selectors.silent_of(school)]}


def _rules(school: UUID) -> list[dict[str, Any]]:
    silent = selectors.silent_of(school)
    return [
        {"label": alarm_words.EVENTS[kind], "rule": rule, "silent": kind in silent}
        for kind, rule in TELL.items()
        if rule.anybody
    ]


@require_http_methods(["GET", "POST"])
def inputs(request: PageRequest) -> HttpResponse:
    """A new line's token is on the page that answers its making, once, and nowhere afterwards."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    viewer = request.viewer
    form = InputForm(request.POST or None, school=viewer.school)
    token = ""
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.make_input(school=viewer.school, by=viewer.person, **form.cleaned_data)
        )
        if made is not None:
            token = made[1]
            form = InputForm(school=viewer.school)
    context = {
        "form": form,
        "rows": selectors.inputs(viewer.school),
        "token_address": for_anybody(request, f"/hook/{token}") if token else "",
    }
    return render(request, "equipment/inputs.html", context, status=400 if form.errors else 200)


@require_POST
def input_revoke(request: PageRequest, input_id: UUID) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    if not selectors.inputs(request.viewer.school).filter(pk=input_id).exists():
        raise Http404
    services.revoke_input(input_id=input_id, by=request.viewer.person)
    messages.success(request, _("Revoked: its address answers nothing any more."))
    return redirect("inputs")
