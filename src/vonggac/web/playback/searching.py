"""Search, by camera or by day and hour (khoản 2 Điều 3): lines of coverage, no picture."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vonggac.access import services as access
from vonggac.access.deeds import Deed
from vonggac.kernel.authority import Grant
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.playback.forms import day_and_hour, last_days
from vonggac.web.playback.happenings import listed
from vonggac.web.playback.strips import Piece, footage_us, pieces
from vonggac.web.viewer import PageRequest

DAYS = 31
STRIP_COLUMNS = 288


@require_GET
def search(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEARCH)
    by = "time" if request.GET.get("by") == "time" else "camera"
    context = {"by": by, **(_by_time(request) if by == "time" else _by_camera(request))}
    partial = request.headers.get("HX-Request") and request.headers.get("HX-Target", "").endswith(
        "results"
    )
    return render(request, "playback/results.html" if partial else "playback/search.html", context)


def _by_camera(request: PageRequest) -> dict[str, Any]:
    at_us = now_us()
    text = request.GET.get("q", "").strip()[:80]
    found = list(places.cameras(request.viewer.school, search=text, include_out_of_use=True))
    chosen = next((c for c in found if c.id == request.GET.get("camera")), None)
    days = []
    if chosen is not None:
        wanted = last_days(at_us, DAYS)
        whole = Range(min(d.from_us for d in wanted), max(d.to_us for d in wanted))
        held = _held(request, [chosen.id], whole, at_us)
        days = [
            each for each in (_day(held, chosen.id, day, at_us) for day in wanted) if each["known"]
        ]
    groups: dict[Any, list[Any]] = {}
    for each in found:
        groups.setdefault(each.area, []).append(each)
    return {"groups": list(groups.items()), "chosen": chosen, "days": days, "search": text}


def _held(request: PageRequest, cameras: list[str], range_: Range, at_us: int) -> list[Grant]:
    person = request.viewer.person
    return access.grants_within(person=person, cameras=cameras, footage=range_, at_us=at_us)


def _day(held: list[Grant], camera: str, day: Range, at_us: int) -> dict[str, Any]:
    strip = pieces(camera, day, STRIP_COLUMNS, at_us=at_us)
    return {
        "events": listed(held, camera, day),
        "range": day,
        "strip": strip,
        "footage_us": footage_us(strip),
        "known": any(each[2] != "none" for each in strip),
        "first_us": _first_footage(strip, day),
        "has_gap": any(each[2] not in ("footage", "none", "pending", "erased") for each in strip),
    }


def _by_time(request: PageRequest) -> dict[str, Any]:
    at_us = now_us()
    asked = day_and_hour(request.GET, at_us)
    cameras = list(places.cameras(request.viewer.school, include_out_of_use=True))
    held = _held(request, [each.id for each in cameras], asked.range, at_us)
    rows = []
    for camera in cameras:
        found = _day(held, camera.id, asked.range, at_us)
        if camera.state == "active" or found["footage_us"]:
            rows.append({"camera": camera, **found})
    return {"asked": asked, "rows": rows, "hours": range(24)}


def _first_footage(strip: list[Piece], whole: Range) -> int:
    """Where playing begins: the first instant with footage, else the begin."""
    return next((each[0] for each in strip if each[3] > 0), whole.from_us)
