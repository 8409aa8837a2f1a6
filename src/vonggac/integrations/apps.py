"""The Django application of the room."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "vonggac.integrations"
    label = "integrations"
