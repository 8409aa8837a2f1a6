"""Addresses of proposals to repair or replace."""

from django.urls import path

from vonggac.web.repairs import papers, views

_ONE = "repairs/<uuid:repair>"

urlpatterns = [
    path("repairs", views.repairs, name="repairs"),
    path("repairs/new", views.repair_new, name="repair_new"),
    path(_ONE, views.repair, name="repair"),
    path(f"{_ONE}/edit", views.repair_edit, name="repair_edit"),
    path(f"{_ONE}/step/<slug:step>", views.repair_step, name="repair_step"),
    path(f"{_ONE}/correct/<int:place>", views.repair_correct, name="repair_correct"),
    path(f"{_ONE}/papers/<int:place>", papers.repair_scan, name="repair_scan"),
    path(f"{_ONE}/<slug:form>.<str:kind>", papers.repair_paper, name="repair_paper"),
]
