"""The Django application of the room."""

from django.apps import AppConfig


class RepairsConfig(AppConfig):
    name = "vonggac.repairs"
    label = "repairs"
