"""The Django application of the room."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "vonggac.suggestions"
    label = "suggestions"
