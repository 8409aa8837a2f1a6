"""Addresses of inspections and reminders."""

from django.urls import path

from vonggac.web.inspections import views

urlpatterns = [
    path("inspections", views.inspections, name="inspections"),
    path("inspections/<uuid:inspection>", views.inspection, name="inspection"),
    path("inspections/reminders/new", views.reminder_new, name="reminder_new"),
    path("inspections/reminders/<uuid:reminder>", views.reminder, name="reminder"),
    path("inspections/reminders/<uuid:reminder>.pdf", views.reminder_pdf, name="reminder_pdf"),
]
