"""The Django application of the room."""

from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    name = "vonggac.equipment"
    label = "equipment"
