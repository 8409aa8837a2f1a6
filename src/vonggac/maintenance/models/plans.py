"""Kế hoạch bảo trì of a school year: drawn up whole, decided once, never changed."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.equipment.states import AssetKind
from vonggac.kernel.ids import new_uuid
from vonggac.maintenance.states import Every, Work


class Plan(models.Model):
    """The newest approved one of a school year is in force."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    school_year = models.CharField(max_length=9, help_text="2025-2026.")
    version = models.PositiveSmallIntegerField(help_text="Within the school year, from 1.")
    purpose = models.CharField(max_length=1000, help_text="I. Mục đích, yêu cầu.")
    funding = models.CharField(max_length=1000, blank=True, help_text="III. Kinh phí.")
    organisation = models.CharField(max_length=1000, blank=True, help_text="IV. Tổ chức thực hiện.")
    made_us = models.BigIntegerField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    decided_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not decided.")
    decided_by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of the Board; null: not decided.",
    )
    approved = models.BooleanField(null=True, blank=True, help_text="Null: not decided.")
    remarks = models.CharField(max_length=1000, null=True, blank=True, help_text="Of the Board.")  # noqa: DJ001  (null: not decided yet)

    class Meta:
        ordering: ClassVar = ["-school_year", "-version"]
        constraints: ClassVar = [
            UniqueConstraint(
                name="plan_versions_differ", fields=["school", "school_year", "version"]
            ),
            CheckConstraint(
                name="a_plan_is_decided_whole",
                condition=Q(
                    decided_us__isnull=True,
                    decided_by__isnull=True,
                    approved__isnull=True,
                    remarks__isnull=True,
                )
                | Q(
                    decided_us__isnull=False,
                    decided_by__isnull=False,
                    approved__isnull=False,
                    remarks__isnull=False,
                ),
            ),
            CheckConstraint(
                name="nobody_approves_his_own_plan",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("made_by")),
            ),
            CheckConstraint(
                name="a_returned_plan_has_a_reason",
                condition=Q(approved__isnull=True) | Q(approved=True) | ~Q(remarks=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school_year} ({self.version})"


class PlanRow(models.Model):
    """One line: what is done to which device, or to every device of a kind, how often from which day on."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rows")
    place = models.PositiveSmallIntegerField(help_text="From 1.")
    work = models.CharField(max_length=12, choices=Work.choices)
    what = models.CharField(max_length=200, help_text="Hạng mục.")
    asset = models.ForeignKey(
        "equipment.Asset",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: every device of the kind.",
    )
    asset_kind = models.CharField(max_length=10, choices=AssetKind.choices)
    every = models.CharField(max_length=10, choices=Every.choices)
    first_on = models.DateField(help_text="The first day that it is due.")
    responsible = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            UniqueConstraint(name="plan_rows_have_places", fields=["plan", "place"]),
            CheckConstraint(name="plan_row_work_known", condition=Q(work__in=Work.values)),
            CheckConstraint(name="plan_row_every_known", condition=Q(every__in=Every.values)),
            CheckConstraint(
                name="plan_row_kind_known", condition=Q(asset_kind__in=AssetKind.values)
            ),
            CheckConstraint(
                name="cameras_alone_are_calibrated",
                condition=~Q(work="calibration") | Q(asset_kind="camera"),
            ),
            CheckConstraint(name="plan_row_says_what", condition=~Q(what="")),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.what}"
