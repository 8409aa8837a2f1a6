"""Kiểm tra kỹ thuật: ten seconds of each camera a day, to see that it records (khoản 6 Điều 2, khoản 1 Điều 4)."""

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from vonggac.access import selectors, services
from vonggac.access.deeds import Deed
from vonggac.kernel.authority import Act, Refusal
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.local_time import local
from vonggac.web.playback.forms import Wanted
from vonggac.web.playback.views import player_page
from vonggac.web.refusals import refusal_response
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.access.models import TechnicalCheck

SHOWN = 60


class ResultForm(PageForm):
    well = forms.ChoiceField(
        label=gettext_lazy("What you saw"),
        choices=[
            ("yes", gettext_lazy("Good picture")),
            ("no", gettext_lazy("Not as it should be")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)


@require_GET
def technical(request: PageRequest) -> HttpResponse:
    """Every camera in use, and whether it was checked today; the checks so far."""
    deeds.require(request, Deed.TECHNICAL_CHECK)
    viewer, at_us = request.viewer, now_us()
    today = {
        each.camera: each
        for each in selectors.technical_checks(viewer.school, since=local(at_us).date())
    }
    cameras = places.cameras(viewer.school)
    names = {each.id: each.name for each in places.cameras(viewer.school, include_out_of_use=True)}
    done = list(selectors.technical_checks(viewer.school)[:SHOWN])
    context = {
        "cameras": [(each, today.get(each.id)) for each in cameras],
        "checks": [(each, names.get(each.camera, each.camera)) for each in done],
        "form": ResultForm(),
        "open": [each for each in done if each.person_id == viewer.person and each.well is None][
            :1
        ],
        "names": names,
    }
    return render(request, "health/technical.html", context)


@require_POST
def technical_new(request: PageRequest) -> HttpResponse:
    """Asks ``access.may`` for the newest ten seconds of one camera, and leads to them."""
    camera, at_us = request.POST.get("camera", ""), now_us()
    footage = services.probe(camera) if camera in _mine(request) else None
    answer = services.may(
        person=request.viewer.person,
        act=Act.PLAYBACK,
        cameras=[camera],
        footage=footage or Range(at_us, at_us + 1),
        at_us=at_us,
        technical=True,
    )
    if isinstance(answer, Refusal):
        return refusal_response(request, answer)
    row = selectors.technical_checks(request.viewer.school).filter(grant=answer.id).get()
    return redirect("technical_play", row.id)


@require_GET
def technical_play(request: PageRequest, check: UUID) -> HttpResponse:
    """The player, held to the ten seconds."""
    row = _own(request, check)
    answer = services.technical_grant(check=check, person=request.viewer.person, at_us=now_us())
    if isinstance(answer, Refusal):
        return refusal_response(request, answer)
    cameras = list(places.cameras_named([row.camera]).values())
    return player_page(request, answer, Wanted((row.camera,), row.from_us, None), cameras)


@require_POST
def technical_result(request: PageRequest, check: UUID) -> HttpResponse:
    row, form = _own(request, check), ResultForm(request.POST)
    done = None
    if form.is_valid():
        data = form.cleaned_data
        done = form.try_to(
            lambda: services.conclude_technical(
                check=row.id,
                person=request.viewer.person,
                well=data["well"] == "yes",
                note=data["note"],
            )
        )
    if done is None:
        for problems in form.errors.values():
            for each in problems:
                messages.error(request, str(each))
    else:
        messages.success(request, _("Written down."))
    return redirect("technical")


def _mine(request: PageRequest) -> set[str]:
    return {each.id for each in places.cameras(request.viewer.school)}


def _own(request: PageRequest, check: UUID) -> "TechnicalCheck":
    row = selectors.technical_check(check, request.viewer.person)
    if row is None:
        raise Http404
    return row
