"""The Django application of the room."""

from django.apps import AppConfig


class ViolationsConfig(AppConfig):
    name = "vonggac.violations"
    label = "violations"
