"""Tables of scans and of what their signatures say. Rows are added; triggers keep them (migrations)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from vonggac.kernel.ids import new_uuid
from vonggac.kernel.papers import PaperKind


class Scan(models.Model):
    """A kept file, sealed under ``papers/<id>``. Its name is ours: a stranger's may tell who it is of."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    of = models.CharField(
        max_length=60, help_text="Number of the paper or row that it belongs to: VP-2026-001."
    )
    kind = models.CharField(max_length=20, help_text="A PaperKind: by its content.")
    byte_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Of what is kept, before sealing.")
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="scan_is_pdf_jpeg_or_png",
                condition=Q(kind__in=[each.value for each in PaperKind]),
            ),
            CheckConstraint(name="scan_says_of_what", condition=~Q(of="")),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.sha256[:12]}"


class Check(models.Model):
    """What the signatures of a scan said, asked at one time; only for PDFs that have some. The highest counts."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    scan = models.ForeignKey(Scan, on_delete=models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField(help_text="1, 2, …")
    outcome = models.CharField(max_length=12, help_text="checked, unreadable, timeout, busy.")
    found = models.JSONField(blank=True, default=list, help_text="[signing.facts.Found.as_json()]")
    by = models.ForeignKey(
        "people.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Null: at the keeping.",
    )
    checked_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="checks_of_a_scan_are_numbered", fields=["scan", "number"]),
            CheckConstraint(
                name="check_outcome_known",
                condition=Q(outcome__in=["checked", "unreadable", "timeout", "busy"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scan_id} {self.number}"


class TrustedRoot(models.Model):
    """An authority whose signers the school takes for known. Ended, never removed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, help_text="Of the certificate.")
    certificate = models.BinaryField(help_text="DER.")
    basis = models.CharField(max_length=300)
    added_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    added_us = models.BigIntegerField()
    ended_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_us = models.BigIntegerField(null=True, blank=True, help_text="Null: trusted.")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                name="root_trusted_once",
                fields=["school", "sha256"],
                condition=Q(ended_us__isnull=True),
            ),
            CheckConstraint(name="root_has_a_basis", condition=~Q(basis="") & ~Q(name="")),
            CheckConstraint(
                name="root_ended_by_somebody",
                condition=Q(ended_us__isnull=True, ended_by__isnull=True)
                | Q(ended_us__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
