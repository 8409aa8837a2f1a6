"""The Django application of the room."""

from importlib import import_module

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "vonggac.incidents"
    label = "incidents"

    def ready(self) -> None:
        """In every process that writes the usage book, a case's uses are joined with its dossier."""
        import_module("vonggac.incidents.services")
