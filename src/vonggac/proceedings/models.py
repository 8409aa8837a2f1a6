"""The one table of the room: the keys of the lines' commitments."""

from django.db import models


class LineKey(models.Model):
    """The key of a line's commitment in the ledger (FORMATS §4.2): erasing it makes the entry say nothing."""

    line = models.UUIDField(primary_key=True, help_text="Id of the line, of whatever room.")
    key = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return self.line.hex
