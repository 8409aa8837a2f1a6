"""The Django application of the room."""

from django.apps import AppConfig


class FactorsConfig(AppConfig):
    name = "vonggac.factors"
    label = "factors"
