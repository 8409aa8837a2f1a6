"""How a camera is watched: zones and masks on the live picture, sensitivity with a preview, what starts recording."""

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.access.selectors import live_cameras
from vonggac.kernel.authority import Refusal
from vonggac.kernel.clock import now_us
from vonggac.kernel.events import EventKind
from vonggac.places import selectors, services
from vonggac.places.watching import BadShape, WatchRules, shapes, triggers
from vonggac.watch import preview
from vonggac.watch.sighting import EyeSettings, Zone
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.health import figures
from vonggac.web.refusals import refusal_json
from vonggac.web.viewer import PageRequest
from vonggac.web.watermark import mark_of

if TYPE_CHECKING:
    from vonggac.places.models import Camera

LARGEST_BODY = 32 << 10
_COMPLAINTS: dict[str, str | Promise] = {
    "points": gettext_lazy("A zone needs three to 32 corners: draw it again."),
    "outside": gettext_lazy("A zone reaches beyond the picture: draw it again."),
    "thin": gettext_lazy("A zone is too small to see anything in it: draw it larger."),
    "many": gettext_lazy("No more than 16 zones and 16 masks."),
    "name": gettext_lazy("Every zone needs a name of its own, of at most 60 letters."),
    "sensitivity": gettext_lazy("The sensitivity is a number from 1 to 10."),
    "trigger": gettext_lazy("Choose from the list what starts a recording."),
}
_TRIGGERS = (
    (EventKind.MOTION.value, gettext_lazy("Motion in the picture")),
    ("tamper", gettext_lazy("The camera is covered, turned or loses its picture")),
    (EventKind.CAMERA.value, gettext_lazy("The camera’s own alarm (ONVIF)")),
    (EventKind.INPUT.value, gettext_lazy("An alarm line: fire panel, door contact")),
    (EventKind.BUTTON.value, gettext_lazy("A person’s button")),
)


class WatchForm(PageForm):
    motion = forms.BooleanField(label=gettext_lazy("Look for motion"), required=False)
    sensitivity = forms.IntegerField(
        label=gettext_lazy("Sensitivity"),
        min_value=1,
        max_value=10,
        widget=forms.NumberInput(attrs={"type": "range", "step": "1"}),
    )
    starts = forms.MultipleChoiceField(
        label=gettext_lazy("Starts a recording where the plan records by event"),
        choices=_TRIGGERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Needed where motion or what starts a recording changes: number of the paper, or who ordered it."
        ),
    )
    zones = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LARGEST_BODY)
    masks = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LARGEST_BODY)

    def rules(self) -> WatchRules:
        """Raises ValidationError with a sentence for what was drawn."""
        data = self.cleaned_data
        kinds = set(data["starts"]) - {"tamper"}
        if "tamper" in data["starts"]:
            kinds |= {each.value for each in TAMPER_TRIGGERS}
        try:
            return WatchRules(
                motion=data["motion"],
                sensitivity=data["sensitivity"],
                zones=shapes(_listed(data["zones"])),
                masks=shapes(_listed(data["masks"])),
                triggers=triggers(kinds),
            )
        except BadShape as bad:
            raise ValidationError(str(_COMPLAINTS[bad.code]), code=bad.code) from None


TAMPER_TRIGGERS = WatchRules().triggers - {
    EventKind.MOTION,
    EventKind.CAMERA,
    EventKind.INPUT,
    EventKind.BUTTON,
}


@require_http_methods(["GET", "POST"])
def camera_watch(request: PageRequest, camera: str) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    row = _camera_of(request, camera)
    rules = selectors.watch_rules_of(row.id)
    form = WatchForm(request.POST or None, initial=_initial(rules))
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.set_watch(
                camera=row.id,
                rules=form.rules(),
                by=request.viewer.person,
                basis=form.cleaned_data["basis"],
            )
        )
        if made is not None:
            return redirect("cameras")
    context = {
        "camera": row,
        "form": form,
        "config": _config(request, row, form),
        "words": _words(),
        "watched": figures.of_camera(row).watch,
    }
    return render(request, "places/watch.html", context, status=400 if form.errors else 200)


@require_POST
def watch_preview(request: PageRequest, camera: str) -> HttpResponse:
    """JSON of shapes and sensitivity → what would count now: part of the live picture, so only within its reach."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    row = _camera_of(request, camera)
    reach = live_cameras(request.viewer.person, request.viewer.school, now_us())
    if isinstance(reach, Refusal):
        return JsonResponse(refusal_json(reach), status=403)
    if row.id not in reach.cameras:
        return JsonResponse({"code": "unknown_camera"}, status=403)
    try:
        preview.ask(settings.DATA.run, row.id, _tried(request.body))
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"code": "bad_request"}, status=400)
    except OSError:
        # The disk is full: the preview goes without, recording has its own alarm.
        return JsonResponse({})
    seen = preview.read(settings.DATA.run, row.id)
    return JsonResponse({"motion": seen.motion, "cells": seen.cells} if seen else {})


def _tried(body: bytes) -> EyeSettings:
    """Raises ValueError, KeyError, TypeError for anything but settings that could be saved."""
    if len(body) > LARGEST_BODY:
        raise ValueError("too long")
    raw = json.loads(body)
    rules = WatchRules(
        sensitivity=int(raw["sensitivity"]),
        zones=shapes(raw["zones"]),
        masks=shapes(raw["masks"]),
    )
    zones, masks = (
        tuple(Zone(each.name, each.points) for each in found)
        for found in (rules.zones, rules.masks)
    )
    return EyeSettings(zones=zones, masks=masks, sensitivity=rules.sensitivity)


def _listed(text: str) -> list[Any]:
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        raise BadShape("points") from None
    if not isinstance(found, list):
        raise BadShape("points")
    return found


def _initial(rules: WatchRules) -> dict[str, Any]:
    starts = [each.value for each in rules.triggers - TAMPER_TRIGGERS]
    if rules.triggers & TAMPER_TRIGGERS:
        starts.append("tamper")
    return {
        "motion": rules.motion,
        "sensitivity": rules.sensitivity,
        "starts": starts,
        "zones": json.dumps([each.as_json() for each in rules.zones]),
        "masks": json.dumps([each.as_json() for each in rules.masks]),
    }


def _config(request: PageRequest, row: "Camera", form: WatchForm) -> dict[str, Any]:
    """What zones.js needs; what was drawn stays drawn when the form comes back with a complaint."""
    drawn = {}
    for name in ("zones", "masks"):
        try:
            drawn[name] = [each.as_json() for each in shapes(_listed(form[name].value() or "[]"))]
        except BadShape:
            drawn[name] = []
    return {
        "camera": row.id,
        "stream": "sub" if row.sub_url else "main",
        "tickets": reverse("live_tickets"),
        "preview": reverse("camera_watch_preview", args=[row.id]),
        "mark": mark_of(request, row.id),
        **drawn,
    }


def _camera_of(request: PageRequest, camera: str) -> "Camera":
    row = selectors.cameras_named([camera]).get(camera)
    if row is None or row.area.school_id != request.viewer.school or row.state != "active":
        raise Http404
    return row


def _words() -> dict[str, str]:
    """What zones.js says."""
    return {
        "zone": _("Zone"),
        "mask": _("Mask"),
        "zoneName": _("Name of the zone"),
        "maskName": _("Name of the mask"),
        "begin": _("Click the corners one after the other; the first corner again closes."),
        "point": _("{n} corners. Enter or “Close the shape” ends it."),
        "closed": _("Drawn. Save to keep it."),
        "few": _("At least three corners are needed."),
        "many": _("No more than 32 corners."),
        "thin": _("Too small: draw it larger."),
        "corner": _("{name}, corner {n}: arrows move it, Delete takes it away"),
        "counts": _("Motion that counts"),
        "quiet": _("Nothing that counts"),
        "unseen": _("No preview yet: it begins within seconds when the camera is seen."),
        "waiting": _("Connecting"),
        "lost": _("Disconnected"),
        "unsupported": _("This browser cannot show the format of this stream (H.265)."),
    }
