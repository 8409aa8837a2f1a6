"""The Django application of the room."""

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "vonggac.directives"
    label = "directives"
