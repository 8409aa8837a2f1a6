"""The Django application of the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "vonggac.people"
    label = "people"
