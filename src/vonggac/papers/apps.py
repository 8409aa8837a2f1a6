"""The Django application of the room."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "vonggac.papers"
    label = "papers"
