"""Addresses of the camera wall."""

from django.urls import path

from vonggac.web.live import views

urlpatterns = [
    path("live", views.wall, name="wall"),
    path("live-tickets", views.live_tickets, name="live_tickets"),
]
