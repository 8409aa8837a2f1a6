"""Whether cameras of an area may record sound: off until somebody gives a basis (LAW §2.2)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vonggac.access.deeds import Deed
from vonggac.places import selectors, services
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.places.models import Camera


class AudioForm(PageForm):
    allowed = forms.BooleanField(
        label=gettext_lazy("Cameras of this area may record sound"), required=False
    )
    cameras = forms.MultipleChoiceField(
        label=gettext_lazy("Cameras that then record it"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=300,
        help_text=gettext_lazy("The paper that allows it, or why it is taken back."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cameras"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def area_audio(request: PageRequest, area: UUID) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    row = selectors.areas(request.viewer.school, with_private=False).filter(pk=area).first()
    if row is None:
        raise Http404
    cameras = list(selectors.cameras(request.viewer.school).filter(area=area))
    form = AudioForm(
        request.POST or None,
        choices=[(each.id, each.name) for each in cameras],
        initial={
            "allowed": area in selectors.areas_with_audio(),
            "cameras": [each.id for each in cameras if each.audio],
        },
    )
    if request.method == "POST" and form.is_valid():
        done = form.try_to(lambda: _decide(area, cameras, form.cleaned_data, request.viewer.person))
        if done is not None:
            messages.success(request, _("Written down: it counts within 5 seconds."))
            return redirect("cameras")
    context = {"form": form, "area": row, "history": selectors.audio_history(area)[:20]}
    return render(request, "places/audio.html", context, status=400 if form.errors else 200)


@transaction.atomic
def _decide(area: UUID, cameras: list["Camera"], data: dict[str, Any], by: UUID) -> Any:
    for each in cameras:
        wanted = each.id in data["cameras"]
        if each.audio != wanted:
            services.change_camera(camera=each.id, by=by, audio=wanted)
    return services.decide_audio(area=area, allowed=data["allowed"], basis=data["basis"], by=by)
