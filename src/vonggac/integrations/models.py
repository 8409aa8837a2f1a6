"""Tokens of other programs. Data and constraints only; triggers in the migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_uuid


class Token(models.Model):
    """A key to /api/v1: shown once, kept as a hash; it dies with its owner's right to have made it."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("program"), max_length=80)
    scopes = models.JSONField(help_text="Sorted list of Scope values.")
    basis = models.CharField(max_length=300)
    token_sha256 = models.CharField(
        max_length=64, unique=True, help_text="The token itself was shown once and is nowhere."
    )
    made_us = models.BigIntegerField()
    expires_us = models.BigIntegerField()
    last_us = models.BigIntegerField(null=True, blank=True, help_text="Last use, to the minute.")
    revoked_us = models.BigIntegerField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="token_has_a_basis", condition=~Q(basis="")),
            CheckConstraint(name="token_ends", condition=Q(expires_us__gt=F("made_us"))),
            CheckConstraint(
                name="token_revoked_by_somebody",
                condition=Q(revoked_us__isnull=True, revoked_by__isnull=True)
                | Q(revoked_us__isnull=False, revoked_by__isnull=False),
            ),
            UniqueConstraint(
                name="token_names_differ",
                violation_error_message=_("There is a token of that name already."),
                fields=["school", "name"],
                condition=Q(revoked_us=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name
