"""The Django application of the room."""

from django.apps import AppConfig


class StocktakesConfig(AppConfig):
    name = "vonggac.stocktakes"
    label = "stocktakes"
