"""Addresses of holds."""

from django.urls import path

from vonggac.web.holds import views

urlpatterns = [
    path("holds", views.holds, name="holds"),
    path("holds/new", views.hold_new, name="hold_new"),
    path("holds/<uuid:hold>", views.hold, name="hold"),
    path("holds/<uuid:hold>/ask-release", views.hold_ask, name="hold_ask"),
    path("holds/<uuid:hold>/answer", views.hold_answer, name="hold_answer"),
]
