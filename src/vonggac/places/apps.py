"""The Django application of the room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "vonggac.places"
    label = "places"
