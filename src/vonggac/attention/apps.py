"""The Django application of the room."""

from django.apps import AppConfig


class AttentionConfig(AppConfig):
    name = "vonggac.attention"
    label = "attention"
