"""The player's page, its windows and its timeline; the Board's own demand."""

import json
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access import services as access
from vonggac.access.deeds import Deed
from vonggac.kernel.authority import Act, Grant, Purpose, Refusal
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.directives.forms import OwnDemandForm
from vonggac.web.playback.forms import MOST_CAMERAS, BadLink, Wanted, instant_in, wanted_of
from vonggac.web.playback.opening import Pass, open_windows
from vonggac.web.playback.strips import MOST_COLUMNS, pieces
from vonggac.web.playback.wording import (
    families_in_words,
    keys_in_words,
    kinds_in_words,
    player_words,
)
from vonggac.web.refusals import refusal_json, refusal_response
from vonggac.web.viewer import PageRequest
from vonggac.web.watermark import mark_of

if TYPE_CHECKING:
    from vonggac.places.models import Camera

OWN_ACTS = (Act.PLAYBACK, Act.SNAPSHOT, Act.PRINT)
LONGEST_TIMELINE_US = 400 * DAY_US


@require_GET
def play(request: PageRequest) -> HttpResponse:
    at_us = now_us()
    try:
        wanted = wanted_of(request.GET, at_us)
    except BadLink as error:
        again = Refusal("bad_link", str(error), "", _("Find the camera and the hour"), "search")
        return refusal_response(request, again, status=400)
    if wanted is None:
        return redirect("search")
    named = places.cameras_named(wanted.cameras)
    cameras = [named[each] for each in wanted.cameras if each in named]
    if len(cameras) != len(wanted.cameras) or any(
        each.area.school_id != request.viewer.school for each in cameras
    ):
        raise Http404
    grant = access.may(
        person=request.viewer.person,
        act=Act.PLAYBACK,
        cameras=wanted.cameras,
        footage=Range(wanted.at_us, wanted.at_us + SECOND_US),
        at_us=at_us,
    )
    if isinstance(grant, Refusal):
        return _refused(request, grant, wanted)
    return player_page(request, grant, wanted, cameras)


@require_GET
def play_link(request: PageRequest) -> HttpResponse:
    """``/play?camera=…&at=…``: the short form that people copy. Decides nothing."""
    return redirect(reverse("play") + "?" + request.GET.urlencode())


def _refused(request: PageRequest, refusal: Refusal, wanted: Wanted) -> HttpResponse:
    """For the Board the next step is the own demand, ready to be filled in, on the same page."""
    if not deeds.may(request, Deed.OWN_DEMAND):
        return refusal_response(request, refusal)
    form = OwnDemandForm(school=request.viewer.school, initial=_demand_initial(wanted))
    context = {"form": form, "refusal": refusal, "at_us": wanted.at_us}
    return render(request, "playback/demand.html", context, status=403)


def player_page(
    request: PageRequest, grant: Grant, wanted: Wanted, cameras: list["Camera"]
) -> HttpResponse:
    """The player for whoever has the grant already."""
    entry = Pass(session=request.viewer.session, grant=grant.id, viewing=None)
    config = {
        "pass": entry.sealed(),
        "open": reverse("play_open"),
        "timeline": reverse("timeline"),
        "at": wanted.at_us,
        "limits": [grant.footage.from_us, grant.footage.to_us],
        "now": now_us(),
        "mark": mark_of(request, grant.basis_ref),
        "cameras": [_named(each) for each in cameras],
        "others": [_named(each) for each in _others(request, grant, {c.id for c in cameras})],
        "most": MOST_CAMERAS,
        "again": reverse("play"),
        "link": reverse("play_link"),
        "events": reverse("play_events"),
        "region": reverse("play_region"),
        "bookmark": reverse("bookmark_new"),
        "snapshot": reverse("snapshot_stored"),
        "kinds": kinds_in_words(),
        "families": families_in_words(),
    }
    context = {
        "config": config,
        "grant": grant,
        "cameras": cameras,
        "words": player_words(),
        "keys": keys_in_words(),
        "may_snapshot": Act.SNAPSHOT in grant.acts,
        "may_hear": grant.audio,
    }
    return render(request, "playback/player.html", context)


def _named(camera: "Camera") -> dict[str, str]:
    return {"id": camera.id, "name": camera.name, "area": camera.area.name}


def _others(request: PageRequest, grant: Grant, shown: set[str]) -> list["Camera"]:
    """Cameras of the same grant that could be added in step."""
    return [
        each
        for each in places.cameras(request.viewer.school, include_out_of_use=True)
        if each.id in grant.cameras and each.id not in shown
    ]


@require_POST
def play_open(request: PageRequest) -> HttpResponse:
    """JSON ``{pass, cameras, at, h265, quality, heard}`` → windows and tickets, and the pass with its viewing."""
    try:
        body = json.loads(request.body)
        entry = Pass.read(str(body["pass"]), request.viewer.session)
        cameras = [str(each) for each in body["cameras"]][:MOST_CAMERAS]
        at_us = instant_in(str(body["at"]))
    except (ValueError, KeyError, TypeError, RecursionError, signing.BadSignature):
        return JsonResponse({"code": "bad_request"}, status=400)
    if at_us is None or not cameras:
        return JsonResponse({"code": "bad_request"}, status=400)
    answer = open_windows(
        entry,
        cameras,
        at_us,
        h265=bool(body.get("h265")),
        quality=str(body.get("quality")),
        heard=str(body.get("heard") or ""),
    )
    if isinstance(answer, Refusal):
        return JsonResponse(refusal_json(answer), status=403)
    return JsonResponse(answer)


@require_GET
def timeline(request: PageRequest) -> HttpResponse:
    """``?camera=…&from=…&to=…&columns=…`` → pieces for drawing. Coverage only: no picture."""
    deeds.require(request, Deed.SEARCH)
    from_us, to_us = instant_in(request.GET.get("from", "")), instant_in(request.GET.get("to", ""))
    cameras = request.GET.getlist("camera")[:MOST_CAMERAS]
    columns = request.GET.get("columns", "")
    if not from_us or not to_us or not 0 < to_us - from_us <= LONGEST_TIMELINE_US:
        return JsonResponse({"code": "bad_request"}, status=400)
    count = (
        min(int(columns), MOST_COLUMNS)
        if columns.isdecimal() and columns != "0" and len(columns) < 6
        else 600
    )
    known = places.cameras_named(cameras)
    at_us = now_us()
    found = {
        each: pieces(each, Range(from_us, to_us), count, at_us=at_us)
        for each in cameras
        if each in known and known[each].area.school_id == request.viewer.school
    }
    return JsonResponse({"now": at_us, "cameras": found})


@require_http_methods(["GET", "POST"])
def own_demand(request: PageRequest) -> HttpResponse:
    """Xem theo quyền Ban Giám hiệu (khoản 2 Điều 4): purpose and scope, then straight to the picture."""
    deeds.require(request, Deed.OWN_DEMAND)
    wanted = _wanted_or_none(request)
    form = OwnDemandForm(
        request.POST or None,
        school=request.viewer.school,
        initial=_demand_initial(wanted),
    )
    if request.method == "POST" and form.is_valid():
        grant = form.try_to(lambda: _demand(request, form))
        if isinstance(grant, Refusal):
            return refusal_response(request, grant)
        if grant is not None:
            return redirect(
                reverse("play") + "?" + urlencode(_first_look(request, form), doseq=True)
            )
    status = 400 if form.errors else 200
    return render(request, "playback/demand.html", {"form": form}, status=status)


def _wanted_or_none(request: PageRequest) -> Wanted | None:
    try:
        return wanted_of(request.GET, now_us())
    except BadLink:
        return None


def _demand(request: PageRequest, form: OwnDemandForm) -> Grant | Refusal:
    data = form.cleaned_data
    return access.own_demand(
        person=request.viewer.person,
        school=request.viewer.school,
        purpose=Purpose(data["purpose"]),
        purpose_detail=data["purpose_detail"],
        cameras=data["cameras"],
        footage=form.footage,
        acts=OWN_ACTS if data["pictures"] else (Act.PLAYBACK,),
        audio=bool(data.get("audio")),
    )


def _first_look(request: PageRequest, form: OwnDemandForm) -> list[tuple[str, str]]:
    asked = instant_in(request.POST.get("at", ""))
    at_us = asked if asked is not None and asked in form.footage else form.footage.from_us
    cameras = form.cleaned_data["cameras"][:MOST_CAMERAS]
    return [*(("camera", each) for each in cameras), ("at", str(at_us))]


def _demand_initial(wanted: Wanted | None) -> dict[str, Any]:
    """What was marked out, else an hour: half of it before the instant, but never more ahead than now."""
    now = now_us()
    limits = wanted.limits if wanted else None
    middle_us = wanted.at_us if wanted else now
    to_us = limits.to_us if limits else middle_us + HOUR_US // 2
    to_us = -(-min(to_us, now) // MINUTE_US) * MINUTE_US
    from_us = limits.from_us if limits else to_us - HOUR_US
    return {
        "cameras": list(wanted.cameras) if wanted else [],
        "footage_from_us": from_us // MINUTE_US * MINUTE_US,
        "footage_to_us": to_us,
    }
