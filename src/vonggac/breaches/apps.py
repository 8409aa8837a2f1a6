"""The Django application of the room."""

from django.apps import AppConfig


class BreachesConfig(AppConfig):
    name = "vonggac.breaches"
    label = "breaches"
