"""Covering a viewing copy by hand: the page, its pictures, and what is drawn on them (ADR 0016)."""

import json
import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.evidence.copies import NotCopied
from vonggac.exports import selectors, services
from vonggac.exports.states import ExportState
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import SECOND_US
from vonggac.places import selectors as places
from vonggac.playback.reading import NoFootage
from vonggac.vault.errors import SegmentError
from vonggac.web.playback.forms import instant_in
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.refusals import refusal_json
from vonggac.web.streams.footage import opener
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.exports.models import Export

log = logging.getLogger(__name__)
LARGEST_BODY = 16 << 10


@require_GET
def export_masks(request: PageRequest, export: UUID) -> HttpResponse:
    """One camera at a time: pictures of its range, and what is covered."""
    row = _mine(request, export)
    order = selectors.copy_order(row.id)
    if row.state != ExportState.APPROVED or order is None or not order.waits_for_masks:
        return redirect("export", row.id)
    cameras = places.cameras_named(row.cameras)
    chosen = request.GET.get("camera", "")
    camera = chosen if chosen in cameras else next(iter(sorted(cameras)), "")
    config = {
        "camera": camera,
        "from": row.footage_from_us,
        "to": row.footage_to_us,
        "followMost": services.MAX_FOLLOW_US,
        "step": SECOND_US // 5,
        "frame": reverse("export_mask_frame", args=[row.id]),
        "add": reverse("export_mask_add", args=[row.id]),
        "drop": reverse("export_mask_drop", args=[row.id]),
        "masks": _said(row.id),
    }
    context = {
        "export": row,
        "cameras": [cameras[each] for each in sorted(cameras)],
        "camera": cameras.get(camera),
        "config": config,
        "words": _words(),
    }
    return render(request, "exports/masks.html", context)


@require_GET
def export_mask_frame(request: PageRequest, export: UUID) -> HttpResponse:
    """``?camera&at``: the covered picture as JPEG, its own instant in ``X-Frame-Us``."""
    row = _mine(request, export)
    at_us = instant_in(request.GET.get("at", ""))
    if at_us is None:
        return JsonResponse({"code": "bad_request"}, status=400)
    viewer = request.viewer
    try:
        frame_us, jpeg = services.look(
            export=row.id,
            by=viewer.person,
            session=viewer.session,
            camera=request.GET.get("camera", "")[:16],
            at_us=at_us,
            opener=opener(),
        )
    except Refused as refused:
        return JsonResponse(refusal_json(refused.refusal), status=403)
    except ValidationError as error:
        return JsonResponse({"reason": " ".join(error.messages)}, status=400)
    except (NotCopied, NoFootage, SegmentError, OSError) as error:
        log.info("no picture to cover: %s", error)
        words = _("There is no picture of this instant. Choose another one.")
        return JsonResponse({"reason": words}, status=404)
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Us"] = str(frame_us)
    return response


@require_POST
def export_mask_add(request: PageRequest, export: UUID) -> HttpResponse:
    """``{"camera", "points", "from", "to", "follow"}`` → ``{"masks"}``, all that count."""
    row = _mine(request, export)
    try:
        body = _body(request)
        drawing = services.Drawing(
            camera=str(body["camera"])[:16],
            points=body["points"],
            from_us=_instant(body["from"]),
            to_us=_instant(body["to"]),
            follow=bool(body["follow"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return JsonResponse({"code": "bad_request"}, status=400)
    by = request.viewer.person
    return _answered(row, lambda: services.add_mask(export=row.id, by=by, drawing=drawing))


@require_POST
def export_mask_drop(request: PageRequest, export: UUID) -> HttpResponse:
    """``{"number"}`` → ``{"masks"}``."""
    row = _mine(request, export)
    try:
        number = int(_body(request)["number"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return JsonResponse({"code": "bad_request"}, status=400)
    number, by = min(max(number, 0), 1 << 15), request.viewer.person
    return _answered(row, lambda: services.drop_mask(export=row.id, number=number, by=by))


@require_POST
@freshly_authenticated
def export_masks_close(request: PageRequest, export: UUID) -> HttpResponse:
    row = _mine(request, export)
    try:
        services.close_masks(export=row.id, by=request.viewer.person)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("export_masks", row.id)
    messages.success(request, _("The masks are complete. The package is being made."))
    return redirect("export", row.id)


def _mine(request: PageRequest, export: UUID) -> "Export":
    """Masks are drawn by who asked for the export; another person's is not found."""
    viewer = request.viewer
    found = selectors.exports(viewer.school, person=viewer.person)
    row = found.filter(pk=export).first()
    if row is None:
        raise Http404
    return row


def _answered(row: "Export", do: Any) -> HttpResponse:
    try:
        do()
    except Refused as refused:
        return JsonResponse(refusal_json(refused.refusal), status=403)
    except ValidationError as error:
        return JsonResponse({"reason": " ".join(error.messages)}, status=400)
    return JsonResponse({"masks": _said(row.id)})


def _body(request: PageRequest) -> Any:
    if len(request.body) > LARGEST_BODY:
        raise ValueError("too long")
    return json.loads(request.body)


def _instant(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 53:
        raise ValueError("no instant")
    return value


def _said(export: UUID) -> list[dict[str, Any]]:
    return [
        {
            "number": each.number,
            "camera": each.camera,
            "points": each.points,
            "from": each.from_us,
            "to": each.to_us,
            "follow": each.follow,
        }
        for each in selectors.mask_rows(export)
    ]


def _words() -> dict[str, str]:
    return {
        "fetching": _("Fetching the picture"),
        "failed": _("The machine did not answer. Try again."),
        "drawFirst": _("Draw a shape on the picture first."),
        "added": _("Mask {n} is on the list; the picture is shown as it will leave."),
        "gone": _("Mask {n} is taken away."),
        "mask": _("Mask {n}"),
        "follows": _("follows"),
        "stays": _("stays in place"),
        "take": _("Take away"),
        "none": _("Nothing is covered yet."),
        "until": _("The end is set to this picture."),
    }
