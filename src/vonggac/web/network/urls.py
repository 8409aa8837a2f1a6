"""Addresses of the camera networks."""

from django.urls import path

from vonggac.web.network import views

urlpatterns = [
    path("network", views.network, name="network"),
    path("network/watch", views.network_watch, name="network_watch"),
    path("network/<uuid:sighting>", views.sighting, name="sighting"),
]
