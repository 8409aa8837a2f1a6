"""Addresses of the health page."""

from django.urls import path

from vonggac.web.health import coverage, metrics, views

urlpatterns = [
    path("health", views.health, name="health"),
    path("coverage", coverage.day_sheet, name="coverage"),
    path("coverage/<slug:camera>", coverage.month_sheet, name="coverage_month"),
    path("metrics", metrics.metrics, name="metrics"),
]
