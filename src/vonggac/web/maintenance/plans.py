"""Kế hoạch bảo trì: drawn up with a usual plan to begin with, approved or returned by the Board."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.duty import selectors as duty
from vonggac.equipment.states import AssetKind
from vonggac.kernel.clock import now_us
from vonggac.maintenance import selectors, services
from vonggac.maintenance.states import Every, Work
from vonggac.notices import services as notices
from vonggac.web import deeds
from vonggac.web.local_time import local
from vonggac.web.maintenance.forms import DecideForm, PlanForm, RowForms
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.maintenance.models import PlanRow


@require_GET
def plans(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_MAINTENANCE)
    context = {
        "plans": selectors.plans(request.viewer.school)[:50],
        "may_plan": deeds.may(request, Deed.PLAN_MAINTENANCE),
    }
    return render(request, "maintenance/plans.html", context)


@require_http_methods(["GET", "POST"])
def plan_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.PLAN_MAINTENANCE)
    viewer = request.viewer
    posted = request.POST or None
    form = PlanForm(posted, initial=_beginning(viewer.school))
    rows = RowForms(
        posted, initial=_rows(viewer.school, viewer.person), form_kwargs={"school": viewer.school}
    )
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        named = [each.row for each in rows if each.row is not None]
        made = form.try_to(
            lambda: services.draw_up_plan(
                school=viewer.school, by=viewer.person, rows=named, **form.cleaned_data
            )
        )
        if made is not None:
            messages.success(request, _("The plan waits for the Board's approval."))
            return redirect("maintenance_plan", made.id)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "rows": rows}
    return render(request, "maintenance/plan_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def plan(request: PageRequest, plan: UUID) -> HttpResponse:
    deeds.require(request, Deed.READ_MAINTENANCE)
    viewer = request.viewer
    row = selectors.plan(viewer.school, plan)
    if row is None:
        raise Http404
    notices.read_about(person=viewer.person, url=request.path)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.decide_plan(plan=row.id, by=viewer.person, **form.cleaned_data)
        )
        if made is not None:
            messages.success(request, _("Decided."))
            return redirect("maintenance_plan", row.id)
    decides = deeds.may(request, Deed.APPROVE_MAINTENANCE) and row.made_by_id != viewer.person
    context = {
        "row": row,
        "lines": row.rows.select_related("asset", "responsible"),
        "form": form if decides and row.decided_us is None else None,
        "in_force": row == selectors.plan_in_force(viewer.school, now_us()),
        "may_plan": deeds.may(request, Deed.PLAN_MAINTENANCE),
    }
    return render(request, "maintenance/plan.html", context, status=400 if form.errors else 200)


def _beginning(school: UUID) -> dict[str, Any]:
    last = selectors.plans(school).first()
    year = duty.school_year_of(school, now_us())
    if last is None:
        return {
            "school_year": year,
            "purpose": _(
                "Cameras, recorders and disks work without interruption, with right clocks."
            ),
        }
    said = {"purpose": last.purpose, "funding": last.funding, "organisation": last.organisation}
    return {"school_year": year, **said}


def _rows(school: UUID, person: UUID) -> list[dict[str, Any]]:
    """Those of the newest plan, or a usual plan to begin with."""
    first = local(now_us()).date() + timedelta(days=7)
    last = selectors.plans(school).first()
    if last is None:
        return [
            {
                "what": str(what),
                "work": work,
                "target": f"kind:{kind}",
                "every": every,
                "first_on": first,
                "responsible": str(person),
            }
            for what, work, kind, every in _usual()
        ]
    return [_again(each, first) for each in last.rows.all()]


def _again(row: "PlanRow", first: date) -> dict[str, Any]:
    return {
        "what": row.what,
        "work": row.work,
        "target": f"asset:{row.asset_id}" if row.asset_id else f"kind:{row.asset_kind}",
        "every": row.every,
        "first_on": max(row.first_on, first),
        "responsible": str(row.responsible_id),
        "note": row.note,
    }


def _usual() -> list[tuple[str, str, str, str]]:
    return [
        (_("Clean lenses, check mounts and cables"), Work.MAINTENANCE, AssetKind.CAMERA, Every.QUARTER),
        (_("Check clock, view, sharpness, night picture"), Work.CALIBRATION, AssetKind.CAMERA, Every.HALF_YEAR),
        (_("Clean the recorder, check fan and disk"), Work.MAINTENANCE, AssetKind.RECORDER, Every.QUARTER),
        (_("Clean the computer, check fan and disk"), Work.MAINTENANCE, AssetKind.COMPUTER, Every.QUARTER),
        (_("Check the disk"), Work.MAINTENANCE, AssetKind.DISK, Every.MONTH),
        (_("Check switches, cables, firmware"), Work.MAINTENANCE, AssetKind.SWITCH, Every.HALF_YEAR),
    ]  # fmt: skip
