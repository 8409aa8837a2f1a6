"""The Django application of the room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "vonggac.notices"
    label = "notices"
