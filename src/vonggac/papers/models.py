"""The table of scans. Rows are added; triggers keep them (migration 0001)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

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
