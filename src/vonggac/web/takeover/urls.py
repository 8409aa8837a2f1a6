"""Addresses of the system's manager and of handing over."""

from django.urls import path

from vonggac.web.takeover import papers, views

urlpatterns = [
    path("manager", views.manager, name="manager"),
    path(
        "manager/decisions/<uuid:position>.<slug:kind>",
        papers.assignment_paper,
        name="assignment_paper",
    ),
    path(
        "manager/handovers/<uuid:handover>/minutes.<slug:kind>",
        papers.system_handover_minutes,
        name="system_handover_minutes",
    ),
    path("manager/handovers/new", views.handover_new, name="system_handover_new"),
    path("manager/handovers/<uuid:handover>", views.handover, name="system_handover"),
    path(
        "manager/handovers/<uuid:handover>/checklist",
        views.handover_checklist,
        name="system_handover_checklist",
    ),
    path(
        "manager/handovers/<uuid:handover>/step/<slug:step>",
        views.handover_step,
        name="system_handover_step",
    ),
    path(
        "manager/handovers/<uuid:handover>/correct/<int:place>",
        views.handover_correct,
        name="system_handover_correct",
    ),
    path(
        "manager/handovers/<uuid:handover>/papers/<int:place>",
        views.handover_paper,
        name="system_handover_paper",
    ),
]
