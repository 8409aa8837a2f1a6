"""The Django application of the room."""

from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "vonggac.proceedings"
    label = "proceedings"
