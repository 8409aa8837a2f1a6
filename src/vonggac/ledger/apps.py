"""Django's name for the room: its one table, the outbox, lies in the office's database."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "vonggac.ledger"
    label = "ledger"
    verbose_name = "Ledger"
