"""Tables of the index. No book: everything here is made of rows and made again by ``search.services``."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint


class Entry(models.Model):
    """One row of a book as it is found. Its words stand in the FTS5 table ``search_words`` under the same number."""

    id = models.BigIntegerField(
        primary_key=True, help_text="Instant × 1000 and a bit more: in the order of time."
    )
    school_id = models.UUIDField(null=True, help_text="Null: of a person alone (notices).")
    book = models.CharField(max_length=16)
    row = models.UUIDField()
    at_us = models.BigIntegerField()
    label = models.CharField(max_length=80, help_text="What the row calls itself: its number.")
    shown = models.TextField(help_text="As written; search_words has it folded.")
    people = models.TextField(blank=True, help_text="Ids of persons, a blank between them.")

    class Meta:
        constraints: ClassVar = [UniqueConstraint(name="found_once", fields=["book", "row"])]

    def __str__(self) -> str:
        return f"{self.book} {self.row}"


class Due(models.Model):
    """A row that changed since it was indexed: written by triggers on the rooms' tables."""

    id = models.BigAutoField(primary_key=True)
    book = models.CharField(max_length=16)
    row = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.book} {self.row}"
