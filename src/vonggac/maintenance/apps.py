"""The Django application of the room."""

from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    name = "vonggac.maintenance"
    label = "maintenance"
