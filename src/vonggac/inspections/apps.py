"""The Django application of the room."""

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "vonggac.inspections"
    label = "inspections"
