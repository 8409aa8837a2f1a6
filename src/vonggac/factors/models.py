"""Tables of second factors. Data and constraints only; secrets stand here sealed (I11)."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_uuid


class FactorKind(models.TextChoices):
    PASSKEY = "passkey", _("passkey")
    TOTP = "totp", _("code from an app")


class Factor(models.Model):
    """A device that its owner enrolled. It ends, and is never removed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=FactorKind.choices)
    label = models.CharField(max_length=60, help_text="The owner's name for the device.")
    sealed = models.BinaryField(help_text="The secret of a TOTP; the public key of a passkey.")
    credential = models.CharField(
        max_length=1400, blank=True, help_text="A passkey's credential id, in hex."
    )
    rp_id = models.CharField(
        max_length=253, blank=True, help_text="The host that a passkey was made for."
    )
    counter = models.BigIntegerField(
        default=0, help_text="TOTP: the last time step used. Passkey: its own counter."
    )
    made_us = models.BigIntegerField()
    used_us = models.BigIntegerField(null=True, blank=True)
    ended_us = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                name="factor_is_what_its_kind_needs",
                condition=(Q(kind="passkey") & ~Q(credential="") & ~Q(rp_id=""))
                | Q(kind="totp", credential="", rp_id=""),
            ),
            UniqueConstraint(
                name="one_passkey_one_account", fields=["credential"], condition=~Q(credential="")
            ),
            UniqueConstraint(
                name="one_totp_at_a_time",
                fields=["account"],
                condition=Q(kind="totp", ended_us__isnull=True),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["account"], name="factor_by_account")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class RecoveryCode(models.Model):
    """One of ten on paper; works once. Only a keyed digest of it is kept."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+")
    mac = models.CharField(max_length=64, unique=True)
    made_us = models.BigIntegerField()
    used_us = models.BigIntegerField(null=True, blank=True)
    void_us = models.BigIntegerField(
        null=True, blank=True, help_text="A newer sheet was printed, or the factors were forgotten."
    )

    def __str__(self) -> str:
        return str(self.id)


class Half(models.Model):
    """Somebody who has shown the password and not yet the second factor. Lives five minutes, for five tries."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    account = models.ForeignKey(
        "people.Account",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Null: nobody is known yet, a passkey is to say who it is.",
    )
    key_sha256 = models.CharField(max_length=64, unique=True)
    user_agent_sha256 = models.CharField(max_length=64)
    network = models.CharField(max_length=50)
    made_us = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_us = models.BigIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class Challenge(models.Model):
    """What was asked of a device and is not answered yet; one of each purpose a holder, five minutes long."""

    holder = models.CharField(max_length=60, help_text="half:<id> or session:<id>.")
    purpose = models.CharField(max_length=12)
    state = models.BinaryField(help_text="Sealed.")
    made_us = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(name="one_challenge_a_purpose", fields=["holder", "purpose"])
        ]

    def __str__(self) -> str:
        return f"{self.holder} {self.purpose}"


class Shown(models.Model):
    """When a second factor was last shown in a login: what deeds of weight ask for (ACCESS §5.6)."""

    session = models.OneToOneField(
        "people.LoginSession", primary_key=True, on_delete=models.PROTECT, related_name="+"
    )
    at_us = models.BigIntegerField()
    how = models.CharField(max_length=10)

    def __str__(self) -> str:
        return str(self.session_id)
