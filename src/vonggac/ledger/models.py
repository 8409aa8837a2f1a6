"""The outbox: deeds that a governance transaction wrote with its rows, on their way to the
ledger (DESIGN §3).
"""

from typing import ClassVar

from django.db import models

from vonggac.kernel.ids import new_uuid


class Outbox(models.Model):
    """One deed.

    Written once, never changed (I7); ``verify`` holds it against the ledger's entry.
    """

    id = models.BigAutoField(primary_key=True, help_text="Order in which deeds go to the ledger.")
    deed = models.UUIDField(
        default=new_uuid, unique=True, editable=False, help_text="As in the entry's field deed."
    )
    entry_type = models.CharField(max_length=32, help_text="Type of the entry, see ledger.entries.")
    body = models.TextField(
        help_text="Canonical JSON of the entry, without what the writer fills (time, boot, clock)."
    )
    created_us = models.BigIntegerField(help_text="When the deed was done, µs UTC.")

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["created_us"], name="outbox_when")]
        verbose_name_plural = "outbox"

    def __str__(self) -> str:
        return f"{self.id} {self.entry_type}"
