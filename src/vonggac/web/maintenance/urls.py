"""Addresses of maintenance."""

from django.urls import path

from vonggac.web.maintenance import devices, orders, papers, plans

_ORDER = "maintenance/orders/<uuid:order>"

urlpatterns = [
    path("maintenance", orders.maintenance, name="maintenance"),
    path("maintenance/readiness", devices.readiness, name="maintenance_readiness"),
    path("maintenance/plans", plans.plans, name="maintenance_plans"),
    path("maintenance/plans/new", plans.plan_new, name="maintenance_plan_new"),
    path("maintenance/plans/<uuid:plan>", plans.plan, name="maintenance_plan"),
    path(
        "maintenance/plans/<uuid:plan>/paper.<str:kind>",
        papers.plan_paper,
        name="maintenance_plan_paper",
    ),
    path("maintenance/orders/new", orders.order_new, name="maintenance_order_new"),
    path(_ORDER, orders.order, name="maintenance_order"),
    path(f"{_ORDER}/step/<slug:step>", orders.order_step, name="maintenance_step"),
    path(f"{_ORDER}/correct/<int:place>", orders.order_correct, name="maintenance_correct"),
    path(f"{_ORDER}/devices/<uuid:asset>", devices.device, name="maintenance_device"),
    path(f"{_ORDER}/paper.<str:kind>", papers.order_paper, name="maintenance_paper"),
]
