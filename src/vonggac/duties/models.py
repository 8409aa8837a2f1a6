"""Tables of the room: who was told of a duty, and the secret addresses of feeds. No duty is stored."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid


class Stage(models.TextChoices):
    """When somebody is told of a duty."""

    BEFORE = "before"
    TODAY = "today"
    LATE = "late"


class Told(models.Model):
    """A duty was told of at a stage: once. Only grows."""

    id = models.BigAutoField(primary_key=True)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=120, help_text="Duty.name")
    stage = models.CharField(max_length=6, choices=Stage.choices)
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="a_duty_is_told_once", fields=["school", "duty", "stage"]),
            CheckConstraint(name="told_stage_known", condition=Q(stage__in=Stage.values)),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.stage}"


class Feed(models.Model):
    """A person's address for a calendar program; shown once, kept as a hash. Revoked once and for ever."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_us = models.BigIntegerField()
    revoked_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="one_feed_a_person", fields=["person"], condition=Q(revoked_us=None)
            ),
            CheckConstraint(
                name="feed_is_revoked_after_it_was_made",
                condition=Q(revoked_us=None) | Q(revoked_us__gte=F("made_us")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
