"""Addresses of reports."""

from django.urls import path

from vonggac.web.reports import evaluation, papers, views

urlpatterns = [
    path("reports", views.reports, name="reports"),
    path("reports/new", views.report_new, name="report_new"),
    path("reports/<uuid:report>", views.report, name="report"),
    path("reports/<uuid:report>/step/<slug:step>", views.report_step, name="report_step"),
    path("reports/<uuid:report>/correct/<int:place>", views.report_correct, name="report_correct"),
    path("reports/<uuid:report>/paper.<str:kind>", papers.report_paper, name="report_paper"),
    path("evaluation", evaluation.evaluation, name="evaluation"),
]
