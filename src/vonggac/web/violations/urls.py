"""Addresses of violations."""

from django.urls import path

from vonggac.web.violations import papers, views

urlpatterns = [
    path("violations", views.violations, name="violations"),
    path("violations/new", views.violation_new, name="violation_new"),
    path("violations/<uuid:violation>", views.violation, name="violation"),
    path(
        "violations/<uuid:violation>/step/<slug:step>", views.violation_step, name="violation_step"
    ),
    path(
        "violations/<uuid:violation>/correct/<int:place>",
        views.violation_correct,
        name="violation_correct",
    ),
    path(
        "violations/<uuid:violation>/papers/<int:place>",
        papers.violation_paper,
        name="violation_paper",
    ),
    path(
        "violations/<uuid:violation>/minutes.<str:kind>",
        papers.violation_minutes,
        name="violation_minutes",
    ),
]
