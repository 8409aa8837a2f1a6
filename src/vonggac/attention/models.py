"""Tables of changes and of who acknowledged them. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.attention.kinds import ChangeKind
from vonggac.kernel.ids import new_uuid


class Change(models.Model):
    """Written once; ``until_us`` is settled when a stop has ended."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(help_text="In the order of writing.")
    kind = models.CharField(max_length=10, choices=ChangeKind.choices)
    ref = models.CharField(max_length=80, help_text="Names the deed: it is written once.")
    at_us = models.BigIntegerField()
    until_us = models.BigIntegerField(null=True, help_text="Null: goes on, or has no length.")
    by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: nobody is known to have done it.",
    )
    subject = models.CharField(max_length=300, blank=True, help_text="Cameras, program.")
    basis = models.CharField(max_length=300, blank=True)
    noted_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            UniqueConstraint(name="change_noted_once", fields=["school", "ref"]),
            UniqueConstraint(name="changes_are_numbered", fields=["school", "number"]),
            CheckConstraint(name="change_kind_known", condition=Q(kind__in=ChangeKind.values)),
            CheckConstraint(
                name="change_ends_after_it_begins",
                condition=Q(until_us__isnull=True) | Q(until_us__gte=F("at_us")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Acknowledgement(models.Model):
    """A member of the Board knows of it, in own words."""

    change = models.OneToOneField(
        Change, on_delete=models.PROTECT, primary_key=True, related_name="acknowledged"
    )
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()
    words = models.CharField(max_length=1000)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="acknowledged_in_words", condition=~Q(words=""))
        ]

    def __str__(self) -> str:
        return self.words
