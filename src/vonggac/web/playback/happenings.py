"""What happened here: events on the timeline, and motion in a drawn part of the picture.

Both describe footage, and whatever describes footage is footage (ACCESS §9): the pass's grant is asked for cameras and
range each time. What tells of the device alone (``OF_THE_DEVICE``) may also be listed without one.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from vonggac.access import services as access
from vonggac.archive import selectors as archive
from vonggac.kernel.authority import Grant, Refusal
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.events import TAMPER, Event, EventKind
from vonggac.kernel.ranges import Range
from vonggac.watch import search as heat
from vonggac.watch.sighting import FULL
from vonggac.web.playback.asked import BadRequest, asked_in
from vonggac.web.refusals import refusal_json
from vonggac.web.viewer import PageRequest
from vonggac.web.words import HAPPENINGS

MOST_EVENTS = 1000
LONGEST_SEARCH_US = 7 * DAY_US
MOST_CORNERS = 24
OF_THE_DEVICE = TAMPER | {EventKind.CLOCK_OFF, EventKind.STREAM_CHANGED, EventKind.INPUT}
"""Say that a camera cannot see or is not as commissioned, or that a line called: nothing of who was before it."""


@require_POST
def play_events(request: PageRequest) -> HttpResponse:
    """``{pass, cameras, from, to}`` → events, by begin; ``more``: the oldest of the range are left out."""
    try:
        asked = asked_in(request)
    except BadRequest:
        return JsonResponse({"code": "bad_request"}, status=400)
    grant = asked.grant(now_us())
    if isinstance(grant, Refusal):
        return JsonResponse(refusal_json(grant), status=403)
    found = archive.events(asked.cameras, asked.range, limit=MOST_EVENTS)
    told = {"events": [as_json(each) for each in found], "more": len(found) == MOST_EVENTS}
    return JsonResponse(told)


def as_json(event: Event) -> dict[str, Any]:
    """No name of a person is in it: ``by`` stays in the journal."""
    return {
        "id": event.id,
        "camera": event.camera,
        "kind": event.kind.value,
        "from": event.from_us,
        "to": event.to_us,
        "at": event.at_us,
        "score": event.score,
        "zones": list(event.zones),
        "detail": event.detail,
    }


@require_POST
def play_region(request: PageRequest) -> HttpResponse:
    """``{pass, cameras: [one], from, to, region: [[x, y], …]}`` → stretches with motion in that part of the picture."""
    try:
        asked = asked_in(request)
        region = _region(asked.body.get("region"))
        if len(asked.cameras) != 1 or asked.range.length_us > LONGEST_SEARCH_US:
            raise BadRequest("one camera, a week at most")
    except BadRequest:
        return JsonResponse({"code": "bad_request"}, status=400)
    grant = asked.grant(now_us())
    if isinstance(grant, Refusal):
        return JsonResponse(refusal_json(grant), status=403)
    if asked.entry.viewing is None:
        return JsonResponse({"code": "bad_request"}, status=400)
    try:
        found = _hits(grant, asked.cameras[0], asked.range, region)
    except ValueError:
        return JsonResponse({"code": "no_area"}, status=400)
    access.note_search(
        grant=grant,
        viewing=asked.entry.viewing,
        camera=asked.cameras[0],
        footage=asked.range,
        region=region,
        count=len(found),
    )
    watched = any(True for _ in heat.watched(settings.DATA.heat, asked.cameras[0], asked.range))
    return JsonResponse({"hits": found, "watched": watched})


def _hits(
    grant: Grant, camera: str, wanted: Range, region: list[tuple[int, int]] | None
) -> list[dict[str, int]]:
    """Minutes at the border of the grant are cut to it. Raises ValueError for a region without area."""
    polygon = tuple(region) if region else None
    found = []
    for each in heat.hits(heat.search(settings.DATA.heat, camera, wanted, polygon)):
        inside = each.range.overlap(wanted)
        if inside is not None:
            peak_us = min(max(each.peak_us, inside.from_us), inside.to_us - 1)
            found.append(
                {"from": inside.from_us, "to": inside.to_us, "at": peak_us, "score": each.score}
            )
    return found


def _region(told: object) -> list[tuple[int, int]] | None:
    """Corners in ten-thousandths of the picture. Raises BadRequest."""
    if told is None:
        return None
    if not isinstance(told, list) or not 3 <= len(told) <= MOST_CORNERS:
        raise BadRequest("corners")
    corners = []
    for each in told:
        if not (isinstance(each, list) and len(each) == 2 and all(_inside(at) for at in each)):
            raise BadRequest("corner")
        corners.append((each[0], each[1]))
    return corners


def _inside(value: object) -> bool:
    return type(value) is int and 0 <= value <= FULL


def visible(
    grants: Iterable[Grant],
    cameras: Collection[str],
    wanted: Range,
    *,
    kinds: Collection[EventKind] = frozenset(EventKind),
    limit: int = MOST_EVENTS,
) -> list[Event]:
    """By begin: events of the device always, the rest within grants that stand; ``limit``: the newest of them."""
    free = OF_THE_DEVICE & frozenset(kinds)
    found = {each.id: each for each in archive.events(list(cameras), wanted, free, limit=limit)}
    for grant in grants:
        inside, chosen = grant.footage.overlap(wanted), grant.cameras & set(cameras)
        if chosen and inside is not None:
            told = archive.events(sorted(chosen), inside, kinds, limit=limit)
            found |= {each.id: each for each in told}
    return sorted(found.values(), key=lambda each: (each.from_us, each.id))[-limit:]


def listed(grants: Iterable[Grant], camera: str, day: Range) -> dict[str, Any]:
    """Events of a camera's day for the search.

    ``counts``: words and how often, the most frequent kind first; ``tamper``: something kept it from seeing.
    """
    counted = Counter(each.kind for each in visible(grants, [camera], day))
    counts = [(HAPPENINGS[kind], count) for kind, count in counted.most_common()]
    return {"counts": counts, "tamper": any(kind in TAMPER for kind in counted)}
