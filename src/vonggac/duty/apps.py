"""The Django application of the room."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "vonggac.duty"
    label = "duty"
