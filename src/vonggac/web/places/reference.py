"""What a camera is compared with: its streams as a person accepted them, and the view that it should show."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vonggac.access.deeds import Deed
from vonggac.places import selectors, services
from vonggac.places.watching import Reference, StreamShape
from vonggac.watch.pulse import facts_of
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.health import figures
from vonggac.web.viewer import PageRequest

STREAMS, VIEW = "streams", "view"


class AcceptForm(PageForm):
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=300,
        help_text=gettext_lazy("Number of the paper, or who ordered it and why."),
    )


@require_http_methods(["GET", "POST"])
def camera_reference(request: PageRequest, camera: str) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    row = selectors.cameras_named([camera]).get(camera)
    if row is None or row.area.school_id != request.viewer.school or row.state != "active":
        raise Http404
    now = figures.of_camera(row)
    asked = request.POST.get("what") if request.method == "POST" else None
    form = {
        what: AcceptForm(request.POST if asked == what else None, auto_id=f"{what}_%s")
        for what in (STREAMS, VIEW)
    }
    if asked in form and form[asked].is_valid() and _accept(request, form[asked], asked, now):
        messages.success(request, _("Written down: it counts within 5 seconds."))
        return redirect("camera_reference", camera=row.id)
    accepted = selectors.accepted_streams(row.id)
    context = {
        "camera": row,
        "now": now,
        "streams": form[STREAMS],
        "view": form[VIEW],
        "rows": _rows(now, selectors.references().get(row.id)),
        "accepted": accepted[:20],
        "views": selectors.accepted_views(row.id)[:20],
        "turned": any(each.get("kind") == "turned" for each in now.watch.get("open", ())),
    }
    bad = any(each.errors for each in form.values())
    return render(request, "places/reference.html", context, status=400 if bad else 200)


def _accept(request: PageRequest, form: AcceptForm, what: str, now: figures.CameraFigures) -> Any:
    camera, by = now.camera.id, request.viewer.person
    basis = form.cleaned_data["basis"]
    if what == VIEW:
        return form.try_to(lambda: services.accept_view(camera=camera, basis=basis, by=by))
    main, sub = _shape(now.main), _shape(now.sub)
    if main is None or (now.camera.sub_url and sub is None):
        words = _("The camera gives no pictures now: wait until it records, then accept.")
        form.add_error(None, ValidationError(words, "no_pictures"))
        return None
    return form.try_to(
        lambda: services.accept_streams(camera=camera, main=main, sub=sub, basis=basis, by=by)
    )


def _shape(said: dict[str, Any]) -> StreamShape | None:
    facts = facts_of(said)
    if facts is None:
        return None
    return StreamShape(
        codec=facts.codec,
        width=facts.width,
        height=facts.height,
        milli_fps=round(facts.fps * 1000),
        bits_per_second=facts.bits_per_second,
        key_interval_us=facts.key_interval_us,
    )


def _rows(now: figures.CameraFigures, accepted: Reference | None) -> list[dict[str, Any]]:
    """Both streams: as they are, and as they were accepted."""
    found = (
        ("main", _shape(now.main), accepted.main if accepted else None),
        ("sub", _shape(now.sub), accepted.sub if accepted else None),
    )
    return [
        {"stream": name, "now": _told(present), "then": _told(then)}
        for name, present, then in found
        if present or then
    ]


def _told(shape: StreamShape | None) -> dict[str, Any] | None:
    if shape is None:
        return None
    return shape.as_json() | {"fps": shape.milli_fps / 1000, "key_s": shape.key_interval_us / 1e6}
