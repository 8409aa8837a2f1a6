"""The Django application of the room."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "vonggac.regulations"
    label = "regulations"
