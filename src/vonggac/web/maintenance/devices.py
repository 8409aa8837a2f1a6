"""The checklist of one device, on a telephone before it; and how ready every device is."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.maintenance import readiness as ready
from vonggac.maintenance import selectors, services
from vonggac.maintenance.measuring import measure
from vonggac.maintenance.states import Item, Verdict, Work, items_of
from vonggac.web import deeds
from vonggac.web.maintenance import figures
from vonggac.web.maintenance.forms import ItemForm, found, item_forms
from vonggac.web.maintenance.orders import own_order
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.equipment.models import Asset
    from vonggac.maintenance.models import Check, Order


@require_http_methods(["GET", "POST"])
def device(request: PageRequest, order: UUID, asset: UUID) -> HttpResponse:
    row = own_order(request, order)
    here = next((each for each in selectors.devices_of(row) if each.id == asset), None)
    if here is None:
        raise Http404
    items = items_of(row.work, here.kind)
    written = selectors.checks(row).get(here.id, {})
    initial = {key: _said(each) for key, each in written.items()}
    answers = item_forms(items, request.POST or None, initial)
    if request.method == "POST":
        done = _check(request, row, here, answers)
        if done is not None:
            messages.success(request, _("%(code)s is checked.") % {"code": here.code})
            following = _next(row, here) if not written else None
            return (
                redirect("maintenance_device", row.id, following)
                if following
                else redirect("maintenance_order", row.id)
            )
    context = {
        "row": row,
        "asset": here,
        "items": _items(row, here, answers, written),
        "writes": row.state == "working" and row.executor_id == request.viewer.person,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "maintenance/device.html", context, status=status)


@require_GET
def readiness(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_MAINTENANCE)
    rows = ready.readiness(request.viewer.school, run_folder=settings.DATA.run, at_us=now_us())
    shown = [
        {
            "asset": each.asset,
            "percent": each.percent,
            "lacking": [figures.need(one) for one in each.lacking],
            "tone": "good" if not each.lacking else "bad" if each.percent < 50 else "warn",
        }
        for each in rows
    ]
    return render(request, "maintenance/readiness.html", {"rows": shown})


def _check(
    request: PageRequest, row: "Order", here: "Asset", answers: dict[Item, ItemForm]
) -> Any | None:
    """None where something is wrong, which stands beside its item."""
    said = found(answers)
    if said is None:
        return None
    first = next(iter(answers.values()))
    done = first.try_to(
        lambda: services.check_device(
            order=row.id,
            asset=here.id,
            by=request.viewer.person,
            found=said,
            run_folder=settings.DATA.run,
        )
    )
    for problem in first.non_field_errors():
        messages.error(request, str(problem))
    return done


def _next(row: "Order", here: "Asset") -> UUID | None:
    """The next device of the order that nobody has checked, after the last one from its beginning; None: all are."""
    every, done = [each.id for each in selectors.devices_of(row)], selectors.checks(row)
    at = every.index(here.id)
    return next((each for each in [*every[at:], *every[:at]] if each not in done), None)


def _said(each: "Check") -> dict[str, str]:
    return {
        "verdict": each.verdict,
        "before": each.before,
        "after": each.after,
        "parts": each.parts,
    }


def _items(
    row: "Order", here: "Asset", answers: dict[Item, ItemForm], written: dict[str, Any]
) -> list[dict[str, Any]]:
    """With what the machine measures now, and measured when the work began."""
    now, before = {}, {}
    if row.work == Work.CALIBRATION and here.camera_id is not None:
        before = selectors.measured_before(row).get(here.id, {})
        if row.state == "working":
            now = measure(here.camera_id, run_folder=settings.DATA.run, at_us=now_us())
    for item, form in answers.items():
        if item in now and item.value not in written and not form.is_bound:
            form.initial = {"verdict": Verdict.BAD if now[item].fails else Verdict.GOOD}
    return [
        {
            "label": item.label,
            "form": form,
            "before": figures.shown(item, before[item].measured) if item in before else "",
            "now": figures.shown(item, now[item].as_json()) if item in now else "",
            "fails": item in now and now[item].fails,
            "written": written.get(item),
            "measured": figures.shown(item, written[item].measured) if item in written else "",
        }
        for item, form in answers.items()
    ]
