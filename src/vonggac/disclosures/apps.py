"""The Django application of the room."""

from django.apps import AppConfig


class DisclosuresConfig(AppConfig):
    name = "vonggac.disclosures"
    label = "disclosures"
