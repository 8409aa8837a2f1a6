"""What an officer has written of an order by word of mouth and not entered yet."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from vonggac.directives.models.orders import Directive
from vonggac.kernel.ids import new_uuid


class OralDraft(models.Model):
    """Dự thảo: what an officer has written so far of an order by word of mouth. It permits nothing."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    values = models.JSONField(help_text="By field of the page: texts, instants, camera ids.")
    saved_us = models.BigIntegerField()
    directive = models.OneToOneField(
        Directive, null=True, blank=True, on_delete=models.PROTECT, related_name="draft"
    )
    laid_aside_us = models.BigIntegerField(null=True, blank=True, help_text="Null: not laid aside.")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="a_draft_ends_once",
                condition=Q(directive__isnull=True) | Q(laid_aside_us__isnull=True),
            ),
            UniqueConstraint(
                name="one_open_draft_an_officer",
                fields=["school", "by"],
                condition=Q(directive__isnull=True, laid_aside_us__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.saved_us)
