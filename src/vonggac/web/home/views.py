"""The dashboard: what needs this person now, then how the cameras do, then the last lines of the book."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.directives import selectors as directives
from vonggac.duty import selectors as duty
from vonggac.duty import services as duty_services
from vonggac.equipment import selectors as equipment
from vonggac.kernel.clock import now_us
from vonggac.notices import selectors as notices
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.home.setting_up import matters
from vonggac.web.home.tasks import tasks
from vonggac.web.local_time import day_start, local
from vonggac.web.notices.sentences import told
from vonggac.web.places import health
from vonggac.web.viewer import PageRequest

MOST_TASKS = 12
MORNING_ENDS, NOON_ENDS, AFTERNOON_ENDS = 11, 13, 18


@require_GET
def home(request: PageRequest) -> HttpResponse:
    viewer, at_us = request.viewer, now_us()
    context: dict[str, Any] = {
        "part_of_day": _part_of_day(at_us),
        **_cameras(request, at_us),
        **_shifts(request, at_us),
        "in_force": directives.in_force_for(viewer.person, at_us)[:5],
        "lines": _last_lines(request),
        "reads_book": deeds.may(request, Deed.READ_OWN_USAGE),
        "failures": list(equipment.waiting(viewer.school)[:5])
        if deeds.may(request, Deed.READ_FAILURES)
        else [],
        "matters": matters(request),
        "is_staff": not deeds.may(request, Deed.READ_FAILURES)
        and deeds.may(request, Deed.OPEN_FAILURE),
        "tasks": tasks(viewer.person, viewer.school, at_us)[:MOST_TASKS],
        "waiting": [told(each) for each in notices.unread(viewer.person)[:5]],
    }
    if viewer.is_board:
        context["to_see"] = (
            directives.for_head_to_see(viewer.school)
            if viewer.acting_head or viewer.main_role == "HT"
            else []
        )
        context["on_duty"] = duty.on_duty(viewer.school, at_us)
    return render(request, "home/home.html", context)


def _part_of_day(at_us: int) -> str:
    hour = local(at_us).hour
    if hour < MORNING_ENDS:
        return "morning"
    if hour < NOON_ENDS:
        return "noon"
    return "afternoon" if hour < AFTERNOON_ENDS else "evening"


def _cameras(request: PageRequest, at_us: int) -> dict[str, Any]:
    cameras = list(places.cameras(request.viewer.school))
    states = health.states([each.id for each in cameras], at_us)
    rows: list[dict[str, Any]] = [{"camera": each, "health": states[each.id]} for each in cameras]
    return {
        "cameras": rows,
        "recording": sum(row["health"].state == "recording" for row in rows),
        "troubled": [row for row in rows if row["health"].state in ("gap", "silent", "unknown")],
        "sees_cameras": deeds.may(request, Deed.SEE_SYSTEM),
        "may_configure": deeds.may(request, Deed.CONFIGURE_CAMERAS),
        "may_appoint": deeds.may(request, Deed.APPOINT),
    }


def _shifts(request: PageRequest, at_us: int) -> dict[str, Any]:
    mine = [
        {
            "shift": each,
            "open": each.opened_us is not None,
            "may_open": each.opened_us is None
            and each.from_us - duty_services.EARLY_US <= at_us < each.to_us,
        }
        for each in duty.my_shifts(request.viewer.person, at_us, limit=4)
    ]
    return {
        "mine": mine,
        "open_shift": next((one for one in mine if one["open"]), None),
        "next_shift": next((one for one in mine if not one["open"]), None),
    }


def _last_lines(request: PageRequest) -> list[Any]:
    viewer = request.viewer
    person = None if deeds.may(request, Deed.READ_USAGE_BOOK) else viewer.person
    today = day_start(now_us())
    lines = duty.usage_lines(viewer.school, person=person)[:6]
    return [{"line": each, "today": each.started_us >= today} for each in lines]
