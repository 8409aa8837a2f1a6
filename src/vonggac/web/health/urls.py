"""Addresses of the health page."""

from django.urls import path

from vonggac.web.health import metrics, views

urlpatterns = [
    path("health", views.health, name="health"),
    path("metrics", metrics.metrics, name="metrics"),
]
