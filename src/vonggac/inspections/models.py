"""Tables of inspections and reminders. Rows are added; triggers keep them."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid


class Inspection(models.Model):
    """Kiểm tra của lãnh đạo: a sample of a month's uses, drawn by the system and not by who checks it."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    month = models.CharField(max_length=7, help_text="2026-11, of the uses.")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    begun_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-begun_us"]
        constraints: ClassVar = [
            UniqueConstraint(name="a_leader_checks_a_month_once", fields=["school", "month", "by"])
        ]

    def __str__(self) -> str:
        return self.month


class Sampled(models.Model):
    """One line of the usage book in the sample."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sample")
    place = models.PositiveSmallIntegerField()
    line = models.ForeignKey("duty.UsageLine", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="sampled_once", fields=["inspection", "line"]),
            UniqueConstraint(name="sample_places_differ", fields=["inspection", "place"]),
        ]

    def __str__(self) -> str:
        return str(self.place)


class Finding(models.Model):
    """What the leader found of one sampled use."""

    sampled = models.OneToOneField(Sampled, on_delete=models.PROTECT, related_name="finding")
    in_order = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="a_deviation_is_told_in_words", condition=Q(in_order=True) | ~Q(note="")
            )
        ]

    def __str__(self) -> str:
        return str(self.in_order)


class Conclusion(models.Model):
    """The inspection is over."""

    inspection = models.OneToOneField(
        Inspection, on_delete=models.PROTECT, related_name="conclusion"
    )
    words = models.CharField(max_length=2000, blank=True)
    at_us = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.at_us)


class Reminder(models.Model):
    """Phiếu nhắc nhở ``NN-<year>-<no>``."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year, local time.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=120, help_text="As it was then.")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(max_length=60, blank=True, help_text="khoản 2 Điều 3")
    text = models.CharField(max_length=2000)
    inspection = models.ForeignKey(
        Inspection, on_delete=models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    at_us = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-year", "-number"]
        constraints: ClassVar = [
            UniqueConstraint(name="reminder_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="nobody_reminds_himself", condition=~Q(to=F("by"))),
            CheckConstraint(name="reminder_says_what", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return f"NN-{self.year}-{self.number:03d}"


class Acknowledged(models.Model):
    """The reminded person has read it, and may answer."""

    reminder = models.OneToOneField(Reminder, on_delete=models.PROTECT, related_name="acknowledged")
    words = models.CharField(max_length=1000, blank=True)
    at_us = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.at_us)
