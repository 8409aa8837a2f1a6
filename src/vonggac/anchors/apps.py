"""The Django application of the room."""

from django.apps import AppConfig


class AnchorsConfig(AppConfig):
    name = "vonggac.anchors"
    label = "anchors"
