"""Tables of the usage book. Data and constraints only."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.authority import Purpose
from vonggac.kernel.ids import new_uuid


class UsageForm(models.TextChoices):
    """Column (7), Hình thức."""

    LIVE = "live", _("live view")
    PLAYBACK = "playback", _("playback")
    SNAPSHOT = "snapshot", _("snapshot")
    PRINT = "print", _("printed picture")
    EXPORT = "export", _("extracted data")
    CORRECTION = "correction", _("correction")


class UsageLine(models.Model):
    """One line of the usage book. Triggers refuse UPDATE and DELETE."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    school_year = models.CharField(max_length=9, help_text="2026-2027: the year of the book.")
    number = models.PositiveIntegerField(help_text="(1) STT within the school year, without gaps.")
    written_us = models.BigIntegerField()
    started_us = models.BigIntegerField(help_text="(2) begin of the use.")
    ended_us = models.BigIntegerField(help_text="(2) end of the use.")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=120, help_text="(3) as it was then.")
    person_role = models.CharField(max_length=4, help_text="(3) chức vụ then: a Role.")
    basis = models.CharField(max_length=20, help_text="(4) kind of basis: a Basis.")
    basis_ref = models.CharField(
        max_length=120, help_text="(4) number of the paper, or the clause."
    )
    cameras = models.JSONField(help_text='(5) [{"camera", "name", "area"}] as named then.')
    footage_from_us = models.BigIntegerField(
        null=True, blank=True, help_text="(6) null: live, no stored footage."
    )
    footage_to_us = models.BigIntegerField(null=True, blank=True)
    served = models.JSONField(
        help_text='(6) [{"camera", "ranges": [[from_us, to_us]…]}] really served.'
    )
    form = models.CharField(max_length=10, choices=UsageForm.choices, help_text="(7)")
    sound = models.BooleanField(default=False, help_text="(7) có âm thanh: it was served too.")
    purpose = models.CharField(max_length=12, help_text="(8) a Purpose.")
    purpose_detail = models.CharField(max_length=500, blank=True, help_text="(8) nội dung.")
    result = models.CharField(max_length=1000, blank=True, help_text="(9) tình hình, kết quả.")
    related_no = models.CharField(max_length=60, blank=True, help_text="(10) số hồ sơ liên quan.")
    confirmed_by = models.CharField(
        max_length=120, blank=True, help_text="(11) ký xác nhận; empty: on paper."
    )
    note = models.CharField(max_length=500, blank=True, help_text="(12)")
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    viewing = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        help_text="access.Viewing whose use this is: one line each.",
    )

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="usage_numbers_differ", fields=["school", "school_year", "number"]
            ),
            CheckConstraint(name="usage_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(
                name="usage_ends_after_it_begins", condition=Q(ended_us__gte=F("started_us"))
            ),
            CheckConstraint(name="usage_form_known", condition=Q(form__in=UsageForm.values)),
            CheckConstraint(
                name="usage_purpose_of_four",
                condition=Q(purpose__in=[each.value for each in Purpose]),
            ),
            CheckConstraint(
                name="usage_footage_whole_or_absent",
                condition=Q(footage_from_us__isnull=True, footage_to_us__isnull=True)
                | (
                    Q(footage_from_us__isnull=False, footage_to_us__isnull=False)
                    & Q(footage_to_us__gt=F("footage_from_us"))
                ),
            ),
            CheckConstraint(
                name="a_correction_names_its_line",
                condition=(Q(form="correction") & Q(corrects__isnull=False))
                | (~Q(form="correction") & Q(corrects__isnull=True)),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-started_us"], name="usage_by_person")]

    def __str__(self) -> str:
        return f"{self.school_year}/{self.number}"


class UsageLineKey(models.Model):
    """The key of a line's commitment in the ledger (FORMATS §4.2): erasing it makes the entry say nothing."""

    line = models.OneToOneField(
        UsageLine, primary_key=True, on_delete=models.PROTECT, related_name="commitment"
    )
    key = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return str(self.line_id)
