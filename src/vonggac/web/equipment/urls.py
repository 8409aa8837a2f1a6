"""Addresses of failures, events, alarms and inputs."""

from django.urls import path

from vonggac.web.equipment import alarms, events, views

urlpatterns = [
    path("failures", views.failures, name="failures"),
    path("failures/new", views.failure_new, name="failure_new"),
    path("failures/confirm", views.failures_confirm, name="failures_confirm"),
    path("failures/unexplained", views.unexplained, name="unexplained"),
    path("failures/alarms", alarms.alarms, name="alarms"),
    path("failures/inputs", alarms.inputs, name="inputs"),
    path("failures/inputs/<uuid:input_id>/revoke", alarms.input_revoke, name="input_revoke"),
    path("failures/<uuid:failure>", views.failure, name="failure"),
    path("failures/<uuid:failure>/<slug:step>", views.failure_step, name="failure_step"),
    path("events", events.events, name="events"),
    path("events/mark", events.event_mark, name="event_mark"),
]
