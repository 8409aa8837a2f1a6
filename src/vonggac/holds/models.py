"""Tables of holds. Data and constraints only; triggers let rows be added, never changed or removed."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range

MAX_FOOTAGE_US = 92 * DAY_US


class Ground(models.TextChoices):
    """What the footage is held for."""

    REQUEST = "request", _("viewing request")
    CASE = "case", _("case")
    DIRECTIVE = "directive", _("directive")
    OWN = "own", _("decision of the school board")


ENDS_BY_ITSELF = (Ground.REQUEST, Ground.DIRECTIVE)
"""Held for somebody's wish, and no longer than that (REQUIREMENTS §5.1); evidence is released by two persons."""


class Hold(models.Model):
    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year of placing, local time.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    ground_ref = models.CharField(
        max_length=60, blank=True, help_text="Number of the paper; empty only for an own decision."
    )
    reason = models.CharField(max_length=500)
    footage_from_us = models.BigIntegerField()
    footage_to_us = models.BigIntegerField()
    review_on = models.DateField(help_text="When somebody asks whether it is still needed.")
    placed_us = models.BigIntegerField()
    placed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="hold_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="hold_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="hold_ground_known", condition=Q(ground__in=Ground.values)),
            CheckConstraint(
                name="hold_names_its_ground", condition=Q(ground="own") | ~Q(ground_ref="")
            ),
            CheckConstraint(name="hold_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(
                name="hold_footage_range_and_length",
                condition=Q(footage_to_us__gt=F("footage_from_us"))
                & Q(footage_to_us__lte=F("footage_from_us") + MAX_FOOTAGE_US),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["school", "-placed_us"], name="hold_list"),
            models.Index(fields=["ground", "ground_ref"], name="hold_by_ground"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``NG-2026-001``."""
        return f"NG-{self.year}-{self.number:03d}"

    @property
    def footage(self) -> Range:
        return Range(self.footage_from_us, self.footage_to_us)


class HoldKey(models.Model):
    """The key of the reason's commitment in the ledger (FORMATS §4.2): erasing it makes the entry say nothing."""

    hold = models.OneToOneField(
        Hold, primary_key=True, on_delete=models.PROTECT, related_name="commitment"
    )
    key = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return str(self.hold_id)


class HoldCamera(models.Model):
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="cameras")
    camera = models.ForeignKey("places.Camera", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="hold_camera_once", fields=["hold", "camera"])
        ]

    def __str__(self) -> str:
        return self.camera_id


class HoldEnd(models.Model):
    """The ground is settled: from ``ends_us`` on retention decides again."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="end")
    ground = models.CharField(max_length=10, help_text="Of the hold: evidence never ends so.")
    ends_us = models.BigIntegerField()
    at_us = models.BigIntegerField(help_text="When it was written.")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="evidence_does_not_end_by_itself",
                condition=Q(ground__in=[each.value for each in ENDS_BY_ITSELF]),
            ),
            CheckConstraint(
                name="hold_is_not_ended_in_the_past", condition=Q(ends_us__gte=F("at_us"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.ends_us)


class ReleaseAsk(models.Model):
    """The first of the two persons."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="asks")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="release_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return str(self.hold_id)


class ReleaseAnswer(models.Model):
    """The second person's. ``asker`` is the ask's own, or a trigger refuses the row."""

    ask = models.OneToOneField(ReleaseAsk, on_delete=models.PROTECT, related_name="answer")
    hold = models.ForeignKey(Hold, on_delete=models.PROTECT, related_name="answers")
    asker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    released = models.BooleanField(help_text="False: it stays.")
    reason = models.CharField(max_length=500, blank=True)
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="a_hold_is_released_by_two", condition=~Q(by=F("asker"))),
            CheckConstraint(
                name="keeping_it_has_a_reason", condition=Q(released=True) | ~Q(reason="")
            ),
            UniqueConstraint(
                name="a_hold_is_released_once", fields=["hold"], condition=Q(released=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.hold_id)
