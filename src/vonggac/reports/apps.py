"""The Django application of the room."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "vonggac.reports"
    label = "reports"
