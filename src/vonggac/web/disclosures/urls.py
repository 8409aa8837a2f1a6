"""Addresses of viewing requests. An address tells an id, and never who asks."""

from django.urls import path

from vonggac.web.disclosures import carrying, deciding, papers, printing, views

urlpatterns = [
    path("requests", views.requests, name="requests"),
    path("requests/new", views.request_new, name="request_new"),
    path("requests/blank", printing.request_blank, name="request_blank"),
    path("requests/limits", views.request_limits, name="request_limits"),
    path("requests/<uuid:request_id>", views.request_page, name="request"),
    path("requests/<uuid:request_id>/edit", views.request_edit, name="request_edit"),
    path("requests/<uuid:request_id>/step/<slug:step>", views.request_step, name="request_step"),
    path("requests/<uuid:request_id>/decide", deciding.request_decide, name="request_decide"),
    path("requests/<uuid:request_id>/superior", deciding.request_superior, name="request_superior"),
    path("requests/<uuid:request_id>/minutes", carrying.request_minutes, name="request_minutes"),
    path("requests/<uuid:request_id>/handover", carrying.request_handover, name="request_handover"),
    path(
        "requests/<uuid:request_id>/form/<slug:form>.<slug:kind>",
        printing.request_form,
        name="request_form",
    ),
    path("requests/<uuid:request_id>/papers", papers.request_papers, name="request_papers"),
    path(
        "requests/<uuid:request_id>/papers/<uuid:paper>", papers.request_paper, name="request_paper"
    ),
]
