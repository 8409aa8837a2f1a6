"""Addresses of the health page."""

from django.urls import path

from vonggac.web.health import coverage, metrics, technical, views, volumes

urlpatterns = [
    path("health", views.health, name="health"),
    path("coverage", coverage.day_sheet, name="coverage"),
    path("coverage/<slug:camera>", coverage.month_sheet, name="coverage_month"),
    path("volumes", volumes.volumes, name="volumes"),
    path("volumes/add", volumes.volume_add, name="volume_add"),
    path("volumes/change", volumes.volume_change, name="volume_change"),
    path("volumes/date", volumes.date_confirm, name="date_confirm"),
    path("technical", technical.technical, name="technical"),
    path("technical/new", technical.technical_new, name="technical_new"),
    path("technical/<uuid:check>", technical.technical_play, name="technical_play"),
    path("technical/<uuid:check>/result", technical.technical_result, name="technical_result"),
    path("metrics", metrics.metrics, name="metrics"),
]
