"""Lệnh bảo trì, hiệu chuẩn: the list with what is overdue on top, an order with its steps and devices."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.maintenance import selectors, services
from vonggac.maintenance.states import LineKind, OrderState, items_of
from vonggac.notices import services as notices
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.local_time import local
from vonggac.web.maintenance.forms import OrderForm
from vonggac.web.maintenance.steps import steps
from vonggac.web.paging import days_asked, page_of
from vonggac.web.proceedings import correct, file_of, take
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.maintenance.models import Order

TONES = {"due": "warn", "working": "info", "confirming": "info", "failed": "bad", "done": "good"}


@require_GET
def maintenance(request: PageRequest) -> HttpResponse:
    """What is still to be done, the most urgent first; then what was done. Of the days of a report: all in one."""
    deeds.require(request, Deed.READ_MAINTENANCE)
    school, at_us = request.viewer.school, now_us()
    rows = selectors.orders(school)
    if days_asked(request) is None:
        rows = rows.filter(state__in=[OrderState.DONE, OrderState.FAILED])
    page = page_of(request, rows, instants=("due_on", "confirmed_us", "not_passed__at_us"))
    context = {
        "open": [_row(each) for each in selectors.open_orders(school)[:100]],
        "page": page,
        "ended": [_row(each) for each in page],
        "plan": selectors.plan_in_force(school, at_us),
        "to_decide": selectors.to_decide(school),
        "may_plan": deeds.may(request, Deed.PLAN_MAINTENANCE),
        "may_order": deeds.may(request, Deed.ORDER_MAINTENANCE),
    }
    return render(request, "maintenance/list.html", context)


@require_http_methods(["GET", "POST"])
def order_new(request: PageRequest) -> HttpResponse:
    """Đột xuất."""
    deeds.require(request, Deed.ORDER_MAINTENANCE)
    viewer = request.viewer
    mine = {"responsible": str(viewer.person)}
    form = OrderForm(request.POST or None, school=viewer.school, initial=mine)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.open_order(school=viewer.school, by=viewer.person, **form.values)
        )
        if made is not None:
            messages.success(request, _("%(no)s was ordered.") % {"no": made.label})
            return redirect("maintenance_order", made.id)
    status = 400 if form.errors else 200
    return render(request, "maintenance/order_new.html", {"form": form}, status=status)


@require_GET
def order(request: PageRequest, order: UUID) -> HttpResponse:
    row = own_order(request, order)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
@freshly_authenticated
def order_step(request: PageRequest, order: UUID, step: str) -> HttpResponse:
    row = own_order(request, order)
    wrong = take(request, row, step, steps(), order=row.id)
    if wrong is None:
        return redirect("maintenance_order", row.id)
    return _page(request, row, {step: wrong})


@require_POST
def order_correct(request: PageRequest, order: UUID, place: int) -> HttpResponse:
    row = own_order(request, order)
    correct(request, services.correct, order=row.id, place=place)
    return redirect("maintenance_order", row.id)


def own_order(request: PageRequest, order_id: UUID) -> "Order":
    """Of the viewer's school, for who may read. Raises Http404, Refused."""
    deeds.require(request, Deed.READ_MAINTENANCE)
    row = selectors.order(request.viewer.school, order_id)
    if row is None:
        raise Http404
    return row


def _row(row: "Order") -> dict[str, Any]:
    late = selectors.is_overdue(row, local(now_us()).date())
    return {"order": row, "late": late, "tone": "bad" if late else TONES.get(row.state, "")}


def _page(
    request: PageRequest, row: "Order", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    context = {
        **_row(row),
        "devices": _devices(row),
        "checks_now": row.state == "working" and row.executor_id == request.viewer.person,
        **file_of(
            request,
            row,
            "maintenance_order",
            steps(),
            lines=selectors.lines(row.id),
            kinds=LineKind,
            spoilt=spoilt,
        ),
        "may_correct": deeds.may(request, Deed.DO_MAINTENANCE),
    }
    return render(request, "maintenance/order.html", context, status=400 if spoilt else 200)


def _devices(row: "Order") -> list[dict[str, Any]]:
    found = selectors.checks(row)
    return [
        {
            "asset": each,
            "answered": len(found.get(each.id, {})),
            "of": len(items_of(row.work, each.kind)),
            "fails": selectors.fails(found.get(each.id, {})),
        }
        for each in selectors.devices_of(row)
    ]
