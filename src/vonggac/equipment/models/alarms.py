"""Alarm decisions, inputs, changes of the list of volumes. Data and constraints only; triggers by migration."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.ids import new_uuid


class AlarmDecision(models.Model):
    """What the head of the school decided about alarms; the newest row counts, none is removed."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    at_us = models.BigIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=300)
    seconds = models.JSONField(help_text="equipment.rules.Limit → seconds.")
    silent = models.JSONField(help_text="Kinds of events that nobody is told of at once, sorted.")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="alarm_decision_has_a_basis", condition=~Q(basis=""))
        ]
        indexes: ClassVar = [
            models.Index(fields=["school", "-at_us"], name="alarm_decision_newest")
        ]

    def __str__(self) -> str:
        return str(self.at_us)


class ToldEvent(models.Model):
    """Events that were looked at for notices: an index, so that each is told once."""

    event = models.CharField(primary_key=True, max_length=32)
    at_us = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.event


class Input(models.Model):
    """A line from outside that tells of events: a fire-alarm panel, a door contact, by POST /hook/<token>."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    school = models.ForeignKey("places.School", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("input line"), max_length=80)
    token_sha256 = models.CharField(
        max_length=64, unique=True, help_text="The token itself was shown once and is nowhere."
    )
    cameras = models.ManyToManyField("places.Camera", related_name="+")
    basis = models.CharField(max_length=300)
    made_us = models.BigIntegerField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    last_us = models.BigIntegerField(null=True, blank=True, help_text="When it told last.")
    revoked_us = models.BigIntegerField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="input_has_a_basis", condition=~Q(basis="")),
            UniqueConstraint(
                name="input_names_differ",
                violation_error_message=_("There is an input line of that name already."),
                fields=["school", "name"],
                condition=Q(revoked_us=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class VolumeChange(models.Model):
    """A change of the list of volumes (``archive.volume_list``): what somebody did to it, and on what basis."""

    id = models.UUIDField(primary_key=True, default=new_uuid, editable=False)
    at_us = models.BigIntegerField(db_index=True)
    by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Null: at the machine's own command line.",
    )  # fmt: skip
    what = models.CharField(max_length=16, help_text="A VolumeDeed.")
    path = models.CharField(max_length=1000)
    reserve_bytes = models.BigIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(name="volume_change_has_a_basis", condition=Q(by=None) | ~Q(basis=""))
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.path}"
