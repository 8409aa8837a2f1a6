"""The Django application of the room."""

from django.apps import AppConfig


class TakeoverConfig(AppConfig):
    name = "vonggac.takeover"
    label = "takeover"
