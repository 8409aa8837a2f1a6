"""The Django application of the room."""

from importlib import import_module

from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    name = "vonggac.equipment"
    label = "equipment"

    def ready(self) -> None:
        """In every process that registers cameras, each gets its asset record with it (khoản 2 Điều 5)."""
        import_module("vonggac.equipment.services")
