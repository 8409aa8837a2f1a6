"""The Django application of the room."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "vonggac.duties"
    label = "duties"
