"""What the API tells. Instants are integer microseconds UTC (``…_us``), days are the school's, lists come in pages."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from vonggac.archive.sheets import coverage_sheet
from vonggac.disclosures import selectors as disclosures
from vonggac.integrations.scopes import Scope
from vonggac.integrations.services import Key
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.instants import from_datetime
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places
from vonggac.web.api.guard import Problem, for_tokens
from vonggac.web.health import figures
from vonggac.web.playback.happenings import visible

if TYPE_CHECKING:
    from vonggac.places.models import Camera

ZONE = ZoneInfo(settings.TIME_ZONE)
PAGED = ("page", "page_size")
MOST_A_PAGE = 200
USUAL_A_PAGE = 50
MOST_EVENTS = 5000
"""Of one day; of more, the newest."""
_DAY = re.compile(r"20[2-9]\d-\d\d-\d\d", re.ASCII)
_NUMBER = re.compile(r"[1-9]\d{0,5}", re.ASCII)


@for_tokens(Scope.CAMERAS, *PAGED)
def areas(request: HttpRequest, key: Key) -> dict[str, Any]:
    rows = [
        {"id": str(each.id), "name": each.name, "kind": each.kind}
        for each in places.areas(key.school)
    ]
    return _page(request, rows)


@for_tokens(Scope.CAMERAS, *PAGED)
def cameras(request: HttpRequest, key: Key) -> dict[str, Any]:
    rows = [
        {
            "id": each.id,
            "name": each.name,
            "area": str(each.area_id),
            "state": each.state,
            "commissioned_us": each.commissioned_us,
        }
        for each in places.cameras(key.school, include_out_of_use=True)
    ]
    return _page(request, rows)


@for_tokens(Scope.COVERAGE)
def coverage(request: HttpRequest, key: Key, camera: str, day: str) -> dict[str, Any]:
    """Where every second of the day went (I4)."""
    row = _camera(key.school, camera)
    begin = _day(day)
    sheet = coverage_sheet(row.id, _midnight_us(begin), _midnight_us(begin + timedelta(days=1)))
    lines = [
        {
            "part": each.part.value,
            "cause": each.cause.value if each.cause else None,
            "seconds": each.seconds,
        }
        for each in sheet.lines
    ]
    return {"camera": row.id, "day": begin.isoformat(), "lines": lines}


@for_tokens(Scope.EVENTS, "day", "camera", *PAGED)
def events(request: HttpRequest, key: Key) -> dict[str, Any]:
    """Of one day, the newest first. What tells of people is only within a grant, and a token has none (ACCESS §9)."""
    begin = _midnight_us(_day(request.GET.get("day", "")))
    wanted = request.GET.get("camera")
    if wanted is None:
        chosen = [each.id for each in places.cameras(key.school, include_out_of_use=True)]
    else:
        chosen = [_camera(key.school, wanted).id]
    found = visible([], chosen, Range(begin, begin + DAY_US), limit=MOST_EVENTS)
    rows = [
        {
            "id": each.id,
            "camera": each.camera,
            "kind": each.kind.value,
            "source": each.source.value,
            "from_us": each.from_us,
            "to_us": each.to_us,
        }
        for each in reversed(found)
    ]
    return _page(request, rows)


@for_tokens(Scope.REQUESTS, *PAGED)
def requests(request: HttpRequest, key: Key) -> dict[str, Any]:
    """Every request that was sent: never who asks, about whom, or why."""
    rows = [
        {
            "number": each.label,
            "state": each.state,
            "sent_us": each.sent_us,
            "received_us": each.received_us,
            "due_us": each.due_us,
        }
        for each in disclosures.sent_requests(key.school)
    ]
    return _page(request, rows)


@for_tokens(Scope.HEALTH, *PAGED)
def health(request: HttpRequest, key: Key) -> dict[str, Any]:
    rows = [
        {
            "camera": each.camera.id,
            "state": each.health.state,
            "cause": each.health.cause.value if each.health.cause else None,
            "since_us": each.health.since_us,
            "oldest_us": each.oldest_us,
            "clock_offset_us": each.clock_offset_us,
        }
        for each in figures.cameras(key.school)
    ]
    return _page(request, rows)


def _page(request: HttpRequest, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    page, size = _number(request, "page", 1), _number(request, "page_size", USUAL_A_PAGE)
    if size > MOST_A_PAGE:
        raise _bad("page_size")
    first = (page - 1) * size
    more = first + size < len(rows)
    return {
        "items": list(rows[first : first + size]),
        "total": len(rows),
        "next_page": page + 1 if more else None,
    }


def _number(request: HttpRequest, name: str, usual: int) -> int:
    text = request.GET.get(name)
    if text is None:
        return usual
    if not _NUMBER.fullmatch(text):
        raise _bad(name)
    return int(text)


def _camera(school: UUID, camera: str) -> "Camera":
    row = places.cameras_named([camera]).get(camera)
    if row is None or row.area.school_id != school:
        raise Problem(404, "not_found", _("There is no such camera."))
    return row


def _day(text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise _bad("day")


def _bad(name: str) -> Problem:
    return Problem(400, "parameter", _("A parameter is missing or wrong."), name)


def _midnight_us(day: date) -> int:
    return from_datetime(datetime.combine(day, time(), ZONE))
