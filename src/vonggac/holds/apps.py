"""The Django application of the room."""

from django.apps import AppConfig


class HoldsConfig(AppConfig):
    name = "vonggac.holds"
    label = "holds"
