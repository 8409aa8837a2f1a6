"""The Django application of the room."""

from django.apps import AppConfig


class ClosingConfig(AppConfig):
    name = "vonggac.closing"
    label = "closing"
