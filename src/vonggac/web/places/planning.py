"""Recording schedules: what each camera does in words, and the page that a schedule is drawn on.

Seen by the Board and the IT teacher; changed by the IT teacher with a basis (khoản 2 Điều 3).
"""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.places import selectors, services
from vonggac.places.presets import PRESETS
from vonggac.places.schedule import ALWAYS, CELL_OF, Mode, WeekPlan
from vonggac.web import deeds
from vonggac.web.places.plan_forms import PRESET_WORDS, PlanForm
from vonggac.web.places.plan_words import MODES, WEEKDAYS, coming, summary
from vonggac.web.viewer import PageRequest

HISTORY = 20
_BRUSHES = [(CELL_OF[mode], mode) for mode in (Mode.ALWAYS, Mode.EVENT, Mode.OFF)]
"""In the order of the keys 1, 2, 3."""


@require_GET
def plans(request: PageRequest) -> HttpResponse:
    """Every camera in use, by area, with its schedule in words."""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    school, decided = request.viewer.school, selectors.plans()
    groups = [
        {
            "area": area,
            "cameras": [
                {
                    "camera": each,
                    "plan": decided.get(each.id),
                    "words": summary(decided.get(each.id)),
                }
                for each in cameras
            ],
        }
        for area, cameras in selectors.wall(school)
    ]
    context = {
        "groups": groups,
        "calendar": selectors.calendar_of(school),
        "may_configure": deeds.may(request, Deed.CONFIGURE_CAMERAS),
    }
    return render(request, "places/plans.html", context)


@require_http_methods(["GET", "POST"])
def plan_edit(request: PageRequest) -> HttpResponse:
    """``?camera=…`` once or several times. ``preview`` in the POST shows the coming week and saves nothing."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    named = request.POST if request.method == "POST" else request.GET
    wanted = _cameras(request, named.getlist("cameras" if request.method == "POST" else "camera"))
    now = selectors.plan_of(wanted[0]) if wanted else None
    form = _form(request, wanted, now)
    preview = request.method == "POST" and "preview" in request.POST
    valid = request.method == "POST" and form.is_valid()
    if preview:
        return _preview(request, form, wanted, now)
    if valid and form.plan is not None and _saved(request, form):
        return redirect("plans")
    return _page(request, form, wanted, now)


def _form(request: PageRequest, wanted: list[str], now: WeekPlan | None) -> PlanForm:
    begin = now or ALWAYS
    initial = {
        "cameras": wanted,
        "pre_roll_s": begin.pre_roll_s,
        "post_roll_s": begin.post_roll_s,
        "start": "now",
        "holiday_as": "keep",
        "exam_as": "keep",
    }
    return PlanForm(request.POST or None, school=request.viewer.school, now=now, initial=initial)


def _saved(request: PageRequest, form: PlanForm) -> bool:
    plan = form.plan
    if plan is None:
        return False
    data = form.cleaned_data
    made = form.try_to(
        lambda: services.decide_plan(
            cameras=data["cameras"], plan=plan, basis=data["basis"], by=request.viewer.person
        )
    )
    if made is None:
        return False
    said = ngettext(
        "Schedule of %(n)d camera saved: it counts within 5 seconds.",
        "Schedule of %(n)d cameras saved: it counts within 5 seconds.",
        len(made),
    )
    messages.success(request, said % {"n": len(made)})
    return True


def _preview(
    request: PageRequest, form: PlanForm, wanted: list[str], now: WeekPlan | None
) -> HttpResponse:
    """The whole page for a browser without scripts, its part for one that asked behind the page."""
    plan = form.plan
    beside = [name for name in form.errors if name in ("basis", "cameras")]
    for name in beside:
        del form.errors[name]
        attrs = form.fields[name].widget.attrs
        attrs["class"] = attrs.get("class", "").replace("is-invalid", "")
    if not request.headers.get("HX-Request"):
        return _page(request, form, wanted, now, plan)
    context = {"coming": _coming(request, plan), "words": summary(plan) if plan else ""}
    return render(request, "places/plan_preview.html", context)


def _page(
    request: PageRequest,
    form: PlanForm,
    wanted: list[str],
    now: WeekPlan | None,
    shown: WeekPlan | None = None,
) -> HttpResponse:
    plan = shown or getattr(form, "plan", None) or now or ALWAYS
    others = {selectors.plan_of(each) for each in wanted}
    context = {
        "form": form,
        "coming": _coming(request, plan),
        "words": summary(plan if shown or now or form.is_bound else None),
        "differ": len(others) > 1,
        "history": _history(wanted[0]) if len(wanted) == 1 else [],
        "week": _week_data(plan),
        "presets": PRESET_WORDS,
    }
    return render(request, "places/plan.html", context, status=400 if form.errors else 200)


def _coming(request: PageRequest, plan: WeekPlan | None) -> Any:
    calendar = selectors.calendar_of(request.viewer.school)
    return coming(plan, calendar, now_us()) if plan is not None else None


def _history(camera: str) -> list[dict[str, Any]]:
    rows = selectors.plan_history(camera)[:HISTORY]
    return [{"row": each, "words": summary(selectors.week_plan(each))} for each in rows]


def _week_data(plan: WeekPlan) -> dict[str, Any]:
    """What the drawing needs: cells, names, presets."""
    return {
        "plan": asdict(plan),
        "presets": {code: asdict(each) for code, each in PRESETS.items()},
        "days": [str(each) for each in WEEKDAYS] + [_("Holidays"), _("Exam days")],
        "modes": [[cell, str(MODES[mode])] for cell, mode in _BRUSHES],
    }


def _cameras(request: PageRequest, named: list[str]) -> list[str]:
    """Those of the school and in use. Raises Http404 where one is not."""
    rows = selectors.cameras_named(named[:256])
    for each in named:
        row = rows.get(each)
        if row is None or row.area.school_id != request.viewer.school or row.state != "active":
            raise Http404
    return named
