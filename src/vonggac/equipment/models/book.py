"""Sổ theo dõi hoạt động thiết bị (khoản 4 Điều 2; FORMS §3.2). Data and constraints only; triggers by migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from vonggac.equipment.states import Condition, LineKind
from vonggac.kernel.ids import new_uuid


class DeviceLine(models.Model):
    """One line of the device book. Triggers refuse UPDATE and DELETE."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    school_year = models.CharField(max_length=9, help_text="2026-2027: the year of the book.")
    number = models.PositiveIntegerField(help_text="STT within the school year, without gaps.")
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    what = models.CharField(max_length=16, help_text="equipment.lines.Told.")
    day = models.DateField(help_text="Ngày: the day it tells of, local.")
    checked_us = models.BigIntegerField(help_text="Giờ kiểm tra.")
    written_us = models.BigIntegerField()
    late = models.BooleanField(default=False, help_text="Ghi bổ sung: written on a later day.")
    camera = models.ForeignKey(
        "places.Camera", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: of no single camera.",
    )  # fmt: skip
    device = models.CharField(max_length=200, help_text="Thiết bị (mã, vị trí), as named then.")
    condition = models.CharField(max_length=8, choices=Condition.choices)
    picture = models.CharField(max_length=120, blank=True, help_text="Chất lượng hình ảnh.")
    clock_us = models.BigIntegerField(null=True, blank=True, help_text="Lệch giờ; null: unknown.")
    kept_days = models.PositiveIntegerField(
        null=True, blank=True, help_text="Số ngày lưu thực tế; null: unknown."
    )
    free_bytes = models.BigIntegerField(
        null=True, blank=True, help_text="Dung lượng còn lại; null: unknown."
    )
    text = models.CharField(max_length=2000, blank=True, help_text="Sự việc, nội dung xử lý.")
    ticket = models.CharField(max_length=20, blank=True, help_text="Số sự cố (SC).")
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: the system.",
    )  # fmt: skip
    person_name = models.CharField(max_length=120, blank=True, help_text="As it was then.")
    source = models.CharField(
        max_length=80, unique=True, help_text="What it was made of: one line each."
    )
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="device_line_numbers_differ", fields=["school", "school_year", "number"]
            ),
            CheckConstraint(name="device_line_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="device_line_kind_known", condition=Q(kind__in=LineKind.values)),
            CheckConstraint(
                name="device_condition_known", condition=Q(condition__in=Condition.values)
            ),
            CheckConstraint(
                name="a_persons_line_has_its_person",
                condition=Q(kind="auto", person__isnull=True)
                | (~Q(kind="auto") & Q(person__isnull=False) & ~Q(person_name="")),
            ),
            CheckConstraint(
                name="a_device_correction_names_its_line",
                condition=Q(kind="correction", corrects__isnull=False)
                | (~Q(kind="correction") & Q(corrects__isnull=True)),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["school", "day", "kind"], name="device_line_days"),
            models.Index(fields=["camera", "-number"], name="device_line_of_camera"),
        ]

    def __str__(self) -> str:
        return f"{self.school_year}/{self.number}"


class DeviceLineKey(models.Model):
    """The key of a line's commitment in the ledger (FORMATS §4.2)."""

    line = models.OneToOneField(
        DeviceLine, primary_key=True, on_delete=models.PROTECT, related_name="commitment"
    )
    key = models.BinaryField(help_text="32 random bytes.")

    def __str__(self) -> str:
        return str(self.line_id)


class DayCheck(models.Model):
    """BGH kiểm tra: a member of the Board has looked at a day's lines. Only grows."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    to_number = models.PositiveIntegerField(help_text="The last line of the day then.")
    checker = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    checker_name = models.CharField(max_length=120, help_text="As it was then.")
    remarks = models.CharField(max_length=500, blank=True)
    at_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="a_day_is_checked_once_by_one", fields=["school", "day", "checker"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}"
