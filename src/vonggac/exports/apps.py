"""Django's name for the room."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "vonggac.exports"
    label = "exports"
    verbose_name = "Exports"
