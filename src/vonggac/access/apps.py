"""The Django application of the room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "vonggac.access"
    label = "access"
