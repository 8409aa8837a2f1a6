"""The books that are closed. The values stand in rows: never rename one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

YEAR = "year"
"""The period of a whole school year; a month's is ``2026-11``."""


class Book(TextChoices):
    USAGE = "usage", _("Usage book")
    DEVICE = "device", _("Device book")
