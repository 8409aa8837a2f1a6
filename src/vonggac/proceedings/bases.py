"""Abstract tables of proceedings and of their lines: each room makes its own of them."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.proceedings.flow import Flow


class Proceeding(models.Model):
    """Subclasses have ``CODE`` (VP), ``FLOW``, ``state`` with its choices, a table of lines with
    ``related_name="lines"``, and extend ``Meta``.
    """

    CODE: ClassVar[str]
    FLOW: ClassVar[Flow]
    lines: Any
    school_id: UUID
    opened_by_id: UUID | None

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year it was opened in, local time.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    state = models.CharField(max_length=20)
    opened_us = models.BigIntegerField()
    opened_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: the system by itself.",
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            UniqueConstraint(name="%(class)s_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="%(class)s_number_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``VP-2026-001``."""
        return f"{self.CODE}-{self.year}-{self.number:03d}"

    @property
    def ended(self) -> bool:
        return self.state in self.FLOW.ends


class ProceedingLine(models.Model):
    """One line of the file; never changed or removed. Subclasses have ``of``, the foreign key to the proceeding."""

    of: Any
    person_id: UUID | None

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    place = models.PositiveIntegerField(help_text="From 1, without gaps.")
    at_us = models.BigIntegerField(help_text="When it was written.")
    happened_us = models.BigIntegerField(
        null=True, blank=True, help_text="When it happened, where that was earlier."
    )
    person = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: the system by itself.",
    )
    person_name = models.CharField(max_length=120, blank=True, help_text="As it was then.")
    person_role = models.CharField(max_length=4, blank=True, help_text="A Role, then.")
    kind = models.CharField(max_length=20, help_text="What was done: the room's own words.")
    state = models.CharField(max_length=20, help_text="Of the proceeding, after it.")
    text = models.CharField(max_length=4000, blank=True)
    ref = models.CharField(max_length=80, blank=True, help_text="Number of a paper, a hold, …")
    scan = models.ForeignKey(
        "papers.Scan", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="%(class)s_places_differ", fields=["of", "place"]),
            CheckConstraint(name="%(class)s_place_from_one", condition=Q(place__gte=1)),
            CheckConstraint(
                name="%(class)s_is_not_written_beforehand",
                condition=Q(happened_us__isnull=True) | Q(happened_us__lte=F("at_us")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.kind}"
