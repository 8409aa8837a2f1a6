"""Django's name for the room: its tables lie in the second database file."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "vonggac.archive"
    label = "archive"
    verbose_name = "Archive"
