"""The camera wall and the tickets that its pictures are opened with."""

import json
from dataclasses import replace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access import services as access
from vonggac.access.deeds import Deed
from vonggac.access.selectors import live_cameras
from vonggac.duty import selectors as duty
from vonggac.duty.services import EARLY_US
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places
from vonggac.web import deeds, local_time, tickets
from vonggac.web.refusals import refusal_json, refusal_response
from vonggac.web.viewer import PageRequest
from vonggac.web.watermark import mark_of
from vonggac.web.words import CAUSES, PURPOSES

LIVE_AHEAD_US = MINUTE_US
"""What is asked for at first; the sockets ask again every few seconds."""
MOST_CAMERAS = 64


@require_GET
def wall(request: PageRequest) -> HttpResponse:
    """Only what may be watched now is shown; where that is nothing, the page says why and what next."""
    shown = places.wall(request.viewer.school)
    cameras = [each.id for _area, found in shown for each in found]
    at_us = now_us()
    # Laying out is no attempt: what lies outside the reach is not asked for, or every look would be a refusal.
    inside = [each for each in cameras if each in _within(request, at_us)] or cameras
    answers = _grants(request, inside, at_us)
    refusals = [each for each in answers.values() if isinstance(each, Refusal)]
    granted = [each for each in answers.values() if isinstance(each, Grant)]
    if cameras and len(refusals) == len(inside):
        return refusal_response(request, _with_own_shift(request, refusals[0], at_us))
    groups: list[dict[str, Any]] = [
        {"area": area, "cameras": allowed}
        for area, found in shown
        if (allowed := [each for each in found if isinstance(answers.get(each.id), Grant)])
    ]
    context = {
        "groups": groups,
        "config": _config(request, groups, granted[0].basis_ref if granted else ""),
        "words": words(),
        "left_out": len(shown) - len(groups),
        "may_suspect": deeds.may(request, Deed.OPEN_CASE),
        "may_snapshot": request.viewer.is_board,
        "purposes": [(each.value, word) for each, word in PURPOSES.items()],
    }
    return render(request, "live/wall.html", context)


def _with_own_shift(request: PageRequest, refusal: Refusal, at_us: int) -> Refusal:
    """Who may open a shift now is led to it; who may later is told when."""
    if refusal.code != "no_open_shift":
        return refusal
    coming = next(iter(duty.my_shifts(request.viewer.person, at_us, limit=1)), None)
    if coming is None:
        return refusal
    if at_us >= coming.from_us - EARLY_US:
        return replace(
            refusal, next_step=_("Open the shift"), next_url=reverse("shift_open", args=[coming.id])
        )
    early = local_time.instant_text(coming.from_us - EARLY_US)
    return replace(refusal, next_step=_("Your shift can be opened from %s") % early)


def _config(request: PageRequest, groups: list[dict[str, Any]], paper: str) -> dict[str, Any]:
    """What wall.js needs to know."""
    return {
        "tickets": reverse("live_tickets"),
        "mark": mark_of(request, paper),
        "cameras": [
            {
                "id": each.id,
                "name": each.name,
                "area": str(group["area"].id),
                "areaName": group["area"].name,
                "sub": bool(each.sub_url),
            }
            for group in groups
            for each in group["cameras"]
        ],
    }


@require_POST
def live_tickets(request: PageRequest) -> HttpResponse:
    """JSON ``{"cameras": [ids]}`` → for each ``{"url", "sub"}`` or ``{"refusal"}``."""
    try:
        asked = json.loads(request.body)["cameras"]
        wanted = [str(each) for each in asked][:MOST_CAMERAS]
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"code": "bad_request"}, status=400)
    known = {each.id for each in places.cameras(request.viewer.school) if each.id in set(wanted)}
    at_us = now_us()
    answers = _grants(request, sorted(known), at_us)
    body = {camera: _answer(request, camera, answers.get(camera), at_us) for camera in wanted}
    return JsonResponse({"cameras": body})


def _grants(request: PageRequest, cameras: list[str], at_us: int) -> dict[str, Grant | Refusal]:
    """One question for those within the person's reach, one for the rest: one refusal is one attempt."""
    footage = Range(at_us, at_us + LIVE_AHEAD_US)
    person = request.viewer.person
    reach = _within(request, at_us)
    answers: dict[str, Grant | Refusal] = {}
    for part in ([c for c in cameras if c in reach], [c for c in cameras if c not in reach]):
        if part:
            answer = access.may(
                person=person, act=Act.LIVE, cameras=part, footage=footage, at_us=at_us
            )
            answers |= dict.fromkeys(part, answer)
    return answers


def _within(request: PageRequest, at_us: int) -> frozenset[str]:
    """Cameras that the person could watch now. Writes nothing, permits nothing."""
    reach = live_cameras(request.viewer.person, request.viewer.school, at_us)
    return frozenset() if isinstance(reach, Refusal) else reach.cameras


def _answer(
    request: PageRequest, camera: str, grant: Grant | Refusal | None, at_us: int
) -> dict[str, Any]:
    if grant is None:
        unknown = Refusal("unknown_camera", _("There is no such camera."), "", "")
        return {"refusal": refusal_json(unknown)}
    if isinstance(grant, Refusal):
        return {"refusal": refusal_json(grant)}
    viewing = access.start_viewing(
        grant_id=grant.id, session_id=request.viewer.session, act=Act.LIVE, at_us=at_us
    )
    if isinstance(viewing, Refusal):
        return {"refusal": refusal_json(viewing)}
    return {
        stream: "/live/"
        + tickets.issue(
            tickets.Ticket(
                session=request.viewer.session,
                grant=grant.id,
                viewing=viewing.id,
                act=Act.LIVE,
                camera=camera,
                stream=stream,
                window=grant.footage,
            ),
            at_us,
        )
        for stream in ("main", "sub")
    }


def words() -> dict[str, str]:
    """What wall.js says."""
    return {
        "live": _("Live"),
        "waiting": _("Connecting"),
        "waitingLong": _("Waiting for the camera. It is tried again every few seconds."),
        "lost": _("Disconnected"),
        "refused": _("Access denied"),
        "unsupported": _("This browser cannot show the format of this stream (H.265)."),
        "unsupportedNext": _("The sub stream in H.264 is shown instead where the camera has one."),
        "enlarge": _("Enlarge {name}"),
        "noServer": _("The server does not answer. It is tried again every few seconds."),
        **{f"cause.{cause.value}": str(word) for cause, word in CAUSES.items()},
    }
