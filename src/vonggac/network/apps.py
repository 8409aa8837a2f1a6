"""The Django application of the room."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "vonggac.network"
    label = "network"
