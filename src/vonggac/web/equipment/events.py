"""Events of a day, as a list: of the devices for everybody, the rest within a grant; the button that marks one."""

import json
from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access import services as access
from vonggac.access.deeds import Deed
from vonggac.kernel.authority import Act, Refusal
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.events import EventKind, EventSource
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places
from vonggac.web import alarm_words, deeds
from vonggac.web.equipment.office import say
from vonggac.web.local_time import day_start, form_text, instant_of
from vonggac.web.paging import page_of
from vonggac.web.playback.happenings import visible
from vonggac.web.refusals import refusal_json
from vonggac.web.viewer import PageRequest

MOST = 5000


@require_GET
def events(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_FAILURES)
    cameras = list(places.cameras(request.viewer.school, include_out_of_use=True))
    day_us = _day(request)
    camera, kind = request.GET.get("camera", ""), request.GET.get("kind", "")
    chosen = [each.id for each in cameras if camera in ("", each.id)]
    kinds = [EventKind(kind)] if kind in set(EventKind) else list(EventKind)
    # Motion in a room tells who was there: as the footage, only within a grant (ACCESS §9).
    day = Range(day_us, day_us + DAY_US)
    grants = access.grants_within(
        person=request.viewer.person, cameras=chosen, footage=day, at_us=now_us()
    )
    found = visible(grants, chosen, day, kinds=kinds, limit=MOST)
    page = page_of(request, list(reversed(found)), 50)
    named = {each.id: each for each in cameras}
    context = {
        "page": page,
        "rows": [{"event": each, "camera": named[each.camera]} for each in page],
        "cameras": cameras,
        "camera": camera,
        "kinds": list(alarm_words.EVENTS.items()),
        "kind": kind,
        "day": form_text(day_us)[:10],
        "more": len(found) == MOST,
    }
    return render(request, "equipment/events.html", context)


def _day(request: PageRequest) -> int:
    """Local midnight of ``?day=2026-11-22`` or of ``?at=`` microseconds; of today where neither says one."""
    at, day = request.GET.get("at", ""), request.GET.get("day", "")
    if at.isdecimal() and len(at) < 17:
        return day_start(int(at))
    try:
        return instant_of(datetime.strptime(day, "%Y-%m-%d"))  # noqa: DTZ007 (zone added there)
    except (ValueError, OverflowError):
        return day_start(now_us())


@require_POST
def event_mark(request: PageRequest) -> HttpResponse:
    """JSON ``{"camera": id}``: who watches the camera marks that something happens there, now."""
    try:
        camera = str(json.loads(request.body)["camera"])[:16]
    except (ValueError, KeyError, TypeError, RecursionError):
        return JsonResponse({"code": "bad_request"}, status=400)
    at_us, person = now_us(), request.viewer.person
    answer = access.may(
        person=person,
        act=Act.LIVE,
        cameras=[camera],
        footage=Range(at_us, at_us + MINUTE_US),
        at_us=at_us,
    )
    if isinstance(answer, Refusal):
        return JsonResponse(refusal_json(answer), status=403)
    try:
        say(camera, EventKind.BUTTON, EventSource.PERSON, by=actor_id(person))
    except OSError:
        reason = _("The event could not be written: the disk does not take it.")
        return JsonResponse({"code": "disk", "reason": reason}, status=503)
    return JsonResponse({"said": _("Marked: the IT teacher and the school board are told.")})
