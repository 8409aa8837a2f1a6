"""Django's name for the room."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "vonggac.pictures"
    default_auto_field = "django.db.models.BigAutoField"
