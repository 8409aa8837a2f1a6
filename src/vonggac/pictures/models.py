"""Tables of snapshots and prints. Data and constraints only; nothing is changed or removed."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from vonggac.kernel.authority import Purpose
from vonggac.kernel.ids import new_uuid

MOST_COPIES = 20


class Numbered(models.Model):
    """A governed row of a register: one number a school and calendar year, without gaps."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(help_text="Calendar year, local time.")
    number = models.PositiveIntegerField(help_text="Within the year, without gaps.")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    grant = models.UUIDField(help_text="access.GrantRow that it was done under.")
    basis_ref = models.CharField(max_length=120, help_text="Of the grant: the paper, the clause.")
    reason = models.CharField(max_length=500)
    case_no = models.CharField(max_length=60, blank=True, help_text="VV-…; empty: none.")
    at_us = models.BigIntegerField(help_text="When it was done.")
    usage_line = models.OneToOneField(
        "duty.UsageLine", on_delete=models.PROTECT, related_name="+", help_text="G2: one each."
    )

    class Meta:
        abstract = True


class Snapshot(Numbered):
    """Ảnh chụp AN-<year>-<no>."""

    camera = models.CharField(max_length=16)
    camera_name = models.CharField(max_length=120, help_text="As it was named then.")
    area_name = models.CharField(max_length=120)
    stream = models.CharField(max_length=8)
    live = models.BooleanField(help_text="Of the live picture; else of recorded footage.")
    segment = models.CharField(max_length=32, blank=True, help_text="Empty: from the live tap.")
    asked_us = models.BigIntegerField(help_text="The instant that was on the screen.")
    frame_us = models.BigIntegerField(help_text="The frame's own instant.")
    purpose = models.CharField(max_length=12)
    frame_sha256 = models.CharField(max_length=64, help_text="Of the frame's sample as recorded.")
    sha256 = models.CharField(max_length=64, help_text="Of the picture with mark and band.")
    byte_count = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    deed = models.UUIDField(unique=True, help_text="The outbox row of its snapshot entry.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="snapshot_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="snapshot_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="snapshot_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(
                name="snapshot_purpose_of_four",
                condition=Q(purpose__in=[each.value for each in Purpose]),
            ),
            CheckConstraint(name="snapshot_is_of_the_past", condition=Q(asked_us__lte=F("at_us"))),
            CheckConstraint(
                name="snapshot_hashes_are_whole",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
                & Q(frame_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            CheckConstraint(
                name="stored_snapshot_names_its_segment",
                condition=Q(live=True, segment="") | (Q(live=False) & ~Q(segment="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-at_us"], name="snapshots_newest")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``AN-2026-001``."""
        return f"AN-{self.year}-{self.number:03d}"


class PrintSlip(Numbered):
    """Phiếu in ảnh IA-<year>-<no>: copies of one snapshot, each for somebody."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="slips")
    copy_count = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="slip_numbers_differ", fields=["school", "year", "number"]),
            CheckConstraint(name="slip_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="slip_has_a_reason", condition=~Q(reason="")),
            CheckConstraint(
                name="slip_has_copies",
                condition=Q(copy_count__gte=1, copy_count__lte=MOST_COPIES),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "-at_us"], name="slips_newest")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """``IA-2026-001``."""
        return f"IA-{self.year}-{self.number:03d}"


class PrintCopy(models.Model):
    """Bản in số n/m, and who gets it. A sheet is made of such a row and of nothing else."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    slip = models.ForeignKey(PrintSlip, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField(help_text="n of n/m.")
    recipient = models.CharField(max_length=200)
    deed = models.UUIDField(unique=True, help_text="The outbox row of its print.footage entry.")
    code = models.CharField(
        max_length=26, unique=True, help_text="The entry's deed in base32: what the QR says."
    )

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="copy_numbers_differ", fields=["slip", "number"]),
            CheckConstraint(name="copy_number_from_one", condition=Q(number__gte=1)),
            CheckConstraint(name="copy_has_a_recipient", condition=~Q(recipient="")),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class PrintRun(models.Model):
    """The sheet of a copy was made: once, or again with the same number."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    copy = models.ForeignKey(PrintCopy, on_delete=models.PROTECT, related_name="runs")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()
    sheet_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.id)
