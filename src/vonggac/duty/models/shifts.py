"""Tables of shifts, their checklists and their handover. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.duty.checklists import ITEMS, Answer, List
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ids import new_uuid

MAX_SHIFT_US = DAY_US


class ShiftEnd(models.TextChoices):
    """How it ended (REQUIREMENTS §5.11)."""

    CLOSED = "closed", _("shift closed")
    TIME = "time", _("ended by itself: its hours were over")
    IDLE = "idle", _("ended by itself: nobody was there")


class Shift(models.Model):
    """Phiên vận hành: rostered, then opened and closed by the duty officer."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    areas = models.ManyToManyField("places.Area", related_name="+")
    from_us = models.BigIntegerField(help_text="As rostered.")
    to_us = models.BigIntegerField(help_text="As rostered: an open shift ends by itself then.")
    opened_us = models.BigIntegerField(null=True, blank=True, help_text="Mở ca. Null: not yet.")
    closed_us = models.BigIntegerField(
        null=True, blank=True, help_text="Kết thúc ca. Null: not yet."
    )
    ended_how = models.CharField(max_length=6, choices=ShiftEnd.choices, blank=True)
    cancelled_us = models.BigIntegerField(
        null=True, blank=True, help_text="Taken off the roster before it was opened."
    )

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="shift_range_and_length",
                condition=Q(to_us__gt=F("from_us")) & Q(to_us__lte=F("from_us") + MAX_SHIFT_US),
            ),
            CheckConstraint(
                name="a_closed_shift_was_open",
                condition=Q(closed_us__isnull=True)
                | (Q(opened_us__isnull=False) & Q(closed_us__gte=F("opened_us"))),
            ),
            CheckConstraint(
                name="shift_ended_how_it_ended",
                condition=Q(ended_how="")
                | Q(closed_us__isnull=False, ended_how__in=ShiftEnd.values),
            ),
            CheckConstraint(
                name="an_opened_shift_is_not_cancelled",
                condition=Q(opened_us__isnull=True) | Q(cancelled_us__isnull=True),
            ),
            UniqueConstraint(
                name="one_open_shift_per_person",
                fields=["person"],
                condition=Q(opened_us__isnull=False, closed_us__isnull=True),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "from_us"], name="roster_by_time")]

    def __str__(self) -> str:
        return str(self.id)


class ShiftCheck(models.Model):
    """One item of a checklist as one person answered it; answered again, it is another row. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="checks")
    which = models.CharField(max_length=8, choices=List.choices)
    item = models.CharField(max_length=12, help_text="duty.checklists.Item.")
    measured = models.JSONField(help_text="What the system knew of it; empty: nothing.")
    verdict = models.CharField(max_length=8, blank=True, help_text="Of the system: good, bad.")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    words = models.CharField(max_length=500, blank=True, help_text="What is wrong.")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="check_list_known", condition=Q(which__in=List.values)),
            CheckConstraint(name="check_item_known", condition=Q(item__in=ITEMS)),
            CheckConstraint(
                name="check_complaint_has_words",
                condition=Q(answer="confirmed") | (Q(answer="complained") & ~Q(words="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["shift", "at_us"], name="checks_of_shift")]

    def __str__(self) -> str:
        return f"{self.which} {self.item}"


class Handover(models.Model):
    """Bàn giao ca: who leaves says what is what. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="handovers")
    giver = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    state = models.JSONField(help_text="What the system knew of the equipment, item by item.")
    remarks = models.CharField(max_length=1000)
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="handover_to_another", condition=~Q(giver=F("taker"))),
            CheckConstraint(name="handover_has_remarks", condition=~Q(remarks="")),
        ]
        indexes: ClassVar = [models.Index(fields=["taker", "-at_us"], name="handovers_to")]

    def __str__(self) -> str:
        return str(self.id)


class HandoverAnswer(models.Model):
    """Who takes over confirms it, or says what is otherwise. Only grows; one a handover."""

    handover = models.OneToOneField(Handover, on_delete=models.PROTECT, related_name="answer")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField()
    words = models.CharField(max_length=1000, blank=True)
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="handover_otherwise_has_words", condition=Q(agreed=True) | ~Q(words="")
            )
        ]

    def __str__(self) -> str:
        return str(self.handover_id)
